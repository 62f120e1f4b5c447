"""Who may do what: groups that exist after every `migrate`, and once a language's tree begins.

Higher layers add the permissions on their models with `grant()` in AppConfig.ready(). Groups are
only ever added to: what an administrator takes away or gives in the admin comes back only where
it is listed here.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

ADMINISTRATORS = "Administrators"
EDITORS = "Editors"
REVIEWERS = "Reviewers"
ROLES = (ADMINISTRATORS, EDITORS, REVIEWERS)

PAGE_PERMISSIONS = {
    ADMINISTRATORS: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    EDITORS: ("add", "change", "publish"),
    REVIEWERS: ("add", "change", "publish", "lock", "unlock"),
}
LANGUAGE_PERMISSIONS = {
    "translators": ("change",),
    "reviewers": ("change", "publish", "lock", "unlock"),
}
COLLECTION_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "choose_document",
)

_granted: dict[str, set[str]] = defaultdict(set)


def translators_of(language: str) -> str:
    """The name of the group that translates into a language."""
    return f"Translators ({language})"


def reviewers_of(language: str) -> str:
    """The name of the group that reviews and publishes a language."""
    return f"Reviewers ({language})"


def grant(permissions: set[str], *, to: tuple[str, ...]) -> None:
    """Give groups permissions such as "actions.change_office"; called from AppConfig.ready()."""
    for role in to:
        _granted[role] |= permissions


def ensure_locales() -> None:
    """A Locale for each language of the site."""
    from wagtail.models import Locale

    for code in settings.SITE_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def ensure_roles(**kwargs: Any) -> None:
    """Make groups and their permissions where they are missing; safe to repeat."""
    from cms.models import HomePage

    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    _adopt_moderators()
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    root = HomePage.objects.order_by("depth").first()
    for role in ROLES:
        group = _group(role, permissions)
        if root and root.get_parent():
            _grant_pages(group, root.get_parent(), PAGE_PERMISSIONS[role])
        _grant_collections(group)
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    for language in settings.SITE_LANGUAGES:
        for role, name in (
            ("translators", translators_of(language)),
            ("reviewers", reviewers_of(language)),
        ):
            group = _group(name, permissions)
            if language in homes:
                _grant_pages(group, homes[language], LANGUAGE_PERMISSIONS[role])


def _adopt_moderators() -> None:
    """Wagtail's own Moderators, and their workflow, become the Reviewers."""
    if not Group.objects.filter(name=REVIEWERS).exists():
        Group.objects.filter(name="Moderators").update(name=REVIEWERS)


def _group(name: str, permissions: dict[str, Permission]) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    role = name if name in ROLES else name.split(" ")[0].lower()
    wanted = {"wagtailadmin.access_admin", *_granted[role]}
    group.permissions.add(*(permissions[key] for key in sorted(wanted) if key in permissions))
    return group


def _grant_pages(group: Group, page: Any, actions: tuple[str, ...]) -> None:
    from wagtail.models import GroupPagePermission

    for action in actions:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=page,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{action}_page"
            ),
        )


def _grant_collections(group: Group) -> None:
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node()
    if root is None:
        return
    for permission in Permission.objects.filter(codename__in=COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
