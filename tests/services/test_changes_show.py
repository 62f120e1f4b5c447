"""What one process changes, the next request to another one shows: every thing that pages show."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.requirements import ROOT
from tests.serving import granian
from tests.site import free_port, site_variables
from tests.static_files import share_static

ACTION, URDU = "/en/actions/ua-1-26/", "/ur/actions/ua-1-26/"
LIBRARY, HOME, TEXT = "/en/actions/", "/en/", "/en/how-to-write/"

# change, address, what it shows after that, what it no longer shows
CHANGES = [
    ("publish_a_title", ACTION, "Free the librarian of Kisumu", "<h1>Free the librarian</h1>"),
    ("save_a_draft", ACTION, "Free the librarian of Kisumu", "nobody has let go"),
    ("change_the_translation", URDU, "لائبریرین کو آزاد کرو", "اردو Free the librarian"),
    ("extend", ACTION, "6 May 2031", ""),
    ("correct_the_phone_in_bulk", URDU, "222 9999", "222 0000"),
    ("name_a_new_holder", ACTION, "Baraka Example", "Asha Example"),
    ("rename_the_country", ACTION, "Kenya, as it is called now", ""),
    ("name_the_organisation", HOME, "The Letter Writers", ""),
    ("rename_a_page_of_the_menu", HOME, "How one writes", "How to write"),
    ("move_it_to_another_address", TEXT, "404", ""),
    ("introduce_the_home", HOME, "Write today.", ""),
    ("introduce_the_library", "/ur/actions/", "سب اقدامات", ""),
    ("publish_another_action", HOME, "Stop the eviction", ""),
    ("publish_its_sequel", ACTION, "Still held", ""),
    ("change_by_hand_in_sql", ACTION, "By hand", "Still held"),
    ("merge_offices", ACTION, "President of the Court", "Minister of Justice"),
    ("put_a_picture", ACTION, "An empty chair", ""),
    ("replace_the_picture", ACTION, "another.", "test."),
    ("hide_the_menu_page_behind_a_login", "/en/how-one-writes/", "302", ""),
    ("write_and_change_ones_mind", ACTION, "has not been seen since", "Undone"),
    ("close", ACTION, "Released", ""),
    ("withdraw", URDU, "410", "لائبریرین"),
    ("unpublish_the_home_of_urdu", "/ur/actions/", "404", ""),
]


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Shows an answer that leads elsewhere as it is."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Lead nowhere."""


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    var = tmp_path_factory.mktemp("changes")
    share_static(var)
    return site_variables(var=var, port=free_port())


@pytest.fixture(scope="module")
def elsewhere(variables: dict[str, str]) -> Iterator[Callable[[str], None]]:
    """`elsewhere("close")` makes a change in another process; the site is made there, too."""
    command = [sys.executable, "-m", "tests.services.another_process"]
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdin=-1, stdout=-1, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"

        def make(change: str) -> None:
            process.stdin.write(f"{change}\n")
            process.stdin.flush()
            said = process.stdout.readline()
            assert said == "done\n", f"{change} failed in the other process; see its output"

        make("make_site")
        yield make
        process.stdin.close()


@pytest.fixture(scope="module")
def ask(variables: dict[str, str], elsewhere, tmp_path_factory) -> Iterator[Callable[[str], str]]:
    """`ask(path)`: status and body, as the site's own server answers."""
    port = urlsplit(variables["SITE_URL"]).port or 0
    opener = urllib.request.build_opener(NoRedirects)

    def get(path: str) -> str:
        try:
            with opener.open(f"http://localhost:{port}{path}", timeout=20) as answer:
                return f"{answer.status} {answer.read().decode()}"
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"

    log = tmp_path_factory.mktemp("log") / "server.log"
    with granian("cms.wsgi:application", variables, log=log, port=port, threads=2):
        yield get


def test_every_change_shows_with_the_next_request(ask, elsewhere):
    """One after the other: each goes on from what the ones before it left."""
    for change, path, shows, shows_no_longer in CHANGES:
        for _ in range(3):  # whichever thread answers, the page is kept by now
            before = ask(path)
        elsewhere(change)
        after = ask(path)
        assert shows in after, change
        if change not in ("save_a_draft", "write_and_change_ones_mind"):
            assert shows not in before, change
            assert after != before, change
        if shows_no_longer:
            assert shows_no_longer not in after, change
