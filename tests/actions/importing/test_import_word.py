"""Word documents: every word that is printed, and what is said of files that are broken."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from actions.importing import DocumentError, parse_bytes, parse_document, read_any
from actions.importing.archive import MAX_ELEMENTS, MAX_ENTRIES, MAX_XML_BYTES
from actions.importing.marks import to_markdown
from actions.importing.markup import Run, read_lines
from tests.actions.importing.word_files import add_link, add_table, from_markdown, saved, with_parts

LETTER = """# FREE HER

She is held.

Dear Minister,

Free **her**.

Yours sincerely,
"""
MAIN = "word/document.xml"


@pytest.fixture
def document():
    return docx.Document()


@pytest.fixture
def letter() -> bytes:
    return from_markdown(LETTER)


def text_of(document) -> str:
    return read_any(saved(document), name="a.docx").text


def append(document, xml: str) -> None:
    """Put XML of the body before its last element, which must stay the last."""
    namespaces = nsdecls("w", "wp", "a", "r") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    document.element.body.insert(-1, parse_xml(xml.replace(">", f" {namespaces}>", 1)))


class TestWhatIsPrinted:
    def test_headings_lists_and_formats(self, document):
        document.add_paragraph("FREE HER", style="Title")
        document.add_heading("TAKE ACTION", 2)
        document.add_paragraph("Write.", style="List Number")
        document.add_paragraph("Report.", style="List Number")
        document.add_paragraph("Sing.", style="List Bullet")
        paragraph = document.add_paragraph("She is ")
        paragraph.add_run("very").bold = True
        paragraph.add_run(" ").italic = True
        paragraph.add_run("ill").italic = True
        paragraph.add_run(".")
        assert text_of(document) == (
            "# FREE HER\n\n## TAKE ACTION\n\n1. Write.\n2. Report.\n- Sing.\n\n"
            "She is **very** *ill*."
        )

    def test_formats_that_end_within_a_word_keep_it_whole(self, document):
        paragraph = document.add_paragraph()
        paragraph.add_run("un").bold = True
        paragraph.add_run("free and ")
        paragraph.add_run("2").italic = True
        paragraph.add_run("nd")
        draft = parse_bytes(saved(document), name="a.docx")
        assert draft.title == "unfree and 2nd"

    def test_links_with_their_addresses(self, document):
        paragraph = document.add_paragraph("See ")
        add_link(paragraph, "the report [2]", "https://example.org/a (b)")
        add_link(paragraph, "her deed", "#deed")
        assert text_of(document) == (
            r"See [the report \[2\]](https://example.org/a%20%28b%29)[her deed](#deed)"
        )

    def test_a_link_that_is_a_field(self, document):
        paragraph = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        paragraph += ' HYPERLINK "https://example.org/x" </w:instrText></w:r><w:r>'
        paragraph += '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r>'
        paragraph += '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> and on</w:t></w:r></w:p>'
        append(document, paragraph)
        assert text_of(document) == "[here](https://example.org/x) and on"

    def test_what_looks_like_markup_is_text(self, document):
        words = "# 5 * 3 * 2, *not* _so_ [a](b) <c@d.org> &amp; 1\\2 snake_case"
        document.add_heading("FREE HER", 1)
        document.add_paragraph(words)
        read = read_any(saved(document), name="a.docx")
        assert "snake_case" in read.text
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert read.draft().introduction == (escaped,)

    def test_lines_of_one_paragraph_and_page_breaks(self, document):
        run = document.add_paragraph().add_run("1 Tea Road")
        run.add_break()
        run.add_text("Suva\tFiji")
        run.add_break(WD_BREAK.PAGE)
        assert text_of(document) == "1 Tea Road  \nSuva Fiji"

    def test_a_table_of_figures_and_one_that_arranges_cards(self, document):
        add_table(document, [["year", "hives"], ["2025", "200"]])
        cards = document.add_table(rows=1, cols=2)
        for cell, lines in zip(
            cards.rows[0].cells,
            (["Minister of Tea", "1 Cup Road"], ["Judge of Milk", "2 Jug Road"]),
            strict=True,
        ):
            cell.text = lines[0]
            cell.add_paragraph(lines[1])
        assert text_of(document) == (
            "| year | hives |\n| 2025 | 200 |\n\n"
            "Minister of Tea  \n1 Cup Road\n\nJudge of Milk  \n2 Jug Road"
        )

    def test_text_boxes_once_although_they_stand_twice_in_the_file(self, document):
        box = "<w:txbxContent><w:p><w:r><w:t>TAKE ACTION</w:t></w:r></w:p></w:txbxContent>"
        append(
            document,
            "<w:p><w:r><w:t>Above.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
            f"<w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>",
        )
        assert text_of(document) == "Above.\n\nTAKE ACTION"

    def test_the_heads_and_feet_of_pages(self, document):
        document.add_heading("FREE HER", 1)
        document.add_paragraph("She is held.")
        document.sections[0].header.paragraphs[0].text = "UA 7/24 Index: ASA 18/1234/2024 Fiji"
        document.sections[0].footer.paragraphs[0].text = "Example Network, a charity"
        read = read_any(saved(document), name="a.docx")
        assert read.text.endswith(
            "[^header]: UA 7/24 Index: ASA 18/1234/2024 Fiji\n\n"
            "[^footer]: Example Network, a charity"
        )
        draft = read.draft()
        assert str(draft.number) == "7.24"
        assert draft.index_number == "ASA 18/1234/2024"
        assert draft.countries == ("FJ",)
        assert draft.title == "FREE HER"
        assert draft.introduction == ("She is held.",)
        assert draft.unplaced == ("Example Network, a charity",)

    def test_footnotes_belong_to_the_additional_information(self, letter):
        notes = (
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
            '<w:footnote w:id="7"><w:p><w:r><w:t>Radio Suva, 2024.</w:t></w:r></w:p></w:footnote>'
            "</w:footnotes>"
        )
        reference = '<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        read = read_any(
            with_footnotes(letter, notes, "held.</w:t></w:r></w:p>", reference), name="a"
        )
        assert "She is held.[^1]" in read.text
        draft = read.draft()
        assert draft.introduction == ("She is held.[1]",)
        assert draft.additional_information == ("[1] Radio Suva, 2024.",)

    def test_changes_that_are_tracked_and_hidden_text(self, document):
        append(
            document,
            "<w:p><w:ins><w:r><w:t>Free </w:t></w:r></w:ins><w:del><w:r><w:delText>not "
            "</w:delText></w:r></w:del><w:r><w:t>her</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
            "<w:t> secretly</w:t></w:r></w:p>",
        )
        assert text_of(document) == "Free her"

    def test_content_controls_and_bold_from_styles(self, document):
        append(
            document,
            "<w:sdt><w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val='Strong'/></w:rPr><w:t>"
            "CC: Embassy</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )
        assert text_of(document) == "**CC: Embassy**"

    def test_the_text_gives_the_same_draft_again(self, letter):
        read = read_any(letter, name="a.docx")
        assert parse_document(read.text, file="a.docx") == read.draft()
        # A form sends line ends as browsers do.
        posted = read.text.replace("\n", "\r\n")
        assert parse_document(posted, file="a.docx") == read.draft()

    def test_a_macro_document_and_pictures_that_are_missing(self, letter):
        types = zipfile.ZipFile(BytesIO(letter)).read("[Content_Types].xml")
        macro = types.replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        )
        relations = zipfile.ZipFile(BytesIO(letter)).read("word/_rels/document.xml.rels")
        picture = (
            b'<Relationship Id="rId99" Target="media/gone.png" Type="http://schemas.openxmlformats'
            b'.org/officeDocument/2006/relationships/image"/></Relationships>'
        )
        data = with_parts(
            letter,
            {
                "[Content_Types].xml": macro,
                "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", picture),
            },
        )
        assert read_any(data, name="a.docm").draft().title == "FREE HER"


def with_footnotes(data: bytes, notes: str, before: str, after: str) -> bytes:
    """The same document with footnotes, and `after` in place of the end of `before`."""
    archive = zipfile.ZipFile(BytesIO(data))
    kind = "officeDocument/2006/relationships/footnotes"
    relation = (
        f'<Relationship Id="rId88" Target="footnotes.xml" '
        f'Type="http://schemas.openxmlformats.org/{kind}"/></Relationships>'
    )
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    main = archive.read(MAIN).decode().replace(before, before.removesuffix("</w:p>") + after, 1)
    types = archive.read("[Content_Types].xml").decode().replace("</Types>", override)
    relations = archive.read("word/_rels/document.xml.rels").decode()
    return with_parts(
        data,
        {
            MAIN: main.encode(),
            "[Content_Types].xml": types.encode(),
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>", relation
            ).encode(),
            "word/footnotes.xml": notes.encode(),
        },
    )


RUNS = st.builds(
    Run,
    st.text(alphabet="ab *_[]()<>\\&#;:/.@\n!|^-=1\xa0é", max_size=12),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, None, "https://example.org/a(b) c", "#"]),
)


@given(st.lists(RUNS, max_size=6))
def test_runs_are_read_back_with_each_of_their_signs(runs):
    markdown = to_markdown(runs)
    read = "".join(line.text for line in read_lines(re.sub(r"[ \t]+", " ", markdown)))
    assert "".join(read.split()) == "".join("".join(run.text for run in runs).split())


def main_with(letter: bytes, start: str) -> bytes:
    """The letter with something before the root of its main part."""
    main = zipfile.ZipFile(BytesIO(letter)).read(MAIN).decode()
    declaration, root = main.split("?>", 1)
    return with_parts(letter, {MAIN: f"{declaration}?>{start}{root}".encode()})


def lying(data: bytes, part: str, size: int) -> bytes:
    """The same zip, whose headers say that a part is that small."""
    info = zipfile.ZipFile(BytesIO(data)).getinfo(part)
    true, false = (number.to_bytes(4, "little") for number in (info.file_size, size))
    return data.replace(true, false)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY l SYSTEM "file:///etc/passwd">]>'


class TestBrokenFiles:
    def says(self, data: bytes, *expected: str) -> None:
        with pytest.raises(DocumentError) as error:
            read_any(data, name="her.docx")
        message = str(error.value)
        assert "her.docx" in message
        for words in expected:
            assert words in message

    def test_no_zip_behind_its_first_letters(self):
        self.says(b"PK\x03\x04" + b"nothing of the kind" * 99, "is damaged", "paste its text")

    def test_cut_off_on_its_way(self, letter):
        self.says(letter[: len(letter) // 2], "is damaged", "save it again")

    def test_a_part_whose_bytes_were_changed(self, letter):
        place = letter.find(b"word/document.xml") + 60
        self.says(letter[:place] + b"\x00\xff\x13" + letter[place + 3 :], "is damaged")

    @pytest.mark.parametrize("main", [b"<w:document", b"", b"\xff\xfe\x00", b"<a><b></a>", b"\x00"])
    def test_xml_that_is_none(self, letter, main):
        self.says(with_parts(letter, {MAIN: main}), "is damaged", "open it in Word")

    def test_another_root(self, letter):
        self.says(with_parts(letter, {MAIN: b"<nothing/>"}), "is damaged")

    @pytest.mark.parametrize("part", ["_rels/.rels", "word/_rels/document.xml.rels"])
    def test_relations_that_are_broken(self, letter, part):
        self.says(with_parts(letter, {part: b"<Relationships"}), "is damaged")

    def test_relations_that_are_missing(self, letter):
        self.says(with_parts(letter, {"_rels/.rels": None}), "is damaged")

    def test_no_main_part(self, letter):
        self.says(with_parts(letter, {MAIN: None}), "no text of a Word document", "save its text")

    def test_another_kind_of_zip(self):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("letter.txt", "Dear Minister,")
        self.says(stream.getvalue(), "zipped file and no Word document", "unpack it")

    def test_an_open_document(self):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("content.xml", "<office/>")
        self.says(stream.getvalue(), "OpenDocument", "save it as a Word document")

    def test_an_empty_zip(self):
        stream = BytesIO()
        zipfile.ZipFile(stream, "w").close()
        self.says(stream.getvalue(), "zipped file and no Word document")

    def test_no_words(self):
        self.says(saved(docx.Document()), "is empty", "right file")

    def test_a_locked_zip(self, letter):
        # The lowest bit of an entry's flags says that it is encrypted.
        name = letter.rfind(b"word/document.xml")
        flags = name - 46 + 8
        assert letter[name - 46 : name - 42] == b"PK\x01\x02"
        locked = letter[:flags] + bytes([letter[flags] | 1]) + letter[flags + 1 :]
        self.says(locked, "protected by a password")

    @pytest.mark.parametrize("start", [BILLION, OUTSIDE], ids=["billion laughs", "another file"])
    def test_entities(self, letter, start):
        self.says(main_with(letter, start), "declares entities", "save it again")

    def test_entities_in_another_encoding(self, letter):
        main = zipfile.ZipFile(BytesIO(main_with(letter, BILLION))).read(MAIN).decode()
        data = with_parts(letter, {MAIN: main.replace("UTF-8", "UTF-16").encode("utf-16")})
        self.says(data, "declares entities")

    def test_strict_open_xml(self, letter):
        main = zipfile.ZipFile(BytesIO(letter)).read(MAIN).decode()
        strict = main.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        self.says(with_parts(letter, {MAIN: strict.encode()}), "Strict Open XML", "ordinary Word")

    def test_a_part_that_unpacks_to_too_much(self, letter):
        bomb = with_parts(letter, {"word/header9.xml": b" " * (MAX_XML_BYTES + 1)})
        assert len(bomb) < 200_000
        self.says(bomb, "unpacks to far more", "paste it")

    def test_a_part_that_lies_about_its_size(self, letter):
        bomb = with_parts(letter, {"word/header9.xml": b" " * (MAX_XML_BYTES + 4_321)})
        self.says(lying(bomb, "word/header9.xml", 100), "is damaged")

    def test_nothing_unpacks_further_than_the_limit(self, letter, monkeypatch):
        """Asked of the unpacking itself: how much it ever gave out at once."""
        sizes = []
        true_read = zipfile.ZipExtFile.read

        def read(self, n=-1):
            content = true_read(self, n)
            sizes.append((n, len(content)))
            return content

        bomb = with_parts(letter, {"word/header9.xml": b" " * (MAX_XML_BYTES * 5)})
        monkeypatch.setattr(zipfile.ZipExtFile, "read", read)
        with pytest.raises(DocumentError):
            read_any(lying(bomb, "word/header9.xml", 100), name="a.docx")
        assert all(0 < asked <= MAX_XML_BYTES + 1 for asked, _given in sizes)

    def test_a_picture_that_unpacks_to_a_gigabyte_isnt_unpacked(self, letter, monkeypatch):
        opened = []
        true_open = zipfile.ZipFile.open

        def recording(self, name, *args, **kwargs):
            opened.append(getattr(name, "filename", name))
            return true_open(self, name, *args, **kwargs)

        data = with_parts(letter, {"word/media/image1.png": b"\0" * 50_000_000})
        monkeypatch.setattr(zipfile.ZipFile, "open", recording)
        assert read_any(data, name="a.docx").draft().title == "FREE HER"
        assert "word/media/image1.png" not in opened

    def test_many_entries(self, letter):
        stream = BytesIO(letter)
        with zipfile.ZipFile(stream, "a") as archive:
            for number in range(MAX_ENTRIES):
                archive.writestr(f"word/media/{number}", b"")
        self.says(stream.getvalue(), "unpacks to far more")

    def test_many_elements(self, letter):
        main = b"<w:document>" + b"<w:p/>" * (MAX_ELEMENTS + 1) + b"</w:document>"
        self.says(with_parts(letter, {MAIN: main}), "unpacks to far more")

    @pytest.mark.parametrize("depth", [200, 5_000])
    def test_elements_deep_within_each_other(self, letter, depth):
        main = zipfile.ZipFile(BytesIO(letter)).read(MAIN).decode()
        deep = "<w:sdt><w:sdtContent>" * (depth // 2) + "<w:p><w:r><w:t>Deep</w:t></w:r></w:p>"
        deep += "</w:sdtContent></w:sdt>" * (depth // 2)
        data = with_parts(letter, {MAIN: main.replace("<w:body>", f"<w:body>{deep}").encode()})
        if depth > 256:
            self.says(data, "is damaged")
        else:
            assert read_any(data, name="a.docx").text.startswith("Deep")

    def test_styles_that_are_based_on_each_other(self, letter):
        styles = (
            f'<w:styles {nsdecls("w")}><w:style w:styleId="Heading1" w:type="paragraph">'
            '<w:name w:val="one"/><w:basedOn w:val="B"/></w:style><w:style w:styleId="B">'
            '<w:name w:val="two"/><w:basedOn w:val="Heading1"/></w:style></w:styles>'
        )
        data = with_parts(letter, {"word/styles.xml": styles.encode()})
        assert "FREE HER" in read_any(data, name="a.docx").text
