"""Addresses of pages that hold a name: the same new one in every language."""

import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.text import slugify
from wagtail.models import Page

from actions.models import UrgentActionPage

FALLBACK_SLUG = "action"
_LONGEST = 255


def slug_without(slug: str, names: Iterable[str], instead: Iterable[str]) -> str:
    """An address, or the name of a file, with other words in the place of names.

    The first of `instead` that can be written in an address; nothing where none can.
    """
    new = next(filter(None, map(slugify, instead)), "")
    spelt = sorted(set(filter(None, map(slugify, names))), key=len, reverse=True)
    for name in spelt:
        pattern = "[-_]".join(map(re.escape, name.split("-")))
        slug = re.sub(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", new, slug, flags=re.IGNORECASE)
    return re.sub(r"-{2,}", "-", slug).strip("-_")[:_LONGEST]


def new_slugs(pages: Iterable[UrgentActionPage], change: Callable[[str], str]) -> Mapping[str, str]:
    """The new slug of each that changes, taken by no other page in any of its languages."""
    parents: dict[str, set[str]] = {}
    for page in pages:
        if change(page.slug) != page.slug:
            parents.setdefault(page.slug, set()).add(page.url_path.removesuffix(f"{page.slug}/"))
    wanted = {old: change(old) or FALLBACK_SLUG for old in parents}
    taken = set(
        Page.objects.filter(
            url_path__regex=rf"/({'|'.join(map(re.escape, set(wanted.values())))})(-\d+)?/$"
        ).values_list("url_path", flat=True)
        if wanted
        else ()
    )
    found: dict[str, str] = {}
    for old, new in wanted.items():
        number = 1
        while True:
            slug = new if number == 1 else f"{new[: _LONGEST - 5]}-{number}"
            addresses = {f"{parent}{slug}/" for parent in parents[old]}
            if not addresses & taken:
                break
            number += 1
        taken |= addresses
        found[old] = slug
    return found
