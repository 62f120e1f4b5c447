"""The library's query as a calendar: the last day of each action, with a word some days before."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from actions.citations import one_line
from actions.states import State
from cms.isolation import isolate_whole
from search.feeds import facts_of
from search.listing import Entry
from search.outputs import Asked, everything, output
from search.query import Query, Sort

ICS_TYPE = "text/calendar; charset=utf-8"
DAY = timedelta(days=1)
ALARM = timedelta(hours=9) - 3 * DAY  # at nine, three days before
ASKED_AGAIN = timedelta(hours=6)


@output
def deadlines(asked: Asked) -> HttpResponseBase:
    """`deadlines.ics`: open actions that have a deadline; of other states where one is chosen."""
    found = everything(asked, _query(asked))
    answer = StreamingHttpResponse(_written(asked, found), content_type=ICS_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{asked.file_name}.ics"'
    return answer


def _query(asked: Asked) -> Query:
    query = asked.query.sorted_by(Sort.DEADLINE)
    said = any(status.strip() for status in asked.request.GET.getlist("status"))
    return query if said else query.having("status", [State.OPEN])


def _written(asked: Asked, entries: Iterable[list[Entry]]) -> Iterator[bytes]:
    """The calendar, some events at a time."""
    with translation.override(asked.language):
        head, end = _calendar(asked).to_ical().rsplit(b"END:VCALENDAR", 1)
    yield head
    for found in entries:
        with translation.override(asked.language):
            events = [_event(entry, entry.act_by, asked) for entry in found if entry.act_by]
        yield b"".join(event.to_ical() for event in events)
    yield b"END:VCALENDAR" + end


def _calendar(asked: Asked) -> Calendar:
    """The calendar itself; the older names of its properties are what most programs read."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Qalam//Deadlines//{asked.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    language = {"LANGUAGE": asked.language}
    name = _("Deadlines: %(organisation)s") % {"organisation": asked.organisation}
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, name, parameters=language)
    if asked.note:
        for property_name in ("description", "x-wr-caldesc"):
            calendar.add(property_name, asked.note, parameters=language)
    calendar.add("url", asked.address())
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASKED_AGAIN // timedelta(hours=1)}H")
    return calendar


def _event(entry: Entry, day: date, asked: Asked) -> Event:
    """The last day of an action: all of it, and nobody is kept from anything else on it."""
    event = Event()
    language = {"LANGUAGE": asked.language}
    title = isolate_whole(one_line(entry.title), language=entry.language)
    action = _(": ").join(filter(None, [entry.label, title]))
    summary = _("Last day to write: %(action)s") % {"action": action}
    event.add("uid", str(entry.record.translation_key))
    event.add("dtstamp", asked.changed)
    event.add("summary", summary, parameters=language)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("transp", "TRANSPARENT")
    event.add("description", f"{facts_of(entry)}\n{entry.url}", parameters=language)
    event.add("url", entry.url)
    if entry.topics:
        event.add("categories", [str(topic) for topic in entry.topics])
    if entry.state is State.OPEN:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", ALARM)
        alarm.add("description", summary, parameters=language)
        event.add_component(alarm)
    return event
