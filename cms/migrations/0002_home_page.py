"""A site begins with a home page in its first language, instead of Wagtail's greeting."""

from django.conf import settings
from django.db import migrations


def make_home(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("cms", "HomePage")

    root = Page.objects.filter(depth=1).first()
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    if root is None or Page.objects.filter(depth=2).exclude(pk=welcome and welcome.pk).exists():
        return  # a site with pages of its own
    Site.objects.all().delete()
    if welcome:
        welcome.delete()
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    content_type, _created = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    home = HomePage.objects.create(
        title="Qalam",
        draft_title="Qalam",
        slug="home",
        content_type=content_type,
        locale=locale,
        path=root.path + "0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        live=True,
    )
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Site.objects.create(
        hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Qalam"
    )


def unmake_home(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("cms", "HomePage").objects.all().delete()
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(depth=1).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_home, unmake_home)]
