"""The page that composes a letter and its files: what is typed comes back, and is kept nowhere."""

import email
import logging
import re
from email import policy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from actions.models import UrgentActionPage
from cms import routing
from tests.actions.letters.composing import (
    EVERYWHERE,
    HERE,
    KINDS,
    Sheet,
    composed,
    typed,
    words_of_pdf,
)
from tests.factories import letter, make_action

pytestmark = pytest.mark.django_db
WORDS = {
    "body": "I am a teacher.\n\nPlease act amaranthly.",
    "line": "My aunt grew quinces.",
    "name": "Zuleikha Typed",
    "place": "Kilmarnock",
}
SHORT = "Release her."


def read_eml(answer):
    return email.message_from_bytes(answer.content, policy=policy.default)


def part(message, kind):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def words_in(answer):
    """What an answer says to whoever reads it, whichever kind it is."""
    kind = answer["Content-Type"].partition(";")[0]
    if kind == "application/pdf":
        return words_of_pdf(answer.content)
    if kind == "message/rfc822":
        return part(read_eml(answer), "plain")
    return answer.content.decode()


@pytest.fixture
def page():
    return make_action()


# -- what is typed --------------------------------------------------------------------------------


def test_what_is_typed_comes_back_in_the_page_and_in_its_links(page):
    sheet = Sheet(typed(page, **WORDS))
    assert sheet.body == WORDS["body"]
    for name in ("line", "name", "place"):
        assert sheet.values(name) == [WORDS[name]]
    (copied,) = [tag["data-copy"] for tag in sheet.html.select("#copy-letter")]
    assert copied == (
        "Dear Minister,\n\nI am a teacher.\n\nPlease act amaranthly.\n\nMy aunt grew quinces.\n\n"
        "Yours sincerely,\n\nZuleikha Typed\nKilmarnock\n"
    )
    assert copied.strip() in sheet.mail


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_stands_in_the_file_in_its_order(page, kind):
    answer = typed(page, below=f"letter.{kind}", **WORDS)
    said = " ".join(words_in(answer).split())
    places = [said.index(words.replace("\n\n", " ")) for words in list(WORDS.values())[:2]]
    assert places == sorted(places)
    for words in (WORDS["name"], WORDS["place"], "Dear Minister,", "Yours sincerely,"):
        assert words in said
    assert "release" not in said
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{page.slug}-en.{kind}"'  # as the action is called
    )


def test_the_paper_and_the_size_of_print_are_the_reader_s(page):
    plain, other = (
        re.search(rb"/MediaBox\[([^]]+)\]", typed(page, below="letter.pdf", **said).content)[1]
        for said in ({"paper": "a4"}, {"paper": "us-letter", "large": "on"})
    )
    assert (plain.split()[3][:3], other.split()[3][:3]) == (b"841", b"792")


@pytest.mark.parametrize("below", EVERYWHERE)
@pytest.mark.parametrize("body", ["", " \r\n ", "\u202e \u200f"])
def test_an_empty_letter_is_said_at_its_field_and_the_rest_stays(page, below, body):
    answer = typed(page, below=below, **{**WORDS, "body": body})
    assert answer.status_code == 200
    sheet = Sheet(answer)
    field = sheet.html.select_one("[name=body]")
    assert field["aria-invalid"] == "true"
    error = sheet.html.find(id=field["aria-describedby"].split()[-1])
    assert error.get_text() == "The letter is empty. Write at least one sentence."
    assert sheet.html.select_one("[role=alert] a")["href"] == f"#{field['id']}"
    for name in ("line", "name", "place"):
        assert sheet.values(name) == [WORDS[name]]


@pytest.mark.parametrize("below", EVERYWHERE)
def test_what_is_too_long_is_said_and_stays(page, below):
    long = {"name": "n" * 101, "place": "p" * 151, "line": "l" * 501, "body": "b" * 12_001}
    sheet = Sheet(typed(page, below=below, **long))
    assert len(sheet.html.select("[role=alert] li")) == 4
    assert len(sheet.html.select(".field__error")) == 4
    assert sheet.body == long["body"]
    assert sheet.values("place") == [long["place"]]


def test_nothing_is_taken_from_an_address(page):
    sheet = composed(page, **WORDS)
    assert "Zuleikha" not in str(sheet.html)
    for kind in KINDS:
        assert "Zuleikha" not in words_in(Client().get(f"{page.url}letter.{kind}", WORDS))


