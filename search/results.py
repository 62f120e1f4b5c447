"""What a reader of the library is shown: results, filters with their counts, what was left out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cms.isolation import isolate_plain
from cms.localtext import LocalText
from search.corrections import Correction, correction
from search.engines.base import Found
from search.facets import FACETS, Facet, Names
from search.listing import Entry, entries
from search.query import Query, Sort
from search.service import SIMPLER, search

PER_PAGE = 20
SORTS = {
    Sort.RELEVANCE: pgettext_lazy("order", "Best match first"),
    Sort.DEADLINE: pgettext_lazy("order", "Nearest deadline first"),
    Sort.NEWEST: pgettext_lazy("order", "Newest first"),
    Sort.OLDEST: pgettext_lazy("order", "Oldest first"),
}
SHOWN = 8  # values of a facet that are shown as boxes; of others a list to choose from
LISTED = 120  # values in that list, the most frequent ones


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many actions choosing it would give."""

    value: str
    label: LocalText
    count: int
    chosen: bool


def options_of(facet: Facet, query: Query, found: Found, names: Names) -> list[Option]:
    """The values of a facet in the order of the form, those that were chosen among them."""
    counts, chosen = found.counts.get(facet.name, {}), query.filters.get(facet.name, ())
    labels = facet.labels({*counts, *chosen}, names=names)
    return [
        Option(value, labels[value], counts.get(value, 0), value in chosen)
        for value in facet.order(counts, labels, language=query.language)
    ]


@dataclass(frozen=True)
class Filter:
    """A facet as the form has it: boxes, and a list of what is rarer."""

    language: str  # the reader's
    name: str
    label: Any
    single: bool
    options: list[Option]
    others: list[Option]

    @property
    def chosen(self) -> list[Option]:
        """What was chosen of it."""
        return [option for option in self.options if option.chosen]

    @property
    def boxes(self) -> SafeString:
        """A box an option, with its label and its count; drawn here, as there are dozens a page."""
        kind = "radio" if self.single else "checkbox"
        return format_html_join(
            "",
            '<p class="choice"><input type="{0}" id="{1}-{2}" name="{1}" value="{2}" form="search"'
            '{3}><label for="{1}-{2}"{4}>{5}</label><span class="filters__count">{6}</span></p>',
            (
                (
                    *(kind, self.name, option.value),
                    SafeString(" checked" if option.chosen else ""),
                    self._marked(option.label),
                    option.label.text,
                    number_format(option.count),
                )
                for option in self.options
            ),
        )

    def _marked(self, label: LocalText) -> SafeString:
        """The attributes of a label that isn't in the reader's language."""
        if label.language == self.language:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', label.language, label.direction)

    @property
    def others_as_html(self) -> SafeString:
        """The options of the list; drawn here, since there may be a hundred on each page."""
        return format_html_join(
            "",
            '<option value="{}">{} ({})</option>',
            (
                (
                    o.value,
                    isolate_plain(o.label.text, language=self.language),
                    number_format(o.count),
                )
                for o in self.others
            ),
        )


@dataclass(frozen=True)
class Tag:
    """Something that was asked for, and where one gets without it."""

    name: Any
    label: LocalText
    address: str


@dataclass(frozen=True)
class Way:
    """A way out of too few results: what it does, and how many there are that way."""

    label: LocalText
    count: int
    address: str


