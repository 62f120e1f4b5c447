"""What somebody may do to pages, asked of many pages at once without a query each."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry


class Reach:
    """Wagtail's permissions of one person, which count for a page and all below it.

    Read from what Wagtail keeps on the user for the length of a request; a page is given by its
    path in the tree, so that rows of a query need not be made into pages first.
    """

    def __init__(self, user: Any) -> None:
        self.user = user
        self._everywhere = user.is_active and user.is_superuser
        self._paths: dict[str, tuple[str, ...]] = {}
        if user.is_active and not user.is_superuser:
            found: dict[str, set[str]] = {}
            policy = policy_registry.get_by_type(Page)
            for granted in policy.get_cached_permissions_for_user(user):
                action = granted.permission.codename.removesuffix("_page")
                found.setdefault(action, set()).add(granted.page.path)
            self._paths = {action: tuple(paths) for action, paths in found.items()}

    def may(self, action: str, path: str) -> bool:
        """Whether they have a permission such as "publish" on the page at a path of the tree."""
        return self._everywhere or path.startswith(self._paths.get(action, ()))

    def may_edit(self, path: str, *, owner: int | None = None) -> bool:
        """Whether they may change a page; who may only add pages may change their own."""
        return self.may("change", path) or (owner == self.user.pk and self.may("add", path))

    @property
    def may_write(self) -> bool:
        """Whether they may write actions, and so aren't somebody who only translates."""
        return self._everywhere or "add" in self._paths
