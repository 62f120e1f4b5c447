"""A crawl in a pseudo-locale over public pages and our screens of the admin: no hard-coded English.

The library is in Greek letters and every string that goes through gettext in wide ones; so what is
left in plain Latin letters was written into a template or into Python.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.rich_text import RichText

from actions.consistency import findings_of
from search import results
from tests.admin_forms import blocks, form_in, new_action
from tests.factories import letter, make_action
from tests.greek_library import World, greek, make_world
from tests.pseudo import plain_words, said_by, speak_pseudo
from tests.requirements import ROOT

pytestmark = pytest.mark.django_db

LANGUAGE = "ur"
# What is no English of ours, whole, with the reason.
KNOWN = re.compile(
    "|".join(
        [
            r"(English|Français|Español)",  # languages by their own names
            r"[^A-Za-z]*UTC[^A-Za-z]*",  # a time zone, in a sentence
            r"(KE|en|ur)",  # codes of a country and of languages, as a list of them shows
            r"[^A-Za-z]* \((en|ur)\)",  # and behind the title of a page
            r"Qalam",  # the name of the program
            r"ur\.wikipedia\.org",  # where "Leave this page" leads
            r".* - Wagtail",  # the end of a window's title, which is Wagtail's name
            r"Actions|Search",  # Wagtail's own: a bar of buttons, and an entry of its menu
            r"(Submit to )?Moderators approval",  # a row that Wagtail's migrations make
            r"None",  # hidden in Wagtail's bar: the count of a panel that has none yet
            r"\{ \"blocks\".*",  # Draftail's own writing of rich text
        ]
    )
)
OUR_SECTIONS = (
    "ends-this-week",
    "not-in-ur",
    "passed-key-dates",
    "findings",
    "stale-offices",
    "own-pages",
)
ACTS = ("close", "extend", "reopen", "withdraw", "next", "findings")
LAYOUTS = ROOT / "tests/actions/importing/layouts"
OFFICE = "/admin/snippets/actions/office/"
Found = set[str]


# Words of browsers' own interfaces, which stand quoted in scripts.
DOM_WORDS = {"DOMContentLoaded", "Enter", "Escape", "Shift", "Tab"}
# Wagtail's own parts of the admin, by the names that scripts start them with.
STARTED = {
    "Chooser",
    "DocumentChooser",
    "ImageChooser",
    "InlinePanel",
    "MultipleChooserPanel",
    "PageChooser",
    "SnippetChooser",
}


def without_comments(file: Path) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", file.read_text(), flags=re.DOTALL)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """The Greek library, in an Urdu that is pseudo."""
    made = make_world()
    speak_pseudo(monkeypatch, LANGUAGE)
    return made


@pytest.fixture
def member(world: World) -> Client:
    """The browser of somebody who may do everything, with the admin in Urdu."""
    client = Client()
    client.force_login(world.member)
    return client


def english_in(answer: Any, *, of: str) -> Found:
    """What an answer says in English, each with where it is said."""
    html = answer.content.decode()
    assert "ｅ" in html, f"{of}: it has nothing of the pseudo-locale"
    words = plain_words(said_by(html, language=LANGUAGE), known=KNOWN)
    return {f"{of}: {piece}" for piece in words}


def crawl(client: Client, addresses: Iterable[str], *, status: int = 200) -> Found:
    """What the addresses say in English."""
    found = set()
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        found |= english_in(answer, of=address)
    return found


def post(client: Client, to: str, /, **typed: Any) -> Found:
    """The same of what a form answers, and of the screen that it leads to."""
    answer = client.post(to, typed, follow=True)
    assert answer.status_code == 200, f"{to}: {answer.status_code}"
    return english_in(answer, of=f"{to} with {', '.join(typed)[:80]}")


# -- readers ------------------------------------------------------------------------------------


def test_public_pages(world: World) -> None:
    states = ("open", "closed", "expired", "superseded")
    answering = [
        "/ur/",
        "/ur/actions/",
        *(f"/ur/actions/?status={state}" for state in states),
        "/ur/how-to-write/",
        *(page.url for name, page in world.urdu.items() if name != "withdrawn"),
    ]
    missing = [world.pages[name].url.replace("/en/", "/ur/") for name in ("not yet", "draft")]
    reader = Client(raise_request_exception=False)
    found = crawl(reader, answering)
    found |= crawl(reader, ["/ur/nothing/", *missing], status=404)
    found |= crawl(reader, [world.urdu["withdrawn"].url], status=410)
    assert found == set()


def test_a_library_with_nothing_in_it_and_one_of_many_pages(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "PER_PAGE", 2)
    reader = Client()
    found = crawl(reader, ["/ur/actions/?page=2"])
    world.pages["closed"].get_parent().get_children().delete()
    found |= crawl(reader, ["/ur/", "/ur/actions/", "/ur/actions/?status=closed"])
    assert found == set()


def test_the_page_of_our_own_mistakes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("search.models.LibraryPage.serve", fail)
    reader = Client(raise_request_exception=False)
    assert crawl(reader, ["/ur/actions/"], status=500) == set()


# -- editors ------------------------------------------------------------------------------------


def screens(world: World) -> Iterator[str]:
    """Our screens of the admin, and Wagtail's with our fields in them."""
    page, urdu = world.pages["full"], world.urdu["full"]
    yield "/admin/"
    yield "/admin/urgent_actions/"
    yield from (f"/admin/desk/{name}/" for name in OUR_SECTIONS)
    yield f"/admin/pages/add/actions/urgentactionpage/{page.get_parent().pk}/"
    yield from (f"/admin/pages/{pk}/edit/" for pk in (page.pk, urdu.pk))
    for name in ("closed", "withdrawn", "superseded", "draft"):
        yield f"/admin/pages/{world.pages[name].pk}/edit/"
    yield from (f"/admin/actions/{page.pk}/{act}/" for act in ACTS)
    yield f"/admin/actions/replace-name/{page.pk}/"
    yield from (f"/admin/localize/release/{world.pages[name].pk}/" for name in ("full", "draft"))
    for model in ("office", "organisation", "country", "topic", "language"):
        yield f"/admin/snippets/actions/{model}/"
        yield f"/admin/snippets/actions/{model}/add/"
    yield from (f"{OFFICE}{screen}/{world.office.pk}/" for screen in ("edit", "usage", "delete"))
    yield from (
        f"/admin/offices/{world.office.pk}/{act}/" for act in ("correct", "succeed", "merge")
    )
    yield "/admin/actions/import/"
    yield "/admin/settings/cms/organisationsettings/"
    yield f"/admin/pages/{page.get_parent().pk}/edit/"
    yield f"/admin/pages/{page.get_parent().get_parent().pk}/edit/"


