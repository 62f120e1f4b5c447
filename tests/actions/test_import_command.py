"""`manage.py import_actions`, as somebody at a terminal uses it."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actions.models import ActionRecord, Office, UrgentActionPage
from tests.actions.importing.word_files import from_markdown
from tests.factories import make_action
from tests.requirements import ROOT

pytestmark = pytest.mark.django_db

DOCUMENT = """# URGENT ACTION

## FREE THE BEEKEEPER OF EXAMPLE VALLEY

Njeri Example was arrested on 3 November 2026 for a film about poisoned hives.

### TAKE ACTION:

- Write to the official below.
- [Click here](#) to report your letters on **Third UA 77.26**.

#### Attorney General

**Otieno Example**

2 Example Road,
Nairobi, Kenya
Email: [ag@example.org](mailto:ag@example.org)

Dear Attorney General,

Please drop the charge against **Njeri Example**.

Yours sincerely,

**ADDITIONAL INFORMATION**

Her hives stood beside a flower farm.

**PREFERRED LANGUAGE TO ADDRESS TARGET:** English or your own language.

**PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL:** December 20, 2026

**NAME AND PRONOUN:** Njeri Example (she/her)
"""


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "beekeeper.md"
    file.write_text(DOCUMENT)
    return file


def run(*args):
    output, errors = StringIO(), StringIO()
    try:
        call_command("import_actions", *map(str, args), stdout=output, stderr=errors)
        status = 0
    except CommandError as error:
        status = error.returncode
        errors.write(str(error))
    return status, output.getvalue(), errors.getvalue()


def test_a_document_becomes_a_draft_with_its_offices(document, client, admin_client):
    status, output, errors = run(document)
    assert (status, output) == (0, "")
    assert "Third UA 77.26" in errors
    page = UrgentActionPage.objects.get()
    assert not page.live
    assert page.title == "FREE THE BEEKEEPER OF EXAMPLE VALLEY"
    assert page.slug == "third-ua-77-26"
    assert (page.serial, page.year, page.sequence) == (77, 2026, 3)
    assert page.act_by.isoformat() == "2026-12-20"
    assert [country.code for country in page.countries.all()] == ["KE"]
    assert page.own_language_accepted
    assert [step.value["reports"] for step in page.steps] == [False, True]
    office = page.targets[0].value["office"]
    assert office.title_en == "Attorney General"
    assert office.holders.get().name_en == "Otieno Example"
    assert office.address_lines == ["2 Example Road,", "Nairobi, Kenya"]
    assert office.country.code == "KE"
    assert page.letters[0].value["sign_off"] == "Yours sincerely,"
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get("/en/actions/third-ua-77-26/").status_code == 404


def test_publishing_at_once_makes_it_public(document, client):
    assert run(document, "--publish")[0] == 0
    html = client.get("/en/actions/third-ua-77-26/").content.decode()
    assert "Please drop the charge against <b>Njeri Example</b>" in html
    assert ActionRecord.objects.get().label_in("en") == "Third UA 77.26"


def test_an_office_that_the_directory_has_isnt_added_again(document, tmp_path):
    run(document)
    other = tmp_path / "other.md"
    other.write_text(DOCUMENT.replace("Third UA 77.26", "UA 78.26"))
    run(other)
    assert Office.objects.count() == 1
    assert UrgentActionPage.objects.count() == 2


def test_a_number_that_another_action_has_is_said_and_left_out(document):
    make_action(serial=77, year=2026, sequence=3, slug="third-ua-77-26")
    status, _output, errors = run(document)
    assert status == 0
    assert "Another action has the number Third UA 77.26" in errors
    page = UrgentActionPage.objects.exclude(serial=77).get()
    assert page.serial is None


def test_a_word_document_becomes_the_same_draft(document, tmp_path):
    word = tmp_path / "beekeeper.docx"
    word.write_bytes(from_markdown(DOCUMENT))
    outputs = [run(file, "--dry-run", "--json")[1] for file in (word, document)]
    understood, expected = [json.loads(output) for output in outputs]
    for parts in (understood, expected):
        del parts["file"], parts["problems"]
    assert understood == expected
    status, _output, errors = run(word)
    assert (status, "Third UA 77.26" in errors) == (0, True)
    assert UrgentActionPage.objects.get().letters[0].value["sign_off"] == "Yours sincerely,"


def test_a_dry_run_writes_nothing(document):
    status, output, _errors = run(document, "--dry-run", "--json")
    assert status == 0
    assert json.loads(output)["number"] == "77.26"
    assert not UrgentActionPage.objects.exists()
    assert not Office.objects.exists()


def test_a_file_that_cant_be_read_doesnt_stop_the_others(document, tmp_path):
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    files = (binary, tmp_path / "missing.txt", empty, broken, tmp_path, document)
    status, output, errors = run(*files, "--json")
    assert status == 1
    assert [json.loads(line)["file"] for line in output.splitlines()] == [str(document)]
    assert "picture.png" in errors
    assert "missing.txt" in errors
    assert "broken.docx is damaged" in errors
    assert "5 of 6" in errors
    assert UrgentActionPage.objects.count() == 1


def test_wrong_usage_ends_with_2(document):
    assert run(document, "--language", "xx")[0] == 2
    nothing = subprocess.run(
        [sys.executable, "manage.py", "import_actions"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert nothing.returncode == 2
    assert "usage" in nothing.stderr


@pytest.mark.seed("000")
def test_the_real_document_whole(seed, client):
    path = seed("000")
    status, output, _errors = run(path, "--publish", "--json")
    assert status == 0
    understood = json.loads(output)
    assert (understood["number"], understood["sequence"]) == ("109.23", 2)
    assert len(understood["targets"][0]["address"]) == 3
    assert len(understood["letters"][0]["paragraphs"]) == 4
    assert len(understood["additional_information"]) == 5
    assert understood["unplaced"] == []
    assert understood["act_by"] == "2025-09-15"
    assert understood["preferred_languages"] == ["en", "ur"]
    page = UrgentActionPage.objects.get()
    target, embassy = page.targets[0].value["office"], page.copies[0].value["office"]
    assert (target.country.code, target.embassy_of) == ("PK", None)
    assert (embassy.country.code, embassy.embassy_of.code) == ("US", "PK")
    answer = client.get(page.url)
    html = answer.content.decode().replace("<wbr>", "")
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
    for part in ("targets", "copies"):
        for card in understood[part]:
            for printed in (card["name"], card["office"], *card["address"], *card["emails"]):
                assert printed in text.replace(" @", "@"), printed
    for paragraph in understood["letters"][0]["paragraphs"]:
        assert (
            re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", paragraph))).strip()[:60] in text
        )
