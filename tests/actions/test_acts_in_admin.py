"""Extend, close, reopen, withdraw: in the admin, by whom, and what no revision can undo."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import PageLogEntry, Revision

from actions.models import ActionRecord, UrgentActionPage
from cms.roles import ADMINISTRATORS, translators_of
from tests.admin_forms import PUBLISH, action_form, edit_address, form_in, read, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON, LATER = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
ACTS = {
    "extend": {"act_by": LATER.isoformat(), "reason": "The hearing was moved"},
    "close": {
        "outcome": "released",
        "reason": "Her lawyer called",
        "note_en": "She is home.",
        "note_ur": "وہ گھر آ گئی۔",
    },
    "reopen": {"reason": "She was taken again"},
    "withdraw": {"reason": "Her family asked"},
}


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def address(page, act):
    return f"/admin/actions/{page.pk}/{act}/"


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def history_of(browser, page):
    html = browser.get(f"/admin/pages/{page.pk}/history/").content.decode()
    return " ".join(read(html).get_text(" ").split())


def test_an_editor_does_each_act_and_the_history_tells_of_it(editor, client):
    urdu_site()
    page = make_action(act_by=SOON)
    urdu = translate(page)

    def act(name):
        assert editor.get(address(page, name)).status_code == 200
        answer = editor.post(address(page, name), ACTS[name])
        assert answer.url == edit_address(page)

    act("extend")
    assert date_format(LATER) in client.get(page.url).content.decode()
    assert record_of(page).act_by == LATER
    act("close")
    assert "She is home." in client.get(page.url).content.decode()
    assert "وہ گھر آ گئی۔" in client.get(urdu.url).content.decode()
    act("reopen")
    assert "mailto:" in client.get(urdu.url).content.decode()
    act("withdraw")
    assert client.get(page.url).status_code == client.get(urdu.url).status_code == 410

    history = history_of(editor, page)
    for words in (
        f"Deadline moved from {date_format(SOON)} to {date_format(LATER)}. Reason: The hearing was moved",
        "Closed: Released. Reason: Her lawyer called",
        "Reopened: She was taken again",
        "Withdrawn: Her family asked",
    ):
        assert words in history


@pytest.mark.parametrize("act", ["extend", "close", "reopen", "withdraw"])
def test_a_translator_does_none_of_them(act):
    urdu_site()
    page = make_action(act_by=SOON)
    urdu = translate(page)
    browser = signed_in(translators_of("ur"))
    for asked in (page, urdu):
        answer = browser.post(address(asked, act), ACTS[act], follow=True)
        assert "Your account may not open this" in answer.content.decode()
    record = record_of(page)
    assert (record.act_by, record.closed_at, record.withdrawn_at) == (SOON, None, None)


def test_somebody_who_isnt_signed_in_is_asked_to(client):
    page = make_action()
    answer = client.post(address(page, "withdraw"), ACTS["withdraw"])
    assert answer.url.startswith("/admin/login/")
    assert not record_of(page).withdrawn_at


@pytest.mark.parametrize(
    ("act", "typed", "error"),
    [
        ("extend", {"act_by": (TODAY - timedelta(days=1)).isoformat()}, "This day has passed."),
        ("extend", {"act_by": "in spring"}, "Enter a valid date."),
        ("extend", {"reason": ""}, "This field is required."),
        ("extend", {"act_by": SOON.isoformat()}, "This is the deadline already."),
        ("close", {"outcome": "forgotten"}, "Select a valid choice."),
        ("close", {"outcome": ""}, "This field is required."),
        ("close", {"reason": ""}, "This field is required."),
        ("withdraw", {"reason": ""}, "This field is required."),
    ],
)
def test_what_an_act_cant_be_done_with_stands_at_the_field(editor, act, typed, error):
    page = make_action(act_by=SOON)
    posted = {**ACTS[act], **typed}
    html = editor.post(address(page, act), posted).content.decode()
    field = (
        read(html).select_one(f"[name={next(iter(typed))}]").find_parent(attrs={"data-field": True})
    )
    assert error in field.get_text()
    for name in posted.keys() - typed.keys():
        kept = read(html).select_one(f"[name={name}]")
        chosen = kept.select_one("option[selected]") or kept
        assert posted[name] in (chosen.get("value") or chosen.get_text()), f"{name} was lost"
    assert record_of(page).act_by == SOON


def test_an_extension_to_before_the_issue_date_is_refused_at_the_field(editor):
    page = make_action(issued_on=LATER)
    html = editor.post(address(page, "extend"), {"act_by": SOON.isoformat(), "reason": "x"}).content
    assert "The deadline is before the issue date." in html.decode()
    assert record_of(page).act_by is None


def test_an_act_that_makes_no_sense_now_says_why(editor):
    page = make_action()
    assert (
        "isn&#x27;t closed" in editor.post(address(page, "reopen"), ACTS["reopen"]).content.decode()
    )
    editor.post(address(page, "close"), ACTS["close"])
    assert "closed already" in editor.post(address(page, "close"), ACTS["close"]).content.decode()


def test_a_draft_and_an_unknown_act_have_no_form(editor):
    for missing in (address(make_action(publish=False), "close"), address(make_action(), "forget")):
        assert editor.get(missing, follow=True).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**18, 10**30])
@pytest.mark.parametrize(
    "screen",
    [
        "actions/{}/close/",
        "actions/{}/next/",
        "actions/{}/findings/",
        "actions/replace-name/{}/",
        "offices/{}/correct/",
        "offices/{}/succeed/",
    ],
)
def test_an_id_that_no_row_has_is_not_found(editor, screen, pk):
    for ask in (editor.get, editor.post):
        assert ask(f"/admin/{screen.format(pk)}", follow=True).status_code == 404


def test_the_editor_offers_what_can_be_done_now(editor):
    urdu_site()
    page = make_action()
    urdu = translate(page)

    def offered(browser, of):
        html = browser.get(edit_address(of)).content.decode()
        return [name for name in ACTS if address(of, name) in html]

    assert offered(editor, page) == ["extend", "close", "withdraw"]
    editor.post(address(page, "close"), ACTS["close"])
    assert offered(editor, page) == ["reopen", "withdraw"]
    assert offered(signed_in(translators_of("ur")), urdu) == []


def test_an_older_version_published_in_the_admin_reopens_nothing(editor, client):
    page = make_action(act_by=SOON)
    first = page.latest_revision_id
    editor.post(edit_address(page), {**action_form(editor, page, title="Newer words"), **PUBLISH})
    editor.post(address(page, "extend"), ACTS["extend"])
    editor.post(address(page, "close"), ACTS["close"])
    old = editor.get(f"/admin/pages/{page.pk}/revisions/{first}/revert/").content.decode()
    answer = editor.post(edit_address(page), {**form_in(old), "revision": first, **PUBLISH})
    assert answer.status_code == 302
    shown = client.get(page.url).content.decode()
    assert page.title in shown, "the words are those of the older version"
    assert "She is home." in shown
    assert "mailto:" not in shown
    assert record_of(page).act_by == LATER


def test_a_scheduled_version_goes_live_with_its_words_and_reopens_nothing(editor, client):
    page = make_action(act_by=SOON)
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = {"title": "Words of tomorrow", "go_live_at": tomorrow.strftime("%Y-%m-%d %H:%M")}
    editor.post(edit_address(page), {**action_form(editor, page, **typed), **PUBLISH})
    assert "Words of tomorrow" not in client.get(page.url).content.decode()
    editor.post(address(page, "close"), ACTS["close"])
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    passed = timezone.now() - timedelta(minutes=1)
    scheduled.approved_go_live_at = passed
    scheduled.content["go_live_at"] = passed.isoformat()
    scheduled.save()
    call_command("publish_scheduled")
    shown = client.get(page.url).content.decode()
    assert "Words of tomorrow" in shown
    assert "She is home." in shown
    assert "mailto:" not in shown
    assert UrgentActionPage.objects.get(pk=page.pk).live


def in_state(state):
    """An action in a state, its second of the series where that makes the state."""
    past = TODAY - timedelta(days=3)
    page = make_action(
        publish=state != "draft",
        serial=77,
        slug="ua-77-26",
        act_by=past if state == "expired" else SOON,
    )
    if state == "superseded":
        make_action(serial=77, sequence=2, slug="second-ua-77-26", act_by=SOON)
    if state in ("closed", "withdrawn"):
        act = {"closed": "close", "withdrawn": "withdraw"}[state]
        signed_in("Editors").post(address(page, act), ACTS[act])
    return page


@pytest.mark.parametrize("state", ["draft", "open", "closed", "withdrawn", "expired", "superseded"])
def test_every_screen_answers_in_every_state_whatever_is_posted(state):
    page = in_state(state)
    browser = signed_in(ADMINISTRATORS)
    office = page.targets[0].value["office"]
    screens = {
        **{address(page, act): typed for act, typed in ACTS.items()},
        f"/admin/actions/{page.pk}/findings/": {},
        f"/admin/actions/{page.pk}/next/": {},
        f"/admin/offices/{office.pk}/correct/": {"phone": "+254 20 1", "reason": "x"},
        f"/admin/offices/{office.pk}/succeed/": {
            "name_ur": "نیا",
            "since": "1900-01-01",
            "reason": "x",
        },
        f"/admin/offices/{office.pk}/merge/": {"kept": office.pk, "reason": "x"},
        f"/admin/actions/replace-name/{page.pk}/": {"names_en": "<b>(", "scope": "series"},
    }
    for screen, typed in screens.items():
        assert browser.get(screen, follow=True).status_code in (200, 404)
        for posted in ({}, dict.fromkeys(typed, "\x00"), typed, typed):
            assert browser.post(screen, posted, follow=True).status_code in (200, 404), screen
    assert browser.get("/admin/").status_code == 200


def test_of_two_clicks_on_an_act_the_second_says_that_it_is_done(editor):
    page = make_action(act_by=SOON)
    for act, said in (
        ("extend", "This is the deadline already."),
        ("close", "This action is closed already."),
        ("reopen", "This action isn&#x27;t closed."),
        ("withdraw", "This action was withdrawn."),
    ):
        assert editor.post(address(page, act), ACTS[act]).status_code == 302
        assert said in editor.post(address(page, act), ACTS[act]).content.decode()
    acts = PageLogEntry.objects.filter(action__startswith="actions.")
    assert acts.count() == len(ACTS), "each is in the log once"
