"""The directory in the admin: offices with their holders, and ways to reach them that can work."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.users.models import UserProfile

from actions.models import Country, Holder, Language, Office
from tests.admin_forms import OFFICES, errors_in, form_in, new_office, read, refused, signed_in
from tests.factories import OfficeFactory, make_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def holder(place, **typed):
    """What the form of an office posts for one more holder."""
    names = [
        f"{name}_{code}" for name in ("name", "honorific", "salutation") for code in ("en", "ur")
    ]
    values = {**dict.fromkeys((*names, "since", "until", "id", "DELETE"), ""), **typed}
    posted = {f"holders-{place}-{name}": value for name, value in values.items()}
    return posted | {
        f"holders-{place}-ORDER": str(place + 1),
        "holders-TOTAL_FORMS": str(place + 1),
    }


def test_an_editor_adds_an_office_with_its_holder(editor):
    posted = new_office(
        editor,
        title_en="Minister of Water",
        title_ur="وزیر آب",
        country=Country.objects.get(code="PK").pk,
        address="Block C\nExample Road\nIslamabad",
        fax="+92 51 920 2624",
        emails="water@example.org, office@example.org",
        x_handle="https://x.com/WaterExample",
        languages=[Language.objects.get(code="ur").pk],
        **holder(
            0,
            name_en="Farah Example",
            name_ur="فرح",
            salutation_en="Dear Minister,",
            since="2024-05-01",
        ),
    )
    answer = editor.post(f"{OFFICES}add/", posted)
    assert errors_in(answer.content.decode()) == {}
    office = Office.objects.get(title_en="Minister of Water")
    assert office.title_ur == "وزیر آب"
    assert office.address_lines == ["Block C", "Example Road", "Islamabad"]
    assert office.fax == "+92 51 920 2624"
    assert office.email_list == ["water@example.org", "office@example.org"]
    assert office.x_handle == "@WaterExample"
    holding = office.holder_on(date(2025, 1, 1))
    assert (holding.name_en, holding.name_ur) == ("Farah Example", "فرح")
    assert office.holder_on(date(2024, 4, 30)) is None


def test_two_holders_may_overlap_and_the_later_one_counts(editor):
    posted = new_office(
        editor,
        title_en="Governor",
        emails="governor@example.org",
        **{
            **holder(0, name_en="Before", since="2020-01-01", until="2026-06-30"),
            **holder(1, name_en="After", since="2026-06-01"),
        },
    )
    editor.post(f"{OFFICES}add/", posted)
    office = Office.objects.get(title_en="Governor")
    assert office.holders.count() == 2
    assert str(office.holder_on(date(2026, 6, 15))) == "After"


def test_a_holder_is_named_in_some_language(editor):
    posted = new_office(
        editor, title_en="Governor", emails="governor@example.org", **holder(0, since="2020-01-01")
    )
    answer = editor.post(f"{OFFICES}add/", posted)
    assert errors_in(answer.content.decode()) == {
        "holders-0-name_en": ["Write this in at least one language."]
    }
    assert not Holder.objects.exists()


@pytest.mark.parametrize(
    ("field", "country", "typed"),
    [
        ("phone", "PK", "(202) 243-6500"),
        ("phone", "US", "243-65"),
        ("fax", "PK", "ask the desk"),
        ("fax", None, "051 920 2624"),
        ("emails", "PK", "minister(at)example.org"),
        ("emails", "PK", "minister@example.org, nobody@"),
        ("x_handle", "PK", "@a-name-with-dashes"),
        ("x_handle", "PK", "https://example.org/name"),
    ],
)
def test_ways_to_reach_an_office_that_cant_be(editor, field, country, typed):
    row = Country.objects.filter(code=country).first()
    place = str(row.pk) if row else ""
    posted = new_office(editor, title_en="Governor", address="Town", country=place)
    posted = {**posted, field: typed}
    errors = refused(editor, f"{OFFICES}add/", posted, publish=False, form_id="w-editor-form")
    assert list(errors) == [field]
    assert not Office.objects.exists()


@pytest.mark.parametrize(
    ("field", "country", "typed"),
    [
        ("phone", "US", "(202) 243-6500"),
        ("fax", "PK", "+92 51 920 2624"),
        ("fax", "US", "+92 51 920 2624"),
        ("phone", "PK", "051 920 2624"),
        ("x_handle", "PK", "WaterExample"),
    ],
)
def test_ways_to_reach_an_office_that_can_be(editor, field, country, typed):
    place = Country.objects.get(code=country).pk
    posted = {**new_office(editor, title_en="Governor", country=place), field: typed}
    answer = editor.post(f"{OFFICES}add/", posted)
    assert errors_in(answer.content.decode()) == {}
    assert getattr(Office.objects.get(title_en="Governor"), field).removeprefix("@") == typed


def test_an_office_needs_a_title_and_a_way_to_reach_it(editor):
    posted = new_office(editor)
    errors = refused(editor, f"{OFFICES}add/", posted, publish=False, form_id="w-editor-form")
    assert set(errors) == {"title_en", "address"}


def test_an_office_may_have_its_title_in_urdu_only(editor):
    editor.post(f"{OFFICES}add/", new_office(editor, title_ur="وزیر آب", emails="a@example.org"))
    office = Office.objects.get()
    assert "وزیر آب" in editor.get(OFFICES).content.decode()
    assert str(office) == "وزیر آب"


@pytest.mark.parametrize("model", ["topic", "organisation", "country", "language"])
def test_a_row_of_the_directory_needs_a_name(model):
    browser = signed_in("Administrators")
    address = f"/admin/snippets/actions/{model}/add/"
    form = form_in(browser.get(address).content.decode(), form_id="w-editor-form")
    ids = {"topic": {"slug": "x"}, "country": {"code": "QX", "region": "africa"}}
    posted = {**form, **ids.get(model, {"code": "qx"} if model == "language" else {})}
    errors = refused(browser, address, posted, publish=False, form_id="w-editor-form")
    assert errors == {"name_en": ["Write this in at least one language."]}


def test_an_office_that_a_published_action_names_is_kept():
    make_action()
    OfficeFactory(title_en="Unused")
    unused, office = Office.objects.get(title_en="Unused"), Office.objects.get(uses__isnull=False)
    browser = signed_in("Administrators")
    answer = browser.post(f"{OFFICES}delete/{office.pk}/", follow=True)
    assert "is in use and can&#x27;t be deleted" in answer.content.decode()
    assert Office.objects.filter(pk=office.pk).exists()
    browser.post(f"{OFFICES}delete/{unused.pk}/")
    assert not Office.objects.filter(pk=unused.pk).exists()


def test_addresses_and_numbers_run_their_own_way_where_the_admin_is_in_urdu():
    user = User.objects.create_user("urdu-editor", email="urdu@example.org")
    user.groups.set(Group.objects.filter(name="Editors"))
    UserProfile.objects.create(user=user, preferred_language="ur")
    browser, office = Client(), OfficeFactory()
    browser.force_login(user)
    for address in (f"{OFFICES}edit/{office.pk}/", f"/admin/offices/{office.pk}/correct/"):
        html = read(browser.get(address).content.decode())
        assert html.html["dir"] == "rtl"
        ways = {name: html.select_one(f"[name={name}]")["dir"] for name in ("phone", "address")}
        assert ways == {"phone": "ltr", "address": "auto"}


@pytest.mark.parametrize("language", ["ur", "ar", "fr", "es"])
def test_the_language_of_the_admin_decides_nothing_about_what_is_stored(editor, language):
    browser = signed_in("Editors")
    user = User.objects.get(pk=browser.session["_auth_user_id"])
    UserProfile.objects.create(user=user, preferred_language=language)
    for title in ("title_en", f"title_{language}"):
        posted = new_office(browser, **{title: "Keeper of the Seal"}, emails="seal@example.org")
        answer = browser.post(f"{OFFICES}add/", posted)
        assert answer.status_code == 302, errors_in(answer.content.decode())
        office = Office.objects.get(**{title: "Keeper of the Seal"})
        columns = [f"title_{code}" for code in settings.MODELTRANSLATION_LANGUAGES]
        kept = {name: getattr(office, name) for name in columns if getattr(office, name)}
        assert kept == {title: "Keeper of the Seal"}
        # And once more, opened and saved as it is.
        address = f"{OFFICES}edit/{office.pk}/"
        form = form_in(browser.get(address).content.decode(), form_id="w-editor-form")
        assert browser.post(address, form).status_code == 302
        office.refresh_from_db()
        assert {name: getattr(office, name) for name in columns if getattr(office, name)} == kept
