"""The safety note: read before anything sends or downloads, and never a part of what is sent."""

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.admin_forms import read
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

NOTE = "Beware: whoever writes from there is watched."
URDU_NOTE = f"اردو {NOTE}"
# What sends, copies or downloads, or leads to where that is done.
CONTROLS = (
    'a[href^="mailto:"], a[href^="tel:"], a[href^="sms:"], a[href*="//x.com/"], '
    'a[href*="//twitter.com/"], a[href*="//wa.me/"], [data-copy], a[href="#letter"], '
    'a[href*="/letter"], a[href*="/report"], a[href$=".pdf"], a[download], '
    'a[href^="/documents/"], main form, main button'
)
# Pages below an action's own address that hold such controls; a page that isn't there yet answers
# 404, and is held from the day on which it is.
PAGES = ("", "letter/", "report/")
# What is sent or kept of an action.
SENT = ("letter.txt", "letter.eml", "letter.pdf", "action.pdf")


@pytest.fixture
def pages(settings, tmp_path):
    """An action in English and Urdu whose every part holds something that sends."""
    settings.MEDIA_ROOT = tmp_path
    urdu_site()
    document = get_document_model()(title="List")
    document.file.save("list.txt", ContentFile(b"names"))
    linked = '<p>Write to <a href="mailto:x@example.org">the {}</a>.</p>'
    page = make_action(
        introduction=linked.format("court") + '<p>Or <a href="tel:+254202220000">call</a>, '
        '<a href="https://wa.me/254202220000?text=x">chat</a>, '
        '<a href="https://x.com/intent/post?text=x">post</a>, '
        f'<a linktype="document" id="{document.pk}">keep</a>.</p>',
        safety_note=f"<p>{NOTE}</p>",
        steps=[("step", {"text": linked.format("ministry"), "reports": False})],
        letters=[("letter", letter(short_body="Release her."))],
        copies=[("copy", {"office": OfficeFactory(emails="copy@example.org"), "note": ""})],
    )
    return page, translate(page)


def words_before(html, element):
    """The text of a page up to one of its elements, as it is read aloud."""
    return " ".join(
        part for part in reversed(list(element.find_all_previous(string=True))) if part.strip()
    )


def test_the_note_is_read_before_every_control_in_each_language(client, pages):
    found = 0
    for page, note in zip(pages, (NOTE, URDU_NOTE), strict=True):
        for below in PAGES:
            answer = client.get(f"{page.url}{below}")
            if answer.status_code == 404 and below:
                continue
            html = read(answer.content.decode())
            # Addresses and the like are isolated in pieces; the words are compared without blanks.
            squeezed = "".join(note.split())
            for control in html.select(CONTROLS):
                if control.find_parent(class_="languages"):
                    continue  # the same page again, where the note is read first as well
                said = "".join(words_before(html, control).split())
                assert squeezed in said, control
                found += 1
    assert found >= 20, "there were hardly any controls to look at"


def test_what_is_sent_never_holds_the_note(client, pages):
    for page in pages:
        for below in PAGES:
            answer = client.get(f"{page.url}{below}")
            if answer.status_code == 404 and below:
                continue
            html = read(answer.content.decode())
            sent = [link["href"] for link in html.select('a[href^="mailto:"], a[href*="//"]')]
            sent += [copied["data-copy"] for copied in html.select("[data-copy]")]
            sent += [copied.get_text() for copied in html.select('[data-copy=""]')]
            sent += [written.get_text() for written in html.select(".letter, textarea")]
            assert len(sent) > 5
            assert not [text for text in sent if "Beware" in unquote(text)]
        for below in SENT:
            assert b"Beware" not in client.get(f"{page.url}{below}").content


def test_an_introduction_keeps_its_links_where_there_is_nothing_to_beware_of(client):
    page = make_action(introduction='<p>Write to <a href="mailto:x@example.org">us</a>.</p>')
    assert 'href="mailto:x@example.org"' in client.get(page.url).content.decode()


def test_an_action_that_is_no_longer_open_has_neither_control_nor_need_of_the_note(client):
    from datetime import date

    page = make_action(act_by=date(2020, 1, 1), safety_note=f"<p>{NOTE}</p>")
    html = read(client.get(page.url).content.decode())
    html.select_one(".cite-this").decompose()  # where nothing is sent from
    assert not html.select(CONTROLS)
