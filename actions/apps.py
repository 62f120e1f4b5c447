"""The library of urgent actions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    """Writes records on publication, keeps the directory's standing rows, grants roles."""

    name = "actions"
    verbose_name = _("Urgent actions")

    def ready(self) -> None:
        """Connect signals and fill the registries of the site."""
        from wagtail.signals import page_published

        from actions import citations, receivers, roles, sharing, standing_rows, structured_data
        from actions.letters import answers as letters
        from actions.models import DismissedFinding, UrgentActionPage
        from actions.series import find_action
        from actions.services import withdrawn_pages
        from cms import registry, routing
        from cms.sharing import NAME, forget_cards
        from cms.structured_data import describers

        page_published.connect(
            receivers.record_publication,
            sender=UrgentActionPage,
            dispatch_uid="actions.record_publication",
        )
        post_migrate.connect(standing_rows.fill, sender=self, dispatch_uid="actions.standing_rows")
        roles.register()
        routing.finders.append(find_action)
        registry.hidden_pages.append(withdrawn_pages)
        registry.unseen_models.add(DismissedFinding)
        routing.register_outputs(
            UrgentActionPage,
            {
                NAME: sharing.action_card,
                "cite.bib": citations.bibtex_file,
                "cite.ris": citations.ris_file,
                **letters.OUTPUTS,
            },
        )
        describers[UrgentActionPage] = structured_data.describe_action
        registry.change_steps.append(forget_cards)
