"""The table of what a reader may do, cell by cell, as the design gives it."""

from datetime import date, timedelta

import pytest

from actions import states
from actions.states import Address, Facts, Newest, Page, State

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
NEWEST_IN_ENGLISH = Newest(languages=frozenset({"en"}))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.OPEN),
        (Facts(act_by=TODAY), State.OPEN),
        (Facts(act_by=YESTERDAY), State.EXPIRED),
        (Facts(newest=NEWEST_IN_ENGLISH), State.SUPERSEDED),
        (Facts(act_by=YESTERDAY, newest=NEWEST_IN_ENGLISH), State.SUPERSEDED),
        (Facts(closed=True), State.CLOSED),
        (Facts(closed=True, act_by=YESTERDAY, newest=NEWEST_IN_ENGLISH), State.CLOSED),
        (Facts(withdrawn=True), State.WITHDRAWN),
        (
            Facts(withdrawn=True, closed=True, act_by=YESTERDAY, newest=NEWEST_IN_ENGLISH),
            State.WITHDRAWN,
        ),
    ],
)
def test_the_strongest_state_wins(facts, state):
    assert states.state_of(facts, today=TODAY) is state


CELLS = {
    "open": (Facts(act_by=TODAY), Page.WHOLE, Address.WORKS, Address.WORKS, Address.WORKS),
    "expired": (
        Facts(act_by=YESTERDAY),
        Page.RECORD,
        Address.NOTICE,
        Address.GONE,
        Address.MARKED,
    ),
    "closed": (Facts(closed=True), Page.RECORD, Address.NOTICE, Address.GONE, Address.MARKED),
    "withdrawn": (Facts(withdrawn=True), Page.GONE, Address.GONE, Address.GONE, Address.GONE),
    "superseded, the newest can be read here": (
        Facts(newest=Newest(languages=frozenset({"en", "ur"}))),
        Page.RECORD,
        Address.NOTICE,
        Address.GONE,
        Address.MARKED,
    ),
    "superseded, the newest isn't in this language yet": (
        Facts(newest=NEWEST_IN_ENGLISH),
        Page.POINTS_ON,
        Address.WORKS,
        Address.WORKS,
        Address.WORKS,
    ),
    "superseded and past its own deadline": (
        Facts(act_by=YESTERDAY, newest=NEWEST_IN_ENGLISH),
        Page.RECORD,
        Address.NOTICE,
        Address.GONE,
        Address.MARKED,
    ),
    "superseded by a closed one": (
        Facts(newest=Newest(languages=frozenset({"en"}), closed=True)),
        Page.RECORD,
        Address.NOTICE,
        Address.GONE,
        Address.MARKED,
    ),
    "superseded by one that says stop": (
        Facts(newest=Newest(languages=frozenset({"en"}), stops_earlier_letters=True)),
        Page.RECORD,
        Address.NOTICE,
        Address.GONE,
        Address.MARKED,
    ),
}


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_what_a_reader_may_do_in_urdu(cell):
    facts, page, letter_and_report, letter_download, bulletin = CELLS[cell]
    allowed = states.allowed(facts, language="ur", today=TODAY)
    assert allowed.page is page
    assert allowed.letter_and_report is letter_and_report
    assert allowed.letter_download is letter_download
    assert allowed.bulletin is bulletin


def test_letters_are_asked_for_on_the_last_day_and_not_after_it():
    facts = Facts(act_by=TODAY)
    assert states.allowed(facts, language="en", today=TODAY).may_write
    assert not states.allowed(facts, language="en", today=TODAY + timedelta(days=1)).may_write


@pytest.mark.parametrize(("days", "soon"), [(0, True), (7, True), (8, False)])
def test_ends_soon_is_seven_days(days, soon):
    deadline = TODAY + timedelta(days=days)
    assert states.days_left(deadline, today=TODAY) == days
    assert states.ends_soon(deadline, today=TODAY) is soon


def test_a_passed_or_missing_deadline_has_no_days_left():
    assert states.days_left(YESTERDAY, today=TODAY) is None
    assert states.days_left(None, today=TODAY) is None
    assert not states.ends_soon(None, today=TODAY)
