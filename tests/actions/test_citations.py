"""Citing an action: as text on its page, and as files that give back what was put in."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction, Site

from actions.citations import Citation, bibtex, one_line, ris
from actions.models import ActionRecord
from actions.services import withdraw_action
from cms.models import OrganisationSettings
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

FILES = ("cite.bib", "cite.ris")
OUTPUTS = (*FILES, "card.png")
MEANT = {
    "textbackslash{}": "\\",
    "textbraceleft{}": "{",
    "textbraceright{}": "}",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    **{sign: sign for sign in "%&#_$"},
}


def read_bibtex(text):
    """The fields of one entry, as a program reads them: braces counted, commands replaced."""
    head = re.match(r"@misc\{([\w-]+),\n", text)
    at, fields = head.end(), {"key": head[1]}
    while found := re.compile(r"\s*(\w+) = \{").match(text, at):
        at, depth, start = found.end(), 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        fields[found[1]] = text[start : at - 1]
        assert text[at] == ","
        at += 1
    assert text[at:].strip() == "}"
    return fields


def meant(value):
    """What TeX would print of a protected value, which must hold nothing that TeX would run."""
    assert value[0] == "{"
    assert value[-1] == "}"
    commands = "|".join(map(re.escape, MEANT))
    plain = re.sub(rf"\\({commands})", lambda command: MEANT[command[1]], value[1:-1])
    bare = re.sub(rf"\\({commands})", "", value[1:-1])
    assert not set(bare) & set("\\{}%&#_$~^")
    return plain


def read_ris(text):
    """The lines of one entry as (tag, value); each is a line for every program."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert len(lines) == len(text.splitlines())
    return [(line[:2], line[6:]) for line in lines if line[2:6] == "  - "]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: one_line(text)
)


@given(
    title=TEXTS,
    organisations=st.lists(TEXTS, min_size=1, max_size=3),
    day=st.none() | st.dates(min_value=date(1973, 1, 1)),
)
@example(title="100% of {them} & \\rm #1_$~^", organisations=["Union, and Others"], day=None)
@example(title="a\r\nER  - \u2028TY  - BOOK", organisations=["}{", "قلم"], day=date(2026, 3, 1))
@example(title="پاکستان: افغان پناہ گزین", organisations=["قلم"], day=date(2026, 3, 1))
def test_files_give_back_what_was_put_in(title, organisations, day):
    cited = Citation(
        key="second-ua-109-23-ur",
        organisations=tuple(organisations),
        label="UA 1.26",
        title=title,
        issued_on=day,
        address="https://act.example.org/ua/1.26/1",
        language="ur",
    )
    said = one_line(f"UA 1.26: {title}")
    names = [one_line(name) for name in organisations]
    fields = read_bibtex(bibtex(cited))
    assert fields["key"] == "second-ua-109-23-ur"
    assert meant(fields["title"]) == said
    # What BibTeX splits at stands outside of the braces only.
    outside = re.split(r"(?<=\}) and (?=\{)", fields["author"])
    assert [meant(name) for name in outside] == names
    assert fields["url"] == cited.address
    assert fields.get("date") == (day and day.isoformat())
    lines = read_ris(ris(cited))
    assert lines[0] == ("TY", "ELEC")
    assert lines[-1] == ("ER", "")
    assert [value for tag, value in lines if tag == "TI"] == [said]
    assert [value for tag, value in lines if tag == "AU"] == names
    assert ("UR", cited.address) in lines
    assert [value for tag, value in lines if tag == "DA"] == ([f"{day:%Y/%m/%d}"] if day else [])


@pytest.fixture
def page():
    site = Site.objects.get(is_default_site=True)
    OrganisationSettings.objects.create(site=site, name_en="Letters & Co.", name_ur="خطوط")
    return make_action(
        title="Free the 100% innocent",
        serial=109,
        year=2023,
        sequence=2,
        slug="second-ua-109-23",
        issued_on=date(2026, 3, 1),
    )


def withdraw(page):
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="She asked us to", now=timezone.now())


def test_the_page_has_the_citation_to_copy_and_the_files(client, page):
    html = client.get(page.url).content.decode()
    folded = html[html.index("<details") : html.index("</details>")]
    text = "Letters &amp; Co., Second UA 109.23: Free the 100% innocent, 1 March 2026, http://localhost/ua/109.23/2"
    assert f'data-copy="{text}"' in folded
    assert 'data-copy="http://localhost/ua/109.23/2"' in folded
    for name in FILES:
        assert f'href="{name}"' in folded
        assert client.get(f"{page.url}{name}").status_code == 200


