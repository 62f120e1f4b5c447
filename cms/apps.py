"""The site itself: what every page shares."""

from datetime import time, timedelta
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save, pre_migrate
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


def schedule_what_every_site_has() -> None:
    """Publishing every minute, sending what still waits more often, cleaning up at night."""
    from cms import publishing, retention
    from cms.jobs import queueing
    from cms.schedule import Scheduled, register

    register(Scheduled("publish", publishing.publish_due, every=timedelta(minutes=1)))
    register(Scheduled("reconcile", queueing.reconcile, every=timedelta(seconds=15)))
    register(Scheduled("clean up", retention.clean_up, at=time(3, 17)))


def mend_what_is_used() -> None:
    """What Wagtail and django-rq do otherwise than this site needs it."""
    from cms import admin_words, exports, grouping, ordering, roles
    from cms.security import inline_scripts, odd_requests, refusing

    grouping.apply()
    admin_words.mend_breadcrumbs()
    admin_words.mend_choosers()
    inline_scripts.mend_choosers()
    refusing.apply()
    odd_requests.apply()
    exports.apply()
    ordering.apply()
    roles.grant({"django_rq.admin"}, to=(roles.ADMINISTRATORS,))  # its page of jobs


class CmsConfig(AppConfig):
    """Connects what must exist after every migrate."""

    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Roles and locales follow the environment, without a migration."""
        from cms import checks, health_parts, metrics, registry, routing, sharing  # noqa: F401
        from cms.models import BasePage, find_home
        from cms.security import deploy, receivers, role_changes, sign_in_checks  # noqa: F401

        mend_what_is_used()
        receivers.connect()
        role_changes.connect()
        metrics.register()
        routing.finders.append(find_home)
        routing.register_outputs(BasePage, {sharing.NAME: sharing.page_card})
        schedule_what_every_site_has()
        health_parts.register_all()
        unseen = ("ContentVersion", "WaitingJob", "LastRun")
        registry.unseen_models.update(map(self.get_model, unseen))
        self.follow_migrations()

    def follow_migrations(self) -> None:
        """What is there after each `migrate`, and each time that a language begins."""
        from cms import content_version, page_index

        # The last app that has models: by its turn every content type and permission is there.
        sender = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(prepare_languages, sender=sender, dispatch_uid="cms.prepare_languages")
        post_migrate.connect(content_version.watch, sender=sender, dispatch_uid="cms.watch")
        post_migrate.connect(page_index.keep, sender=sender, dispatch_uid="cms.page_index")
        pre_migrate.connect(content_version.unwatch, sender=sender, dispatch_uid="cms.unwatch")
        post_save.connect(
            greet_new_home, sender=self.get_model("HomePage"), dispatch_uid="cms.roles"
        )
