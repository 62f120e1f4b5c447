"""Findings of pages, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actions.consistency import registry
from actions.consistency.facts import records_of, with_facts
from actions.consistency.findings import Finding
from actions.consistency.gathering import fill
from actions.consistency.subject import Directory, Subject
from actions.models import DismissedFinding, UrgentActionPage


@dataclass(frozen=True)
class Checked:
    """What a check of a page found: what is left, and what was dismissed, with the reason."""

    findings: list[Finding]
    dismissed: list[tuple[Finding, DismissedFinding]]


def findings_of(page: UrgentActionPage, *, today: date) -> list[Finding]:
    """What disagrees in the words of a page, as given (draft or live), without the dismissed."""
    return check(page, today=today).findings


def check(page: UrgentActionPage, *, today: date) -> Checked:
    """The findings of a page as given, those left and those dismissed."""
    return check_all([page], today=today)[page.pk]


def check_all(pages: list[UrgentActionPage], *, today: date) -> dict[int, Checked]:
    """The findings of pages as given, by the page's id: each with the facts of its record."""
    keys = {page.translation_key for page in pages}
    records = records_of(Q(translation_key__in=keys), today=today)
    subjects = [
        Subject(page, facts, Directory(), today, source=source)
        for page, facts, source in with_facts(pages, records, today)
    ]
    fill(subjects)
    return _sort_out({subject: registry.findings(subject) for subject in subjects})


def _sort_out(found: dict[Subject, list[Finding]]) -> dict[int, Checked]:
    """Those left and those dismissed, by the page's id."""
    keys = {subject.page.translation_key for subject, findings in found.items() if findings}
    known = (
        {
            (row.translation_key, row.locale_id, row.fingerprint): row
            for row in DismissedFinding.objects.filter(translation_key__in=keys).select_related(
                "dismissed_by"
            )
        }
        if keys
        else {}
    )
    checked = {}
    for subject, findings in found.items():
        page = subject.page
        rows = [
            (finding, known.get((page.translation_key, page.locale_id, finding.fingerprint)))
            for finding in findings
        ]
        checked[page.pk] = Checked(
            findings=[finding for finding, row in rows if row is None],
            dismissed=[(finding, row) for finding, row in rows if row is not None],
        )
    return checked