def test_a_page_is_cited_in_its_own_language(client, page):
    urdu_site()
    urdu = translate(page)
    html = client.get(urdu.url).content.decode()
    assert "خطوط، دوسری UA 109.23: اردو Free the 100% innocent، 1 مارچ، 2026، http" in html
    answer = client.get(f"{urdu.url}cite.bib")
    assert answer["Content-Language"] == "ur"
    fields = read_bibtex(answer.content.decode())
    assert meant(fields["title"]) == "دوسری UA 109.23: اردو Free the 100% innocent"
    assert (meant(fields["author"]), fields["language"]) == ("خطوط", "ur")


def test_files_say_what_they_are_and_are_asked_for_again(client, page):
    for name, kind in (
        ("cite.bib", "application/x-bibtex; charset=utf-8"),
        ("cite.ris", "application/x-research-info-systems; charset=utf-8"),
    ):
        answer = client.get(f"{page.url}{name}")
        assert answer["Content-Type"] == kind
        assert answer["Content-Language"] == "en"
        assert answer["Content-Disposition"] == (
            f'attachment; filename="second-ua-109-23-en.{name[-3:]}"'
        )
        assert answer["Cache-Control"] == "public, no-cache"
        assert "Letters" in answer.content.decode()
        assert answer["Last-Modified"]
        again = client.get(f"{page.url}{name}", headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(f"{page.url}{name}").status_code == 200
        assert client.post(f"{page.url}{name}").status_code == 405


def test_the_permanent_address_leads_to_the_page(client, page):
    address = read_bibtex(client.get(f"{page.url}cite.bib").content.decode())["url"]
    make_action(serial=109, year=2023, sequence=3, slug="third-ua-109-23")
    answer = client.get(address.removeprefix("http://localhost"))
    assert (answer.status_code, answer.url) == (302, page.url)


def test_without_a_number_the_address_of_the_page_is_permanent(client, page):
    nowhere: dict[str, Any] = {"serial": None, "year": None, "sequence": None}
    make_action(**nowhere, slug="theirs", reference="PAK 001/0523/OBS 049")
    make_action(**nowhere, slug="no-number")
    for slug in ("theirs", "no-number"):
        answer = client.get(f"/en/actions/{slug}/cite.ris").content.decode()
        assert ("UR", f"http://localhost/en/actions/{slug}/") in read_ris(answer)


def test_what_is_withdrawn_is_gone_and_what_isnt_there_is_not_found(client, page):
    urdu_site()
    urdu = translate(page)
    draft = make_action(publish=False, slug="a-draft", serial=7)
    for name in OUTPUTS:
        assert client.get(f"/en/actions/{draft.slug}/{name}").status_code == 404
        assert client.get(f"/en/actions/nothing/{name}").status_code == 404
        assert client.get(f"/fr/actions/{page.slug}/{name}").status_code == 404
        assert client.get(f"{page.url}{name}").status_code == 200
    withdraw(page)
    for address in (f"{at.url}{name}" for at in (page, urdu) for name in OUTPUTS):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "innocent" not in answer.content.decode()


def test_an_alias_has_none(client, page):
    alias = page.create_alias(update_slug="an-alias")
    assert alias.live
    for name in OUTPUTS:
        assert client.get(f"/en/actions/an-alias/{name}").status_code == 404


def test_pages_that_are_no_actions_have_none(client, page):
    for address in ("/en/", "/en/actions/"):
        for name in FILES:
            assert client.get(f"{address}{name}").status_code == 404


@pytest.mark.parametrize("where", ["page", "library"])
def test_what_is_private_is_not_there_for_others(client, page, where, admin_client):
    restricted = page if where == "page" else page.get_parent()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    for name in OUTPUTS:
        answer = client.get(f"{page.url}{name}")
        assert answer.status_code == 404
        assert not answer.cookies
        assert admin_client.get(f"{page.url}{name}").status_code == 200


def test_a_file_costs_ten_queries_and_one_when_it_is_kept(client, page):
    client.get("/en/")  # sites and kinds of rows are remembered by the process
    for name in OUTPUTS:
        with CaptureQueriesContext(connection) as first:
            client.get(f"{page.url}{name}")
        with CaptureQueriesContext(connection) as again:
            client.get(f"{page.url}{name}")
        assert len(first) <= 10, [query["sql"][:90] for query in first]
        assert len(again) == 1
