"""A site begins with an empty library below its home page."""

from django.db import migrations


def make_library(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("cms", "HomePage")
    LibraryPage = apps.get_model("search", "LibraryPage")

    home = HomePage.objects.filter(depth=2).order_by("path").first()
    if home is None or home.numchild:
        return
    content_type, _created = ContentType.objects.get_or_create(
        app_label="search", model="librarypage"
    )
    LibraryPage.objects.create(
        title="Urgent actions",
        draft_title="Urgent actions",
        slug="actions",
        content_type=content_type,
        locale_id=home.locale_id,
        path=home.path + "0001",
        depth=3,
        numchild=0,
        url_path=f"{home.url_path}actions/",
        live=True,
        show_in_menus=True,
    )
    Page.objects.filter(pk=home.pk).update(numchild=1)


def unmake_library(apps, schema_editor):
    apps.get_model("search", "LibraryPage").objects.all().delete()
    apps.get_model("cms", "HomePage").objects.filter(numchild=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("cms", "0002_home_page"),
    ]

    operations = [migrations.RunPython(make_library, unmake_library)]
