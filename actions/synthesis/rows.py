"""Where the pages of made-up actions go, and their rows in bulk."""

import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page

from actions.models.page import UrgentActionPage
from actions.synthesis.patterns import WORDS

KINDS = ("step", "target", "letter", "text", "person")


@dataclass
class Libraries:
    """Where the pages of each language go, and the next place there."""

    parents: dict[str, Page]
    places: dict[str, int]
    added: Counter[str] = field(default_factory=Counter)

    @classmethod
    def existing(cls) -> "Libraries":
        """Those of the languages that made-up actions can be told in."""
        found = Page.objects.filter(
            content_type=ContentType.objects.get_by_natural_key("search", "librarypage"),
            locale__language_code__in=WORDS,
        ).select_related("locale")
        parents = {page.locale.language_code: page for page in found}
        # In the order of WORDS, whichever was made first: chance goes from one to the next.
        parents = {code: parents[code] for code in WORDS if code in parents}
        return cls(parents, {code: _last_place(page) for code, page in parents.items()})

    def next_path(self, language: str) -> str:
        """The path of one more page in a language."""
        parent = self.parents[language]
        self.places[language] += 1
        self.added[language] += 1
        return str(Page._get_path(parent.path, parent.depth + 1, self.places[language]))

    def count_children(self) -> None:
        """Say how many pages each library has more than when this was last said."""
        for language, added in self.added.items():
            libraries = Page.objects.filter(pk=self.parents[language].pk)
            libraries.update(numchild=F("numchild") + added)
        self.added.clear()


def _last_place(parent: Page) -> int:
    last = Page.objects.child_of(parent).order_by("path").last()
    return int(Page._str2int(last.path[-Page.steplen :])) if last else 0


def block_ids(seed: int) -> dict[str, str]:
    """The id of the one block of each kind that a made-up action has, the same in every language.

    As translating leaves them.
    """
    return {kind: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}-{seed}")) for kind in KINDS}


def insert(pages: list[UrgentActionPage]) -> None:
    """Insert pages and what is theirs: bulk_create does not do models with a table of a parent."""
    own = [field for field in Page._meta.local_concrete_fields if not field.primary_key]
    # As bulk_create does it, in as many statements as the database's bounds ask for.
    rows = Page._base_manager.all()._batched_insert(pages, own, batch_size=None)
    for page, (key, *_others) in zip(pages, rows, strict=True):
        page.pk = page.page_ptr_id = key
    UrgentActionPage._base_manager.all()._batched_insert(
        pages, UrgentActionPage._meta.local_concrete_fields, batch_size=None
    )
