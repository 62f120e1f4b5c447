"""Whom one writes to."""

import re
from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from actions.models import Office, RecordOffice
from search.facets.base import DirectoryFacet, Subject


class TargetFacet(DirectoryFacet):
    """Offices that are written to, by their id."""

    name = "target"
    label = pgettext_lazy("facet", "Office")
    column = "targets"
    pattern = re.compile(r"[1-9][0-9]{0,9}")
    model = Office
    key = "pk"
    text = "title"

    def document(self, subject: Subject) -> Iterable[str]:
        """The ids of the offices that are targets; copies don't count."""
        return (
            str(use.office_id)
            for use in subject.record.offices.all()
            if use.role == RecordOffice.Role.TARGET
        )