def test_screens(world: World, member: Client) -> None:
    assert crawl(member, screens(world)) == set()


def test_what_acts_on_an_action_refuse_and_say(world: World, member: Client) -> None:
    def act(name: str, **typed: str) -> Found:
        return post(member, f"/admin/actions/{world.pages['full'].pk}/{name}/", **typed)

    why = {"reason": greek("They said so")}
    found = act("close") | act("extend") | act("extend", act_by="2020-01-01", **why)
    found |= act("extend", act_by="2040-01-01", **why)
    found |= act("reopen", **why)
    found |= act("close", outcome="released", note_en=greek("Free"), **why)
    found |= act("close", outcome="released", **why)
    found |= act("reopen", **why) | act("next") | act("next")
    found |= act("withdraw") | act("withdraw", **why) | act("withdraw", **why)
    found |= crawl(member, [f"/admin/pages/{world.pages['full'].pk}/history/"])
    assert found == set()


def test_what_acts_on_an_office_preview_and_say(world: World, member: Client) -> None:
    def act(name: str, **typed: Any) -> Found:
        address = f"/admin/offices/{world.office.pk}/{name}/"
        found = post(member, address, **typed)
        form = member.post(address, typed).content.decode()
        token = re.search(r'name="token" value="(\w+)"', form)
        return found | (post(member, address, token=token[1], **typed) if token else set())

    why = {"reason": greek("They said so")}
    words = {
        f"{name}_{code}": greek("Sara")
        for name in ("name", "honorific", "salutation")
        for code in ("en", "ur")
    }
    title = {"title_en": greek("Minister"), "title_ur": greek("Minister")}
    kept = {
        "country": world.office.country_id,
        "address": greek("2 Street"),
        "emails": "a@example.org",
    }
    found = act("correct") | act("correct", phone="1", x_handle="!", website="x", **title, **why)
    found |= act("correct", checked="on", **title, **kept, **why)
    found |= act("succeed") | act("succeed", since="2040-01-01", **words, **why)
    found |= act("merge") | act("merge", kept=world.other.pk, **why)
    found |= crawl(member, [f"{OFFICE}history/{world.other.pk}/"])
    assert found == set()


