"""Close, reopen, extend, withdraw: a form each, for who may publish the action.

The facts that these change hold in every language at once, whatever the state of the translations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from actions import services
from actions.choices import Outcome
from actions.forms import reason_field
from actions.models import ActionRecord, UrgentActionPage
from cms.languages import direction, name_for_reader, own_name
from cms.navigation import site_order
from cms.wording import together


class ReasonForm(forms.Form):
    """Why: kept in the history of the page."""

    reason = reason_field()


class ExtendForm(ReasonForm):
    """The new deadline, and why."""

    act_by = forms.DateField(
        label=_("New deadline"),
        required=False,
        widget=AdminDateInput,
        help_text=_("The last day on which letters help. Empty: no deadline."),
    )
    field_order = ("act_by", "reason")


def outcomes() -> list[tuple[str, Any]]:
    """The outcomes as a form offers them, good news apart from bad."""
    good = [(one.value, one.label) for one in Outcome if one.is_good]
    bad = [(one.value, one.label) for one in (Outcome.DIED, Outcome.OTHER_BAD)]
    stopped = (Outcome.STOPPED.value, Outcome.STOPPED.label)
    return [("", "---------"), (str(_("Good news")), good), (str(_("Bad news")), bad), stopped]


class CloseForm(ReasonForm):
    """What became of it, why it is closed, and what readers are told, a text a language."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=outcomes)
    field_order = ("outcome", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in settings.SITE_LANGUAGES:
            self.fields[f"note_{code}"] = forms.CharField(
                label=own_name(code),
                required=False,
                widget=forms.Textarea({"rows": 2, "lang": code, "dir": direction(code)}),
                help_text=_("What readers are told."),
            )

    def notes(self) -> dict[str, str]:
        """The texts that were given, by language."""
        return {
            code: self.cleaned_data[f"note_{code}"]
            for code in settings.SITE_LANGUAGES
            if self.cleaned_data[f"note_{code}"]
        }


def _close(record: ActionRecord, form: Any, user: Any) -> None:
    services.close_action(
        record=record,
        outcome=form.cleaned_data["outcome"],
        note=form.notes(),
        reason=form.cleaned_data["reason"],
        by=user,
        now=timezone.now(),
    )


def _reopen(record: ActionRecord, form: Any, user: Any) -> None:
    services.reopen_action(record=record, reason=form.cleaned_data["reason"], by=user)


def _extend(record: ActionRecord, form: Any, user: Any) -> None:
    services.extend_deadline(
        record=record,
        act_by=form.cleaned_data["act_by"],
        reason=form.cleaned_data["reason"],
        by=user,
        today=timezone.localdate(),
    )


def _withdraw(record: ActionRecord, form: Any, user: Any) -> None:
    services.withdraw_action(
        record=record, reason=form.cleaned_data["reason"], by=user, now=timezone.now()
    )


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, what it does, and when it is offered."""

    title: Promise
    explanation: Promise
    done: Promise
    icon: str
    form: type[forms.Form]
    do: Callable[[ActionRecord, Any, Any], None]
    offered: Callable[[ActionRecord], bool]


ACTS = {
    "extend": Act(
        _("Extend the deadline"),
        _("The new deadline shows in every language at once."),
        _("The deadline was changed in every language."),
        "date",
        ExtendForm,
        _extend,
        lambda record: not record.withdrawn_at and not record.closed_at,
    ),
    "close": Act(
        _("Close with outcome"),
        _("Readers are told the outcome and can't write any more, in every language at once."),
        _("The action was closed in every language."),
        "lock",
        CloseForm,
        _close,
        lambda record: not record.withdrawn_at and not record.closed_at,
    ),
    "reopen": Act(
        _("Reopen"),
        _("The outcome is taken back; until the deadline, readers can write again."),
        _("The action was reopened in every language."),
        "lock-open",
        ReasonForm,
        _reopen,
        lambda record: bool(record.closed_at) and not record.withdrawn_at,
    ),
    "withdraw": Act(
        _("Withdraw"),
        _("Its addresses say that it was withdrawn, and nothing else, in every language."),
        _("The action was withdrawn in every language."),
        "bin",
        ReasonForm,
        _withdraw,
        lambda record: not record.withdrawn_at,
    ),
}


def _say_what_is_untold(request: HttpRequest, page: UrgentActionPage, form: Any) -> None:
    """Name the languages whose readers are told the outcome alone, or in another language."""
    live = UrgentActionPage.objects.filter(translation_key=page.translation_key, live=True)
    codes = set(live.values_list("locale__language_code", flat=True)) - form.notes().keys()
    if codes:
        names = together(name_for_reader(code) for code in sorted(codes, key=site_order))
        messages.warning(
            request,
            _("Readers have no note in %(languages)s. Reopen and close it again to add one.")
            % {"languages": names},
        )


def act_view(request: HttpRequest, page_id: int, name: str) -> HttpResponse:
    """Show the form of an act, and do it."""
    page = get_object_or_404(UrgentActionPage, pk=page_id)
    act, record = ACTS.get(name), page.record
    if act is None or record is None:
        raise Http404
    services.require_may_act(request.user, record)
    initial = {"act_by": record.act_by} if name == "extend" else {}
    form = act.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act.do(record, form, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, str(act.done))
            if name == "close":
                _say_what_is_untold(request, page, form)
            return redirect("wagtailadmin_pages:edit", page.pk)
    return render(
        request, "actions/admin/act.html", {"page": page, "act": act, "form": form, "name": name}
    )
