"""The checks, in the order in which their findings are read out."""

from collections.abc import Callable, Iterator

from actions.consistency.checks import (
    deadline,
    figures,
    headings,
    images,
    key_dates,
    length,
    links,
    names,
    number,
    salutations,
    translation,
)
from actions.consistency.findings import Finding
from actions.consistency.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: list[Check] = [
    deadline.check,
    key_dates.check,
    number.check,
    names.check,
    salutations.check,
    figures.check,
    translation.check,
    links.check,
    images.check,
    headings.check,
    length.check,
]


def findings(subject: Subject) -> list[Finding]:
    """What the checks find in a page, each thing once."""
    found: dict[str, Finding] = {}
    for check in CHECKS:
        for finding in check(subject):
            found.setdefault(finding.fingerprint, finding)
    return list(found.values())
