"""The headers of every answer, whatever made it; and what production's variables are checked for."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail_localize
from django.conf import settings
from django.core.cache import caches
from django.http import FileResponse
from django.test import Client, RequestFactory, override_settings

from cms.security.headers import HeadersMiddleware
from tests.admin_forms import signed_in
from tests.factories import make_action, urdu_site
from tests.requirements import ROOT
from tests.site import site_variables

pytestmark = pytest.mark.django_db


def directives(answer):
    """The policy of an answer, by directive."""
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def check_headers(answer):
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    policy = directives(answer)
    assert policy["default-src"] == {"'none'"}
    assert policy.get("script-src", set()) <= {"'self'"}
    unsafe = {"'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'"}
    assert not unsafe & set().union(*policy.values())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/", 200),
        ("/en/actions/", 200),
        ("/en/nothing/", 404),
        ("/media/nothing.png", 404),
        ("/", 302),
        ("/healthz", 200),
        ("/robots.txt", 200),
        ("/documents/1/nothing.pdf", 404),
    ],
)
def test_every_public_answer_has_them(client, address, status):
    urdu_site()
    make_action()
    for _time in range(2):  # made, and kept
        answer = client.get(address)
        assert answer.status_code == status
        check_headers(answer)
        assert answer["X-Frame-Options"] == "DENY"
        policy = directives(answer)
        assert policy["frame-ancestors"] == {"'none'"}
        assert policy["style-src"] == policy["script-src"] == policy["form-action"] == {"'self'"}
        assert policy["base-uri"] == policy["object-src"] == {"'none'"}


def test_an_action_that_was_withdrawn_and_a_mistake_have_them(monkeypatch):
    page = make_action()
    reader = Client(raise_request_exception=False)
    reader.get(page.url)

    def fail(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr("cms.views.HttpResponseRedirect", fail)
    answer = reader.get("/")
    assert answer.status_code == 500
    check_headers(answer)
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])


def test_another_host_is_answered_in_words(client):
    answer = client.get("/ur/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert answer["Cache-Control"] == "no-store"
    check_headers(answer)
    html = answer.content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert "elsewhere" not in html


def test_a_form_without_its_token_is_told_what_to_do():
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/admin/login/", {"username": "x"}, headers={"accept-language": "en"})
    assert answer.status_code == 403
    check_headers(answer)
    assert "Go back: what you wrote should still be there." in answer.content.decode()


def test_static_files_have_them():
    # WhiteNoise answers inside of this one, as MIDDLEWARE has it.
    order = settings.MIDDLEWARE.index
    assert order("cms.security.headers.HeadersMiddleware") < order(
        "whitenoise.middleware.WhiteNoiseMiddleware"
    )
    request = RequestFactory().get("/static/css/tokens.css")
    with (ROOT / "static" / "css" / "tokens.css").open("rb") as file:
        check_headers(HeadersMiddleware(lambda request: FileResponse(file))(request))


def test_the_admin_is_framed_by_its_previews_alone():
    page = make_action()
    browser = signed_in("Administrators")
    answer = browser.get(f"/admin/pages/{page.pk}/edit/")
    check_headers(answer)
    assert directives(answer)["frame-ancestors"] == {"'none'"}
    assert answer["X-Frame-Options"] == "DENY"
    browser.post(f"/admin/pages/{page.pk}/edit/preview/", {})
    preview = browser.get(f"/admin/pages/{page.pk}/edit/preview/")
    check_headers(preview)
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert directives(preview)["frame-ancestors"] == {"'self'"}


def test_no_screen_of_the_admin_has_a_script_in_it():
    page = make_action()
    browser = signed_in("Administrators")
    for address in (
        "/admin/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/localize/submit/page/{page.pk}/",
        "/admin/snippets/actions/office/add/",
        "/admin/workflows/add/",
        "/admin/images/chooser/",
        "/admin/choose-page/",
    ):
        text = browser.get(address).content.decode().replace('\\"', '"')
        assert re.findall(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>", text) == []
        assert re.findall(r"<[^>]+\son\w+\s*=", text) == [], address


@pytest.mark.parametrize("name", ["edit_translation", "submit_translation"])
def test_wagtail_localizes_scripts_are_all_still_loaded(name):
    # Ours take the place of its blocks of scripts, which have one that stands in the page.
    file = f"wagtail_localize/admin/{name}.html"
    theirs = Path(wagtail_localize.__file__).parent / "templates" / file
    sources = re.compile(r"""(?:versioned_static|url) ['"]([^'"]+\.js|wagtail_localize:\w+)['"]""")
    loaded = sources.findall(theirs.read_text())
    ours = sources.findall((ROOT / "templates" / file).read_text())
    assert len(loaded) >= 1
    assert ours == loaded


# ---- What a site says of itself by its variables -------------------------------------------------

SECRET = "a9F3kq7Zx1Lm5Tn8Vb2Wc6Yd0Ue4Rg-a9F3kq7Zx1Lm5Tn8Vb2Wc6Yd0Ue4Rg"
PRODUCTION = {
    "SECRET_KEY": SECRET,
    "SITE_URL": "https://act.example.org",
    "ALLOWED_HOSTS": "act.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "SECOND_FACTOR": "required",
}


def deployed(tmp_path, **changed):
    """What `check --deploy` says to production's variables, with some changed."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**site_variables(var=tmp_path, port=0), **PRODUCTION, **changed},
        capture_output=True,
        text=True,
        check=False,
    )


def test_productions_variables_pass(tmp_path):
    done = deployed(tmp_path)
    assert done.returncode == 0, done.stderr


def test_each_that_is_wrong_is_refused_with_its_mend(tmp_path):
    # Hosts, and values that mean nothing, are refused by every command: test_variables.py.
    done = deployed(
        tmp_path,
        SECRET_KEY="short",
        SITE_URL="http://act.example.org",
        DEBUG="on",
        SECOND_FACTOR="optional",
        LOG_LEVEL="DEBUG",
    )
    assert done.returncode != 0
    for said in (
        "Please generate a long and random value",
        "SITE_URL=https://act.example.org",
        "You should not have DEBUG set to True",
        "SECOND_FACTOR=required",
        "LOG_LEVEL=INFO",
    ):
        assert said in done.stderr, done.stderr


def test_with_https_everything_is_led_there():
    answer = Client().get("/en/", headers={"host": "localhost"})
    assert "Strict-Transport-Security" not in answer
    caches["pages"].clear()  # as a site with https has never kept anything for http
    with override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ):
        reader = Client()
        plain = reader.get("/en/", headers={"host": "localhost"})
        assert (plain.status_code, plain["Location"]) == (301, "https://localhost/en/")
        check_headers(plain)
        secure = reader.get("/en/", headers={"host": "localhost", "x-forwarded-proto": "https"})
        assert secure.status_code == 200
        assert secure["Strict-Transport-Security"].startswith("max-age=31536000")
        # Whoever watches over the site asks from beside it, without the proxy.
        assert reader.get("/healthz", headers={"host": "localhost"}).status_code == 200
