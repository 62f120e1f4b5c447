"""The letter on paper: a PDF whose words are found, in fonts of its own, and that runs nothing."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from actions.letters.letter import Address, Letter, Sender, Span
from actions.letters.pdf import letter_pdf

MINISTER = Address(1, ("Mr Ali Example", "Minister of the Interior", "Islamabad 44000", "PAKISTAN"))
EMBASSY = Address(2, ("Dr Sara Example", "35 Lowndes Square", "London SW1X 9JN", "UNITED KINGDOM"))
LETTER = Letter(
    language="en",
    addressees=(MINISTER,),
    salutation="Dear Minister,",
    paragraphs=(
        (
            Span("I write about "),
            Span("Zainab", bold=True),
            Span(" of "),
            Span("Dawn", italic=True),
        ),
        (Span("Please release her.\nToday."),),
    ),
    sign_off="Yours sincerely,",
    reference="Second UA 109.23",
    subject="Zainab",
    sender=Sender("Marie Durand", "Lyon"),
)
# A salutation and a sentence in each language, and the size of the sheet.
LANGUAGES = {
    "en": ("Dear Minister,", "Release her now."),
    "ur": ("محترم وزیر", "انہیں رہا کیا جائے"),
    "ar": ("معالي الوزير", "أطلقوا سراحها"),
    "fr": ("Monsieur le Ministre,", "Libérez-la sans délai."),
    "es": ("Excelencia:", "Póngala en libertad mañana."),
}
PAPERS = {"a4": (595, 842), "us-letter": (612, 792)}
MM, INCH = 72 / 25.4, 72


def read(letter=LETTER, **options):
    return PdfReader(
        BytesIO(letter_pdf(letter, **{"title": "A letter", "copy_mark": "COPY", **options}))
    )


def words(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def fonts_of(reader):
    """The fonts of all pages, each by its name, with whether its outlines are in the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            outlines = {key for key in inner["/FontDescriptor"] if key.startswith("/FontFile")}
            found[str(inner["/BaseFont"])] = bool(outlines)
    return found


def places_of(page):
    """Where each piece of text of a page begins, in points from the left and from the top."""
    found = []

    def visit(text, _matrix, at, _font, _size):
        where = _matrix
        x = at[4] * where[0] + at[5] * where[2] + where[4]
        y = at[4] * where[1] + at[5] * where[3] + where[5]
        if text.strip():
            found.append((text.strip(), x, float(page.mediabox.height) - y))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter(language, paper):
    salutation, sentence = LANGUAGES[language]
    letter = replace(
        LETTER, language=language, salutation=salutation, paragraphs=((Span(sentence),),)
    )
    reader = read(letter, paper=paper, title=f"Letter {language}")
    [page] = reader.pages
    assert tuple(round(side) for side in page.mediabox[2:]) == PAPERS[paper]
    assert reader.metadata.title == f"Letter {language}"
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    fonts = fonts_of(reader)
    assert all(fonts.values())
    assert any("Libertinus" in name for name in fonts)
    assert any("Nastaliq" in name for name in fonts) == (language == "ur")
    assert any("Naskh" in name for name in fonts) == (language == "ar")
    text = page.extract_text()
    for line in (*MINISTER.lines, "Marie Durand", "Lyon", "Second UA 109.23", "Yours sincerely,"):
        assert line in text.replace("\n", " ")
    if letter.direction == "ltr":
        assert f"{salutation} {sentence}" in words(reader)[0]
    else:  # a reader of PDFs gives letters from the right in an order of its own
        missing = set(salutation + sentence) - set(text)
        assert not missing, missing


def test_it_tells_nothing_of_who_made_it_or_when():
    reader = read()
    assert not {"/Author", "/CreationDate", "/ModDate", "/Subject"} & set(reader.metadata)
    assert letter_pdf(LETTER, title="a", copy_mark="b") == letter_pdf(
        LETTER, title="a", copy_mark="b"
    )


