"""Changes a site from a process of its own: reads names of changes, one a line, says "done".

Run as `python -m tests.services.another_process`, with the environment of the site.
"""

import sys
from collections.abc import Callable
from datetime import date
from typing import cast

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402
from wagtail.images.tests.utils import get_test_image_file  # noqa: E402
from wagtail.models import PageViewRestriction, Site  # noqa: E402

from actions import services  # noqa: E402
from actions.choices import Outcome  # noqa: E402
from actions.models import ActionRecord, Country, Office, UrgentActionPage  # noqa: E402
from cms.models import ContentPage, HomePage, OrganisationSettings  # noqa: E402
from search.models import LibraryPage  # noqa: E402
from tests.factories import OfficeFactory, make_action, translate, urdu_site  # noqa: E402

CHANGES: dict[str, Callable[[], None]] = {}


def change(act: Callable[[], None]) -> Callable[[], None]:
    """Offer a change under the name of its function."""
    CHANGES[act.__name__] = act
    return act


def page(language: str = "en") -> UrgentActionPage:
    """The action that is changed."""
    return UrgentActionPage.objects.get(slug="ua-1-26", locale__language_code=language)


def record() -> ActionRecord:
    """Its record."""
    return ActionRecord.objects.get(translation_key=page().translation_key)


@change
def make_site() -> None:
    call_command("migrate", verbosity=0)
    urdu_site()
    made = make_action(serial=1, slug="ua-1-26", title="Free the librarian", act_by=None)
    translate(made)
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="How to write", slug="how-to-write"))


@change
def publish_a_title() -> None:
    draft = page()
    draft.title = "Free the librarian of Kisumu"
    draft.save_revision().publish()


@change
def save_a_draft() -> None:
    draft = page()
    draft.title = "Words that nobody has let go"
    draft.save_revision()


@change
def change_the_translation() -> None:
    translated = page("ur")
    translated.title = "لائبریرین کو آزاد کرو"
    translated.save()


@change
def extend() -> None:
    services.extend_deadline(
        record=record(),
        act_by=date(2031, 5, 6),
        reason="The hearing was put off.",
        today=timezone.localdate(),
    )


@change
def correct_the_phone_in_bulk() -> None:
    Office.objects.update(phone="+254 20 222 9999")


@change
def name_a_new_holder() -> None:
    holder = Office.objects.get().holders.get()
    holder.name_en = "Baraka Example"
    holder.save()


@change
def rename_the_country() -> None:
    Country.objects.filter(code="KE").update(name_en="Kenya, as it is called now")


@change
def name_the_organisation() -> None:
    site = Site.objects.get(is_default_site=True)
    settings = OrganisationSettings.for_site(site)
    settings.name_en = "The Letter Writers"
    settings.save()


@change
def rename_a_page_of_the_menu() -> None:
    ContentPage.objects.update(title="How one writes")


@change
def move_it_to_another_address() -> None:
    moved = ContentPage.objects.get()
    moved.slug = "how-one-writes"
    moved.save()


@change
def introduce_the_home() -> None:
    HomePage.objects.filter(locale__language_code="en").update(introduction="<p>Write today.</p>")


@change
def introduce_the_library() -> None:
    LibraryPage.objects.filter(locale__language_code="ur").update(introduction="<p>سب اقدامات</p>")


@change
def publish_another_action() -> None:
    make_action(serial=2, slug="ua-2-26", title="Stop the eviction")


@change
def publish_its_sequel() -> None:
    make_action(serial=1, sequence=2, slug="second-ua-1-26", title="Still held")


@change
def change_by_hand_in_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET title = 'By hand' WHERE slug = 'second-ua-1-26'"
        )


@change
def merge_offices() -> None:
    kept = cast(Office, OfficeFactory(title_en="President of the Court"))
    dropped = record().offices.get().office
    services.merge_offices(
        kept=kept, dropped=dropped, pages=[page()], reason="The same.", today=timezone.localdate()
    )


@change
def put_a_picture() -> None:
    picture = get_image_model()(title="A reading room", file=get_test_image_file())
    picture.save()
    draft = page()
    draft.additional_information = [
        (
            "image",
            {
                "image": picture,
                "alt_text": "An empty chair",
                "caption": "",
                "credit": "Example",
                "consent": True,
            },
        )
    ]
    draft.save_revision().publish()


@change
def replace_the_picture() -> None:
    picture = get_image_model().objects.get()
    # As replacing a name does: the same picture, under another name.
    picture.renditions.all().delete()
    picture.file.save("another.png", picture.file.open(), save=True)


@change
def hide_the_menu_page_behind_a_login() -> None:
    PageViewRestriction.objects.create(page=ContentPage.objects.get(), restriction_type="login")


@change
def write_and_change_ones_mind() -> None:
    with transaction.atomic():
        UrgentActionPage.objects.filter(slug="ua-1-26").update(introduction="<p>Undone</p>")
        transaction.set_rollback(True)


@change
def close() -> None:
    services.close_action(
        record=record(), outcome=Outcome.RELEASED, note={}, now=timezone.now(), reason="Home."
    )


@change
def withdraw() -> None:
    services.withdraw_action(record=record(), reason="He asked for it.", now=timezone.now())


@change
def unpublish_the_home_of_urdu() -> None:
    LibraryPage.objects.get(locale__language_code="ur").unpublish()


if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        CHANGES[line.strip()]()
        print("done", flush=True)
