"""How an action is cited: as text, and as files for programs that manage references.

What is cited is the words of one page, at an address that stays: by number where the action has a
place in its series, else that of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.http import http_date
from django.utils.translation import gettext as _

from actions.letters.cleaning import without_controls as one_line
from actions.models import UrgentActionPage
from actions.presentation import ActionView
from actions.states import State
from cms.models import OrganisationSettings
from cms.wording import listed

BIBTEX_TYPE = "application/x-bibtex; charset=utf-8"
RIS_TYPE = "application/x-research-info-systems; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is told of an action that is cited, in the language of its page."""

    key: str  # by which a document refers to it
    organisations: tuple[str, ...]
    label: str
    title: str
    issued_on: date | None
    address: str
    language: str

    @property
    def whole_title(self) -> str:
        """The title behind the label, where there is one: "Second UA 109.23: …"."""
        return _(": ").join(part for part in (self.label, self.title) if part)

    @property
    def text(self) -> str:
        """The citation as text; when it was read is the reader's to add."""
        day = date_format(self.issued_on) if self.issued_on else ""
        parts = (*self.organisations, self.whole_title, day, self.address)
        return listed(part for part in parts if part)


def citation_of(action: ActionView, *, organisation: str) -> Citation:
    """The citation of a page of an action; `organisation` is who runs the site."""
    page, record = action.page, action.record
    issuers = (organisation, *(str(name) for name in action.co_issuers))
    return Citation(
        key=f"{page.slug}-{page.language}",
        organisations=tuple(dict.fromkeys(issuers)),
        label=action.label,
        title=page.title,
        issued_on=record.issued_on,
        address=permanent_address(action),
        language=page.language,
    )


def permanent_address(action: ActionView) -> str:
    """Where an action will be found, whatever becomes of its page's own address."""
    here: str = action.page.get_full_url(action.request) or ""
    number = action.record.number
    if number is None or number.sequence is None or not here:
        return here
    site = urlsplit(here)
    path = reverse("series-sequence", args=(str(number), number.sequence))
    return f"{site.scheme}://{site.netloc}{path}"


# -- the files ------------------------------------------------------------------------------------


def bibtex_file(page: UrgentActionPage, request: HttpRequest) -> HttpResponse:
    """The citation for BibTeX and what reads its files."""
    return _file(page, request, kind="bib")


def ris_file(page: UrgentActionPage, request: HttpRequest) -> HttpResponse:
    """The citation in RIS, which most programs read."""
    return _file(page, request, kind="ris")


def _file(page: UrgentActionPage, request: HttpRequest, *, kind: str) -> HttpResponse:
    action = page.view_for(request)
    if action.state is State.WITHDRAWN:
        return render(request, "410.html", status=410)
    cited = citation_of(action, organisation=OrganisationSettings.of_the_site().called)
    write, content_type = {"bib": (bibtex, BIBTEX_TYPE), "ris": (ris, RIS_TYPE)}[kind]
    answer = HttpResponse(write(cited), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{cited.key}.{kind}"'
    if page.last_published_at:
        answer["Last-Modified"] = http_date(page.last_published_at.timestamp())
    return answer


# What TeX reads as something else. Braces are counted even behind a backslash: they are named.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&#_$"},
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in one_line(text))


def bibtex(cited: Citation) -> str:
    """An entry for BibTeX, in UTF-8; what stands in two pairs of braces keeps its capitals."""
    fields = [
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in cited.organisations)),
        ("title", f"{{{_tex(cited.whole_title)}}}"),
    ]
    if cited.issued_on:
        fields += [
            ("year", f"{cited.issued_on:%Y}"),
            ("month", f"{cited.issued_on.month}"),
            ("date", cited.issued_on.isoformat()),
        ]
    fields += [("url", iri_to_uri(cited.address)), ("language", cited.language)]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def ris(cited: Citation) -> str:
    """An entry in RIS: a line a fact, and no sign that could mean anything else in it."""

    def lines() -> Iterator[tuple[str, str]]:
        yield "TY", "ELEC"
        yield "ID", cited.key
        for name in cited.organisations:
            yield "AU", name
        yield "TI", cited.whole_title
        yield "PB", cited.organisations[0]
        if cited.issued_on:
            yield "PY", f"{cited.issued_on:%Y}"
            yield "DA", f"{cited.issued_on:%Y/%m/%d}"
        yield "UR", iri_to_uri(cited.address)
        yield "LA", cited.language
        yield "ER", ""

    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines())
