"""What a shared page looks like elsewhere: its picture, its words, and what machines are told."""

import json
import re
from datetime import timedelta
from io import BytesIO
from unittest import mock
from uuid import uuid4

import pytest
import typst
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from actions.models import ActionRecord, Topic
from actions.services import close_action, extend_deadline, withdraw_action
from cms import sharing
from cms.languages import DIRECTORY_LANGUAGES, direction, script_class
from cms.models import ContentPage, HomePage
from cms.sharing import Card, shortened, summary_of
from cms.structured_data import as_data_block
from cms.typesetting import HERE, _fonts
from tests.factories import make_action, translate, urdu_site
from tests.payloads import payloads

TODAY = timezone.localdate()
RED, GREEN, INK = (156, 28, 23), (23, 96, 58), (28, 26, 23)
# A line in each language of the directory, with letters that the others haven't.
LINES = {
    "en": "Stop the forced return",
    "ur": "جبری واپسی ڈھونڈھ کیجیے",
    "ar": "أوقفوا الإعادة القسرية",
    "fr": "Halte au renvoi forcé",
    "es": "¡Alto a las expulsiones!",
    "fa": "بازگشت اجباری را متوقف کنید پژوهشگر",
    "ps": "جبري ستنېدل ودروئ ښځې ټول ډېر",
    "pt": "Não às expulsões",
    "ru": "Остановить возвращение",
    "tr": "Zorla geri göndermeyi durdurun ğışçöü",
    "de": "Schluss mit Zwangsrückführungen",
    "bn": "জোরপূর্বক প্রত্যাবর্তন বন্ধ করুন",
}


def card(**words):
    said = {"kicker": "", "title": "", "state": "", "organisation": ""} | words
    return Card(translation_key=uuid4(), language=said.pop("language", "en"), **said)


def picture(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    made = Image.open(BytesIO(answer.content))
    assert made.size == (1200, 630)
    return made.convert("RGB")


def has(image, colour):
    """Whether a colour is in a picture, but for what a palette rounds."""
    near = (
        all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))
        for _count, pixel in image.getcolors(1200 * 630)
    )
    return any(near)


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


# -- the picture ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_picture_of_an_action_says_its_state_and_changes_with_it(client):
    page = make_action(slug="ua-1", act_by=TODAY + timedelta(days=3))
    address = f"{page.url}card.png"
    open_one = picture(client.get(address))
    assert has(open_one, RED)
    last_day = client.get(address)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=4)):
        expired = picture(client.get(address))
    assert not has(expired, RED)
    assert expired.tobytes() != open_one.tobytes()
    close_action(record=record_of(page), outcome="released", note={}, now=timezone.now())
    closed = client.get(address)
    assert has(picture(closed), GREEN)
    assert not has(picture(closed), RED)
    assert closed["ETag"] != last_day["ETag"]
    assert closed["Cross-Origin-Resource-Policy"] == "cross-origin", "shown by other sites"
    again = client.get(address, headers={"If-None-Match": closed["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_the_home_the_library_and_pages_of_text_have_one_in_each_language(client):
    urdu_site()
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="How to write", slug="how-to-write"))
    addresses = ("/en/", "/en/actions/", "/en/how-to-write/", "/ur/", "/ur/actions/")
    drawn = [picture(client.get(f"{address}card.png")).tobytes() for address in addresses]
    assert len(set(drawn)) == len(addresses)
    assert client.get("/fr/card.png").status_code == 404
    assert client.get("/en/nothing/card.png").status_code == 404


@pytest.mark.django_db
def test_a_picture_is_drawn_once_for_the_same_words(client):
    page = make_action(slug="ua-1")
    with mock.patch.object(sharing, "drawn", wraps=sharing.drawn) as draw:
        client.get(f"{page.url}card.png")
        client.get(f"{page.url}card.png?again")
        make_action(slug="ua-2")  # every page is made anew after this
        client.get(f"{page.url}card.png")
        assert draw.call_count == 1
        later = TODAY + timedelta(days=30)
        extend_deadline(record=record_of(page), act_by=later, today=TODAY)
        assert cache.get(f"card:{page.translation_key}:en") is None, "nor what it said before"
        client.get(f"{page.url}card.png")
        assert draw.call_count == 2
    withdraw_action(record=record_of(page), reason="She asked us to", now=timezone.now())
    assert client.get(f"{page.url}card.png").status_code == 410
    assert cache.get(f"card:{page.translation_key}:en") is None, "nothing of it is kept"


def glyphs(said):
    """The shapes of the letters that a card is drawn with."""
    svg, warnings = typst.compile_with_warnings(
        str(HERE / "card.typ"),
        root=str(HERE),
        font_paths=_fonts(),
        format="svg",
        sys_inputs={"said": json.dumps(said)},
    )
    assert warnings == []  # such as a family that isn't there
    return set(re.findall(r'<symbol id="(\w+)"', svg.decode()))


@pytest.mark.parametrize("language", [code for code, _name in DIRECTORY_LANGUAGES])
def test_each_language_is_drawn_in_letters_of_its_own(language):
    words = LINES[language]
    said = card(language=language, title=words, kicker=words).said()
    script = script_class(language) or "latin"
    assert (said["direction"], said["script"]) == (direction(language), script)
    drawn = glyphs(said)
    assert len(drawn) > len(set(words)) / 3
    # What no font has is an empty box, the same for every letter.
    box = chr(0xE000)
    assert not drawn & glyphs(said | {"title": box, "kicker": box})


def test_what_is_written_from_the_right_begins_there():
    for language, half in (("en", (0, 0, 600, 630)), ("ur", (600, 0, 1200, 630))):
        said = card(language=language, title=LINES[language], tone="red")
        made = Image.open(BytesIO(sharing.picture_of(said))).convert("RGB")
        assert has(made.crop(half), RED)
        others = (600, 0, 1200, 630) if half[0] == 0 else (0, 0, 600, 630)
        assert not has(made.crop(others), RED)


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.sampled_from(["en", "ur"])
)
def test_whatever_stands_in_a_title_is_drawn_and_nothing_runs(title, language):
    said = card(language=language, title=title, kicker=title, state=title, organisation=title)
    assert Image.open(BytesIO(sharing.picture_of(said))).size == (1200, 630)


