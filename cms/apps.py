"""The site itself: what every page shares."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


def prepare_languages(**kwargs: Any) -> None:
    """After every migrate: the Site at SITE_URL, a Locale and the groups of each language."""
    from cms import roles, sites

    sites.follow_site_url()
    roles.ensure_locales()
    roles.ensure_roles()


def greet_new_home(created: bool, **kwargs: Any) -> None:
    """A language's tree begins: its translators and reviewers get their permissions on it."""
    if created:
        from cms import roles

        roles.ensure_roles()


class CmsConfig(AppConfig):
    """Connects what must exist after every migrate."""

    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Roles and locales follow the environment, without a migration."""
        # Checks register themselves.
        from cms import admin_words, checks, grouping, ordering, routing  # noqa: F401
        from cms.models import find_home

        grouping.apply()
        admin_words.mend_breadcrumbs()
        admin_words.mend_choosers()
        ordering.apply()
        routing.finders.append(find_home)

        # The last app that has models: by its turn every content type and permission is there.
        sender = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(prepare_languages, sender=sender, dispatch_uid="cms.prepare_languages")
        post_save.connect(
            greet_new_home, sender=self.get_model("HomePage"), dispatch_uid="cms.roles"
        )
