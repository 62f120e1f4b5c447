"""A library of any size, made in bulk from one action: for counting queries and for benchmarks."""

import uuid

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from actions.models import ActionRecord, UrgentActionPage
from search.changes import rebuild


def multiply_actions(wanted: int) -> None:
    """Copies of an action's rows, made in bulk: a thousand, as the list sees them."""
    template = UrgentActionPage.objects.filter(locale__language_code="en").first()
    base = Page.objects.get(pk=template.pk)
    parent = template.get_parent()
    countries = list(
        ActionRecord.objects.get(translation_key=template.translation_key).countries.all()
    )
    keys = [uuid.uuid4() for _ in range(wanted)]
    fields = [f for f in Page._meta.local_concrete_fields if f.name != "id"]
    pages = []
    for place, key in enumerate(keys):
        values = {f.attname: getattr(base, f.attname) for f in fields}
        values |= {
            "translation_key": key,
            "path": f"{parent.path}{Page._int2str(place + 1000).rjust(4, '0')}",
            "slug": f"copy-{place}",
            "url_path": f"{parent.url_path}copy-{place}/",
            "latest_revision_id": None,
            "live_revision_id": None,
        }
        pages.append(Page(**values))
    made = Page.objects.bulk_create(pages)
    local = [f for f in UrgentActionPage._meta.local_concrete_fields if f.name != "page_ptr"]
    columns = ", ".join(connection.ops.quote_name(f.column) for f in local)
    table = UrgentActionPage._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (page_ptr_id, {columns}) "  # noqa: S608
            f"SELECT %s, {columns} FROM {table} WHERE page_ptr_id = %s",
            [(page.pk, template.pk) for page in made],
        )
    records = ActionRecord.objects.bulk_create(
        ActionRecord(
            translation_key=key,
            source_locale_id=template.locale_id,
            serial=1000 + place,
            year=2026,
            sequence=1,
            published_at=timezone.now(),
        )
        for place, key in enumerate(keys)
    )
    ActionRecord.countries.through.objects.bulk_create(
        ActionRecord.countries.through(actionrecord=record, country=country)
        for record in records
        for country in countries
    )
    rebuild(now=timezone.now())
