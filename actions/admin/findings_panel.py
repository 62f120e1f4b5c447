"""The findings of an action's draft, at the top of its form."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel


class FindingsPanel(Panel):
    """Lists what disagrees in the draft as it was last saved; not where the form has errors."""

    @property
    def clean_name(self) -> str:
        """The name in the ids of the form."""
        return "findings"

    class BoundPanel(Panel.BoundPanel):
        """The list for one draft."""

        template_name = "actions/admin/findings.html"

        def is_shown(self) -> bool:
            """Where there is a draft, and nothing more urgent to mend."""
            return bool(self.instance.pk) and not (self.form.is_bound and self.form.errors)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds `checked`, the findings left and those dismissed."""
            from actions.consistency import check  # it reads models, which have these panels

            context: dict[str, Any] = super().get_context_data(parent_context)
            context["page"] = self.instance
            context["checked"] = check(self.instance, today=timezone.localdate())
            return context
