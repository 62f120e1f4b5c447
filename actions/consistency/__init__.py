"""What disagrees with what in an action: fields, letters, text, figures, languages.

Nothing here blocks: a finding says what it saw, where, and how to mend it; an editor mends it or
dismisses it with a reason.
"""

from actions.consistency.findings import Finding
from actions.consistency.reading import (
    Checked,
    check,
    check_all,
    findings_of,
)

__all__ = [
    "Checked",
    "Finding",
    "check",
    "check_all",
    "findings_of",
]
