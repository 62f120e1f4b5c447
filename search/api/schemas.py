"""What the API answers, as OpenAPI tells it."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field


class Action(Schema):
    """An action in a list."""

    number: str | None = Field(description='Such as "109.23"; null where it has only a reference.')
    sequence: int | None = Field(description="Its place in the series, from 1.")
    label: str | None = Field(description="How the number is read in the language asked for.")
    title: str
    language: str = Field(description="Of the title, and of the page at `url`.")
    languages: list[str] = Field(description="That it can be read in.")
    state: str = Field(description="Today: open, expired, superseded or closed.")
    outcome: str | None = Field(description="What became of a closed action.")
    issued_on: date | None
    act_by: date | None = Field(description="The last day on which letters help.")
    closed_on: date | None
    countries: list[str] = Field(description="ISO 3166 codes.")
    regions: list[str]
    topics: list[str] = Field(description="Slugs.")
    letter_languages: list[str] = Field(description="That letters are best written in.")
    targets: list[int] = Field(description="Ids of the offices that are written to.")
    index_number: str | None
    reference: str | None = Field(description="The number that another network gave.")
    is_example: bool = Field(description="Whether it is invented, to show how actions look.")
    url: str


class Actions(Schema):
    """A page of actions."""

    count: int = Field(description="Of all pages.")
    items: list[Action]
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")


class Facet(Schema):
    """A value of a facet, and how many actions choosing it would give."""

    value: str
    label: str
    count: int


class Contact(Schema):
    """A way to reach an office."""

    kind: str
    label: str
    text: str = Field(description="As it is printed.")
    link: str | None = Field(description="Only while readers are asked to write.")


class Card(Schema):
    """An office, with who holds it: today, or when the writing stopped."""

    office: int
    title: str
    name: str | None
    honorific: str | None
    salutation: str | None
    organisation: str | None
    embassy_of: str | None
    country: str | None
    address: list[str]
    contacts: list[Contact]
    note: str | None
    verified_on: date | None


class Letter(Schema):
    """A model letter."""

    office: int | None = Field(description="The only office that it is for, if there is one.")
    salutation: str
    body: str = Field(description="HTML.")
    sign_off: str


class Part(Schema):
    """A part of the additional information; what it has besides depends on its type."""

    type: str = Field(description="text, quote, image, figure, figures or reading.")
    value: dict[str, Any]


class Source(Schema):
    """What is cited by its number."""

    number: int
    publisher: str
    title: str | None
    date: str | None
    address: str | None
    archived_address: str | None
    accessed_on: str | None
    language: str | None


class Person(Schema):
    """Who is at risk."""

    name: str
    pronoun: str | None
    group: bool


class KeyDate(Schema):
    """A day on which something happens."""

    date: date
    certainty: str
    what: str | None = Field(description="null where this language hasn't got it yet.")


class Update(Schema):
    """What happened since."""

    date: date
    kind: str
    text: str | None = Field(description="HTML; null where this language hasn't got it yet.")


class Link(Schema):
    """Another action on the case, or one that an editor named."""

    label: str | None
    title: str | None
    language: str | None
    sequence: int | None
    url: str


class WholeAction(Action):
    """An action with its parts, in one language."""

    permanent_url: str
    may_write: bool = Field(description="Whether readers are asked to write today.")
    safety_note: str | None = Field(
        description="HTML. Who should not write, and what writing reveals: show it before anything "
        "that sends."
    )
    introduction: str = Field(description="HTML.")
    steps: list[str] = Field(description="HTML.")
    letters: list[Letter]
    target_cards: list[Card]
    copies: list[Card]
    own_language_accepted: bool
    people: list[Person]
    key_dates: list[KeyDate]
    updates: list[Update]
    additional_information: list[Part]
    sources: list[Source]
    closing_note: str | None
    co_issuers: list[str]
    signatories: list[str]
    newest: Link | None = Field(description="The newest on the case, where it is another one.")
    earlier: list[Link]
    previous_actions: list[Link]
    translations: list[Link] = Field(description="Its page in each language.")
    downloads: dict[str, str] = Field(description="Addresses, by what they are.")


class Problem(Schema):
    """What is wrong with a parameter."""

    parameter: str
    message: str


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


class WrongParameters(Refusal):
    """What is wrong with the request."""

    errors: list[Problem]
