"""Import a document: given, looked at beside the original, corrected, and then a draft."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.log_actions import registry as log_registry

from actions.models import Country, Office, UrgentActionPage
from cms.roles import translators_of
from tests.actions.importing.word_files import from_markdown
from tests.admin_forms import edit_address, form_in, prose, read, signed_in
from tests.factories import OfficeFactory, make_action, urdu_site

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/actions/import/"

DOCUMENT = """# URGENT ACTION

## FREE THE FERRYMAN OF EXAMPLE LAKE

Kamau Example was arrested on 3 November 2026 for carrying journalists.

### TAKE ACTION:

- Write to the official below.
- [Click here](#) to report your letters on **Second UA 88.26**.

#### Attorney General

**Otieno Example**

2 Example Road,
Nairobi, Kenya
Fax: +254 20 222 1111
Email: [ag@example.org](mailto:ag@example.org)
Telegram: AGEXAMPLE

Dear Attorney General,

Please drop the charge against **Kamau Example**.

Yours sincerely,

**ADDITIONAL INFORMATION**

His ferry crosses the lake twice a day.

**PREFERRED LANGUAGE TO ADDRESS TARGET:** English or your own language.

**PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL:** December 20, 2026

**NAME AND PRONOUN:** Kamau Example (he/him)

## SOMETHING ELSE ALTOGETHER

The lake froze over in the year of the long winter.
"""


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def upload(browser: Client, data: bytes, name: str = "ferryman.md", **typed):
    file = SimpleUploadedFile(name, data)
    return browser.post(ADDRESS, {"text": "", "language": "en", "file": file, **typed})


def paste(browser: Client, text: str, **typed):
    return browser.post(ADDRESS, {"text": text, "language": "en", **typed})


def review_form(answer, **typed):
    """What the review would post, with what an editor types into it."""
    return {**form_in(answer.content.decode(), form_id="import-review"), **typed}


def words(answer) -> str:
    return " ".join(read(answer.content.decode()).get_text(" ").split())


def errors_of(answer) -> dict[str, str]:
    """The errors that stand at inputs, by the name of the input."""
    found = {}
    for message in read(answer.content.decode()).find_all(class_="error-message"):
        wrapper = message.find_parent(class_="w-field__wrapper")
        named = wrapper.find(attrs={"name": True}) if wrapper else None
        found[named["name"] if named else ""] = " ".join(message.text.split())
    return found


def make_draft(browser: Client, form) -> UrgentActionPage:
    answer = browser.post(ADDRESS, form)
    assert answer.status_code == 302, errors_of(answer)
    page = UrgentActionPage.objects.order_by("pk").last()
    assert page is not None
    assert answer["Location"] == edit_address(page)
    return page


def marked(answer) -> list[str]:
    return [mark.text for mark in read(answer.content.decode()).find_all("mark")]


def test_a_document_is_shown_beside_what_was_understood_and_becomes_a_draft(editor, client):
    answer = upload(editor, DOCUMENT.encode())
    original = read(answer.content.decode()).find(class_="importing__text").get_text("\n")
    assert "## FREE THE FERRYMAN OF EXAMPLE LAKE" in original
    form = review_form(answer)
    assert form["title"] == ["FREE THE FERRYMAN OF EXAMPLE LAKE"]
    assert (form["serial"], form["year"], form["sequence"]) == (["88"], ["2026"], ["2"])
    assert form["act_by"] == ["2026-12-20"]
    assert form["countries"] == ["KE"]
    assert "steps-1-reports" in form
    assert form["targets-0-title"] == ["Attorney General"]
    page = make_draft(editor, form)
    assert not page.live
    assert client.get("/en/actions/second-ua-88-26/").status_code == 404
    assert page.letters[0].value["salutation"] == "Dear Attorney General,"
    assert "<b>Kamau Example</b>" in page.letters[0].value["body"].source
    assert [step.value["reports"] for step in page.steps] == [False, True]
    assert page.own_language_accepted
    assert page.people[0].value["pronoun"] == "he/him"
    office = page.targets[0].value["office"]
    assert (office.title_en, office.holders.get().name_en) == ("Attorney General", "Otieno Example")
    assert office.country.code == "KE"
    # There is no field for telegrams: readers still learn of it.
    assert page.targets[0].value["note"] == "Telegram: AGEXAMPLE"
    assert editor.get(edit_address(page)).status_code == 200


def test_the_log_says_who_made_the_draft_and_its_offices(editor):
    page = make_draft(editor, review_form(upload(editor, DOCUMENT.encode())))
    office = page.targets[0].value["office"]
    for made in (page, office):
        entry = log_registry.get_logs_for_instance(made).get()
        assert entry.action == "wagtail.create"
        assert entry.user == page.owner


def test_each_part_can_be_corrected_before_the_draft_is_made(editor):
    form = review_form(upload(editor, DOCUMENT.encode()))
    form |= {
        "title": "Free Kamau Example",
        "sequence": "3",
        "act_by": "2026-12-24",
        "introduction": prose("<p>He carried <b>three</b> journalists.</p><p>He is held.</p>"),
        "steps-0-html": prose("<p>Write <i>today</i>.</p>"),
        "steps-1-DELETE": "on",
        "letters-0-sign_off": "Respectfully,",
        "people-1-name": "His crew",
        "people-1-pronoun": "All",
        "previous_actions-0-label": "UA 80.26",
        "previous_actions-0-url": "https://example.org/ua-80-26/",
        "unplaced": "",
    }
    page = make_draft(editor, form)
    assert page.title == "Free Kamau Example"
    assert (page.serial, page.sequence, page.slug) == (88, 3, "third-ua-88-26")
    assert page.act_by.isoformat() == "2026-12-24"
    assert "<b>three</b>" in page.introduction
    assert page.introduction.count("<p") == 2
    [step] = page.steps
    assert "<i>today</i>" in step.value["text"].source
    assert page.letters[0].value["sign_off"] == "Respectfully,"
    assert [block.value["name"] for block in page.people] == ["Kamau Example", "His crew"]
    assert page.people[1].value["group"]
    assert page.previous_actions[0].value["url"] == "https://example.org/ua-80-26/"
    assert page.unplaced == ""


def test_what_has_no_place_is_marked_in_the_document_and_stays_with_the_draft(editor):
    answer = upload(editor, DOCUMENT.encode())
    assert marked(answer) == [
        "## SOMETHING ELSE ALTOGETHER",
        "The lake froze over in the year of the long winter.",
    ]
    page = make_draft(editor, review_form(answer))
    assert "The lake froze over in the year of the long winter." in page.unplaced
    shown = editor.get(edit_address(page)).content.decode()
    assert "The lake froze over" in form_in(shown)["unplaced"][0]
    assert "Some of the document has no place yet" in words(editor.get("/admin/")) + shown


@pytest.mark.parametrize("how", ["pasted", "word"])
def test_pasted_text_and_word_documents_are_read_alike(editor, how):
    wanted = review_form(upload(editor, DOCUMENT.encode()))
    if how == "pasted":
        answer = paste(editor, DOCUMENT.replace("\n", "\r\n"))
    else:
        answer = upload(editor, from_markdown(DOCUMENT), "ferryman.docx")
    form = review_form(answer)
    for name in ("title", "serial", "act_by", "countries", "targets-0-emails", "letters-0-body"):
        assert form[name] == wanted[name], name
    assert "long winter" in form["unplaced"][0]


def test_dead_links_are_told_and_an_ambiguous_date_is_not_guessed(editor):
    text = DOCUMENT.replace("December 20, 2026", "03/04/2027")
    answer = upload(editor, text.encode())
    said = words(answer)
    assert "Links of the document lead nowhere (“#”)" in said
    assert "03/04/2027" in said
    assert "ambiguous" in said
    assert review_form(answer)["act_by"] == [""]


def test_an_office_that_the_directory_has_is_offered_and_not_made_again(editor):
    office = OfficeFactory(
        title_en="Attorney-General", address="2 Example Road\nNairobi, Kenya", holder=False
    )
    answer = upload(editor, DOCUMENT.encode())
    assert "the same title, the same address" in words(answer)
    form = review_form(answer)
    assert form["targets-0-choice"] == [str(office.pk)]
    page = make_draft(editor, form)
    assert page.targets[0].value["office"] == office
    assert Office.objects.count() == 1
    # What the document says otherwise is neither lost nor written over the directory.
    office.refresh_from_db()
    assert office.emails == "minister@example.org"
    for said in ("Emails: ag@example.org", "Holder: Otieno Example", "Fax: +254 20 222 1111"):
        assert said in page.unplaced


def test_an_office_that_is_only_alike_is_offered_and_the_editor_decides(editor):
    alike = OfficeFactory(
        title_en="Attorney General",
        country=Country.objects.get(code="UG"),
        emails="",
        phone="",
        x_handle="",
        address="7 Example Hill\nKampala, Uganda",
        holder=False,
    )
    answer = upload(editor, DOCUMENT.encode())
    form = review_form(answer)
    assert str(alike) in words(answer)
    assert form["targets-0-choice"] == ["new"]
    page = make_draft(editor, {**form, "targets-0-choice": str(alike.pk)})
    assert page.targets[0].value["office"] == alike
    assert Office.objects.count() == 1


def test_any_other_office_of_the_directory_can_be_chosen(editor):
    other = OfficeFactory(title_en="Commissioner of Lakes", emails="lakes@example.org")
    form = review_form(upload(editor, DOCUMENT.encode()), **{"targets-0-choice": "other"})
    answer = editor.post(ADDRESS, form)
    assert "Choose the office" in errors_of(answer)["targets-0-other"]
    page = make_draft(editor, {**form, "targets-0-other": str(other.pk)})
    assert page.targets[0].value["office"] == other


def test_the_same_new_office_as_target_and_copy_is_made_once(editor):
    text = DOCUMENT.replace(
        "Dear Attorney General,", "CC: Attorney General\n\nDear Attorney General,", 1
    )
    page = make_draft(editor, review_form(upload(editor, text.encode())))
    assert page.copies[0].value["office"] == page.targets[0].value["office"]
    assert Office.objects.count() == 1


def test_a_wrong_phone_is_said_at_its_input_and_nothing_typed_is_lost(editor):
    form = review_form(
        upload(editor, DOCUMENT.encode()),
        **{
            "targets-0-fax": "(202) 243-6500",
            "title": "As I want it",
            "steps-2-html": prose("<p>Call.</p>"),
        },
    )
    answer = editor.post(ADDRESS, form)
    assert "can't be a phone number" in errors_of(answer)["targets-0-fax"]
    kept = review_form(answer)
    for name, typed in form.items():
        assert kept.get(name) == (typed if isinstance(typed, list) else [typed]), name
    assert not UrgentActionPage.objects.exists()
    assert not Office.objects.exists()
    page = make_draft(editor, {**kept, "targets-0-fax": "+254 20 222 1111"})
    assert page.title == "As I want it"
    assert len(page.steps) == 3


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"title": ""}, "title", "required"),
        ({"serial": "100000"}, "serial", "from 1 to"),
        ({"year": ""}, "year", "A number has a serial number and a year"),
        ({"year": "1850"}, "year", "Write a year"),
        ({"act_by": "2026-13-40"}, "act_by", "valid date"),
        ({"issued_on": "2026-12-21"}, "act_by", "before the issue date"),
        ({"targets-0-emails": "ag@"}, "targets-0-emails", "can't be an email"),
        ({"targets-0-title": "", "targets-0-name": ""}, "targets-0-title", "at least one language"),
        ({"people-1-pronoun": "she/her"}, "people-1-name", "whose pronoun"),
        ({"previous_actions-0-label": "UA 1.20"}, "previous_actions-0-url", "Write the address"),
        ({"previous_actions-0-url": "no address"}, "previous_actions-0-url", "valid URL"),
    ],
)
def test_each_error_stands_at_its_input_and_in_the_list_at_the_top(editor, typed, field, says):
    answer = editor.post(ADDRESS, review_form(upload(editor, DOCUMENT.encode()), **typed))
    assert answer.status_code == 200
    assert says in errors_of(answer)[field]
    listed = read(answer.content.decode()).find(attrs={"aria-labelledby": "import-errors"})
    assert says in listed.text
    anchors = {link["href"] for link in listed.find_all("a")}
    assert f"#id_{field}" in anchors
    assert not UrgentActionPage.objects.exists()


def test_a_number_that_another_action_has_is_said_at_the_number(editor):
    make_action(serial=88, year=2026, sequence=2, slug="second-ua-88-26")
    answer = editor.post(ADDRESS, review_form(upload(editor, DOCUMENT.encode())))
    assert errors_of(answer)["serial"] == "Another action has the number Second UA 88.26."


def zip_bomb() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"a" * (200 * 1024**2))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("a.bin", bytes(range(256)) * 40, "not text"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "not text"),
        ("a.docx", b"these are only words", "is none, or was damaged"),
        ("a.docx", b"PK\x03\x04 and nothing more", "a.docx"),
        ("a.docx", zip_bomb, "a.docx"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.txt", lambda: b"a" * (21 * 1024**2), "larger than the 20 MB"),
    ],
    ids=["empty", "binary", "picture", "no zip", "half a zip", "zip bomb", "pdf", "21 MB"],
)
def test_a_file_that_cant_be_read_gets_a_word_at_the_file(editor, name, data, says):
    answer = upload(editor, data() if callable(data) else data, name)
    assert answer.status_code == 200
    assert says in errors_of(answer)["file"]
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_read_right(editor, encoding):
    text = DOCUMENT.replace("Kamau", "Señora – Núñez")
    form = review_form(upload(editor, text.encode(encoding), "a.txt"))
    assert form["people-0-name"] == ["Señora – Núñez Example"]


def test_neither_or_both_is_said_and_pasted_text_is_kept(editor):
    assert "Choose a file" in errors_of(paste(editor, ""))["file"]
    answer = upload(editor, DOCUMENT.encode(), text="Something else")
    assert "not both" in errors_of(answer)["text"]
    assert form_in(answer.content.decode(), form_id="import-source")["text"] == ["Something else"]


def test_a_text_that_is_no_action_is_kept_whole(editor):
    answer = paste(editor, "Bread, milk\0 and two lemons.")
    form = review_form(answer)
    assert "Bread, milk and two lemons." in re.sub(
        r"<[^>]+>| +", " ", " ".join(text for values in form.values() for text in values)
    )
    page = make_draft(editor, {**form, "title": "A list"})
    assert "lemons" in page.unplaced + page.introduction


def test_more_rows_than_a_form_holds_are_kept_as_text(editor):
    many = "\n".join(f"- Do thing number {n}." for n in range(60))
    answer = upload(editor, DOCUMENT.replace("- Write to the official below.", many).encode())
    form = review_form(answer)
    assert "More than 40 were found" in words(answer)
    assert "Do thing number 59." in form["unplaced"][0]
    assert len(make_draft(editor, form).steps) == 40


def test_who_may_not_add_an_action_may_not_import_one():
    urdu_site()
    assert "/login/" in Client().get(ADDRESS)["Location"]
    translator = signed_in(translators_of("ur"))
    assert translator.get(ADDRESS).status_code == 403
    assert translator.post(ADDRESS, {"document": DOCUMENT}).status_code == 403
    assert not UrgentActionPage.objects.exists()


def test_the_draft_is_made_in_the_library_of_its_language(editor):
    urdu_site()
    form = review_form(paste(editor, DOCUMENT, language="ur"))
    page = make_draft(editor, form)
    assert page.locale.language_code == "ur"
    office = page.targets[0].value["office"]
    assert office.title_ur == "Attorney General"
    assert not office.title_en


@pytest.mark.parametrize("screen", ["/admin/", "/admin/urgent_actions/"])
def test_the_dashboard_and_the_list_of_actions_lead_to_it(editor, screen):
    assert read(editor.get(screen).content.decode()).find("a", href=ADDRESS)
    urdu_site()
    translator = signed_in(translators_of("ur"))
    assert ADDRESS not in translator.get(screen).content.decode()


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "introduction",
                "steps-0-html",
                "letters-0-body",
                "targets-TOTAL_FORMS",
                "targets-0-choice",
                "targets-0-other",
                "targets-0-country",
                "targets-0-website",
                "countries",
                "kind",
                "serial",
                "language",
                "document",
                "name",
                "steps-INITIAL_FORMS",
            ]
        ),
        st.sampled_from(
            ["", "x", "null", "[]", "{}", '{"blocks": 1}', "-1", "9" * 30, "\0", "🖋" * 300]
        ),
    )
)
def test_no_crafted_answer_breaks_it(editor, typed):
    form = {
        "document": "TAKE ACTION:\n- Write.\n\nMinister of Lakes\nlakes@example.org\n",
        "language": "en",
        "title": "x",
        "kind": "urgent_action",
        "targets-TOTAL_FORMS": "1",
        "targets-INITIAL_FORMS": "1",
        "targets-0-choice": "new",
        **typed,
    }
    assert editor.post(ADDRESS, form).status_code in (200, 302)


def test_the_review_costs_the_same_however_many_cards_there_are(editor):
    card = "#### Minister of {n}\n\n{n} Example Road\nNairobi, Kenya\nEmail: m{n}@example.org\n\n"
    for n in range(12):
        OfficeFactory(title_en=f"Minister of {n}", emails=f"m{n}@example.org")

    def queries(cards: int) -> int:
        text = DOCUMENT.replace(
            "Dear Att", "".join(card.format(n=n) for n in range(cards)) + "Dear Att", 1
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = paste(editor, text)
        assert (
            len(
                [
                    n
                    for n in form_in(answer.content.decode(), form_id="import-review")
                    if n.endswith("-choice") and n.startswith("targets")
                ]
            )
            == cards + 2
        )
        return len(captured)

    queries(1)  # what is read once a process
    assert queries(2) == queries(10) <= 25


@pytest.mark.seed("000")
def test_the_real_document_with_every_word(editor, seed):
    text = seed("000").read_text(encoding="utf-8")
    answer = upload(editor, text.encode(), "000.txt")
    form = review_form(answer)
    assert (form["serial"], form["year"], form["sequence"]) == (["109"], ["2023"], ["2"])
    assert form["targets-0-name"] == ["Syed Mohsin Raza Naqvi"]
    assert form["copies-0-country"] == ["US"]
    assert form["copies-0-embassy_of"] == ["PK"]
    assert marked(answer) == []
    page = make_draft(editor, form)
    office = page.copies[0].value["office"]
    assert (office.country.code, office.embassy_of.code) == ("US", "PK")
    said = " ".join(
        str(block.value)
        for name in ("steps", "letters", "additional_information")
        for block in getattr(page, name)
    )
    for figure in ("1,080,312", "1,088,133", "468,000", "51,309"):
        assert figure in page.introduction + said
