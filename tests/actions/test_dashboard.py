"""The dashboard: what an editor, a reviewer and a translator find in the morning, and its cost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.users.models import UserProfile

from actions import services
from actions.consistency import findings_of
from actions.models import ActionRecord, DismissedFinding, UrgentActionPage
from cms.roles import translators_of
from tests.admin_forms import (
    PUBLISH,
    action_form,
    blocks,
    edit_address,
    read,
    signed_in,
)
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MOST_QUERIES = 15


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def editor():
    return signed_in("Editors")


@pytest.fixture
def reviewer():
    return signed_in("Reviewers")


@pytest.fixture
def translator():
    """Of Urdu, which the site has."""
    urdu_site()
    return signed_in(translators_of("ur"))


@pytest.fixture
def office():
    """An office that was checked today."""
    return OfficeFactory(verified_on=TODAY)


def home(browser):
    answer = browser.get("/admin/")
    assert answer.status_code == 200
    return read(answer.content.decode())


def panel(browser, name):
    """The panel of somebody's dashboard; None where it has none."""
    return home(browser).find(id=f"{name}-section")


def rows(browser, name):
    """The rows of a panel, each as its text."""
    found = panel(browser, name)
    assert found is not None, f"there is no panel {name}"
    return [" ".join(row.get_text(" ").split()) for row in found.select("tbody tr")]


def links(browser, name):
    """Where the links in the tables of a panel lead, with their words."""
    found = panel(browser, name).select("tbody a")
    return {" ".join(link.get_text().split()): link["href"] for link in found}


def counts(browser):
    """What the top of the dashboard says."""
    return [" ".join(item.get_text().split()) for item in home(browser).select(".w-summary a")]


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


class TestEndsThisWeek:
    def test_the_next_deadline_first_with_what_to_do_about_it(self, editor):
        last = make_action(title="Free the printer", act_by=days(7))
        first = make_action(title="Free the baker", act_by=TODAY)
        make_action(title="Free the miller", act_by=days(8))
        make_action(title="Free the tailor")
        make_action(title="Free the cook", act_by=days(2), publish=False)

        found = rows(editor, "ends-this-week")
        assert [("baker" in row, "printer" in row) for row in found] == [
            (True, False),
            (False, True),
        ]
        assert "today is the last day" in found[0]
        assert f"{date_format(days(7))} 7 days left" in found[1]
        assert first.label in found[0]
        assert "Readers have it in: English" in found[0]
        lead = links(editor, "ends-this-week")
        assert lead[f"{first.label} · Free the baker"] == edit_address(first)
        assert lead[f"Extend the deadline: {last.label}"] == f"/admin/actions/{last.pk}/extend/"
        assert lead[f"Close with outcome: {last.label}"] == f"/admin/actions/{last.pk}/close/"
        for address in lead.values():
            assert editor.get(address).status_code == 200

    def test_what_is_over_is_gone_from_it(self, editor):
        ended = {name: make_action(act_by=days(1), title=name) for name in ("a", "b", "c", "d")}
        services.close_action(record=record_of(ended["a"]), now=timezone.now())
        services.withdraw_action(record=record_of(ended["b"]), reason="r", now=timezone.now())
        ActionRecord.objects.filter(pk=record_of(ended["c"]).pk).update(act_by=days(-1))
        ended["d"].unpublish()
        assert rows(editor, "ends-this-week") == []
        said = panel(editor, "ends-this-week").get_text()
        assert "No open action that you can edit ends in the next 7 days." in said

    def test_the_editor_has_its_languages(self, editor):
        urdu_site()
        translate(make_action(act_by=days(1)))
        assert "Readers have it in: English , اردو" in rows(editor, "ends-this-week")[0]

    def test_a_translator_is_led_to_the_translation_and_to_no_act(self, translator):
        page = make_action(title="Free the baker", act_by=days(1))
        make_action(title="Free the miller", act_by=days(1))
        urdu = translate(page)
        assert list(links(translator, "ends-this-week").values()) == [edit_address(urdu)]
        assert "اردو Free the baker" in rows(translator, "ends-this-week")[0]

    def test_titles_say_their_language_and_direction(self, translator):
        urdu = translate(make_action(act_by=days(1)))
        title = panel(translator, "ends-this-week").find("bdi", string=urdu.title)
        assert (title["lang"], title["dir"]) == ("ur", "rtl")


