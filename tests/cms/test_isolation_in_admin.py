"""An admin written from the right keeps what runs the other way in one piece, Wagtail's words too."""

import pytest
from wagtail.users.models import UserProfile

from cms.isolation import isolate_plain, isolate_screen
from tests.admin_forms import OFFICES, edit_address, read, signed_in
from tests.factories import OfficeFactory, make_action

TITLE = "Free the librarian"


@pytest.mark.parametrize(
    ("screen", "isolated"),
    [
        ("<p>دیکھیے UNHCR</p>", "<p><span>دیکھیے <bdi>UNHCR</bdi></span></p>"),
        ("<p> UNHCR </p>", "<p> <bdi>UNHCR</bdi> </p>"),
        (
            "<h1>\n Drawing: a shop (shut); two books.\n</h1>",
            "<h1>\n <bdi>Drawing: a shop (shut); two books.</bdi>\n</h1>",
        ),
        ("<p>Ministry · UNHCR</p>", "<p><span><bdi>Ministry</bdi> · <bdi>UNHCR</bdi></span></p>"),
        ("<p>کا <b>UNHCR</b> دفتر</p>", "<p>کا <b><bdi>UNHCR</bdi></b> دفتر</p>"),
        (
            "<!doctype html><head><title>UNHCR</title></head><p>UNHCR</p>",
            "<!doctype html><head><title>UNHCR</title></head><p><bdi>UNHCR</bdi></p>",
        ),
        ('<input value="UNHCR"><textarea>UNHCR</textarea>', '<input value="UNHCR"><textarea>UNHCR</textarea>'),
        ('<script>say("UNHCR")</script>', '<script>say("UNHCR")</script>'),
        ("<option>چین UN &amp; EU</option>", "<option>چین \u2068UN &amp; EU\u2069</option>"),
    ],
)  # fmt: skip
def test_a_screen_is_isolated_where_it_is_text(screen, isolated):
    assert isolate_screen(screen, language="ur") == isolated


def test_text_alone_is_isolated_by_characters():
    assert isolate_plain("خط UNHCR کو", language="ur") == "خط \u2068UNHCR\u2069 کو"
    assert isolate_plain("a letter to UNHCR", language="en") == "a letter to UNHCR"


@pytest.fixture
def screens():
    """What an editor sees at addresses, in the language of their admin, whatever their browser's."""
    browser = signed_in("Editors")
    profile = UserProfile.get_for_user(browser.get("/admin/").wsgi_request.user)

    def see(language, *addresses):
        profile.preferred_language = language
        profile.save()
        return [browser.get(address).content.decode() for address in addresses]

    return see


@pytest.mark.django_db
def test_wagtails_words_are_isolated_in_urdu_and_left_alone_in_english(screens):
    page = make_action(office=OfficeFactory(title_ur="UNHCR کا دفتر"))
    history = f"/admin/pages/{page.pk}/history/"
    for html in screens("ur", history, OFFICES):
        assert "<bdi>" in html
    assert "<bdi>UNHCR</bdi> کا دفتر" in screens("ur", OFFICES)[0]
    assert "<bdi>" not in screens("en", history)[0]


@pytest.mark.django_db
def test_a_title_that_begins_with_a_number_stays_whole(screens):
    page = make_action(serial=47, year=2026, title="2,300 people face eviction")
    [html] = screens("ar", f"/admin/pages/{page.pk}/history/")
    assert "\u20682,300 people face eviction\u2069" in read(html).find("main").get_text()
    [html] = screens("en", f"/admin/pages/{page.pk}/history/")
    assert "\u2068" not in html


@pytest.mark.django_db
def test_a_page_is_shown_as_its_readers_get_it(screens):
    page = make_action(title=TITLE)
    [draft] = screens("ur", f"/admin/pages/{page.pk}/view_draft/")
    assert f'<h1 id="title">{TITLE}</h1>' in draft
    [editor] = screens("ur", edit_address(page))
    assert f'value="{TITLE}"' in editor
