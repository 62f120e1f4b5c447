"""What is sent to do harm: forms from elsewhere, hosts, ways off the site, paths, sizes.

Each has a clear answer, and does nothing. What the test client would tidy up before it is sent goes
to a real server in tests/services/test_raw_requests.py; names of files are in test_uploads.py.
"""

import re
from copy import deepcopy
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Workflow
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
)

from actions.models import UrgentActionPage
from cms import roles
from cms.localisation.publishing import publish_translation
from cms.security import bodies
from tests.admin_forms import read, signed_in
from tests.cms.second_factor import CODE, LOGIN, PASSWORD, code_of, person, with_app
from tests.cms.test_no_way_around import ADDRESSES
from tests.factories import filled_po, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def administrator(**options: Any) -> Client:
    """The browser of somebody who may do everything."""
    client = Client(**options)
    client.force_login(User.objects.create_superuser("root", "root@example.org", PASSWORD))
    return client


def is_page_of_ours(answer: Any) -> bool:
    """Whether an answer is a page in words of ours, not a word of a program's."""
    html = answer.content.decode()
    return "<h1>" in html and '<html lang="' in html and "Traceback" not in html


# ---- Forms that another site has somebody send ---------------------------------------------------

# Whatever Django's own guard doesn't look at, and why that is no hole.
READ_ONLY = dict.fromkeys(
    (*("api-actions", "api-facets", "api-newest", "api-action", "api-openapi"), "api-nothing"),
    "the public API, which only reads, and knows no session",
)
EXEMPT = {
    **READ_ONLY,
    **dict.fromkeys(
        ("listing", "detail", "find", "action"),
        "Wagtail's API for its own scripts: its sessions ask for the token (rest_framework)",
    ),
    **dict.fromkeys(
        ("edit_string_translation", "edit_override", "snippets_api_listing", "snippets_api_detail"),
        "wagtail-localize's, in the same way",
    ),
    "readers-form": "readers have no cookie: their forms have to come from a page of this site",
}
FORM = "application/x-www-form-urlencoded"
METHODS = ("post", "put", "patch", "delete")


def every_view(resolver: Any) -> Any:
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield found
        else:
            yield from every_view(found)


