"""Every role at every kind of page, screen and service, by real requests; README has the table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import Translation

from actions.models import ActionRecord, Office, UrgentActionPage
from cms import content_version, roles
from cms.models import HomePage
from tests.admin_forms import signed_in
from tests.factories import OfficeFactory, library, make_action, translate, urdu_site
from tests.requirements import ROOT

pytestmark = pytest.mark.django_db

# In the order of the table's columns.
GROUPS = {
    "nobody": "",
    "translators (ur)": roles.translators_of("ur"),
    "reviewers (ur)": roles.reviewers_of("ur"),
    "editors": roles.EDITORS,
    "reviewers": roles.REVIEWERS,
    "administrators": roles.ADMINISTRATORS,
}
EVERYBODY = frozenset(GROUPS)
STAFF = EVERYBODY - {"nobody"}
OF_URDU = frozenset({"translators (ur)", "reviewers (ur)"})
WRITERS = STAFF - OF_URDU
ADMINISTRATORS = frozenset({"administrators"})
REASON = {"reason": "Because a test says so."}


@dataclass
class World:
    """What there is to be opened."""

    page: UrgentActionPage
    urdu: UrgentActionPage
    draft: UrgentActionPage
    office: Any
    another: Any
    home: HomePage
    translation: Translation
    image: Any
    user: Any
    names: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def made(cls) -> "World":
        urdu_site()
        page = make_action(serial=1, slug="ua-1-26", title="Free the librarian")
        urdu = translate(page)
        image = get_image_model()(title="A reading room", file=get_test_image_file())
        image.save()
        return cls(
            page=page,
            urdu=urdu,
            draft=make_action(serial=2, slug="ua-2-26", publish=False),
            office=Office.objects.order_by("pk").first() or OfficeFactory(),
            another=OfficeFactory(title_en="President of the Court"),
            home=HomePage.objects.get(locale__language_code="en"),
            translation=Translation.objects.get(source__object_id=page.translation_key),
            image=image,
            user=get_user_model().objects.create_user("somebody", email="somebody@example.org"),
        )


@dataclass(frozen=True)
class Probe:
    """One request, as a browser or somebody with a script would send it."""

    address: Callable[[World], str]
    data: Callable[[World], dict[str, Any]] | None = None  # None: GET

    def sent(self, client: Client, world: World) -> Any:
        address = self.address(world)
        if self.data is None:
            return client.get(address)
        return client.post(address, self.data(world))


def get(address: str) -> Probe:
    """A GET of an address with the world's rows in it, such as /admin/pages/{page.pk}/edit/."""
    return Probe(lambda world: address.format(**vars(world)))


def post(address: str, **data: Any) -> Probe:
    """A POST there, with whatever a form would send."""
    return Probe(lambda world: address.format(**vars(world)), lambda world: data)


def po_file(world: World) -> dict[str, Any]:
    text = world.translation.export_po().__unicode__().encode()
    return {"file": SimpleUploadedFile("words.po", text, "text/x-gettext-translation")}


EDIT = "/admin/pages/{page.pk}/edit/"
EDIT_URDU = "/admin/pages/{urdu.pk}/edit/"
OFFICES = "/admin/snippets/actions/office/"