class TestWaitsForReview:
    @pytest.fixture
    def submitted(self, editor, office):
        """A page as its editor submitted it, in the form."""
        page = make_action(title="Free the baker", office=office)
        posted = action_form(editor, page, title="Free the bakers")
        assert editor.post(edit_address(page), {**posted, "action-submit": "1"}).status_code == 302
        return page

    def test_the_reviewer_finds_it_with_its_new_title(self, submitted, reviewer):
        found = rows(reviewer, "reviews")
        assert len(found) == 1
        for words in ("Free the bakers", submitted.label, "by member-", date_format(TODAY)):
            assert words in found[0]
        assert list(links(reviewer, "reviews").values()) == [edit_address(submitted)]
        assert "For you to decide (1)" in " ".join(panel(reviewer, "reviews").get_text().split())
        assert "Waits for review (1)" in counts(reviewer)

    def test_it_stands_before_all_else(self, submitted, reviewer, editor):
        def first(browser):
            return home(browser).select_one(".desk-panel")["id"]

        assert first(reviewer) == "reviews-section"
        assert first(editor) == "ends-this-week-section"

    def test_the_editor_sees_that_it_waits(self, submitted, editor):
        said = " ".join(panel(editor, "reviews").get_text().split())
        assert "Submitted by you, or on your pages (1)" in said
        assert "For you to decide" not in said
        assert counts(editor) == ["Open actions (1)"]

    def test_others_see_nothing_of_it(self, submitted, translator):
        for other in (translator, signed_in("Editors")):
            assert rows(other, "reviews") == []
            assert "Nothing waits for you" in panel(other, "reviews").get_text()

    def decide(self, browser, page, action, **given):
        task = page.current_workflow_task_state
        address = f"/admin/pages/workflow/action/{page.pk}/{action}/{task.pk}/"
        assert browser.post(address, given).status_code == 302

    def test_a_request_for_changes_goes_back_to_the_editor(self, submitted, editor, reviewer):
        self.decide(reviewer, submitted, "reject", comment="Which bakers?")
        assert rows(reviewer, "reviews") == []
        assert "The reviewer asks for changes." in rows(editor, "reviews")[0]

    def test_what_was_approved_is_done(self, submitted, editor, reviewer):
        self.decide(reviewer, submitted, "approve")
        assert rows(reviewer, "reviews") == rows(editor, "reviews") == []


