"""What a line of a target's or copy's card is: a way to reach, an office, a name, an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actions.importing import elsewhere
from actions.importing.names import last_country

_LONGEST_LINE = 300

_KINDS = {
    "phone": r"(?:tele)?phones?(?: numbers?| no\.?)?|tels?\.?(?: no\.?)?|mobile|cell|ph\.?",
    "phone and fax": r"(?:tele)?phone ?(?:/|&|and) ?fax|tel\.? ?(?:/|&|and) ?fax|fax ?/ ?tel\.?",
    "fax": r"fax(?:es)?(?: numbers?| no\.?)?\.?",
    "email": r"e-?mails?(?: address(?:es)?)?",
    "x_handle": (
        r"twitter ?/ ?x|x ?/ ?twitter|x ?\((?:formerly )?twitter\)|twitter ?\(x\)|"
        r"x ?,? formerly twitter|twitter|x"
    ),
    "salutation": r"salutations?",
    "address": r"(?:postal |mailing |street )?address",
    "name": r"name",
    "office": r"title|office|position",
    "website": (
        r"web ?sites?|web ?page|web(?: address)?|url|(?:online |web )?contact form|online(?: form)?"
    ),
    # What an office has no field of its own for: kept in the card as printed.
    "other": (
        r"facebook|instagram|whatsapp|telegrams?|telex(?:es)?|cables?|linkedin|tiktok|youtube|bluesky|"
        r"mastodon|threads|skype|signal|wechat|weibo"
    ),
}
_KINDS |= {kind: f"{_KINDS[kind]}|{words}" for kind, words in elsewhere.CONTACTS.items()}
_KIND_OF = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_ANY = "|".join(
    pattern for kind, pattern in _KINDS.items() if kind not in {"name", "office", "x_handle"}
)
_LABEL = re.compile(
    rf"^(?:{'|'.join(_KINDS.values())}) ?:|"
    rf"(?<=[\s;,|/•·(\[])(?:{_ANY}|twitter ?/ ?x|x ?/ ?twitter|twitter) ?:|"
    # Without a colon only where the number, address or handle is all that follows.
    rf"(?:^|(?<=[\s;,|(]))(?:(?:{_KINDS['fax']}|{_KINDS['phone']})"
    r" ?(?=\+?[\d(][\d ()./\-–]{5,30}(?:[;,)]|\.? [A-Z]|\.?$))|"
    r"e-?mails? (?:[-–—] )?(?=[^\s@]+@[^\s@]+(?:$|[;,)] ?|\.? [A-Z(]| or | / ))|twitter (?=@\w))",
    re.IGNORECASE,
)
_SEPARATORS = " \t;,|/•·"

_TITLE = (
    r"(?:president|pm|premier|minister|ambassador|governor|director|secretary|chief|commissioner|"
    r"attorney|prosecutor|general|judge|justice|mayor|king|queen|prince|chair(?:man|woman|person)?|"
    r"speaker|senator|superintendent|warden|inspector|commander|consul|chancellor|head|"
    r"high commissioner|representative|ombuds(?:man|woman|person)|editor|leader|magistrate|clerk|"
    r"sheriff|rapporteur|administrator|registrar|officer)"
)
_INSTITUTION = (
    r"\b(?:embass(?:y|ies)|ministry|department|office|court|prison|directorate|commission|police|"
    r"consulate|government|council|parliament|assembly|senate|house of|authority|agency|bureau|"
    r"high commission|mission|tribunal|secretariat|committee|company|corporation)\b"
)
_BUILDINGS = {"secretariat", "government", "parliament"}  # alone they are a line of an address
_OFFICE = re.compile(
    rf"{_INSTITUTION}|\b{_TITLE}s?(?: general)? (?:of|for|to|in|at)\b|\b{_TITLE}$", re.IGNORECASE
)
_HONORIFIC = re.compile(
    r"(?:(?:h\.? ?e\.?|his excellency|her excellency|mr|mrs|ms|mx|dr|prof|professor|"
    r"(?:the )?hon(?:ou?rable)?|rt hon|sir|dame|sheikh|lt|col|maj|gen|brig|capt|adv|"
    r"colonel|lieutenant|captain|brigadier|ayatollah|imam|mullah|bishop|shri|smt|mme|mlle|"
    r"monsieur|madame|señora?|sra?|herr|frau)\b\.?,? |"
    rf"(?:prime |vice |deputy |acting |interim )?{_TITLE} "
    rf"(?!(?:of|for|to|in|at|and|general|{_TITLE})\b))[^\W\d_]",
    re.IGNORECASE,
)
# "Chief Public Prosecutor of …" begins as a name does ("Chief Example") and is an office.
_RANK = re.compile(rf"{_TITLE} (?:[^\W\d_]+ )?{_TITLE}(?: general)? (?:of|for)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\d|,|\b(?:street|st\.|avenue|ave|road|rd|boulevard|blvd|lane|square|block|floor|building|"
    r"p\.? ?o\.? ?box|secretariat|palace|plaza|suite|room|sector|city|district|state of|"
    r"province)\b",
    re.IGNORECASE,
)
_URL_ONLY = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>,;]+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"\+?[\d(][\d ()./\-–]{5,30}")
_HANDLE = re.compile(r"@\w{1,30}")
_EMAIL_DELIMITERS = re.compile(r"[\s,;|<>()\[\]]+")


@dataclass(frozen=True, slots=True)
class ContactPart:
    """A label of a card as printed ("Fax:", or "" where none is), its kind, and its value."""

    kind: str
    label: str
    value: str
    printed: str


def contact_parts(line: str) -> list[ContactPart]:
    """Split a line at its labels ("Tel: 1 | Fax: 2"); empty where it is no way to reach."""
    if len(line) > _LONGEST_LINE:
        return []
    found = list(_LABEL.finditer(line))
    if not found or line[: found[0].start()].strip(f"{_SEPARATORS}(["):
        return [] if found else list(_without_label(line))
    if line[0] in "[(" and line[-1] in ")]":
        return contact_parts(line[1:-1])
    ends = [match.start() for match in found[1:]] + [len(line)]
    return [
        ContactPart(
            kind=_kind(match[0]),
            label=match[0],
            value=line[match.end() : end].strip(_SEPARATORS),
            printed=line[match.start() : end].strip(_SEPARATORS),
        )
        for match, end in zip(found, ends, strict=True)
    ]


def contact_places(text: str) -> list[int]:
    """Where in a text the labels of ways to reach begin ("…, Suva. Fax: 1; Email: …")."""
    return [found.start() for found in _LABEL.finditer(text)]


def _kind(label: str) -> str:
    words = label.rstrip(": -–—")
    return next((kind for kind, one in _KIND_OF.items() if one.fullmatch(words)), "other")


def _without_label(line: str) -> Iterator[ContactPart]:
    if _HANDLE.fullmatch(line):
        yield ContactPart("x_handle", "", line, line)
    elif emails_in(line) and (not words_beside_emails(line) or _is_email(line.split()[0])):
        yield ContactPart("email", "", line, line)
    elif _URL_ONLY.fullmatch(line):
        yield ContactPart("website", "", line.strip("<>"), line)
    elif line.startswith("+") and _NUMBER_ONLY.fullmatch(line):
        yield ContactPart("phone", "", line, line)


def website_in(text: str) -> str | None:
    """Return the address of a web site that a value names, as printed."""
    found = _URL.search(text)
    return found[0].rstrip(".)") if found else None


def emails_in(text: str) -> list[str]:
    """Return the email addresses in a text, in order."""
    return [piece.rstrip(".") for piece in _pieces(text) if _is_email(piece)]


def words_beside_emails(text: str) -> str:
    """Return what stands in a text beside its email addresses and the marks between them."""
    return " ".join(
        piece for piece in _pieces(text) if not _is_email(piece) and any(map(str.isalnum, piece))
    )


def _pieces(text: str) -> list[str]:
    return [piece for piece in _EMAIL_DELIMITERS.split(text) if piece]


def _is_email(piece: str) -> bool:
    local, at, domain = piece.rstrip(".").partition("@")
    return bool(local and at and "." in domain.strip(".") and "@" not in domain)


def is_office(line: str) -> bool:
    """Whether a line names an office ("Minister of Interior", "Embassy of …")."""
    return (
        len(line) <= _LONGEST_LINE
        and not any(map(str.isdigit, line))
        and "@" not in line
        and not line.endswith((".", ","))
        and line.casefold() not in _BUILDINGS
        and _OFFICE.search(line) is not None
        and not is_name(line)
    )


def is_title(line: str) -> bool:
    """Whether a line is an office or ends with the words of one ("Chief Minister of Punjab")."""
    return is_office(line) or (len(line) <= _LONGEST_LINE and _OFFICE.search(line) is not None)


def is_name(line: str) -> bool:
    """Whether a line names a person by an honorific or title ("Ambassador …", "Dr …")."""
    if len(line) > _LONGEST_LINE or _RANK.match(line):
        return False
    return _HONORIFIC.match(line) is not None


def is_address(line: str, countries: Mapping[str, str]) -> bool:
    """Whether a line looks like one of an address: figures, commas, "Street", a country."""
    return len(line) <= _LONGEST_LINE and (
        _ADDRESS.search(line) is not None or last_country(line, countries) is not None
    )


def is_prose(text: str) -> bool:
    """Whether a text is sentences, which no card has."""
    words = text.split(None, 26)
    if len(words) > 25:
        return True
    if len(words) >= 7:
        return text.endswith((".", "!", "?", ":", "۔", "؟"))
    # A short sentence; an address that ends with a full stop has figures or commas.
    ends = text.endswith((".", "!", "?", "۔", "؟")) and re.search(r"[\d,]", text) is None
    return len(words) >= 4 and ends and not is_name(text)


def office_and_name(head: Sequence[str]) -> tuple[str | None, str | None, list[str]]:
    """Tell the office from the person in a card's first lines; the rest begins its address.

    Where neither can be told, the office comes first, as these documents print it.
    """
    if not head:
        return None, None, []
    head = [line.rstrip(": ") for line in head]
    offices = [line for line in head if is_office(line)]
    if not offices and len(head) == 1:
        return None, head[0], []
    office = offices[0] if offices else next((x for x in head if not is_name(x)), None)
    rest = list(head)
    if office is not None:
        rest.remove(office)
    name = next((line for line in rest if not is_office(line)), None)
    if name is not None:
        rest.remove(name)
    return office, name, rest