def everything() -> dict[str, list[Any]]:
    """Every row there is, but for sessions, which are used."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model is not Session and model._meta.managed
    }


def test_nothing_is_exempt_from_the_token_but_what_asks_for_it_itself():
    exempt = {
        found.name
        for found in every_view(get_resolver())
        if getattr(found.callback, "csrf_exempt", False)
    }
    assert exempt == set(EXEMPT)


def test_no_address_takes_anything_without_the_token():
    urdu_site()
    translate(make_action())
    browser = administrator(enforce_csrf_checks=True)
    before = everything()
    in_words = 0
    for path, name in ADDRESSES:
        if "//" in path:  # no address: the walk put words for a file's name there
            continue
        answer = browser.post(path, {"title": "x", "action-publish": "1"})
        if name in READ_ONLY:
            assert answer.status_code == (404 if name == "api-nothing" else 405), path
            continue
        assert answer.status_code == 403, path
        if name in EXEMPT and answer["Content-Type"] == "application/json":
            assert "CSRF Failed" in answer.json()["detail"], path
        else:
            assert "Go back: what you wrote should still be there." in answer.content.decode(), path
            in_words += 1
    assert in_words > 290
    assert everything() == before


def test_what_scripts_send_needs_the_token_and_does_its_work_with_it():
    urdu_site()
    page = make_action()
    translate(page)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment
    word = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    unpublish = f"/admin/api/main/pages/{page.pk}/action/unpublish/"
    browser = administrator(enforce_csrf_checks=True)
    before = everything()
    for address in (word, unpublish):
        for method in METHODS:
            answer = getattr(browser, method)(
                address, {"value": "another"}, content_type="application/json"
            )
            assert answer.status_code == 403, (method, address)
            assert "CSRF Failed" in answer.json()["detail"]
    assert everything() == before
    browser.get("/admin/account/")
    token = browser.cookies["csrftoken"].value
    with_token: dict[str, Any] = {"headers": {"X-CSRFToken": token}}
    # Without what it is about it is a bad request, and no mistake of ours.
    assert browser.put(word, {}, content_type="application/json", **with_token).status_code == 400
    browser.put(word, "value=another", content_type=FORM, **with_token)
    assert StringTranslation.objects.filter(data="another").exists()
    assert browser.post(unpublish, **with_token).status_code == 200
    assert not UrgentActionPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:8000"},
    ],
    ids=str,
)
def test_a_token_is_worth_nothing_from_another_site(headers):
    page = make_action()
    browser = administrator(enforce_csrf_checks=True)
    browser.get("/admin/account/")
    sent = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    address = f"/admin/pages/{page.pk}/unpublish/"
    answer = browser.post(address, sent, headers=headers)
    assert answer.status_code == 403
    assert is_page_of_ours(answer)
    assert UrgentActionPage.objects.get(pk=page.pk).live
    assert browser.post(address, sent, headers={"origin": "http://testserver"}).status_code == 302


# ---- Hosts ---------------------------------------------------------------------------------------

HOSTS = [
    "evil.example",
    "testserver.evil.example",
    "testserver@evil.example",
    "testserver:80@evil.example",
    "testserver:evil",
    "testserver, evil.example",
    "testserver/evil",
    "testserver evil",
    "evil.example:80",
    "[::1]",
    "[evil.example",
    "local\xffhost",
    "\u202etestserver",
    "",
    "%",
    "*",
    ".",
    "x" * 5000,
    '"><script>alert(1)</script>',
]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: ascii(host[:30]))
def test_another_host_is_a_bad_request_and_said_nowhere(host):
    urdu_site()
    page = make_action()
    for address in ("/", "/en/", "/en/actions", page.url, "/admin/login/", "/media/x", "/nothing"):
        answer = Client().get(address, HTTP_HOST=host)
        assert answer.status_code == 400, address
        assert is_page_of_ours(answer)
        said = f"{answer.headers}{answer.content.decode()}"
        assert "evil" not in said
        assert "alert" not in said


def test_what_proxies_are_told_by_strangers_is_not_believed():
    urdu_site()
    page = make_action()
    told = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-port": "666",
        "x-forwarded-server": "evil.example",
        "forwarded": "host=evil.example",
        "x-host": "evil.example",
        "x-original-url": "/admin/",
        "x-rewrite-url": "/admin/",
        "x-http-method-override": "DELETE",
        "referer": "https://evil.example/",
    }
    for address in ("/en/", page.url, "/en/actions/", "/en/actions", "/robots.txt", "/admin/"):
        plain = Client().get(address)
        answer = Client().get(address, headers=told)
        assert answer.status_code == plain.status_code, address
        assert answer.content == plain.content, address
        assert answer.get("Location") == plain.get("Location")


def test_a_port_that_somebody_names_is_in_no_link():
    urdu_site()
    page = make_action()
    for address in ("/en/", page.url, "/en/actions/", "/en/actions", "/", "/admin/"):
        answer = Client().get(address, HTTP_HOST="localhost:6666")
        assert "6666" not in f"{answer.headers}{answer.content.decode()}", address
    html = Client().get(page.url, HTTP_HOST="localhost:6666").content.decode()
    links = [str(link["href"]) for link in read(html).select("link[rel=alternate][hreflang]")]
    assert f"http://localhost{page.url}" in links
    assert all(link.startswith("http://localhost/") for link in links)


def test_a_mail_leads_to_this_site_whatever_host_was_asked():
    person()
    asked = {"x-forwarded-host": "evil.example", "host": "localhost:6666"}
    answer = Client().post("/admin/password_reset/", {"email": "amina@act.example"}, headers=asked)
    assert answer.status_code == 302
    [letter] = mail.outbox
    [link] = re.findall(r"https?://\S+", str(letter.body))
    assert link.startswith("http://localhost/admin/password_reset/confirm/")


# ---- Ways off the site ---------------------------------------------------------------------------

# What browsers don't understand, or look for on this site.
NOWHERE = {"http://[evil", "\u3002//evil.example", "http://testserver\\@evil.example"}
OFF = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    "http:\\\\evil.example",
    "HTTPS://EVIL.example",
    "https://testserver@evil.example",
    "https://testserver:x@evil.example/",
    "http://testserver.evil.example/",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "JavaScript://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://testserver/",
    "//evil%E3%80%82example",
    *sorted(NOWHERE),
]


def leads_off(location: str) -> bool:
    """Whether a browser at this site would leave it: they mend addresses before they follow them."""
    mended = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33)))))
    mended = mended.replace("\\", "/")
    if re.match(r"https?:", mended, re.IGNORECASE):
        scheme, _colon, rest = mended.partition(":")
        mended = f"{scheme}://{rest.lstrip('/')}"  # however many slashes there are
    elif mended.startswith("//"):
        mended = f"//{mended.lstrip('/')}"
    try:
        parts = urlsplit(urljoin("http://testserver/admin/", mended))
    except ValueError:  # leads nowhere
        return False
    return parts.scheme not in ("http", "https") or parts.netloc != "testserver"


def test_the_test_knows_what_leads_off():
    here = ("/admin/", "", "?x=//evil.example", "/en//evil.example", "http://testserver/", "#x")
    assert [way for way in here if leads_off(way)] == []
    assert {way for way in OFF if not leads_off(way)} == NOWHERE


def links_off(answer: Any, way: str) -> list[str]:
    """What of a page would lead a browser to where it was asked to be led."""
    page = read(answer.content.decode())
    attributes = ("href", "action", "formaction", "src", "data-url")
    found = [str(tag.get(name, "")) for tag in page.find_all(True) for name in attributes]
    found += [str(tag.get("value", "")) for tag in page.find_all("input", attrs={"name": "next"})]
    return [link for link in found if link.strip() == way.strip() and leads_off(link)]


@pytest.mark.parametrize("way", OFF, ids=ascii)
def test_a_sign_in_leads_nowhere_else(way):
    user = with_app(person(roles.EDITORS))
    asked = f"{LOGIN}?next={quote(way)}"
    browser = Client()
    assert links_off(browser.get(asked), way) == []
    led = browser.post(asked, {"username": user.username, "password": PASSWORD, "next": way})
    assert led.status_code == 302
    assert not leads_off(led.url)
    # To the code first, and from there to the front of the admin.
    asked = f"{CODE}?next={quote(way)}"
    assert links_off(browser.get(asked), way) == []
    led = browser.post(asked, {"code": code_of(user), "next": way})
    assert led.status_code == 302
    # One of them is the name of a page of this site.
    assert led.url in ("/admin/", "%E3%80%82//evil.example")
    for given in (asked, f"{LOGIN}?next={quote(way)}"):
        led = browser.get(given)
        assert led.status_code == 302
        assert not leads_off(led.url)
    led = browser.post(f"/admin/logout/?next={quote(way)}", {"next": way})
    assert led.status_code in (200, 302)
    assert not leads_off(led.get("Location", ""))


@pytest.fixture
def world():
    urdu_site()
    page = make_action()
    translate(page)
    return page, administrator()


def test_no_screen_that_goes_back_goes_elsewhere(world):
    page, browser = world
    for way in OFF:
        for verb in ("lock", "unlock"):
            address = f"/admin/pages/{page.pk}/{verb}/?next={quote(way)}"
            led = browser.post(address, {"next": way})
            assert led.status_code == 302
            assert not leads_off(led.url), way
    for way in OFF[1:3]:
        for screen in ("unpublish", "delete", "copy", "edit"):
            answer = browser.get(f"/admin/pages/{page.pk}/{screen}/?next={quote(way)}")
            assert answer.status_code == 200, screen
            assert links_off(answer, way) == [], screen


def test_what_is_behind_a_password_of_its_own_leads_nowhere_else(client):
    page = make_action()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="pen"
    )
    address = f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    for way in OFF:
        led = client.post(address, {"password": "pen", "return_url": way})
        assert led.status_code == (200 if "\0" in way else 302), way
        assert not leads_off(led.get("Location", "")), way


def test_an_address_that_is_mended_stays_on_the_site(client):
    urdu_site()
    for path in (
        "//evil.example",
        "//evil.example/en",
        "///evil.example",
        "/%5cevil.example",
        "/%5c%5cevil.example/x",
        "/%09/evil.example",
        "/%0d%0aLocation:%20https://evil.example",
        "/en//evil.example",
        "/en/%2f%2fevil.example",
        "/https:evil.example",
        "/@evil.example",
        "/.evil.example",
        "/ua/..%2f..%2fevil.example",
        "/admin//evil.example",
    ):
        answer = client.get(path)
        assert answer.status_code in (301, 302, 400, 404), path
        assert not leads_off(answer.get("Location", "")), path
        assert "\n" not in answer.get("Location", "")


# ---- Paths ---------------------------------------------------------------------------------------

OUT = [
    "../secret.txt",
    "../../secret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%2fsecret.txt",
    "..%5csecret.txt",
    "..\\secret.txt",
    "images/../../secret.txt",
    "%252e%252e%252fsecret.txt",
    "..;/secret.txt",
    "....//secret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "%c0%ae%c0%ae%c0%afsecret.txt",
    "%ef%bc%8e%ef%bc%8e/secret.txt",
    "{folder}/secret.txt",
    "/{folder}/secret.txt",
    "%2f{folder}/secret.txt",
    "file://{folder}/secret.txt",
    "..%2fsecret.txt%00.png",
    "%00",
    "~root/.bashrc",
    "C:%5cWindows%5cwin.ini",
    "x" * 5000,
]


@pytest.mark.parametrize("path", OUT, ids=lambda path: path[:30])
def test_no_path_leads_out_of_the_folder_of_files(path, settings, tmp_path):
    folder = tmp_path.resolve()
    settings.MEDIA_ROOT = folder / "media"
    (folder / "secret.txt").write_text("a secret of the machine")
    default_storage.save("documents/list.txt", ContentFile(b"names"))
    path = path.format(folder=str(folder).removeprefix("/"))
    editor = signed_in("Administrators")
    assert editor.get("/media/documents/list.txt").status_code == 200
    for start in ("/media/", "/media/documents/", "/documents/1/", "/static/", "/en/", "/ur/", "/"):
        for browser in (Client(), editor):
            answer = browser.get(start + path)
            assert answer.status_code in (301, 302, 400, 404), start + path
            assert "secret of the machine" not in answer.getvalue().decode()
            assert answer.status_code in (301, 302) or is_page_of_ours(answer)


def test_a_document_is_found_by_its_number_and_its_very_name(client):
    document = get_document_model()(title="List")
    document.file.save("list.txt", ContentFile(b"names"))
    number = document.pk
    assert client.get(document.url).status_code == 200
    for path in (f"{number}/../list.txt", f"{number}/other.txt", f"-{number}/list.txt", "9" * 40):
        answer = client.get(f"/documents/{path}", follow=True)
        assert answer.status_code == 404
        assert is_page_of_ours(answer)


# ---- Sizes ---------------------------------------------------------------------------------------


def post_form(browser: Client, **sent: Any) -> Any:
    return browser.post("/admin/account/", sent)


def test_more_than_a_form_may_have_is_said(settings):
    browser = administrator()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    for sent in (
        {"words": "x" * 3000},
        {f"field-{number}": "x" for number in range(30)},
        {f"file-{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(5)},
    ):
        answer = browser.post("/admin/account/", sent)
        assert answer.status_code == 413
        assert is_page_of_ours(answer)
        assert "too large" in answer.content.decode()


def test_more_than_the_site_takes_is_refused_before_it_is_read(settings):
    browser = administrator()
    settings.LARGEST_REQUEST = 5000
    file = SimpleUploadedFile("large.txt", b"x" * 6000)
    for address in ("/admin/documents/add/", "/en/", "/nothing/", "/healthz"):
        file.seek(0)
        answer = browser.post(address, {"file": file}, headers={"accept-language": "ur"})
        assert answer.status_code == 413, address
        assert is_page_of_ours(answer)
        assert answer["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert not get_document_model().objects.exists()
    assert '<html lang="ur" dir="rtl">' in answer.content.decode()


def test_who_isnt_signed_in_uploads_nothing_and_who_no_longer_is_keeps_their_words():
    large = {"words": "x" * (bodies.FROM_STRANGERS + 1)}
    answer = Client().post("/admin/login/", large)
    assert answer.status_code == 403
    assert is_page_of_ours(answer)
    assert "Go back: what you wrote should still be there." in answer.content.decode()
    assert administrator().post("/admin/account/", large).status_code == 200
    expired = Client()
    expired.cookies["sessionid"] = "x" * 32
    assert expired.post("/admin/account/", large).status_code == 403


@pytest.mark.parametrize("length", ["", "-5", "x", "1e9", "9" * 5000, "٣", "0x10", "1,2"])
def test_a_length_that_makes_no_sense_is_no_mistake_of_ours(length):
    answer = Client().post("/admin/login/", {"username": "x"}, CONTENT_LENGTH=length)
    assert answer.status_code in (200, 400, 413)
    assert is_page_of_ours(answer)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'x' * 5000}",
        "multipart/form-data; boundary=\xff",
        "application/x-www-form-urlencoded; charset=nonsense",
        "application/x-www-form-urlencoded; charset=utf-7",
        "text/plain; charset=\xff",
        "nonsense",
        ";" * 500,
    ],
    ids=lambda kind: ascii(kind[:60]),
)
def test_a_form_of_no_known_kind_is_answered(kind):
    answer = Client().generic("POST", "/admin/login/", b"username=%ff&password=x", kind)
    assert answer.status_code in (200, 400, 413)
    assert is_page_of_ours(answer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cookie", "sessionid=" + "x" * 100_000),
        ("cookie", "; ".join(f"c{n}=x" for n in range(5000))),
        ("cookie", 'sessionid="\\000; csrftoken=\xff; =; ;;; messages=x'),
        ("accept-language", "ur," * 30_000),
        ("accept-encoding", "gzip;q=," * 5000),
        ("if-none-match", '"x",' * 20_000),
        ("if-modified-since", "9" * 5000),
        ("range", "bytes=" + "0-1," * 5000),
        ("authorization", "Basic \xff"),
        ("x-request-id", "x" * 10_000),
        ("x-forwarded-for", "1.2.3.4," * 5000),
        ("x-requested-with", "x" * 10_000),
        ("hx-request", "true" * 1000),
        ("user-agent", "\x01" * 1000),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_a_header_of_any_size_is_no_mistake_of_ours(name, value):
    urdu_site()
    make_action()
    for address in ("/en/actions/", "/admin/login/", "/media/x.png", "/"):
        answer = Client().get(address, headers={name: value})
        assert answer.status_code in (200, 302, 400, 404), address
        assert b"x" * 1000 not in answer.getvalue()


# ---- Words of translators ------------------------------------------------------------------------


def upload(translation: Translation, words: str) -> None:
    """A translator's PO file, in which a page's introduction says this."""
    po = filled_po(translation)
    for entry in po:
        if entry.msgctxt == "introduction":
            entry.msgstr = words
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    browser = signed_in("Translators (ur)")
    browser.post(address, {"file": SimpleUploadedFile("words.po", str(po).encode())})


@pytest.fixture
def translation():
    urdu_site()
    page = make_action(introduction='<p>Write <a href="https://example.org/">today</a>.</p>')
    translate(page)
    return Translation.objects.get(source__object_id=page.translation_key)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a id="a1" onclick="alert(1)">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<b style="position:fixed">x</b>',
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[><img src=x onerror=alert(1)>]]>",
        "<?x ><img src=x onerror=alert(1)>?>",
        "<form action=https://evil.example><input name=password></form>",
    ],
)
def test_markup_in_a_translation_is_shown_to_its_translator_and_not_to_readers(markup, translation):
    reader = Client()
    target = translation.get_target_instance()
    before = reader.get(target.url).content
    upload(translation, markup)
    with pytest.raises(ValidationError, match="isn't complete"):
        publish_translation(translation=translation)
    assert reader.get(target.url).content == before
    # And so says the screen where translations are published.
    editor = signed_in("Translators (ur)")
    screen = editor.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert "tag is not allowed" in screen or "cannot have any HTML tags" in screen
    upload(translation, 'لکھیں <a id="a1">آج</a> &lt;script&gt; &amp; <b>ابھی</b>')
    publish_translation(translation=translation)
    said = read(reader.get(target.url).content.decode()).select(".prose")[0]
    assert "<script>" in said.get_text()
    assert said.find("b")
    assert said.find("a")["href"] == "https://example.org/"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("javascript:alert(1)", "https://example.org/"),
        ("java\tscript:alert(1)", "https://example.org/"),
        ("data:text/html,<script>alert(1)</script>", "https://example.org/"),
        ("https://example.org/ur/", "https://example.org/ur/"),
    ],
)
def test_a_translators_link_leads_where_an_editors_may(address, expected, translation):
    [link] = OverridableSegment.objects.filter(source=translation.source)
    screen = f"/admin/localize/translate/{translation.pk}/overrides/{link.pk}/edit/"
    answer = signed_in("Translators (ur)").put(screen, f"value={quote(address)}", content_type=FORM)
    assert answer.status_code == 201
    publish_translation(translation=translation)
    html = Client().get(translation.get_target_instance().url).content.decode()
    assert f'href="{expected}"' in html
    assert "alert" not in html


# ---- Whatever else -------------------------------------------------------------------------------

ODD = {"p": "x", "page": "99999", "q": "\0'\"", "locale": "xx", "ordering": "x", "next": "//x"}


@pytest.mark.parametrize(("method", "at_least"), [("get", 100), ("post", 50)])
def test_no_address_has_the_site_fail(method, at_least):
    urdu_site()
    translate(make_action())
    browser = administrator(raise_request_exception=False)
    cookies, asked = deepcopy(browser.cookies), 0
    for path, _name in ADDRESSES:
        browser.cookies = deepcopy(cookies)  # some of them sign out
        with transaction.atomic():
            answer = getattr(browser, method)(path, ODD)
            transaction.set_rollback(True)
        assert answer.status_code < 500, path
        asked += answer.status_code < 400
    assert asked > at_least


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/admin/pages/{root}/lock/", 404),
        ("/admin/pages/{root}/move/", 404),
        ("/admin/pages/{root}/set_position/", 404),
        ("/admin/choose-external-link/", 400),
        ("/admin/snippets/choose/actions/office/create/", 403),
        ("/admin/failwhale/", 404),
    ],
)
def test_what_no_screen_sends_is_told_so(path, status):
    browser = administrator()
    answer = browser.post(path.format(root=Page.get_first_root_node().pk))
    assert answer.status_code == status


def test_a_page_of_a_list_that_isnt_there_is_not_found():
    workflow = Workflow.objects.first()
    assert workflow
    browser = administrator()
    for number, status in (("1", 200), ("x", 404), ("99999", 404), ("٣", 404)):
        address = f"/admin/workflows/edit/{workflow.pk}/?p={number}"
        assert browser.get(address).status_code == status
