"""Findings of a page, and of all that readers are asked to write on; a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from actions.consistency import memory, registry
from actions.consistency.checks import key_dates
from actions.consistency.facts import public_facts, records_of, with_facts
from actions.consistency.findings import Finding
from actions.consistency.gathering import fill
from actions.consistency.subject import Directory, Subject
from actions.models import DismissedFinding, UrgentActionPage

Found = list[tuple[UrgentActionPage, list[Finding]]]


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


def library_findings(*, today: date) -> Found:
    """The same of every live page of the actions that are open; pages without any are left out."""
    subjects = _open_pages(today)
    fill(subjects)
    return _left(subjects, memory.findings(subjects))


def passed_key_dates(*, today: date) -> Found:
    """Of those pages the texts that name a key date which has passed."""
    subjects = [s for s in _open_pages(today) if any(k.day < today for k in s.facts.key_dates)]
    found = {subject: registry.findings(subject, [key_dates.check]) for subject in subjects}
    return _left(subjects, found)


def _open_pages(today: date) -> list[Subject]:
    """The live pages of the actions that readers are asked to write on, in the site's languages."""
    records = records_of(Q(), today=today, only_open=True)
    pages = list(
        UrgentActionPage.objects.filter(
            translation_key__in=records,
            live=True,
            alias_of__isnull=True,
            locale__language_code__in=settings.SITE_LANGUAGES,
        )
        .select_related("locale")
        .order_by("path")
    )
    facts = {key: public_facts(record) for key, record in records.items()}
    sources = {
        page.translation_key: Subject(page, facts[page.translation_key], Directory(), today)
        for page in pages
        if page.locale_id == records[page.translation_key].source_locale_id
    }
    return [
        source
        if (source := sources.get(page.translation_key)) and source.page == page
        else Subject(page, facts[page.translation_key], Directory(), today, source=source)
        for page in pages
    ]


def _left(subjects: list[Subject], found: dict[Subject, list[Finding]]) -> Found:
    checked = _sort_out(found)
    return [(s.page, left) for s in subjects if (left := checked[s.page.pk].findings)]


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
