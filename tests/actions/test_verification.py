"""How old the last check of an office is."""

from datetime import date

import pytest

from actions.verification import Verification, age_of, months_before


@pytest.mark.parametrize(
    ("verified_on", "age"),
    [
        (None, Verification.NEVER),
        (date(2026, 8, 31), Verification.FRESH),
        (date(2026, 2, 28), Verification.FRESH),  # six months ago to the day, in a short month
        (date(2026, 2, 27), Verification.AGEING),
        (date(2025, 8, 31), Verification.AGEING),  # a year ago to the day
        (date(2025, 8, 30), Verification.STALE),
        (date(1999, 1, 1), Verification.STALE),
        (date(2027, 1, 1), Verification.FRESH),  # a slip of the pen
    ],
)
def test_age(verified_on, age):
    assert age_of(verified_on, today=date(2026, 8, 31)) is age


def test_months_over_the_new_year_and_leap_days():
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2026, 12, 31), 6) == date(2026, 6, 30)