@dataclass(frozen=True)
class Results:
    """One page of results."""

    query: Query
    found: Found
    entries: list[Entry]
    names: Names
    today: date

    @property
    def total(self) -> int:
        """How many actions were found."""
        return self.found.total

    @cached_property
    def page_links(self) -> list[tuple[Any, str | None]]:
        """The pages to offer with their addresses; an ellipsis, without one, for those between."""
        paginator = Paginator(range(self.found.total), PER_PAGE)
        return [
            (number, self._address_of(number) if isinstance(number, int) else None)
            for number in paginator.get_elided_page_range(self.found.page)
        ]

    @property
    def next_address(self) -> str:
        """Where the next page is; "" on the last."""
        following = self.found.page + 1
        return self._address_of(following) if following <= self.found.pages else ""

    def _address_of(self, page: int) -> str:
        return self.query.on_page(page).address() or "?page=1"

    @cached_property
    def filters(self) -> list[Filter]:
        """The facets that have anything to choose."""
        made = (self._filter(facet) for facet in FACETS.values())
        return [each for each in made if each.options]

    def _filter(self, facet: Facet) -> Filter:
        options = options_of(facet, self.query, self.found, self.names)
        # One more costs less room than a list.
        most = SHOWN if len(options) > SHOWN + 2 else len(options)
        behind = options[most:]
        shown = options[:most] + [option for option in behind if option.chosen]
        others = [option for option in behind if not option.chosen][:LISTED]
        return Filter(self.query.language, facet.name, facet.label, facet.single, shown, others)

    @cached_property
    def tags(self) -> list[Tag]:
        """What was asked for, each with the way back from it."""
        query, found = self.query, []
        if query.text:
            label = LocalText(query.text, query.language)
            found.append(Tag("", label, query.with_text("").address()))
        found += [
            Tag(each.label, option.label, query.toggling(each.name, option.value).address())
            for each in self.filters
            for option in each.chosen
        ]
        if query.since or query.until:
            label = LocalText(_days(query.since, query.until), query.language)
            found.append(Tag("", label, query.without_dates().address()))
        return found

    @cached_property
    def elsewhere(self) -> list[Way]:
        """How many there are in the languages whose words weren't looked through."""
        if not self.query.phrases:
            return []
        counts = self.found.counts.get("language", {})
        facet = FACETS["language"]
        labels = facet.labels(
            [code for code in counts if code not in self.query.languages],
            names=self.names,
        )
        return [
            Way(labels[code], counts[code], self.query.having("language", [code]).address())
            for code in facet.order(counts, labels, language=self.query.language)
        ]

    @cached_property
    def ways_out(self) -> list[Way]:
        """Which filter to drop where nothing was found, the most helpful first."""
        ways = [
            Way(
                LocalText(str(FACETS[name].label), self.query.language),
                count,
                self.query.having(name, []).address(),
            )
            for name, count in self.found.without.items()
            if count
        ]
        return sorted(ways, key=lambda way: -way.count)

    @cached_property
    def meant(self) -> Correction | None:
        """What may have been meant, where nothing has these words in any language."""
        if self.total or self.elsewhere:
            return None
        return correction(self.query, today=self.today)

    @property
    def simpler(self) -> Any:
        """What to say where the database stood in."""
        return SIMPLER

    @property
    def sorts(self) -> list[tuple[Sort, Any, str, bool]]:
        """The orders to choose from: which, its name, its address, whether it is in use."""
        offered = [sort for sort in Sort if sort is not Sort.RELEVANCE or self.query.phrases]
        return [
            (sort, SORTS[sort], self.query.sorted_by(sort).address(), sort is self.query.order)
            for sort in offered
        ]


def results_of(query: Query, *, request: HttpRequest | None, now: datetime) -> Results:
    """One page of what a query finds, for a reader of its language."""
    today = timezone.localdate(now)
    found, names = search(query, today=today, per_page=PER_PAGE), Names(query.language)
    listed = entries(
        found.ids,
        language=query.language,
        request=request,
        today=today,
        as_found=bool(query.phrases),
        names=names,
    )
    with_marks = [replace(entry, marked=found.marked.get(entry.document.pk)) for entry in listed]
    return Results(query, found, with_marks, names, today)


def _days(since: date | None, until: date | None) -> str:
    """A stretch of days in words."""
    if since and until:
        days = {"first": date_format(since), "last": date_format(until)}
        return _("%(first)s to %(last)s") % days
    if since:
        return _("from %(day)s") % {"day": date_format(since)}
    return _("until %(day)s") % {"day": date_format(until)} if until else ""
