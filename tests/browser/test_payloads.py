"""Scripts in titles, names, rich text, files, PO files and addresses run nowhere: Chromium listens."""

from contextlib import nullcontext
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape
from playwright.sync_api import Browser, Page
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from actions.models import ActionRecord, Country, Holder, Office, Topic, UrgentActionPage
from cms.localisation.publishing import publish_translation
from cms.localisation.services import submit_for_translation
from cms.models import OrganisationSettings
from tests.factories import urdu_site
from tests.payloads import payloads
from tests.services.conftest import migrated_sqlite, new_site, sqlite_site  # noqa: F401
from tests.services.sites import Site
from tests.static_files import share_static

# Hears what runs, and what the policy refused to run: either means that words became markup.
LISTEN = """
window.heard = [];
window.ran = (which) => window.heard.push(`ran ${which}`);
document.addEventListener("securitypolicyviolation", (event) =>
  window.heard.push(`refused ${event.violatedDirective} ${event.sample}`));
"""
PASSWORD = "correct horse battery staple"


def fill_with_payloads() -> dict[str, int]:
    """Every payload as a title, a name and a paragraph; the ids of what to look at."""
    ways = payloads()
    call_command("synthesise", actions=len(ways), verbosity=0)
    ActionRecord.objects.update(withdrawn_at=None, closed_at=None)
    pages = list(UrgentActionPage.objects.order_by("pk"))
    for page, way in zip(pages, ways, strict=True):
        # Words of rich text are written by the editor as text, whatever they look like.
        escaped = way.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        page.title = page.draft_title = way[:250]
        page.introduction = f"<p>{escaped}</p>"
        page.seo_title = page.search_description = way[:250]
        page.people = [("person", {"name": way[:200], "pronoun": way[:40], "group": False})]
        page.save()
    first = pages[0]
    first.people = [("person", {"name": way[:200], "pronoun": "", "group": False}) for way in ways]
    first.save_revision(clean=False).publish()
    for rows, field in (
        (Office.objects.order_by("pk"), "title_en"),
        (Office.objects.order_by("pk"), "address"),
        (Holder.objects.order_by("pk"), "name_en"),
        (Country.objects.order_by("pk"), "name_en"),
        (Topic.objects.order_by("pk"), "name_en"),
    ):
        for row, way in zip(rows, ways, strict=False):
            setattr(row, field, way[:100])
            row.save()
    settings = OrganisationSettings.for_site(first.get_site())
    settings.name_en, settings.strapline_en, settings.footer_en = ways[3], ways[11], ways[23]
    settings.save()
    users = get_user_model().objects
    for number, way in enumerate(ways[:30]):
        users.create_user(f"mole-{number}", first_name=way[:150], last_name=way[:150])
    admin = users.create_superuser("administrator", "admin@example.org", PASSWORD)
    Group.objects.create(name=ways[12][:150])
    image = get_image_model()(title=ways[24], file=get_test_image_file())
    image.save()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(admin)
    upload_files_named(ways, browser)
    return {
        "page": first.pk,
        "library": first.get_parent().pk,
        "urdu": upload_translation(first, ways, browser),
        "image": get_image_model().objects.latest("pk").pk,
        "document": get_document_model().objects.latest("pk").pk,
    }


def upload_files_named(ways: list[str], browser: Client) -> None:
    """Drop documents on the page of uploads, and a few pictures, each named by a payload."""
    picture = get_test_image_file().file.getvalue()
    for kind, ending, content, names in (
        ("documents", "txt", b"words", ways),
        ("images", "png", picture, ways[::8]),
    ):
        address = f"/admin/{kind}/multiple/add/"
        for way in names:
            # Written as browsers never do, so that no sign of the name is lost; "/" has none.
            name = quote(f"{way.replace('/', '|')}.{ending}", safe="")
            file = f"filename=\"x.{ending}\"; filename*=UTF-8''{name}".encode()
            fields = b'--B\r\nContent-Disposition: form-data; name="title"\r\n\r\n%s\r\n'
            fields += b'--B\r\nContent-Disposition: form-data; name="files[]"; %s\r\n\r\n%s\r\n'
            body = fields % (way[:250].encode(), file, content) + b"--B--\r\n"
            answer = browser.post(address, body, "multipart/form-data; boundary=B")
            assert answer.json()["success"], (name, answer.content)