class TestNotTranslated:
    def test_actions_without_urdu_by_deadline_with_their_drafts(self, editor):
        urdu_site()
        late = make_action(title="Free the printer", act_by=days(30))
        soon = make_action(title="Free the baker", act_by=days(3))
        never = make_action(title="Free the cook")
        drafted = translate(soon, publish=False)
        translate(make_action(title="Free the miller", act_by=days(1)))
        services.close_action(record=record_of(make_action(title="x")), now=timezone.now())

        found = rows(editor, "not-translated")
        assert [
            title in row for row, title in zip(found, ("baker", "printer", "cook"), strict=True)
        ]
        assert ["draft" in row for row in found] == [True, False, False]
        assert "No deadline" in found[2]
        said = " ".join(panel(editor, "not-translated").get_text().split())
        assert "Not in Urdu yet (3)" in said
        assert "Every open action can be read in English." in said
        assert "French" not in said, "the site has no French pages"
        lead = links(editor, "not-translated")
        assert lead[f"Go on translating: {soon.label}"] == edit_address(drafted)
        assert lead[f"{late.label} · Free the printer"] == edit_address(late)
        assert f"Translate this page: {never.label}" in lead

    def test_a_translator_begins_from_here(self, translator):
        page = make_action(title="Free the baker")
        said = " ".join(panel(translator, "not-translated").get_text().split())
        assert "Not in Urdu yet (1)" in said
        assert "English" not in said
        lead = links(translator, "not-translated")
        assert list(lead) == [f"Translate this page: {page.label}"], "the source isn't theirs"
        address = lead[f"Translate this page: {page.label}"]
        form = read(translator.get(address).content.decode())
        chosen = form.select("input[name=locales][checked]")
        assert [box.parent.get_text(strip=True) for box in chosen] == ["Urdu"]
        posted = {"locales": chosen[0]["value"]}
        answer = translator.post(address, posted, follow=True)
        draft = UrgentActionPage.objects.get(title=page.title, locale__language_code="ur")
        assert answer.request["PATH_INFO"] == edit_address(draft)
        assert links(translator, "not-translated") == {
            f"Go on translating: {page.label}": edit_address(draft)
        }

    def test_translations_come_first_for_who_translates(self, translator, editor):
        def order(browser):
            return [section["id"] for section in home(browser).select(".desk-panel")]

        assert order(translator)[0] == "not-translated-section"
        assert order(editor)[0] == "ends-this-week-section"

    def test_a_language_without_pages_gives_nobody_a_desk(self):
        browser = signed_in(translators_of("fr"))
        make_action(act_by=days(1))
        assert home(browser).select(".desk-panel") == []


class TestOffices:
    def test_those_of_open_actions_that_nobody_checked_for_a_year(self, editor):
        never = OfficeFactory(title_en="Minister of Bread")
        old = OfficeFactory(title_en="Minister of Salt", verified_on=days(-400))
        fresh = OfficeFactory(title_en="Minister of Tea", verified_on=days(-300))
        OfficeFactory(title_en="Minister of Nothing")
        for office in (never, old, old, fresh):
            make_action(office=office)
        closed = make_action(office=OfficeFactory(title_en="Minister of Yesterday"))
        services.close_action(record=record_of(closed), now=timezone.now())

        first, second = rows(editor, "stale-offices")
        assert "Minister of Bread" in first
        assert "Never checked" in first
        assert first.endswith(" 1")
        assert "Minister of Salt" in second
        assert date_format(days(-400)) in second
        assert "Checked more than 12 months ago" in second
        assert second.endswith(" 2")
        for address in links(editor, "stale-offices").values():
            assert editor.get(address).status_code == 200
        assert "Offices to check (2)" in counts(editor)

    def test_none(self, editor, office):
        make_action(office=office)
        assert rows(editor, "stale-offices") == []
        assert "was checked in the last 12 months" in panel(editor, "stale-offices").get_text()

    def test_who_may_not_change_offices_isn_t_asked_to(self, translator):
        make_action()
        assert panel(translator, "stale-offices") is None