def test_releasing_together(world: World, member: Client) -> None:
    page, urdu = world.pages["full"], world.urdu["full"]
    address = f"/admin/localize/release/{page.pk}/"
    seen = {"version": page.latest_revision_id, "locales": [urdu.locale_id]}
    found = post(member, address)
    found |= post(member, address, when="later", at="x", **seen)
    found |= post(member, address, when="later", at="2020-01-01 10:00", **seen)
    found |= post(member, address, when="later", at="2040-01-01 10:00", **seen)
    found |= post(member, address, act="call_off") | post(member, address, act="call_off")
    found |= post(member, address, act="give")
    found |= post(member, f"/admin/pages/{urdu.pk}/edit/", action="publish")
    found |= crawl(member, [f"/admin/pages/{page.pk}/history/"])
    assert found == set()


def test_replacing_a_name(world: World, member: Client) -> None:
    address = f"/admin/actions/replace-name/{world.pages['full'].pk}/"
    typed = {"scope": "action", "reason": greek("They asked")}
    names = {
        f"{name}_{code}": greek(text)
        for name, text in (("names", "Asha"), ("instead", "a woman"))
        for code in ("en", "ur")
    }
    found = post(member, address, preview="1")
    found |= post(member, address, preview="1", names_en=greek("Zz"), **typed)
    found |= post(member, address, preview="1", **names, **typed)
    found |= post(member, address, replace="1", **names, **typed)
    assert found == set()


def test_importing_a_document(member: Client) -> None:
    text = (LAYOUTS / "in_urdu.txt").read_text()
    typed = {"text": text, "language": "ur"}
    found = post(member, "/admin/actions/import/") | post(member, "/admin/actions/import/", **typed)
    html = member.post("/admin/actions/import/", typed).content.decode()
    form = form_in(html, form_id="import-review")
    found |= post(member, "/admin/actions/import/", **{**form, "title": "", "serial": "5"})
    found |= post(member, "/admin/actions/import/", **{**form, "title": greek("Free her")})
    assert found == set()


def test_what_the_editor_of_an_action_refuses(world: World, member: Client) -> None:
    empty = {"action-publish": "action-publish", "title": "", "serial": "1", "year": "26"}
    steps = blocks("steps", ("step", {"text": RichText("")}))
    sources = blocks(
        "additional_information", ("figure", {"value": "1", "counted": greek("Held"), "source": 3})
    )
    parent = world.pages["full"].get_parent().pk
    address = f"/admin/pages/add/actions/urgentactionpage/{parent}/"
    found = post(member, address, **new_action(member, **empty, **steps, **sources))
    assert found == set()


def test_what_the_consistency_check_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_pseudo(monkeypatch, LANGUAGE)
    page = make_action(
        publish=False,
        title="Second UA 9.25: twelve held",
        act_by=date(2025, 9, 15),
        introduction="<p>UA 9.25. Please write until 15 October 2025 [4]. 40 people are held.</p>",
        letters=[("letter", letter(salutation="Dear Mr Nobody,", short_body="x" * 2000))],
    )
    with translation.override(LANGUAGE):
        found = findings_of(page, today=date(2025, 7, 10))
    assert len({finding.code for finding in found}) >= 3
    # What a message quotes of the text is isolated.
    said = [re.sub("\u2068[^\u2069]*\u2069", "", f"{one.where}: {one.message}") for one in found]
    assert list(plain_words(said, known=KNOWN)) == []


def test_scripts_say_only_what_the_page_hands_them() -> None:
    """Their words stand in the page (data-copy-label); a text of their own has a blank in it."""
    said = {
        f"{file.name}: {text}"
        for file in sorted((ROOT / "static" / "js").glob("*.js"))
        for text in re.findall(
            r"[\"`']([A-Z][a-z]+(?: [\w’']+)*[.!?…]?)[\"`']", without_comments(file)
        )
        if text not in DOM_WORDS | STARTED
    }
    assert said == set()
