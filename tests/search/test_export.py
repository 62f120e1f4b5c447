"""The library's query as a table: what stands in its cells, and that none of it runs."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from actions.models import ActionRecord, UrgentActionPage
from actions.services import withdraw_action
from cms.exports import FORMULA
from search import outputs
from search.columns import COLUMNS
from tests.factories import make_action, translate, urdu_site
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db

NAMES = [column.name for column in COLUMNS]


def bytes_of(address):
    return b"".join(Client().get(address).streaming_content)


def table_of(address):
    """The rows of a CSV by their headings, read as a program would."""
    raw = bytes_of(address)
    assert raw.startswith(b"\xef\xbb\xbf"), "programs would guess at its letters"
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))


def workbook_of(address):
    return load_workbook(BytesIO(bytes_of(address)))


def test_a_table_has_all_that_the_query_finds_in_its_order(monkeypatch):
    monkeypatch.setattr(outputs, "CHUNK", 2)
    urdu_site()
    for day in (3, 1, 2):
        action = make_action(title=f"Day {day}", issued_on=f"2026-01-0{day}", countries=["PK"])
    translate(action)
    make_action(title="Elsewhere", countries=["KE"])
    rows = table_of("/ur/actions/export.csv?country=PK&sort=oldest&page=3")
    assert [row["title"] for row in rows] == ["Day 1", "اردو Day 2", "Day 3"]
    first = rows[1]
    assert list(first) == NAMES
    told = {
        name: first[name] for name in ("language", "languages", "countries", "issued_on", "state")
    }
    assert list(told.values()) == ["ur", "en ur", "PK", "2026-01-02", "open"]
    assert first["url"].startswith("http://localhost/ur/actions/ua-")
    sheet = workbook_of("/ur/actions/export.xlsx?country=PK&sort=oldest")["actions"]
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        row["title"] for row in rows
    ]
    assert sheet["I2"].is_date
    assert sheet.sheet_view.rightToLeft


def test_it_is_a_file_that_says_what_it_means_and_how_it_may_be_used(settings):
    make_action()
    assert "license" not in Client().get("/en/actions/export.csv")["Link"]
    text = Client().get("/en/actions/export.txt?year=abc").content.decode()
    assert "No licence was named: ask Qalam" in text
    assert "abc" in text
    caches["pages"].clear()
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    for kind in ("csv", "xlsx"):
        answer = Client().get(f"/en/actions/export.{kind}?country=KE")
        day = timezone.localdate().isoformat()
        assert answer["Content-Disposition"] == f'attachment; filename="actions-en-{day}.{kind}"'
        assert '/en/actions/export.txt?country=KE>; rel="describedby"' in answer["Link"]
        assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in answer["Link"]
    text = Client().get("/en/actions/export.txt").content.decode()
    about = workbook_of("/en/actions/export.xlsx")["about"]
    told = dict(about.iter_rows(values_only=True, max_col=2))
    for name in NAMES:
        assert f"\n{name}: " in text
        assert told[name]
    assert "creativecommons.org" in text


def test_what_was_left_out_stands_in_a_heading_and_rows_stay_rows():
    make_action(title="One")
    [row] = table_of("/en/actions/export.csv?year=abc&=cmd")
    *names, note = row
    assert names == NAMES
    assert note.startswith("note: “abc”")
    assert row[note] == ""
    heading = workbook_of("/en/actions/export.xlsx?year=abc")["actions"].cell(1, len(NAMES) + 1)
    assert "abc" in heading.value
    assert table_of("/en/actions/export.csv?country=PK&colour=red") == []


TITLES = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[\s\u200b\ufeff]{0,3}[=+\-@＝＋－＠\t\r\n].{0,20}", fullmatch=True),
).map(lambda title: title.replace("\0", ""))


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=TITLES)
@example(title='=HYPERLINK("http://example.org";"x")')
@example(title="\u00a0 \ufeff@SUM(A1)")
@example(title='"\n=1+1')
def test_no_title_is_a_formula_whatever_stands_before_it(action, title):
    UrgentActionPage.objects.filter(pk=action.pk).update(title=title)
    kept = ILLEGAL_CHARACTERS_RE.sub("", title)
    wanted = f"'{kept}" if FORMULA.match(kept) else kept
    [row] = table_of("/en/actions/export.csv")
    assert row["title"] == wanted
    cell = workbook_of("/en/actions/export.xlsx")["actions"]["D2"]
    assert cell.data_type != "f"
    said = (cell.value or "").replace("\r\n", "\n").replace("\r", "\n")
    assert said == wanted.replace("\r\n", "\n").replace("\r", "\n")
    assert not FORMULA.match(said)


@pytest.fixture
def action():
    return make_action(title="Free the librarian")


def test_it_is_sent_while_it_is_read_and_what_goes_meanwhile_is_left_out(
    action, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(outputs, "CHUNK", 1)
    second = make_action(title="Free the poet")
    pieces = iter(Client().get("/en/actions/export.csv?sort=oldest").streaming_content)
    with django_assert_num_queries(0):
        assert b"number,sequence" in next(pieces)
    assert b"librarian" in next(pieces)
    record = ActionRecord.objects.get(translation_key=second.translation_key)
    withdraw_action(record=record, reason="asked to", now=timezone.now())
    assert b"poet" not in b"".join(pieces)


@pytest.mark.parametrize(("kind", "queries"), [("csv", 7), ("xlsx", 8)])
def test_rows_cost_one_query_for_each_five_hundred(
    action, monkeypatch, django_assert_num_queries, kind, queries
):
    address = f"/en/actions/export.{kind}"
    bytes_of(address)
    with django_assert_num_queries(queries):
        bytes_of(address)
    multiply_actions(400)
    with django_assert_num_queries(queries):
        bytes_of(address)
    monkeypatch.setattr(outputs, "CHUNK", 201)
    with django_assert_num_queries(queries + 1):
        bytes_of(address)