# What may be done → who may do it, and how it is tried.
TABLE: dict[str, tuple[frozenset[str], list[Probe]]] = {
    "Read the site, feeds and files that are public": (
        EVERYBODY,
        [get("/en/"), get("/en/actions/"), get("{page.url}"), get("/healthz"), get("/robots.txt")],
    ),
    "Come in: dashboard, own account, help": (
        STAFF,
        [get("/admin/"), get("/admin/account/"), get("/admin/urgent_actions/")],
    ),
    "Translate and edit pages in Urdu": (
        STAFF,
        [
            get(EDIT_URDU),
            get("/admin/localize/translate/{translation.pk}/pofile/download/"),
            Probe(
                lambda w: f"/admin/localize/translate/{w.translation.pk}/pofile/upload/", po_file
            ),
            get("/admin/pages/{urdu.pk}/history/"),
        ],
    ),
    "Publish, unpublish, lock pages in Urdu": (
        STAFF - {"translators (ur)"},
        [get("/admin/pages/{urdu.pk}/unpublish/"), post("/admin/pages/{urdu.pk}/unpublish/")],
    ),
    "Submit a page for translation": (
        STAFF,
        [
            get("/admin/localize/submit/page/{page.pk}/"),
            post("/admin/localize/submit/page/{page.pk}/"),
        ],
    ),
    "Write and edit pages in every language": (
        WRITERS,
        [
            get(EDIT),
            post(EDIT, title="Another title", slug="ua-1-26"),
            get("/admin/pages/{draft.pk}/edit/"),
            get("/admin/pages/{draft.pk}/view_draft/"),
            post("/admin/pages/{page.pk}/edit/preview/"),
            get("/admin/pages/add/actions/urgentactionpage/{names[library].pk}/"),
            post("/admin/pages/add/actions/urgentactionpage/{names[library].pk}/", title="New"),
            get("/admin/pages/{page.pk}/copy/"),
            get("/admin/actions/{page.pk}/findings/"),
        ],
    ),
    "Publish, unpublish, release together, delete": (
        WRITERS,
        [
            post(EDIT, **{"action-publish": "1", "title": "Another title", "slug": "ua-1-26"}),
            get("/admin/pages/{page.pk}/unpublish/"),
            post("/admin/pages/{page.pk}/unpublish/"),
            get("/admin/localize/release/{page.pk}/"),
            post("/admin/localize/release/{page.pk}/", when="now"),
            get("/admin/pages/{page.pk}/delete/"),
            post("/admin/pages/{page.pk}/delete/"),
        ],
    ),
    "Import a document": (
        WRITERS,
        [get("/admin/actions/import/"), post("/admin/actions/import/", text="URGENT ACTION")],
    ),
    "Close, reopen, extend, withdraw; the next in series; replace a name": (
        WRITERS,
        [
            get("/admin/actions/{page.pk}/close/"),
            post("/admin/actions/{page.pk}/close/", outcome="released", **REASON),
            post("/admin/actions/{page.pk}/withdraw/", **REASON),
            post("/admin/actions/{page.pk}/extend/", act_by="2031-01-01", **REASON),
            post("/admin/actions/{page.pk}/next/"),
            get("/admin/actions/replace-name/{page.pk}/"),
            post("/admin/actions/replace-name/{page.pk}/", **REASON),
        ],
    ),
    "Lock and unlock pages": (
        frozenset({"reviewers", "administrators"}),
        [post("/admin/pages/{page.pk}/lock/")],
    ),
    "Offices and organisations: look, add, correct, a new holder": (
        WRITERS,
        [
            get(OFFICES),
            get(f"{OFFICES}add/"),
            post(f"{OFFICES}add/", title_en="Another office"),
            get("/admin/offices/{office.pk}/correct/"),
            post("/admin/offices/{office.pk}/correct/", title_en="Another", **REASON),
            get("/admin/offices/{office.pk}/succeed/"),
            get("/admin/snippets/actions/organisation/add/"),
        ],
    ),
    "Offices: merge, delete": (
        ADMINISTRATORS,
        [
            get("/admin/offices/{office.pk}/merge/"),
            post("/admin/offices/{office.pk}/merge/", kept="{another.pk}", **REASON),
            get(f"{OFFICES}delete/{{another.pk}}/"),
            post(f"{OFFICES}delete/{{another.pk}}/"),
        ],
    ),
    "Countries, topics, languages of the directory": (
        ADMINISTRATORS,
        [
            get("/admin/snippets/actions/country/add/"),
            post("/admin/snippets/actions/topic/add/", name_en="Water", slug="water"),
            get("/admin/snippets/actions/language/add/"),
        ],
    ),
    "Pictures and documents": (
        WRITERS,
        [
            get("/admin/images/"),
            get("/admin/images/add/"),
            get("/admin/images/{image.pk}/"),
            post("/admin/images/{image.pk}/delete/"),
            get("/admin/documents/add/"),
        ],
    ),
    "Accounts and groups": (
        ADMINISTRATORS,
        [
            get("/admin/users/"),
            get("/admin/users/new/"),
            post("/admin/users/new/", username="mole", email="mole@example.org"),
            get("/admin/users/edit/{user.pk}/"),
            post("/admin/users/edit/{user.pk}/", is_superuser="on", username="somebody"),
            post("/admin/users/delete/{user.pk}/"),
            get("/admin/groups/"),
            post("/admin/groups/new/", name="Moles"),
        ],
    ),
    "Settings of the site, languages, workflows": (
        ADMINISTRATORS,
        [
            get("/admin/settings/cms/organisationsettings/{names[site].pk}/"),
            post("/admin/settings/cms/organisationsettings/{names[site].pk}/", name_en="Mine"),
            get("/admin/sites/"),
            get("/admin/locales/"),
            get("/admin/workflows/list/"),
            post("/admin/locales/new/", language_code="fa"),
        ],
    ),
}