def upload_translation(page: UrgentActionPage, ways: list[str], browser: Client) -> int:
    """Upload payloads as the words of a PO file, which are published, then as its markup.

    What is markup is kept for the translator to mend, and not published; the page in Urdu.
    """
    urdu_site()
    urdu = Locale.objects.get(language_code="ur")
    submit_for_translation(page=page, locales=[urdu])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=urdu
    )
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    texts = StringTranslation.objects.filter(context__object_id=page.translation_key, locale=urdu)
    for written in (escape, str):
        po = translation.export_po()
        for number, entry in enumerate(po):
            entry.msgstr = written(ways[number % len(ways)])
        browser.post(address, {"file": SimpleUploadedFile("words.po", str(po).encode())})
        refused = written is str
        assert texts.filter(has_error=refused).count() > len(ways) * 0.8
        with pytest.raises(ValidationError) if refused else nullcontext():
            publish_translation(translation=translation)
    return translation.get_target_instance().pk


@pytest.fixture
def filled(sqlite_site) -> tuple[Site, dict[str, int]]:  # noqa: F811
    site = sqlite_site()
    share_static(site.var)
    ids = site.do(fill_with_payloads)
    site.serve()
    return site, ids


def heard_on(page: Page, address: str) -> list[str]:
    """What was heard on a page, after a while in which it was scrolled and moved over."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500, address
    page.mouse.move(200, 300)
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    return [f"{address}: {what}" for what in page.evaluate("window.heard")]


def test_a_hundred_payloads_run_nowhere(browser: Browser, filled):
    site, ids = filled
    ways = payloads()
    assert len(ways) >= 100
    context = browser.new_context(base_url=site.url)
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    number = site.do(slug_of, ids["page"])
    public = ["/en/", f"/en/actions/{number}/", *(f"/en/actions/?page={n}" for n in range(1, 7))]
    public += [f"/ur/actions/{number}/", "/ur/actions/", "/ur/"]
    public += [f"/en/actions/?status={quote(way)}&q={quote(way)}" for way in ways[::10]]
    public += [f"/en/{quote(way, safe='')}/" for way in ways[::10]]
    heard = [what for address in public for what in heard_on(page, address)]
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("administrator")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    screens = [
        "/admin/",
        "/admin/urgent_actions/",
        f"/admin/pages/{ids['library']}/",
        f"/admin/pages/{ids['page']}/edit/",
        f"/admin/pages/{ids['page']}/history/",
        f"/admin/localize/release/{ids['page']}/",
        f"/admin/pages/{ids['urdu']}/edit/",
        f"/admin/pages/search/?q={quote(ways[0])}",
        "/admin/snippets/actions/office/",
        "/admin/snippets/actions/country/",
        "/admin/users/",
        "/admin/groups/",
        "/admin/images/",
        f"/admin/images/{ids['image']}/",
        "/admin/documents/",
        f"/admin/documents/edit/{ids['document']}/",
        "/admin/reports/site-history/",
        "/admin/settings/cms/organisationsettings/",
        f"/en/actions/{number}/",
    ]
    heard += [what for address in screens for what in heard_on(page, address)]
    # Were anything to run, or to be kept from it, it would be heard.
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=ran(1)>')")
    page.wait_for_function("window.heard.length > 0")
    context.close()
    assert heard == []


def slug_of(pk: int) -> str:
    return UrgentActionPage.objects.get(pk=pk).slug
