"""The picture of an action for whoever shares it: which action, what it asks, until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.models import UrgentActionPage
from actions.presentation import ActionView
from actions.states import State
from cms.models import OrganisationSettings
from cms.sharing import Card, card_answer

MOST_COUNTRIES = 3


def action_card(page: UrgentActionPage, request: HttpRequest) -> HttpResponse:
    """The card of an action in the state that it is in today; 410 where it was withdrawn."""
    action = page.view_for(request)
    if action.state is State.WITHDRAWN:
        return render(request, "410.html", status=410)
    organisation = OrganisationSettings.of_the_site().called
    return card_answer(card_of_action(action, organisation=organisation))


def card_of_action(action: ActionView, *, organisation: str) -> Card:
    """What the card of an action says, in its page's language, which is the active one."""
    page = action.page
    kind = _("Urgent action, an invented example") if page.is_example else _("Urgent action")
    countries = [str(name) for name in action.countries[:MOST_COUNTRIES]]
    tone, filled = _tone(action)
    return Card(
        translation_key=page.translation_key,
        language=page.language,
        kicker=" · ".join(part for part in (kind, action.label, *countries) if part),
        title=page.title,
        state=_state(action),
        organisation=organisation,
        tone=tone,
        filled=filled,
    )


def _tone(action: ActionView) -> tuple[str, bool]:
    if action.allowed.may_write:
        return "red", True
    if action.outcome and action.outcome.is_good:
        return "green", True
    return "ink", False


def _state(action: ActionView) -> str:
    """What a reader must know before anything else. No days left: pictures are kept by others."""
    if action.allowed.may_write and action.record.act_by:
        return _("until %(day)s") % {"day": date_format(action.record.act_by)}
    if action.allowed.may_write:
        return _("write as soon as you can")
    if action.state is State.CLOSED:
        return str((action.outcome or State.CLOSED).label)
    if action.state is State.SUPERSEDED:
        return _("A newer action has taken the place of this one")
    return _("Please do not write any more")
