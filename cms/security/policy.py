"""The Content-Security-Policy: what a page may load and run, in public and in the admin.

Nothing that stands in a page runs as a script, anywhere: there is no `unsafe-inline`, no nonce and
no hash, so that words which got past everything else stay words. Wagtail's admin starts a few of
its fields with inline scripts whose text differs with every field, so that no list of hashes could
name them, while a nonce put on whatever stands in a page would bless what was smuggled in as well.
They are marks that `static/js/admin-start.js` starts instead: templates/wagtailadmin/ for dates and
rows, cms/security/inline_scripts.py for choosers, templates/wagtail_localize/ for translations.
The policy is the same for every reader, so that pages can be kept.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy

PUBLIC: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [NONE],
}
# Wagtail's screens and the previews in them: styles may stand in a page, pictures in an address
# (icons in stylesheets, what is about to be uploaded), and previews are framed.
ADMIN: dict[str, list[str]] = PUBLIC | {
    "style-src": [SELF, UNSAFE_INLINE],
    "font-src": [SELF, "data:"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
FRAMED = {"frame-ancestors": [SELF]}


def written(directives: dict[str, list[str]]) -> str:
    """A policy as its header says it, always in the same order."""
    return "; ".join(sorted(build_policy(directives).split("; ")))
