"""Every address at which the public can read something of an action.

What adds an output adds its address here, and is held by every test that says what none of them
may tell: nothing of a withdrawn action, and no name that was replaced. An address that isn't there
yet answers 404, and is held from the day on which it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.rich_text import RichText

from actions.models import UrgentActionPage
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

NAME, URDU_NAME = "Zarmina Example", "زرمینہ مثال"
# A word of each part of the action that no other text of the site has.
WORDS = {
    "title": "Xylophone",
    "introduction": "quagmire",
    "safety note": "jackdaw",
    "letter": "zephyr",
    "short letter": "obelisk",
    "step": "walrus",
    "note on a target": "isthmus",
    "update": "gazebo",
    "key date": "ocelot",
    "alternative text": "marzipan",
    "caption": "pumpkin",
    "credit": "turnip",
    "description for search engines": "velodrome",
    "label on another action": "rutabaga",
    "title of the image": "kumquat",
    "text": "bassoon",
    "quote": "hullabaloo",
    "figure": "gherkin",
    "part of a figure": "chutney",
    "subject of figures": "trombone",
    "who counted": "ukulele",
    "why figures differ": "marmalade",
    "source": "parsnip",
    "reading": "cutlass",
    "link on another action": "sarsaparilla",
}
LANGUAGES = ("en", "ur")
# Where the action is read.
ADDRESSES = ("http://localhost/en/actions/free-zarmina-example/", "http://localhost/ua/12.26/2")
# Written so that what a page repeats of the question is told from what it says of the action.
QUERY = "zArMiNa"


@dataclass
class World:
    """The action in two languages, the first of its series, and one that refers to it."""

    page: UrgentActionPage
    urdu: UrgentActionPage
    sibling: UrgentActionPage
    referring: UrgentActionPage
    image: Any


def make_world() -> World:
    """An action of which every part has its word, with a name in each language."""
    urdu_site()
    image = _image()
    page = _named(image)
    sibling = make_action(
        title="The first of the series", serial=12, sequence=1, slug="first-ua-12"
    )
    referring = make_action(
        title="Another case",
        serial=13,
        slug="ua-13",
        previous_actions=[
            (
                "previous_action",
                {
                    "label": f"{WORDS['label on another action']} for {NAME}",
                    "url": address,
                },
            )
            for address in ADDRESSES
        ],
        introduction=f'<p>Earlier <a linktype="page" id="{page.pk}">we wrote</a> of it.</p>',
        additional_information=[
            (
                "reading",
                {
                    "title": f"{WORDS['link on another action']} for {NAME}",
                    "publisher": "",
                    "url": ADDRESSES[0],
                },
            )
        ],
    )
    urdu = translate(page, prefix=f"{URDU_NAME}: ")
    translate(sibling)
    return World(page, urdu, sibling, referring, image)


def _named(image: Any) -> UrgentActionPage:
    return make_action(
        title=f"{WORDS['title']} for {NAME}",
        slug="free-zarmina-example",
        serial=12,
        sequence=2,
        search_description=f"{WORDS['description for search engines']} {NAME}",
        introduction=f"<p>A {WORDS['introduction']} for {NAME}.</p>",
        safety_note=f"<p>Beware of the {WORDS['safety note']} if you know {NAME}.</p>",
        steps=[("step", {"text": RichText(f"<p>{WORDS['step']} {NAME}</p>"), "reports": False})],
        targets=[
            (
                "target",
                {
                    "office": OfficeFactory(),
                    "salutation": "",
                    "note": f"{WORDS['note on a target']} {NAME}",
                },
            )
        ],
        letters=[
            (
                "letter",
                letter(
                    body=RichText(f"<p>A {WORDS['letter']} for {NAME}.</p>"),
                    short_body=f"{WORDS['short letter']} {NAME}",
                ),
            )
        ],
        people=[("person", {"name": NAME, "pronoun": "", "group": False})],
        updates=[
            (
                "update",
                {
                    "date": "2026-07-01",
                    "kind": "development",
                    "text": RichText(f"<p>A {WORDS['update']} for {NAME}</p>"),
                },
            )
        ],
        key_dates=[
            (
                "key_date",
                {
                    "date": "2026-12-01",
                    "what": f"{WORDS['key date']} {NAME}",
                    "certainty": "certain",
                },
            )
        ],
        additional_information=[
            (
                "image",
                {
                    "image": image,
                    "alt_text": f"{WORDS['alternative text']} of {NAME}",
                    "caption": f"{WORDS['caption']} {NAME}",
                    "credit": f"{WORDS['credit']} {NAME}",
                    "consent": True,
                },
            ),
            *_information(),
        ],
    )


def _information() -> list[tuple[str, Any]]:
    """Every other kind of block of the additional information."""
    blank = {"place": "", "period": "", "as_of": None, "source": 1}
    figure = {"value": "12", "qualifier": "", "counted": f"{WORDS['figure']} {NAME}", **blank}
    parts = [{"label": f"{WORDS['part of a figure']} {NAME}", "value": str(n)} for n in (5, 7)]
    counted = {**figure, "counted_by": f"{WORDS['who counted']} {NAME}"}
    return [
        ("text", f"<p>A {WORDS['text']} for {NAME} [1].</p>"),
        ("quote", {"text": f"{WORDS['quote']} {NAME}", "attribution": NAME}),
        ("figure", {**figure, "breakdown": parts}),
        (
            "figures",
            {
                "subject": f"{WORDS['subject of figures']} {NAME}",
                "figures": [counted, {**counted, "value": "13"}],
                "note": f"{WORDS['why figures differ']} {NAME}",
            },
        ),
        (
            "reading",
            {
                "title": f"{WORDS['reading']} {NAME}",
                "publisher": "",
                "url": "https://example.org/reading",
            },
        ),
        (
            "source",
            {
                "publisher": f"{WORDS['source']} {NAME}",
                "title": NAME,
                "date": None,
                "address": "",
                "archived_address": "",
                "accessed_on": None,
            },
        ),
    ]


def _image() -> Any:
    data = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    made = get_image_model()(title=f"{WORDS['title of the image']} {NAME}")
    file = ImageFile(BytesIO(data.getvalue()), name="zarmina-example.png")
    made.file.save("zarmina-example.png", file, save=False)
    made.save()
    return made


def addresses(world: World) -> Iterator[str]:
    """Every public address, for readers without a session."""
    slugs = [UrgentActionPage.objects.get(pk=world.page.pk).slug, "free-zarmina-example"]
    slugs += [world.sibling.slug, world.referring.slug]
    yield from ("/", "/robots.txt", "/sitemap.xml", "/healthz", "/readyz")
    yield from (f"/sitemap-{language}.xml" for language in LANGUAGES)
    yield from ("/ua/12.26", "/ua/12.26/1", "/ua/12.26/2", "/ua/13.26")
    for language in (*LANGUAGES, "fr"):
        library = f"/{language}/actions/"
        yield from (f"/{language}/card.png", f"{library}card.png")
        yield from (f"/{language}/", library, f"{library}?q={QUERY}", f"{library}?page=2")
        for state in ("open", "closed", "expired", "superseded", "withdrawn", "any"):
            yield f"{library}?status={state}"
        for output in ("feed.atom", "feed.json", "deadlines.ics", "export.csv", "export.xlsx"):
            yield f"{library}{output}"
        yield from (f"{library}export.txt", f"{library}feed.atom?q={QUERY}")
        yield from (f"{library}deadlines.ics?status=any", f"{library}export.csv?status=any")
        for slug in dict.fromkeys(slugs):
            page = f"{library}{slug}/"
            yield page
            for part in (
                "letter/",
                "letter.txt",
                "letter.eml",
                "letter.pdf",
                "action.pdf",
                "report/",
                "cite.bib",
                "cite.ris",
                "card.png",
            ):
                yield f"{page}{part}"
        for api in (
            "actions/13.26",
            "actions",
            f"actions?q={QUERY}",
            "actions/12.26/2",
            "actions/12.26",
            "facets",
        ):
            yield f"/api/v1/{api}{'&' if '?' in api else '?'}lang={language}"
    yield from media_addresses(world)
    yield from admin_addresses(world)


def media_addresses(world: World) -> Iterator[str]:
    """The image as it was uploaded, and in each size that was made of it."""
    world.image.refresh_from_db()
    yield world.image.file.url
    for rendition in world.image.renditions.all():
        yield rendition.file.url


def admin_addresses(world: World) -> Iterator[str]:
    """Where the admin shows drafts and earlier versions: for nobody who isn't signed in."""
    for page in (world.page, world.urdu):
        yield f"/admin/pages/{page.pk}/view_draft/"
        yield f"/admin/pages/{page.pk}/edit/preview/"
        yield f"/admin/pages/{page.pk}/history/"
        for revision in page.revisions.all():
            yield f"/admin/pages/{page.pk}/revisions/{revision.pk}/view/"
    yield f"/admin/images/{world.image.pk}/"


def all_that_is_said(world: World) -> dict[str, str]:
    """What every address says to the public, headers and all, but for the address itself."""
    said = {}
    for address in addresses(world):
        answer = Client().get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        text = f"{answer.status_code}\n{headers}\n{body.decode(errors='replace')}"
        said[address] = text.replace(QUERY, "")
        if "zarmina" in address:
            said[address] = said[address].replace(address, "")
    return said
