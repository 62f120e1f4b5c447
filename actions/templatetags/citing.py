"""What the page of an action says of itself for those who cite it."""

from django import template

from actions.citations import Citation, citation_of
from actions.presentation import ActionView

register = template.Library()


@register.simple_tag
def citation(action: ActionView, organisation: str) -> Citation:
    """How the action is cited, for `{% citation action organisation.called as cited %}`."""
    return citation_of(action, organisation=organisation)
