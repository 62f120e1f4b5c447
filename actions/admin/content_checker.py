"""Wagtail's content checker with the rules that actions need besides its own."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

IMAGE_RULES = ("image-alt", "role-img-alt", "svg-img-alt")


class ContentChecker(ContentCheckerItem):
    """Also looks for images, drawn ones too, that have no alternative."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, *IMAGE_RULES]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        **{
            rule: {
                "error_name": _("An image has no alternative"),
                "help_text": _("Say what it shows, for those who don’t see it"),
            }
            for rule in IMAGE_RULES
        },
    }


@hooks.register("construct_wagtail_userbar")
def check_more(request: HttpRequest, items: list[Any], page: Page) -> None:
    """Put our checker in the place of Wagtail's."""
    for place, item in enumerate(items):
        # The editor's side panel gives an older name of the same class.
        if isinstance(item, ContentCheckerItem) and not isinstance(item, ContentChecker):
            items[place] = ContentChecker(in_editor=item.in_editor)
