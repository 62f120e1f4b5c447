"""What the rows of the directory are called, kept for as long as nothing is published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cms import content_version
from cms.localtext import LocalText

# All names of something in a language.
Read = Callable[[str], Mapping[str, LocalText]]


@dataclass(frozen=True)
class Names:
    """Names in a language, for one request: it asks once whether those that are kept hold still."""

    language: str

    @cached_property
    def _mark(self) -> str | None:
        return content_version.current()

    def of(self, read: Read) -> Mapping[str, LocalText]:
        """What `read` gives for the language, or gave under this content version."""
        return _kept(read, self.language, self._mark)


# A few for each facet and language, of the present version and of some before.
@lru_cache(maxsize=100)
def _kept(read: Read, language: str, mark: str | None) -> Mapping[str, LocalText]:
    return read(language)