@pytest.mark.parametrize("title", ["#panic()", "$ x $ *b* `c`", "\\", "w" * 400, '#read("/etc/x")'])
def test_markup_is_words(title):
    assert Image.open(BytesIO(sharing.picture_of(card(title=title)))).size == (1200, 630)


def test_long_words_end_at_a_word():
    assert shortened("one two  three", 100) == "one two three"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("w" * 50, 9) == "w" * 8 + "…"


def test_fonts_have_their_licence_and_version_beside_them():
    folders = [folder for folder in (HERE / "fonts").iterdir() if folder.is_dir()]
    assert folders
    for folder in folders:
        assert list(folder.glob("*.ttf"))
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "LICENSE").read_text()
        assert (folder / "VERSION").read_text().strip()


# -- the words ------------------------------------------------------------------------------------


def told(client, address):
    """What the head of a page says: Open Graph's properties, and schema.org's data."""
    head = client.get(address).content.decode().partition("</head>")[0]
    shared = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', head)
    )
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    assert len(blocks) == 1
    return shared, json.loads(blocks[0])


@pytest.mark.django_db
def test_an_action_tells_who_shares_it_and_machines_what_it_is(client):
    urdu_site()
    act_by = TODAY + timedelta(days=3)
    page = make_action(
        title='Free "Noor" & <all>',
        serial=109,
        year=2023,
        sequence=2,
        slug="second-ua-109-23",
        issued_on=TODAY,
        act_by=act_by,
        topics=[Topic.objects.create(slug="t", name_en="Torture")],
    )
    urdu = translate(page)
    shared, data = told(client, page.url)
    assert shared["og:type"] == "article"
    assert shared["og:title"] == "Second UA 109.23: Free &quot;Noor&quot; &amp; &lt;all&gt;"
    assert shared["og:description"].startswith("She was taken from the reading room")
    assert shared["og:url"] == page.full_url
    assert (shared["og:locale"], shared["og:locale:alternate"]) == ("en_US", "ur_PK")
    assert shared["twitter:card"] == "summary_large_image"
    address = shared["og:image"].removeprefix("http://localhost")
    made = picture(client.get(address))
    assert made.size == (int(shared["og:image:width"]), int(shared["og:image:height"]))
    assert data["@type"] == "Article"
    assert data["headline"] == page.title
    assert (data["datePublished"], data["expires"]) == (TODAY.isoformat(), act_by.isoformat())
    assert (data["inLanguage"], data["sameAs"]) == ("en", "http://localhost/ua/109.23/2")
    assert data["spatialCoverage"] == [{"@type": "Country", "name": "Kenya"}]
    assert data["about"] == [{"@type": "Thing", "name": "Torture"}]
    assert data["isPartOf"]["url"] == "http://localhost/ua/109.23"
    assert data["image"] == shared["og:image"]
    shared, data = told(client, urdu.url)
    assert shared["og:title"].startswith("دوسری UA 109.23: اردو ")
    assert shared["og:locale"] == "ur_PK"
    assert (data["inLanguage"], data["spatialCoverage"][0]["name"]) == ("ur", "کینیا")
    assert data["translationOfWork"]["@id"] == page.full_url


@pytest.mark.django_db
def test_the_home_and_the_library_tell_what_they_are(client):
    make_action()
    shared, data = told(client, "/en/")
    assert shared["og:type"] == "website"
    assert data["@type"] == "WebSite"
    template = data["potentialAction"]["target"]["urlTemplate"]
    assert template == "http://localhost/en/actions/?q={search_term_string}"
    shared, data = told(client, "/en/actions/?status=open")
    assert shared["og:url"] == "http://localhost/en/actions/"
    assert data["@type"] == "CollectionPage"
    assert data["isPartOf"]["@type"] == "WebSite"


@pytest.mark.django_db
def test_nothing_in_the_head_tells_how_to_reach_somebody(client):
    ways = ("minister@example.org", "+254 20 222 0000", "020 222 0000")
    for number, way in enumerate(ways, start=1):
        page = make_action(
            slug=f"ua-{number}", serial=number, introduction=f"<p>Write to {way} today.</p>"
        )
        head = client.get(page.url).content.decode().partition("</head>")[0]
        for word in (*ways, "ExampleMinister", "Example Street", "Dear Minister"):
            assert word not in head
    page.search_description = "In 2026-11-25, 1,080,312 people of UA 109.23 were sent back."
    assert summary_of(page) == page.search_description


def test_nothing_ends_the_block_of_data():
    for payload in (*payloads(), "</script>", "<!--<script>", "\u2028", "&lt;"):
        html = as_data_block({"name": payload})
        inner = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert not set(inner) & set("<>&\u2028")
        assert json.loads(inner) == {"name": payload}


@pytest.mark.django_db
def test_a_draft_in_a_preview_tells_nothing_yet(admin_client):
    page = make_action(publish=False, slug="ua-1")
    answer = admin_client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert page.title in answer
    assert "og:title" not in answer
    assert "ld+json" not in answer
