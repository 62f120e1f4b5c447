"""A library of which no word is Latin: whatever its pages say in Latin letters isn't its content.

Addresses of the web and of mail, and the own names of languages, are all that content has of them.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile

from actions import services
from actions.models import (
    ActionRecord,
    Country,
    Holder,
    Language,
    Office,
    Organisation,
    UrgentActionPage,
)
from cms.models import ContentPage, HomePage, OrganisationSettings
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

TODAY = timezone.localdate()
GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβσδεφγηιξκλμνοπθρστυψωχζζΑΒΣΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥΨΩΧΖΖ",
)


def greek(text: str) -> str:
    """Words in Greek letters; tags and addresses stay what they are."""
    kept = re.split(r"(<[^<>]*>|https?://\S+)", text)
    return "".join(
        piece if place % 2 else piece.translate(GREEK) for place, piece in enumerate(kept)
    )


def paragraph(text: str) -> RichText:
    """Rich text in Greek letters."""
    return RichText(greek(f"<p>{text}</p>"))


@dataclass
class World:
    """Actions by what they are there for, in the language they were written in; two offices."""

    pages: dict[str, UrgentActionPage]
    urdu: dict[str, UrgentActionPage]
    office: Office
    other: Office
    member: User


def make_world() -> World:
    """Actions in every state, in English and Urdu by name, in Greek by letter."""
    Country.objects.exclude(code="KE").delete()
    Language.objects.exclude(code__in=["en", "ur"]).delete()
    text = _name_the_site()
    urdu_site()
    translate(text, prefix="")
    office, other = _office("Minister", 1), _office("Embassy", 2)
    pages = {"full": _full(office, other)}
    pages["last day"] = _action(office, 2, act_by=TODAY)
    pages["closed"] = _action(office, 3)
    pages["expired"] = _action(office, 4, act_by=TODAY - timedelta(days=9))
    pages["superseded"] = _action(office, 5)
    pages["newest"] = _action(office, 5, sequence=2, slug="second-5")
    pages["withdrawn"] = _action(office, 6)
    urdu = {name: translate(page, prefix="") for name, page in pages.items()}
    pages["not yet"] = _action(office, 7, act_by=None)
    pages["draft"] = _action(office, 8, publish=False)
    note = {"en": greek("She is home."), "ur": greek("She is home.")}
    services.close_action(
        record=_record(pages["closed"]), outcome="released", note=note, now=timezone.now()
    )
    services.withdraw_action(
        record=_record(pages["withdrawn"]), reason=greek("They asked"), now=timezone.now()
    )
    return World(pages, urdu, office, other, _member())


def _record(page: UrgentActionPage) -> ActionRecord:
    return ActionRecord.objects.get(translation_key=page.translation_key)


def _name_the_site() -> ContentPage:
    for page in Page.objects.all():
        page.title = page.draft_title = greek(page.title)
        page.save()
    home = HomePage.objects.get()
    home.introduction = greek("<p>A letter helps.</p>")
    home.save_revision().publish()
    text = ContentPage(
        title=greek("How to write"),
        slug="how-to-write",
        locale=home.locale,
        body=[("text", paragraph("Short.")), ("reading", _reading()), ("quote", _quote())],
    )
    home.add_child(instance=text)
    text.save_revision().publish()
    site = Site.objects.get()
    site.site_name = greek("Pens")
    site.save()
    words = OrganisationSettings.for_site(site)
    for name in ("name", "strapline", "footer"):
        for code in ("en", "ur"):
            setattr(words, f"{name}_{code}", greek("Pens"))
    words.save()
    return text


def _office(title: str, place: int) -> Office:
    body = Organisation.objects.create(
        name_en=greek(f"Ministry {place}"), website="https://example.org/"
    )
    office: Any = OfficeFactory(
        title_en=greek(title),
        title_ur=greek(title),
        address=greek("1 Street\nTown"),
        organisation=body,
        holder=False,
    )
    words = {"name": "Asha", "honorific": "Hon.", "salutation": "Dear"}
    columns = {
        f"{name}_{code}": greek(text) for name, text in words.items() for code in ("en", "ur")
    }
    Holder.objects.create(office=office, **columns)
    return Office.objects.get(pk=office.pk)


def _action(office: Office, serial: int, **facts: Any) -> UrgentActionPage:
    words = {"salutation": "Dear", "sign_off": "Yours", "short_body": "Please"}
    sample = letter(
        body=paragraph("Please."), **{name: greek(text) for name, text in words.items()}
    )
    target = {"office": office, "salutation": greek("Dear"), "note": greek("Can free her")}
    defaults: dict[str, Any] = {
        "serial": serial,
        "slug": f"action-{serial}",
        "act_by": TODAY + timedelta(days=3),
        "issued_on": TODAY - timedelta(days=20),
        "introduction": greek("<p>She was taken.</p>"),
        "letters": [("letter", sample)],
        "targets": [("target", target)],
    }
    return make_action(title=greek(f"Free her, {serial}"), **{**defaults, **facts})


def _full(office: Office, other: Office) -> UrgentActionPage:
    """An action of which nothing is empty."""
    update = {"date": TODAY - timedelta(days=5), "kind": "good_news", "text": paragraph("Seen.")}
    days = [(TODAY + timedelta(days=9), "expected"), (TODAY - timedelta(days=9), "certain")]
    page = _action(
        office,
        1,
        index_number="1/2/3",
        own_language_accepted=True,
        is_example=True,
        search_description=greek("About her"),
        safety_note=greek("<p>Not from there.</p>"),
        steps=[("step", {"text": paragraph("Write."), "reports": False})],
        copies=[("copy", {"office": other, "note": ""})],
        people=[("person", {"name": greek("Asha"), "pronoun": greek("she"), "group": False})],
        updates=[("update", update)],
        key_dates=[
            ("key_date", {"date": day, "what": greek("Hearing"), "certainty": certainty})
            for day, certainty in days
        ],
        previous_actions=[
            ("previous_action", {"label": "", "url": "https://example.org/one"}),
            ("previous_action", {"label": greek("One"), "url": "https://example.org/one"}),
        ],
        additional_information=_information(),
        publish=False,
    )
    page.co_issuers.set(Organisation.objects.all())
    page.signatories.set(Organisation.objects.all())
    page.save()
    services.publish_action(page=page)
    return UrgentActionPage.objects.get(pk=page.pk)


def _information() -> list[tuple[str, Any]]:
    blank = {"place": greek("Town"), "period": greek("May"), "as_of": TODAY, "source": 1}
    figure = {"value": "12", "qualifier": greek("over"), "counted": greek("held"), **blank}
    parts = [{"label": greek("part"), "value": str(value)} for value in (5, 7)]
    counted = {**figure, "counted_by": greek("we")}
    source = {"publisher": greek("Monitor"), "title": greek("Report"), "date": TODAY}
    links = {"address": "https://example.org/a", "archived_address": "https://example.org/b"}
    return [
        ("text", paragraph("Taken [1], held [1].")),
        ("quote", _quote()),
        ("image", _image()),
        ("figure", {**figure, "breakdown": parts}),
        (
            "figures",
            {
                "subject": greek("held"),
                "figures": [
                    counted,
                    {**counted, "value": greek("many")},
                    {**counted, "value": "13"},
                ],
                "note": greek("They differ"),
            },
        ),
        ("reading", _reading()),
        ("source", {**source, **links, "accessed_on": TODAY}),
    ]


def _quote() -> dict[str, Any]:
    return {"text": greek("Where is she?"), "attribution": greek("Asha")}


def _reading() -> dict[str, Any]:
    return {
        "title": greek("More"),
        "publisher": greek("Monitor"),
        "url": "https://example.org/reading",
    }


def _image() -> dict[str, Any]:
    data = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    made = get_image_model()(title=greek("Door"))
    made.file.save("1.png", ImageFile(BytesIO(data.getvalue()), name="1.png"), save=False)
    made.save()
    return {
        "image": made,
        "alt_text": greek("A door"),
        "caption": greek("Her door"),
        "credit": greek("Asha"),
        "consent": True,
    }


def _member() -> User:
    """Who may do everything, with the admin in Urdu."""
    member = User.objects.create_superuser(greek("member"))
    profile = UserProfile.get_for_user(member)
    profile.preferred_language = "ur"
    profile.save()
    return member
