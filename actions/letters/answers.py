"""What `letter/` and the files of a letter answer.

What a reader typed comes by POST, is used for the one answer, and is neither stored nor logged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from actions.letters.choosing import ActionLetters, Choice, letters_of
from actions.letters.cleaning import lines
from actions.letters.email import eml_of, mailto_of, recipients, web_mail
from actions.letters.forms import LetterForm
from actions.letters.html import html_letter
from actions.letters.letter import Address, Letter, body_of
from actions.letters.pdf import letter_pdf
from actions.letters.plain import copy_mark, plain_file, plain_head, plain_letter
from actions.letters.post import arrives_in_time
from actions.models import UrgentActionPage
from actions.states import State
from cms.localtext import NO_TEXT
from cms.routing import Output
from cms.wording import listed


@dataclass(frozen=True)
class Asked:
    """A letter as it was asked for: which one, and with what was typed into it."""

    letters: ActionLetters
    choice: Choice
    form: LetterForm
    letter: Letter

    @property
    def is_sound(self) -> bool:
        """Whether what was typed can be used, or nothing was."""
        return not self.form.is_bound or self.form.is_valid()

    @property
    def typed(self) -> Letter:
        """The letter with what was typed."""
        return self.form.letter(self.letter) if self.form.is_bound else self.letter


def _asked(page: UrgentActionPage, request: HttpRequest) -> Asked | None:
    letters = letters_of(page.view_for(request))
    said = request.POST if request.method == "POST" else request.GET
    # Another letter is chosen on its page with what was typed into the one that is there.
    chosen = request.method == "POST" and "choose" in said
    choice = letters.clean(
        target=said.get("other_target" if chosen else "target", ""),
        language=said.get("other_language" if chosen else "letter_language", ""),
        lives_in=said.get("lives_in", ""),
    )
    letter = letters.letter(choice)
    if letter is None:
        return None
    if request.method == "POST" and not chosen:
        return Asked(letters, choice, LetterForm(said), letter)
    initial = {"body": body_of(letter), "paper": "a4"}
    if chosen:
        kept = ["line", "name", "place", "paper", "large"]
        # Words in another language are no use; nor are those of the letter that was there.
        if choice.language == said.get("letter_language") and _is_edited(letters, said):
            kept.append("body")
        initial |= {name: lines(said[name]) for name in kept if name in said}
    return Asked(letters, choice, LetterForm(initial=initial), letter)


def _is_edited(letters: ActionLetters, said: QueryDict) -> bool:
    """Whether the letter that was there had been changed before another one was chosen."""
    before = letters.letter(
        letters.clean(target=said.get("target", ""), language=said.get("letter_language", ""))
    )
    return before is None or before.by(before.sender, body=lines(said.get("body", ""))) != before


def letter_page(page: UrgentActionPage, request: HttpRequest) -> HttpResponse:
    """The page that composes a letter; the notice where none is wanted any more."""
    action = page.view_for(request)
    if action.state is State.WITHDRAWN:
        return render(request, "410.html", status=410)
    asked = _asked(page, request) if action.allowed.may_write else None
    return _page(page, request, asked, status=200 if asked or not action.allowed.may_write else 404)


def _page(
    page: UrgentActionPage, request: HttpRequest, asked: Asked | None, *, status: int = 200
) -> HttpResponse:
    context = {**page.get_context(request), **_below(page, request)}
    if asked:
        context |= _shown(asked)
    answer = render(request, "actions/letter.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _below(page: UrgentActionPage, request: HttpRequest) -> dict[str, Any]:
    """The same address in the other languages of the action."""
    alternates = [
        {**version, "url": f"{version['url']}letter/"} for version in page.get_alternates(request)
    ]
    return {"alternates": alternates, "letter_address": f"{page.get_url(request)}letter"}


def _shown(asked: Asked) -> dict[str, Any]:
    """What the page shows of a letter and the ways it can travel."""
    letters, choice, letter = asked.letters, asked.choice, asked.typed
    reader_s = letters.view.language
    to, cc = recipients(letter)
    known = letters.letter(choice, language=reader_s) if choice.language != reader_s else None
    return {
        "letters": letters,
        "choice": choice,
        "whom": [(one.office_id, one.called(reader_s)) for one in letters.targets],
        "countries": list(_countries(asked)),
        "copies": _names(letter.copies),
        "also_in": [letter.language],
        "offered": letters.languages(choice.office_id),
        "form": asked.form,
        "letter": letter,
        "in_reader_s": html_letter(known) if known else "",
        "mail": mailto_of(letter),
        "to": to,
        "cc": cc,
        "head": plain_head(letter),
        "web_mail": web_mail(letter),
        "plain": plain_letter(letter),
        "without_post": letters.without_post(choice),
        "in_time": arrives_in_time(letters.view.days_left),
    }


def _countries(asked: Asked) -> Iterator[dict[str, Any]]:
    """Where a sender may live, with the copies that go from there; "" is anywhere else."""
    letters = asked.letters
    named = letters.countries(letters.view.language)
    for code, name in [("", NO_TEXT), *named] if named else []:
        letter = letters.letter(replace(asked.choice, lives_in=code)) or asked.letter
        yield {
            "code": code,
            "name": name,
            "cc": recipients(letter)[1],
            "copies": _names(letter.copies),
            "head": plain_head(letter),
        }


def _names(copies: Iterable[Address]) -> str:
    return listed(copy.name for copy in copies)


# -- files ----------------------------------------------------------------------------------------


def _text(asked: Asked) -> bytes:
    return plain_file(asked.typed).encode()


def _draft(asked: Asked) -> bytes:
    return eml_of(asked.typed)


def _pdf(asked: Asked) -> bytes:
    said = asked.form.cleaned_data if asked.form.is_bound else {}
    return letter_pdf(
        asked.typed,
        paper="us-letter" if said.get("paper") == "us-letter" else "a4",
        title=asked.letter.subject,
        copy_mark=copy_mark(asked.choice.language),
        large=bool(said.get("large")),
    )


# What each kind is sent as, and what makes it: a text to copy by hand or to paste, a draft that
# mail programs open, sheets for window envelopes with the copies that go along.
_KINDS: Mapping[str, tuple[str, Callable[[Asked], bytes]]] = {
    "txt": ("text/plain; charset=utf-8", _text),
    "eml": ("message/rfc822", _draft),
    "pdf": ("application/pdf", _pdf),
}


def _file(page: UrgentActionPage, request: HttpRequest, *, kind: str) -> HttpResponse:
    action = page.view_for(request)
    if action.state is State.WITHDRAWN:
        return render(request, "410.html", status=410)
    if not action.allowed.may_write:  # a final update never had a letter
        return _page(page, request, None, status=410 if page.letters else 404)
    asked = _asked(page, request)
    if asked is None:
        return _page(page, request, None, status=404)
    if not asked.is_sound:
        return _page(page, request, asked)
    content_type, make = _KINDS[kind]
    answer = HttpResponse(make(asked), content_type=content_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{page.slug}-{asked.choice.language}.{kind}"'
    )
    answer["Content-Language"] = asked.choice.language
    if request.method == "POST":
        answer["Cache-Control"] = "no-store"
    return answer


# What stands below the page of an action, by name: for cms.routing.
OUTPUTS: Mapping[str, Output] = {
    "letter/": letter_page,
    **{f"letter.{kind}": partial(_file, kind=kind) for kind in _KINDS},
}