@pytest.fixture
def world() -> World:
    made = World.made()
    made.names = {"library": library("en"), "site": made.home.get_site()}
    return made


def client_of(role: str) -> Client:
    """The browser of a member of the role's group, and no superuser."""
    return signed_in(GROUPS[role]) if GROUPS[role] else Client()


def is_open(answer: Any) -> bool:
    """Whether an answer opens what was asked for; 403 and the login are the only other ones."""
    if answer.status_code == 403:
        return False
    if answer.status_code == 302 and answer["Location"].startswith("/admin/login/"):
        return False
    # 400: let in, but what was sent isn't what the form sends.
    assert answer.status_code in (200, 302, 400), f"answers {answer.status_code}"
    return True


def written() -> tuple[Any, ...]:
    """What would be different had anything been changed."""
    users = get_user_model().objects
    return (
        content_version.current(),
        PageLogEntry.objects.count(),
        ModelLogEntry.objects.count(),
        users.count(),
        users.filter(is_superuser=True).count(),
        Group.objects.count(),
        ActionRecord.objects.filter(withdrawn_at=None, closed_at=None).count(),
    )


@pytest.mark.parametrize("role", GROUPS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role, world):
    client = client_of(role)
    wrong = []
    for what, (allowed, probes) in TABLE.items():
        for probe in probes:
            before = written()
            with transaction.atomic():
                answer = probe.sent(client, world)
                opened = is_open(answer)
                if not opened:
                    assert written() == before, f"{role} changed something: {what}"
                transaction.set_rollback(True)
            if opened != (role in allowed):
                wrong.append((what, probe.address(world), answer.status_code))
    assert wrong == []


def test_every_group_has_a_column():
    translators = {roles.translators_of(code) for code in ("ar", "es", "fr", "en")}
    reviewers = {roles.reviewers_of(code) for code in ("ar", "es", "fr", "en")}
    known = set(GROUPS.values()) | translators | reviewers
    assert set(Group.objects.values_list("name", flat=True)) <= known


def test_the_readme_has_the_table():
    readme = (ROOT / "README.md").read_text()
    section = readme.split("## Who may do what", 1)[1].split("\n## ", 1)[0]
    rows = dict(re.findall(r"^\| ([^|]+?) +\| ([^\n]+) \|$", section, flags=re.MULTILINE))
    for what, (allowed, _probes) in TABLE.items():
        cells = [cell.strip() for cell in rows[what].split("|")]
        assert cells == ["yes" if role in allowed else "–" for role in GROUPS], what