class TestFindings:
    def passed(self, **facts):
        """An action whose letter speaks of a key date that has passed."""
        day = days(-3)
        return make_action(
            key_dates=[
                ("key_date", {"date": day, "what": "The cards expire", "certainty": "certain"})
            ],
            letters=[
                (
                    "letter",
                    letter(
                        body=f"<p>Please extend the cards before {day.day} {day:%B} {day.year}.</p>"
                    ),
                )
            ],
            **facts,
        )

    def test_a_letter_that_names_a_date_which_has_passed(self, editor, office):
        page = self.passed(title="Extend the cards", office=office)
        make_action(office=office)
        found = rows(editor, "passed-key-dates")
        assert len(found) == 1
        assert "Extend the cards" in found[0]
        assert "has passed" in found[0]
        lead = links(editor, "passed-key-dates")
        assert edit_address(page) in lead.values()
        assert any(address.startswith(f"{edit_address(page)}#") for address in lead.values())
        assert rows(editor, "findings") == []

    def test_it_is_gone_as_soon_as_the_letter_is_mended(self, editor, office):
        page = self.passed(office=office)
        assert len(rows(editor, "passed-key-dates")) == 1
        posted = action_form(editor, page) | blocks("letters", ("letter", letter()))
        assert editor.post(edit_address(page), {**posted, **PUBLISH}).status_code == 302
        assert rows(editor, "passed-key-dates") == []

    def test_it_is_gone_as_soon_as_the_action_is_closed(self, editor, office):
        page = self.passed(office=office)
        assert len(rows(editor, "passed-key-dates")) == 1
        given = {"outcome": "protected", "reason": "The cards were extended"}
        answer = editor.post(f"/admin/actions/{page.pk}/close/", given)
        assert answer.status_code == 302
        assert rows(editor, "passed-key-dates") == []

    def test_what_disagrees_stands_apart(self, editor, office):
        page = make_action(
            title="Free the baker",
            office=office,
            letters=[("letter", letter(salutation="Dear Ambassador Nobody,"))],
        )
        found = rows(editor, "findings")
        assert len(found) == 1
        assert "Free the baker" in found[0]
        assert edit_address(page) in links(editor, "findings").values()
        assert rows(editor, "passed-key-dates") == []

    def test_a_change_of_the_directory_is_noticed(self, editor, office):
        letters = [("letter", letter(salutation="Dear Ambassador Nobody,"))]
        make_action(office=office, letters=letters)
        assert "Asha Example" in rows(editor, "findings")[0]
        office.holders.update(name_en="Abebe Successor")
        log(instance=office, action="wagtail.edit")
        assert "Abebe Successor" in rows(editor, "findings")[0]

    def test_what_was_dismissed_stays_away(self, editor, office):
        page = make_action(
            office=office, letters=[("letter", letter(salutation="Dear Ambassador Nobody,"))]
        )
        assert len(rows(editor, "findings")) == 1
        for finding in findings_of(page, today=TODAY):
            DismissedFinding.objects.create(
                translation_key=page.translation_key,
                locale=page.locale,
                code=finding.code,
                fingerprint=finding.fingerprint,
                reason="That is how she is addressed",
                dismissed_at=timezone.now(),
            )
        assert rows(editor, "findings") == []

    def test_many_changed_pages_are_checked_when_somebody_asks(self, editor, office):
        self.passed(office=office)
        assert len(rows(editor, "passed-key-dates")) == 1
        multiply_actions(30)
        found = panel(editor, "passed-key-dates")
        assert "30 pages changed since they were checked." in found.get_text()
        assert len(found.select("tbody tr")) == 1, "what is known stays"
        whole = editor.get(found.find("a", string="Check now")["href"])
        assert "changed since" not in whole.content.decode()
        assert "changed since" not in panel(editor, "passed-key-dates").get_text()

    def test_a_few_changed_pages_cost_the_same_as_one(self, editor, office):
        def checking():
            cache.clear()
            return queries(editor)

        make_action(office=office)
        home(editor)
        one = checking()
        for _ in range(10):
            make_action(office=office)
        assert checking() == one

    def test_translators_are_told_of_their_language_only(self, translator, editor, office):
        self.passed(office=office)
        assert rows(translator, "passed-key-dates") == []
        assert len(rows(editor, "passed-key-dates")) == 1


class TestOwnPages:
    def test_the_last_edited_and_the_locked(self, editor, reviewer):
        page, locked = make_action(title="Free the baker"), make_action(title="Free the miller")
        editor.post(edit_address(page), action_form(editor, page, title="Free the bakers"))
        user = User.objects.get(pk=reviewer.session["_auth_user_id"])
        Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=user)

        (edited,) = rows(editor, "own-pages")
        assert "Free the bakers" in edited
        assert date_format(TODAY) in edited
        (kept,) = rows(reviewer, "own-pages")
        assert "Free the miller" in kept
        assert "You locked this page" in kept


