"""Of whoever visits, neither address nor browser nor what they searched for is kept anywhere.

A visitor from a known address, with a browser that nobody else has and words that stand nowhere
else, reads, mistypes, fails to log in, logs in and uploads; then everything that the site has left
behind is searched for them. It needs no browser, but the served site.
"""

import http.client
import io
import os
import re
import subprocess
import sys
from urllib.parse import urlencode, urlsplit

from PIL import Image

from tests.requirements import ROOT
from tests.site import ServedSite, site_variables

ADDRESS, FORWARDED = "127.0.0.66", "203.0.113.77"
AGENT, SOUGHT, PASSWORD, HOST = "Quokka/7.31", "pangolin8431", "wombat5127", "numbat.example"
CANARIES = (ADDRESS, FORWARDED, AGENT, SOUGHT, PASSWORD, HOST)

# What is packed in the database, unpacked: sessions are compressed and encoded.
UNPACK = """
import django
django.setup()
from django.contrib.sessions.models import Session
for session in Session.objects.all():
    print(session.get_decoded())
"""


class Visitor:
    """Somebody at a known address, with their cookies."""

    def __init__(self, site: ServedSite) -> None:
        self.place = urlsplit(site.url).netloc
        self.cookies: dict[str, str] = {}

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        *,
        kind: str = "application/x-www-form-urlencoded",
        host: str = "",
    ) -> tuple[int, str]:
        """The status and the text of an answer; with a body it is posted."""
        connection = http.client.HTTPConnection(self.place, source_address=(ADDRESS, 0), timeout=60)
        headers = {
            "User-Agent": AGENT,
            "X-Forwarded-For": FORWARDED,
            "X-Real-IP": FORWARDED,
            "Forwarded": f"for={FORWARDED}",
            "Host": host or self.place,
            "Referer": f"http://{self.place}/en/?q={SOUGHT}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = kind
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.strip().split(";")[0].split("=", 1)
            self.cookies[name] = value
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, text

    def post(self, path: str, **fields: str) -> int:
        """The status of the answer to a form that was opened first."""
        fields["csrfmiddlewaretoken"] = self.token(path)
        return self.ask(path, urlencode(fields).encode())[0]

    def token(self, path: str) -> str:
        """What a form has to be sent with."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path)[1])
        assert found is not None, path
        return found[1]

    def upload(self, path: str, *, title: str) -> int:
        """The status of the answer to a picture."""
        picture = io.BytesIO()
        Image.new("RGB", (40, 40), (*os.urandom(3),)).save(picture, "PNG")
        fields = {"csrfmiddlewaretoken": self.token(path), "title": title, "collection": "1"}
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts.append(
            b'--edge\r\nContent-Disposition: form-data; name="file"; filename="one.png"\r\n'
            b"Content-Type: image/png\r\n\r\n" + picture.getvalue() + b"\r\n--edge--\r\n"
        )
        return self.ask(path, b"".join(parts), kind="multipart/form-data; boundary=edge")[0]


def test_neither_address_nor_browser_nor_words_are_kept(served_site: ServedSite) -> None:
    visitor = Visitor(served_site)
    words = urlencode({"q": SOUGHT})
    for path, status in {
        f"/en/?{words}": 200,
        f"/ur/actions/?{words}": 200,
        f"/en/nothing/?{words}": 404,
        f"/media/nothing.png?{words}": 404,
        f"/ua/109.23?{words}": 302,
        f"/en/actions/%00?{words}": 404,
        f"/admin/pages/?{words}": 302,
    }.items():
        assert visitor.ask(path)[0] == status, path
    assert visitor.ask(f"/en/?{words}", host=HOST)[0] == 400
    assert visitor.ask(f"/admin/login/?{words}", b"x=1")[0] == 403
    login = f"/admin/login/?{words}"
    assert visitor.post(login, username="administrator", password=PASSWORD) == 200
    password = served_site.password("administrator")
    assert visitor.post(login, username="administrator", password=password) == 302
    assert visitor.ask(f"/admin/?{words}")[0] == 200
    assert visitor.ask(f"/admin/pages/?{words}")[0] in (200, 302)
    assert visitor.upload("/admin/images/add/", title="One") == 302
    assert visitor.ask(f"/admin/nothing/?{words}")[0] == 404

    files = [file for file in served_site.var.rglob("*") if file.is_file()]
    assert {"server.log", "qalam.sqlite3"} <= {file.name for file in files}
    unpacked = subprocess.run(
        [sys.executable, "-c", UNPACK],
        cwd=ROOT,
        env=site_variables(var=served_site.var, port=0),
        capture_output=True,
        check=True,
    ).stdout
    assert b"_auth_user_id" in unpacked  # or nothing was searched
    found = [
        (place, canary)
        for place, content in [("sessions", unpacked), *((str(f), f.read_bytes()) for f in files)]
        for canary in CANARIES
        if canary.encode() in content
    ]
    assert found == []
