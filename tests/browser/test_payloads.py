"""Scripts in titles, names, rich text and addresses run nowhere: Chromium listens."""

from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from actions.models import ActionRecord, Country, Holder, Office, Topic, UrgentActionPage
from cms.models import OrganisationSettings
from tests.payloads import payloads
from tests.services.conftest import migrated_sqlite, new_site, sqlite_site  # noqa: F401
from tests.services.sites import Site

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
    return {"page": first.pk, "library": first.get_parent().pk, "admin": admin.pk}


@pytest.fixture
def filled(sqlite_site) -> tuple[Site, dict[str, int]]:  # noqa: F811
    site = sqlite_site()
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
        f"/admin/pages/search/?q={quote(ways[0])}",
        "/admin/snippets/actions/office/",
        "/admin/snippets/actions/country/",
        "/admin/users/",
        "/admin/groups/",
        "/admin/images/",
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
