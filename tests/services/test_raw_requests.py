"""Hostile bytes to the real server, and to it behind nginx and Caddy as they are deployed.

What Django's own client can send is in tests/cms/test_hostile_requests.py.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests.requirements import requires_program
from tests.services.raw import Said, asked, held_open, posted, send
from tests.services.servers import wait_until
from tests.services.sites import Site
from tests.services.test_deployment import DEPLOYMENT, as_caddy_has_it
from tests.serving import Server
from tests.site import free_port, site_variables

pytestmark = pytest.mark.xdist_group("services")

MB = 1024 * 1024
TOKEN = b"a" * 32
HOST = b"act.example.org"
# What no answer may hold, of files that lie beside what is served.
SECRETS = ("SQLite format 3", "root:", "DJANGO_SETTINGS_MODULE", "SECRET")
LOGIN = b"/admin/login/"
SLOW = 16  # connections; the server has four threads


def fill_and_sign_in() -> str:
    """A library, a file, and the session of somebody who may do everything."""
    from tests.factories import make_action, urdu_site

    urdu_site()
    make_action()
    default_storage.save("documents/list.txt", ContentFile(b"names"))
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client.cookies["sessionid"].value


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("raw")
    variables = site_variables(var=var, port=free_port())
    site = Site(variables | {"ALLOWED_HOSTS": f"localhost,{HOST.decode()}"})
    shutil.copy(migrated_sqlite, urlsplit(variables["DATABASE_URL"]).path)
    yield site
    site.end()


@pytest.fixture(scope="module")
def cookies(site: Site) -> bytes:
    """What the browser of somebody sends who is signed in, with its token."""
    session = site.do(fill_and_sign_in).encode()
    return b"Cookie: sessionid=%s; csrftoken=%s\r\nX-CSRFToken: %s" % (session, TOKEN, TOKEN)


@pytest.fixture(scope="module")
def server(site: Site, cookies: bytes) -> Server:
    web = site.serve()
    port = urlsplit(site.url).port
    assert port
    send(port, asked(b"GET /en/"))
    return Server(port, web.popen.pid)


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Iterator[int]:
    """The port of a proxy before the server, with its file as it is deployed, but for TLS."""
    port = free_port()
    command = {"nginx": nginx, "caddy": caddy}[request.param](tmp_path, port, server.port)
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env={"SITE_HOST": f"http://{HOST.decode()}:{port}", "HOME": str(tmp_path)},
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(lambda: status(port, b"GET /healthz") == 200, "the proxy answers", within=20)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def nginx(folder: Path, port: int, upstream: int) -> list[str]:
    """nginx, by the part of its file that serves readers."""
    program = requires_program("nginx", package="nginx-light")
    text = (DEPLOYMENT / "nginx.conf").read_text()
    text = re.sub(r"server \{\n    listen 80.+?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"listen \[::\]\S+ ssl http2;|ssl_\w+ .+;", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};")
    text = text.replace("/var/log/nginx/", f"{folder}/")
    places = "client_body proxy fastcgi uwsgi scgi".split()
    text += "".join(f"{place}_temp_path {folder}/{place};" for place in places)
    user = "user root;" if os.geteuid() == 0 else ""  # whose folders the tests' are
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; {user} pid {folder}/pid; error_log stderr; events {{}} http {{ {text} }}"
    )
    return [str(program), "-c", str(whole), "-p", str(folder)]


def caddy(folder: Path, port: int, upstream: int) -> list[str]:
    """Caddy, without certificates."""
    program = str(requires_program("caddy", package="caddy"))
    text = as_caddy_has_it((DEPLOYMENT / "Caddyfile").read_text(), program)
    text = text.replace("web:8000", f"127.0.0.1:{upstream}")
    text = text.replace("http_port 8080", f"http_port {port}")
    text = text.replace("https_port 8443", f"https_port {free_port()}")
    file = folder / "Caddyfile"
    file.write_text(text)
    return [program, "run", "--adapter", "caddyfile", "--config", str(file)]


def status(port: int, target: bytes) -> int:
    try:
        return send(port, asked(target, host=HOST)).status
    except ConnectionError:
        return 0


def is_well(server: Server) -> bool:
    """Whether the server answers a reader."""
    return status(server.port, b"GET /en/") == 200


def goes_on_answering(port: int) -> bool:
    """Whether readers are answered for a second, within which all that was sent has come in."""
    end = time.monotonic() + 1
    while time.monotonic() < end:
        began = time.monotonic()
        if status(port, b"GET /en/") != 200 or time.monotonic() - began > 5:
            return False
    return True


# ---- Paths and hosts -----------------------------------------------------------------------------

PATHS = [
    b"/static/../manage.py",
    b"/static/%2e%2e/%2e%2e/manage.py",
    b"/static/..%2f..%2fqalam.sqlite3",
    b"/static/..\\..\\qalam.sqlite3",
    b"/static/..%5c..%5cqalam.sqlite3",
    b"/static//etc/passwd",
    b"/static/%2fetc%2fpasswd",
    b"/static/%00",
    b"/static/css%00",
    b"/static/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    b"/static/\xc0\xae\xc0\xae/etc/passwd",
    b"/media/../qalam.sqlite3",
    b"/media/documents/../../qalam.sqlite3",
    b"/media/%2e%2e/qalam.sqlite3",
    b"/media/..%2fqalam.sqlite3",
    b"/media/..%5cqalam.sqlite3",
    b"/media//etc/passwd",
    b"/media/%2fetc%2fpasswd",
    b"/media/file:///etc/passwd",
    b"/media/%00",
    b"/media/..%00/qalam.sqlite3",
    b"/media/%c0%ae%c0%ae/qalam.sqlite3",
    b"/media/\xff\xfe",
    b"/documents/1/../../etc/passwd",
    b"/documents/1/%2e%2e%2f%2e%2e%2fqalam.sqlite3",
    b"/en/../../qalam.sqlite3",
    b"/en/%2e%2e/media/../qalam.sqlite3",
    b"/en/..;/qalam.sqlite3",
    b"/../../../etc/passwd",
    b"/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    b"//etc/passwd",
    b"../etc/passwd",
    b"/en/\x00",
    b"/en/ etc passwd",
    b"/en/%ff%fe",
    b"http://localhost/../etc/passwd",
    b"file:///etc/passwd",
    b"*",
    b"",
]


@pytest.mark.parametrize("who", ["a reader", "an administrator"])
def test_no_path_gives_a_file_away(server, cookies, who):
    own = [cookies] if who == "an administrator" else []
    for path in PATHS:
        answer = send(server.port, asked(b"GET " + path, *own))
        # What isn't HTTP the server refuses without a word; all else is answered in words.
        assert answer.status in (400, 404), path
        assert answer.is_page or (answer.status, answer.body) == (400, ""), path
        assert not [word for word in SECRETS if word in answer.body], path
    if own:  # it would have given them, had a path led there
        assert send(server.port, asked(b"GET /media/documents/list.txt", *own)).status == 200
    assert send(server.port, asked(b"GET /static/css/tokens.css")).status in (200, 404)
    assert is_well(server)


@pytest.mark.parametrize(
    "lines",
    [
        b"Host: evil.example",
        b"Host: localhost:80@evil.example",
        b"Host: local\xffhost",
        b"Host: localhost\r\nHost: evil.example",
        b"Host: evil.example\r\nHost: localhost",
        b"Host: localhost, evil.example",
        b"Host:",
        b"X-Nothing: x",
        b"Host: " + b"x" * 5000,
    ],
    ids=lambda lines: ascii(lines[:40]),
)
def test_a_host_that_isnt_ours_is_told_so(server, lines):
    answer = send(server.port, b"GET /en/ HTTP/1.1\r\nConnection: close\r\n" + lines + b"\r\n\r\n")
    assert answer.status == 400
    assert answer.is_page
    assert "evil" not in answer.head + answer.body


def test_a_damaged_request_is_refused_and_smuggles_no_other(server):
    smuggled = b"GET /en/actions/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    chunked = b"Transfer-Encoding: chunked"
    for request in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200,
        b"GET /en/\r\n\r\n",
        b"GET /en/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
        asked(b"GET /en/", b"X-Folded: a\r\n b"),
        asked(b"GET /en/", b"No colon"),
        asked(b"GET /en/", b"X-Nul: a\x00b"),
        asked(b"POST /en/", b"Content-Length: 1", b"Content-Length: 2", body=b"ab"),
        asked(b"POST /en/", b"Content-Length: -1", body=smuggled),
        asked(b"POST /en/", b"Content-Length: 99999999999999999999999", body=b"a"),
        asked(b"POST /en/", b"Content-Length: 4", chunked, body=b"0\r\n\r\n" + smuggled),
        asked(b"POST /en/", chunked, body=b"zz\r\na\r\n" + smuggled),
    ):
        answer = send(server.port, request)
        assert answer.status in (400, 403, 505), request
        assert "HTTP/1.1 200" not in answer.body, request
    assert is_well(server)


# ---- Sizes ---------------------------------------------------------------------------------------


def test_headers_and_addresses_of_any_length_are_answered(server):
    began = server.memory()
    for request, expected in (
        (asked(b"GET /en/?q=" + b"x" * 20_000), {200}),
        (asked(b"GET /en/" + b"x" * 20_000), {400, 404}),
        (asked(b"GET /en/" + b"x" * 100_000), {414}),
        (asked(b"GET /en/?" + b"x" * 5 * MB), {414, 431}),
        (asked(b"GET /en/", b"X-Long: " + b"x" * 100_000), {200}),
        (asked(b"GET /en/", b"X-Long: " + b"x" * 5 * MB), {431}),
        (asked(b"GET " + LOGIN, b"Cookie: sessionid=" + b"x" * 5 * MB), {431}),
        (asked(b"GET /en/", *(b"X-%d: x" % number for number in range(10_000))), {431}),
        (asked(b"X" * 10_000 + b" /en/"), {400, 403, 405}),
    ):
        answer = send(server.port, request)
        assert answer.status in expected, request[:40]
        assert answer.status in (405, 414, 431) or answer.is_page or answer.body == ""
    assert is_well(server)
    assert server.memory() - began < 40  # MB


def form_of(size: int) -> bytes:
    """A form with one file in it."""
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\n\r\n'
    return head + b"x" * size + b"\r\n--B--\r\n"


FILES = b"multipart/form-data; boundary=B"
ACCOUNT = b"/admin/account/"


def test_bodies_of_any_size_are_answered_and_kept_nowhere(server, cookies, tmp_path):
    began = server.memory()
    stranger = b"Cookie: csrftoken=%s\r\nX-CSRFToken: %s" % (TOKEN, TOKEN)
    many = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%d"; filename="x"\r\n\r\nx\r\n' % number
        for number in range(200)
    )
    for request, expected in (
        (posted(LOGIN, b"a=" + b"x" * 100_000, stranger), 200),
        (posted(LOGIN, b"a=" + b"x" * 2 * MB, stranger), 403),
        (posted(LOGIN, form_of(20 * MB), stranger, kind=FILES), 403),
        (posted(b"/en/nothing/", form_of(20 * MB), stranger, kind=FILES), 403),
        (posted(LOGIN, form_of(30 * MB), stranger, kind=FILES), 413),
        (posted(LOGIN, b"a=" + b"x" * 100 * MB, stranger), 413),
        (posted(LOGIN, b"a=1", stranger, length=1 << 40), 413),
        (posted(LOGIN, b"a=" + b"x" * 3000, stranger, length=3), 200),
        (posted(ACCOUNT, b"a=" + b"x" * 9 * MB, cookies), 413),
        (posted(ACCOUNT, b"&".join(b"f%d=" % n for n in range(10_100)), cookies), 413),
        (posted(ACCOUNT, many + b"--B--\r\n", cookies, kind=FILES), 413),
        (posted(ACCOUNT, form_of(20 * MB), cookies, kind=FILES), 200),
        (posted(ACCOUNT, form_of(30 * MB), cookies, kind=FILES), 413),
    ):
        answer = send(server.port, request)
        assert answer.status == expected, request[:40]
        assert answer.is_page
    assert is_well(server)
    assert server.memory() - began < 60  # MB; the 8 that one form may have, and what they become


def test_who_sends_slowly_or_lies_about_it_keeps_nobody_waiting(server):
    for length in (1000, MB, 20 * MB):
        with held_open(server.port, posted(LOGIN, b"a=1", length=length), times=SLOW):
            assert goes_on_answering(server.port), length
    with held_open(server.port, b"GET /en/ HTTP/1.1\r\nHost: loc", times=200):
        assert goes_on_answering(server.port)
    assert is_well(server)


# ---- Behind a proxy ------------------------------------------------------------------------------


def through(proxy: int, path: bytes, body: bytes, *lines: bytes, kind: bytes = FILES) -> Said:
    return send(proxy, posted(path, body, *lines, kind=kind, host=HOST))


def test_a_proxy_hands_on_what_is_refused_in_our_words(server, cookies, proxy):
    # More than once: whether an answer outruns the end of what is sent is a matter of luck.
    for size, own, expected in (
        (1 * MB, [], 403),
        (8 * MB, [], 403),
        (20 * MB, [], 403),
        (20 * MB, [cookies], 200),
        (28 * MB, [cookies], 413),
    ):
        for _time in range(3):
            answer = through(proxy, ACCOUNT, form_of(size), *own)
            assert answer.status == expected, size
            assert answer.is_page, size
    assert through(proxy, ACCOUNT, form_of(40 * MB), cookies).status in (413, 502)
    assert status(proxy, b"GET /en/") == 200


def test_who_sends_slowly_through_a_proxy_keeps_nobody_waiting(server, proxy):
    token = b"Cookie: csrftoken=%s\r\nX-CSRFToken: %s" % (TOKEN, TOKEN)
    for length in (1000, 200_000, MB):
        slow = posted(LOGIN, b"a=1", token, length=length, host=HOST)
        with held_open(proxy, slow, times=SLOW):
            assert goes_on_answering(proxy), length


def test_a_proxy_lets_no_long_header_or_odd_path_through(proxy):
    for request in (
        asked(b"GET /en/?" + b"x" * 50_000, host=HOST),
        asked(b"GET /en/", b"X-Long: " + b"x" * 50_000, host=HOST),
        asked(b"GET /en/../../etc/passwd", host=HOST),
        asked(b"GET /static/..%2f..%2fetc/passwd", host=HOST),
        asked(b"GET /media/%00", host=HOST),
        asked(b"GET /metrics", host=HOST),
    ):
        answer = send(proxy, request)
        assert answer.status in (400, 404, 414, 431), request[:40]
        assert not [word for word in SECRETS if word in answer.body]
    assert status(proxy, b"GET /en/") == 200