# -- nothing is kept ------------------------------------------------------------------------------


@pytest.mark.parametrize("below", EVERYWHERE)
def test_nothing_typed_is_stored_or_logged_and_nobody_is_known_again(page, below, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("django.request", "django_guid", "axes", "django.security"):
        caplog.set_level(logging.DEBUG, logger=name)
    with CaptureQueriesContext(connection) as queries:
        answers = [typed(page, below=below, **said) for said in (WORDS, {**WORDS, "body": ""})]
    said = "\n".join([caplog.text, *(query["sql"] for query in queries)])
    assert "SELECT" in said
    assert not re.search(r"amaranth|quince|Zuleikha|Kilmarnock", said)
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_the_page_itself_is_kept_nowhere(page):
    answer = Client().get(f"{page.url}letter/")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize("below", EVERYWHERE)
@pytest.mark.parametrize(
    "where",
    [
        {},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site", **HERE},
        {"HTTP_SEC_FETCH_SITE": "none"},
    ],
)
def test_another_site_s_form_is_refused(page, below, where):
    answer = Client().post(f"{page.url}{below}", WORDS, **where)
    assert answer.status_code == 403
    assert "Zuleikha" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_browser_that_says_its_form_is_ours_is_believed(page):
    answer = Client().post(f"{page.url}letter/", WORDS, HTTP_SEC_FETCH_SITE="same-origin")
    assert Sheet(answer).body == WORDS["body"]


def test_a_flood_is_told_to_wait(page):
    for below in EVERYWHERE * (routing.MOST_FORMS // len(EVERYWHERE)):
        assert typed(page, below=below).status_code == 200
    for below in EVERYWHERE:
        answer = typed(page, below=below, **WORDS)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= routing.SPAN.total_seconds()
        assert Client().get(f"{page.url}{below}").status_code == 200


# -- emphasis and injection -----------------------------------------------------------------------


def test_unchanged_paragraphs_keep_their_emphasis_and_the_short_letter_is_theirs():
    long = "<p>" + "She is very ill. " * 150 + "</p>"
    body = RichText(f"<p>Please release <b>the librarian</b> today.</p>{long}")
    page = make_action(letters=[("letter", letter(body=body, short_body=SHORT))])
    shown = composed(page)
    assert SHORT in shown.mail
    kept = shown.body.replace("\n", "\r\n")
    for said, bold, short in ((kept, True, True), (f"{kept}\r\n\r\nNow!", True, False)):
        html = part(read_eml(typed(page, below="letter.eml", body=said)), "html")
        assert ("<strong>the librarian</strong>" in html) is bold
        assert (SHORT in Sheet(typed(page, body=said)).mail) is short
    changed = kept.replace("today", "now")
    assert "<strong>" not in part(read_eml(typed(page, below="letter.eml", body=changed)), "html")
    again = Sheet(typed(page, body=changed))
    assert SHORT not in again.mail
    assert again.html.select("[data-holds=nothing]:not([hidden])")


def test_what_is_typed_is_never_more_than_words(page):
    nasty = {
        "body": "<script>alert(1)</script>\n\n</textarea><b>x</b> \u202egnorw",
        "name": "Amina\r\nBcc: evil@example.org\r\n\r\nOther",
        "place": '\u2066"><img src=x>\u202e',
        "line": "=?utf-8?q?=0ABcc:_evil@example.org?= &lt;i&gt;",
    }
    shown = typed(page, **nasty)
    text, mail = (typed(page, below=f"letter.{kind}", **nasty) for kind in ("txt", "eml"))
    html = Sheet(shown).html
    assert html.select("main script, main img, main b") == []
    assert html.select_one("[name=line]")["value"] == nasty["line"]
    message = read_eml(mail)
    assert set(message.keys()) == {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert message["To"] == "minister@example.org"
    assert "<script" not in part(message, "html")
    assert "Amina Bcc: evil@example.org Other\n" in text.content.decode()
    whole = [shown.content.decode(), text.content.decode()]
    for said in (*whole, part(message, "plain"), part(message, "html")):
        assert "\u202e" not in said
    assert UrgentActionPage.objects.count() == 1
