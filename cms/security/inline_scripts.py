"""Wagtail's choosers without the inline script that each brings (see cms.security.policy)."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def mend_choosers() -> None:
    """Have choosers of the admin bring a mark that is started, in place of an inline script."""
    BaseChooser.render = _render


def _render(
    chooser: BaseChooser, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None
) -> SafeString:
    """The field of a chooser, and what `admin-start.js` makes a chooser of it with."""
    values = chooser.get_value_data(value)
    start = chooser.js_constructor
    options = chooser.get_js_init_options(attrs["id"], name, values)
    if isinstance(chooser, AdminTaskChooser):
        start, options = "createTaskChooser", {}
    return format_html(
        '{}<template data-start="{}" data-start-id="{}" data-start-options="{}"></template>',
        chooser.render_html(name, values, attrs),
        start,
        attrs["id"],
        json.dumps(options),
    )