@pytest.mark.parametrize(
    ("paper", "left", "top", "width", "height"),
    [("a4", 20 * MM, 45 * MM, 85 * MM, 45 * MM), ("us-letter", 63, 2.1 * INCH, 288, 1.1 * INCH)],
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [1, 4, 12])
@pytest.mark.parametrize("large", [False, True])
def test_the_address_stands_in_the_window(language, paper, left, top, width, height, lines, large):
    """However many lines it has, and wherever the letter begins."""
    address = Address(1, tuple(f"Xqx{n} of the Department of Departments" for n in range(lines)))
    letter = replace(LETTER, language=language, addressees=(address,))
    page = read(letter, paper=paper, large=large).pages[0]
    found = [(x, y) for text, x, y in places_of(page) if text.startswith("Xqx")]
    assert len(found) == lines
    assert all(left <= x < left + 20 and top < y < top + height for x, y in found)


def test_copies_follow_and_are_marked():
    other = Address(3, ("Ms Other", "KABUL"))
    reader = read(replace(LETTER, addressees=(MINISTER, other), copies=(EMBASSY,)))
    first, second, copy = words(reader)
    assert "Ali Example" in first
    assert "COPY" not in first + second
    assert "Ms Other" in second
    assert "Ali Example" not in second + copy
    assert all(said in copy for said in ("COPY", "Sara Example", "Please release her."))


def test_pages_are_numbered_where_a_letter_has_several():
    long = replace(LETTER, paragraphs=LETTER.paragraphs * 12, copies=(EMBASSY,))
    assert [text[-5:] for text in words(read(long))] == ["1 / 2", "2 / 2"] * 2
    assert " / " not in words(read())[0]
    assert len(words(read(long, large=True))) > 4


def test_large_print():
    def below_the_name(large):
        places = places_of(read(large=large).pages[0])
        tops = [top for text, _left, top in places if text in ("Marie Durand", "Lyon")]
        return tops[1] - tops[0]

    assert below_the_name(large=True) / below_the_name(large=False) == pytest.approx(18 / 11, 0.01)


def test_a_date_stands_where_there_is_one():
    assert "5 March 2026" in words(read(date="5 March 2026"))[0]


HOSTILE = [
    '#eval("1+1")',
    '#read("/etc/passwd") $x^2$ *bold* _it_ `raw` @ref <label> = heading // gone',
    "<script>alert(1)</script> <b>b</b> &amp;",
    '=HYPERLINK("http://x") %PDF (a) \\u{41} \\ ~ -- ...',
    '"}); #panic() [',
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_only_ever_words(typed):
    letter = replace(
        LETTER,
        addressees=(Address(1, (typed,)),),
        sender=Sender(typed, typed, typed),
        salutation=typed,
        sign_off=typed,
        reference=typed,
        paragraphs=((Span(typed, bold=True),),),
    )
    reader = read(letter, title=typed)
    assert words(reader)[0].count(typed) == 9
    assert reader.metadata.title == typed
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"])
    assert "/Annots" not in reader.pages[0]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_turns_the_direction(language):
    typed = "Ali\u202e elpmaxE\u2066\u200f\x00\x07"
    letter = replace(
        LETTER,
        language=language,
        addressees=(Address(1, (typed,)),),
        sender=Sender(typed, typed, typed),
        paragraphs=((Span(f"{typed}\nand so on"),),),
    )
    text = read(letter, title=typed).pages[0].extract_text()
    assert text.count("Ali elpmaxE") == 6
    assert not set(text) & set("\u202e\u2066\u200f\x00\x07")
    assert read(letter, title=typed).metadata.title == "Ali elpmaxE"


def test_a_letter_in_none_of_our_fonts_is_still_printed():
    reader = read(LETTER.by(Sender("王小明", "台北")))
    assert "Dear Minister," in words(reader)[0]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_letter_without_a_title_is_still_printed():
    assert "Dear Minister," in words(read(replace(LETTER, subject="\u202e"), title=" "))[0]


def test_words_without_end_are_broken():
    reader = read(LETTER.by(Sender("W" * 400, "a " * 400), body="x" * 400))
    [page] = reader.pages
    rows = {round(top) for text, _left, top in places_of(page) if set(text) <= {"x", "\u200b"}}
    assert len(rows) > 4


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([*LANGUAGES]))
def test_whatever_is_typed(line, body, language):
    letter = replace(LETTER, language=language, addressees=(Address(1, (line,)),))
    letter = letter.by(Sender(line, line, body), body=body)
    assert read(letter, title=line, copy_mark=line, date=line).pages
