"""Links that send or download: none stands before the safety note."""

import re

# An email, a call, a post or message that is written already, and a file to keep.
_SENDS = re.compile(
    r"""<a\b[^>]*\s(?:
          href=["']?\s*(?:
            (?:mailto|tel|sms|fax|whatsapp|tg):
          | https?://(?:www\.)?(?:
              (?:x|twitter)\.com/ | wa\.me/ | api\.whatsapp\.com/ | t\.me/share
            | (?:m\.)?facebook\.com/sharer )
          )
        | linktype=["']document["']
        )[^>]*>(?P<words>.*?)</a\s*>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def without_sending(html: str) -> str:
    """Rich text whose links that send or download are only their words."""
    return _SENDS.sub(lambda link: link["words"], html)
