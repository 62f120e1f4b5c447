"""Links that send: none stands before the safety note, and none is in what readers copy."""

import re

# An email, a call, or a post that is written already.
_SENDS = re.compile(
    r"<a\b[^>]*\shref=[\"']?\s*(?:mailto|tel|sms|fax):[^>]*>(?P<words>.*?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)


def without_sending(html: str) -> str:
    """Rich text whose links that send are only their words."""
    return _SENDS.sub(lambda link: link["words"], html)
