"""The second factor, by the forms of the admin."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from cms import roles
from cms.security import second_factor
from tests.admin_forms import read
from tests.cms.second_factor import (
    ACCOUNT,
    CODE,
    LOGIN,
    PASSWORD,
    SET_UP,
    code_of,
    person,
    sign_in,
    with_app,
)
from tests.factories import urdu_site

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR = "required"


def logged(user):
    entries = ModelLogEntry.objects.filter(object_id=str(user.pk)).order_by("timestamp", "pk")
    return [name.removeprefix("cms.") for name in entries.values_list("action", flat=True)]


def recovery_codes_in(html):
    found = [tag.get_text() for tag in read(html).select(".second-factor__codes bdi")]
    assert all(tag["dir"] == "ltr" for tag in read(html).select(".second-factor__codes bdi"))
    return found


def set_up(browser, user):
    browser.get(SET_UP)
    answer = browser.post(SET_UP, {"code": code_of(user)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_sets_up_an_app_before_anything_else():
    editor = person(roles.EDITORS)
    browser = sign_in(editor)
    answer = browser.get("/admin/urgent_actions/?p=2")
    assert answer.status_code == 302
    assert answer.url == f"{SET_UP}?next=%2Fadmin%2Furgent_actions%2F%3Fp%3D2"
    html = browser.get(answer.url).content.decode()
    secret = read(html).select_one(".second-factor__secret").get_text().replace(" ", "")
    assert secret == second_factor.base32(TOTPDevice.objects.get(user=editor))
    assert read(html).select_one("svg.second-factor__picture path")
    field = read(html).select_one("[name=code]")
    assert field["autocomplete"] == "one-time-code"
    assert field["inputmode"] == "numeric"
    wanted = read(html).select_one("[name=next]")["value"]
    html = browser.post(SET_UP, {"code": code_of(editor), "next": wanted}).content.decode()
    codes = recovery_codes_in(html)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert read(html).select_one("main a.button")["href"] == "/admin/urgent_actions/?p=2"
    assert browser.get(wanted).status_code == 200
    assert logged(editor)[-3:] == ["signed_in", "second_factor.set_up", "second_factor.new_codes"]


def test_the_codes_are_shown_once_and_nobody_may_keep_the_page():
    editor = person(roles.EDITORS)
    browser = sign_in(editor)
    browser.get(SET_UP)
    answer = browser.post(SET_UP, {"code": code_of(editor)})
    assert "no-store" in answer["Cache-Control"]
    one = recovery_codes_in(answer.content.decode())[0]
    for address in (ACCOUNT, f"{ACCOUNT}recovery-codes/", SET_UP):
        assert one not in browser.get(address).content.decode()


def test_the_next_sign_in_asks_for_a_code_and_changes_the_key_of_the_session():
    editor = person(roles.EDITORS)
    set_up(sign_in(editor), editor)
    browser = sign_in(editor)
    key = browser.session.session_key
    assert browser.get(HOME).url == f"{CODE}?next=%2Fadmin%2F"
    html = browser.post(CODE, {"code": "000000"}).content.decode()
    assert "was used before" in html
    used = code_of(editor)
    html = browser.post(CODE, {"code": used}).content.decode()
    assert "Try again in 1 minute." in html, "the throttle of django-otp, in words"
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert "was used before" in browser.post(CODE, {"code": used}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = browser.post(CODE, {"code": code_of(editor, later=1)})
    assert answer.url == HOME
    assert browser.get(HOME).status_code == 200
    assert browser.session.session_key != key
    assert not Session.objects.filter(pk=key).exists()
    assert logged(editor)[-4:] == [
        "signed_in",
        *["second_factor.wrong_code"] * 2,
        "second_factor.code",
    ]


@pytest.mark.parametrize(
    "written",
    ["{}", "{} ", "{:.3} {:.3}", "\u2067{}\u2069", "urdu"],
    ids=["plain", "blank", "groups", "marks", "urdu"],
)
def test_a_code_may_be_written_in_any_digits(written):
    editor = with_app(person(roles.EDITORS))
    code = code_of(editor)
    text = {
        "{:.3} {:.3}": f"{code[:3]} {code[3:]}",
        "urdu": code.translate({ord("0") + n: ord("۰") + n for n in range(10)}),
    }.get(written, written.format(code) if "{}" in written else "")
    browser = sign_in(editor)
    assert browser.post(CODE, {"code": text}).status_code == 302
    assert browser.get(HOME).status_code == 200


def test_a_recovery_code_works_once():
    editor = person(roles.EDITORS)
    code = recovery_codes_in(set_up(sign_in(editor), editor))[0]
    browser = sign_in(editor)
    assert browser.post(CODE, {"code": code}).url == HOME
    assert browser.get(HOME).status_code == 200
    assert "You have 9 recovery codes left." in browser.get(ACCOUNT).content.decode()
    again = sign_in(editor)
    assert again.post(CODE, {"code": code}).status_code == 200
    assert again.get(HOME).status_code == 302
    assert "second_factor.recovery_code" in logged(editor)


@pytest.mark.parametrize(
    "text", ["", "12345", "1" * 59, "😀" * 40, "١٢٣", "\x00", "-1", "1e5", "٣" * 6]
)
def test_no_odd_code_lets_in_or_fails(text):
    editor = with_app(person(roles.EDITORS))
    browser = sign_in(editor)
    assert browser.post(CODE, {"code": text}).status_code == 200
    assert browser.get(HOME).status_code == 302


def test_a_wrong_first_code_sets_nothing_up():
    editor = person(roles.EDITORS)
    browser = sign_in(editor)
    browser.get(SET_UP)
    assert browser.post(SET_UP, {"code": "000000"}).status_code == 200
    assert browser.get(HOME).url.startswith(SET_UP)
    assert not second_factor.has_device(editor)


def test_the_secret_of_an_earlier_visit_is_worth_nothing():
    editor = person(roles.EDITORS)
    browser = sign_in(editor)
    browser.get(SET_UP)
    seen = code_of(editor)
    browser.get(SET_UP)
    browser.post(SET_UP, {"code": seen})
    assert not second_factor.has_device(editor)


def test_a_password_alone_replaces_no_app():
    editor = with_app(person(roles.EDITORS))
    browser = sign_in(editor)
    assert browser.get(SET_UP).url == CODE
    assert browser.post(SET_UP, {"code": "123456", "password": PASSWORD}).url == CODE
    assert TOTPDevice.objects.filter(user=editor, confirmed=False).count() == 0


def given(user):
    browser = sign_in(with_app(user))
    assert browser.post(CODE, {"code": code_of(user)}).status_code == 302
    return browser


def test_another_phone_takes_the_place_of_the_first_with_the_password():
    editor = person(roles.EDITORS)
    browser = given(editor)
    old = TOTPDevice.objects.get(user=editor)
    browser.get(SET_UP)
    html = browser.post(SET_UP, {"code": code_of(editor), "password": "wrong"}).content.decode()
    assert "This isn’t your password." in html.replace("&#x27;", "’").replace("'", "’")
    assert TOTPDevice.objects.get(user=editor, confirmed=True) == old
    other = sign_in(editor)
    other.post(CODE, {"code": f"{code_of_device(old, later=1)}"})
    assert other.get(HOME).status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = browser.post(SET_UP, {"code": code_of(editor), "password": PASSWORD})
    assert recovery_codes_in(answer.content.decode())
    assert TOTPDevice.objects.get(user=editor) != old
    assert browser.get(HOME).status_code == 200
    assert other.get(HOME).url.startswith(CODE), "what the old phone let in is asked anew"


def code_of_device(device, *, later):
    from django_otp.oath import totp

    return f"{totp(device.bin_key, drift=later):06}"


def test_new_recovery_codes_need_the_password_and_end_the_old():
    editor = person(roles.EDITORS)
    browser = given(editor)
    first = second_factor.new_recovery_codes(user=editor)
    address = f"{ACCOUNT}recovery-codes/"
    assert "isn" in browser.post(address, {"password": "wrong"}).content.decode()
    assert StaticToken.objects.filter(token=first[0]).exists()
    html = browser.post(address, {"password": PASSWORD}).content.decode()
    assert len(recovery_codes_in(html)) == second_factor.RECOVERY_CODES
    assert not StaticToken.objects.filter(token__in=first).exists()


def test_whoever_must_have_one_is_not_offered_to_turn_it_off():
    browser = given(person(roles.EDITORS))
    remove = f"{ACCOUNT}remove/"
    assert remove not in browser.get(ACCOUNT).content.decode()
    assert browser.post(remove, {"password": PASSWORD}).url == ACCOUNT
    assert TOTPDevice.objects.count() == 1


def test_a_translator_may_have_one_and_is_asked_for_it_then():
    urdu_site()
    translator = person(roles.translators_of("ur"))
    browser = sign_in(translator)
    assert browser.get(HOME).status_code == 200
    assert SET_UP in browser.get(ACCOUNT).content.decode()
    set_up(browser, translator)
    again = sign_in(translator)
    assert again.get(HOME).url.startswith(CODE)
    again.post(CODE, {"code": code_of(translator, later=1)})
    assert again.get(HOME).status_code == 200
    answer = again.post(f"{ACCOUNT}remove/", {"password": "wrong"})
    assert second_factor.has_device(translator)
    answer = again.post(f"{ACCOUNT}remove/", {"password": PASSWORD})
    assert answer.url == ACCOUNT
    assert not second_factor.has_device(translator)
    assert sign_in(translator).get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        (roles.ADMINISTRATORS, True),
        (roles.EDITORS, True),
        (roles.REVIEWERS, True),
        ("Reviewers (ur)", True),
        ("Translators (ur)", False),
    ],
)
def test_who_must_have_one(role, asked):
    urdu_site()
    answer = sign_in(person(role)).get(HOME)
    assert (answer.status_code == 302) == asked


def test_a_superuser_must_and_so_must_who_may_only_keep_users(django_user_model):
    from django.contrib.auth.models import Permission

    assert sign_in(person(name="root", is_superuser=True)).get(HOME).status_code == 302
    keeper = person(roles.translators_of("ur"), name="keeper")
    assert sign_in(keeper).get(HOME).status_code == 200
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    assert sign_in(keeper).get(HOME).status_code == 302


def test_optional_asks_only_those_who_have_one(settings):
    settings.SECOND_FACTOR = "optional"
    editor = person(roles.EDITORS)
    assert sign_in(editor).get(HOME).status_code == 200
    assert sign_in(with_app(editor)).get(HOME).url.startswith(CODE)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(wanted):
    editor = with_app(person(roles.EDITORS))
    browser = sign_in(editor)
    assert (
        browser.post(f"{CODE}?next={wanted}", {"code": code_of(editor), "next": wanted}).url == HOME
    )


def test_a_device_of_somebody_else_lets_nobody_in():
    editor, other = with_app(person(roles.EDITORS)), with_app(person(name="other"))
    browser = sign_in(editor)
    browser.post(CODE, {"code": code_of(other)})
    session = browser.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=other).persistent_id
    session.save()
    assert browser.get(HOME).url.startswith(CODE)


def test_outside_the_admin_half_a_sign_in_is_none():
    """A page that only members see asks for the login, which leads to the code."""
    from wagtail.models import PageViewRestriction

    from cms.models import HomePage

    home = HomePage.objects.get(locale__language_code="en")
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    editor = person(roles.EDITORS)
    browser = sign_in(editor)
    asked = browser.get(home.url)
    assert asked.url == f"{LOGIN}?next=/en/"
    assert browser.get(asked.url).url.startswith(SET_UP)
    assert given(editor).get(home.url).status_code == 200


def test_logging_out_and_signing_in_as_somebody_else_are_open():
    browser = sign_in(with_app(person(roles.EDITORS)))
    assert browser.get(LOGIN).url.startswith(CODE)
    translator = person(roles.translators_of("ur"), name="other")
    assert sign_in(translator, client=browser).get(HOME).status_code == 200
    browser = sign_in(person(roles.EDITORS, name="third"))
    assert browser.post("/admin/logout/").status_code == 302
    assert browser.get(HOME).url.startswith(LOGIN)


def test_without_a_session_nothing_of_it_answers():
    for address in (ACCOUNT, CODE, SET_UP, f"{ACCOUNT}recovery-codes/", f"{ACCOUNT}remove/"):
        assert Client().get(address).url.startswith(LOGIN)
        assert Client().post(address, {"password": PASSWORD}).url.startswith(LOGIN)