class TestMoreThanFits:
    def test_the_rest_is_a_page_away(self, editor, office):
        urdu_site()
        for number in range(7):
            make_action(title=f"Free number {number}", office=office, act_by=days(10 + number))
        assert len(rows(editor, "not-translated")) == 5
        words = "Not in Urdu yet: show all (7)"
        address = panel(editor, "not-translated").find("a", string=words)["href"]
        whole = read(editor.get(address).content.decode())
        assert len(whole.select("tbody tr")) == 7
        assert "Not in Urdu yet" in whole.find("h1").get_text()

    def test_it_is_only_for_those_whose_dashboard_has_it(self, translator, client):
        make_action()
        assert translator.get("/admin/desk/not-in-ur/").status_code == 200
        for name in ("not-in-en", "stale-offices", "nothing"):
            assert translator.get(f"/admin/desk/{name}/", follow=True).status_code == 404
        assert client.get("/admin/desk/not-in-ur/").url.startswith("/admin/login/")

    @pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", "\x00", ""])
    def test_odd_pages_are_some_page(self, editor, page):
        make_action(act_by=days(1))
        answer = editor.get("/admin/desk/ends-this-week/", {"p": page})
        assert answer.status_code == 200
        assert b"Extend the deadline" in answer.content


class TestTheWholePage:
    def test_counts_at_the_top_lead_to_what_they_count(self, editor, office):
        urdu_site()
        make_action(act_by=days(1), office=office)
        make_action(act_by=days(2), office=office)
        assert counts(editor) == [
            "Open actions (2)",
            "Ends this week (2)",
            "Not translated yet (2)",
        ]
        page = home(editor)
        for item in page.select(".w-summary a")[1:]:
            assert page.find(id=item["href"].removeprefix("#")) is not None

    def test_headings_and_tables_are_named(self, editor):
        urdu_site()
        make_action(act_by=days(1))
        page = home(editor)
        assert page.select("table"), "there is nothing to look at"
        for table in page.select("table"):
            assert page.find(id=table["aria-labelledby"]).name in ("h2", "h3")
            assert all(head["scope"] == "col" for head in table.select("thead th"))
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_in_urdu_it_runs_from_the_right(self, editor):
        make_action(act_by=days(1))
        UserProfile.objects.create(user_id=editor.session["_auth_user_id"], preferred_language="ur")
        page = home(editor)
        assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
        assert str(TODAY.year) in rows(editor, "ends-this-week")[0]
        assert "آخری تاریخ" in panel(editor, "ends-this-week").get_text()

    def test_somebody_without_pages_has_an_empty_desk(self):
        user = User.objects.create_user("guest")
        group = Group.objects.create(name="Guests")
        group.permissions.add(
            *Group.objects.get(name="Editors").permissions.filter(codename="access_admin")
        )
        user.groups.add(group)
        browser = Client()
        browser.force_login(user)
        make_action(act_by=days(1))
        assert home(browser).select(".desk-panel") == []


def superuser():
    browser = Client()
    browser.force_login(User.objects.create_superuser("root"))
    return browser


def queries(browser):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        home(browser)
    return len(asked)


@pytest.mark.parametrize(
    "who",
    [
        lambda: signed_in("Editors"),
        lambda: signed_in("Reviewers"),
        lambda: signed_in(translators_of("ur")),
        lambda: signed_in("Administrators"),
        superuser,
    ],
    ids=["editor", "reviewer", "translator", "administrator", "superuser"],
)
def test_the_dashboard_costs_the_same_whatever_the_library_holds(who):
    urdu_site()
    browser, other = who(), signed_in("Editors")
    pages = [make_action(act_by=days(1)) for _ in range(3)]
    for page in pages[:2]:
        translate(page, publish=False)
        editor_posts = action_form(other, page)
        other.post(edit_address(page), {**editor_posts, "action-submit": "1"})
    home(browser)
    few = queries(browser)
    assert few <= MOST_QUERIES
    multiply_actions(1000)
    assert counts(browser)[0] == "Open actions (1,003)"
    assert queries(browser) == few
