"""The real urgent action, as Markdown, as plain text and as a Word document, into every field."""

import re

import pytest

from actions.importing import ActionDraft, parse_document, read_any
from tests.actions.importing.word_files import from_markdown


@pytest.fixture(
    params=["markdown", "word", "-", "*", "•"],
    ids=["markdown", "word", "hyphens", "asterisks", "bullets"],
)
def text(request, seed, as_plain_text) -> str:
    if request.param == "markdown":
        return seed
    if request.param == "word":
        return read_any(from_markdown(seed), name="000.docx").text
    return as_plain_text(seed, bullet=request.param)


@pytest.fixture
def draft(text) -> ActionDraft:
    return parse_document(text, file="000.txt")


@pytest.fixture
def fields(draft) -> dict:
    return draft.to_json_object()


def test_number_and_sequence_come_from_the_step_that_reports(draft, fields):
    assert (fields["number"], fields["sequence"]) == ("109.23", 2)
    assert [step.reports for step in draft.steps] == [False, True]
    assert len(fields["steps"]) == 2
    assert fields["index_number"] is None
    assert fields["issued_on"] is None


def test_title_and_introduction(fields, seed):
    assert f"## {fields['title']}\n" in seed
    assert len(fields["introduction"]) == 1
    assert "1,080,312" in fields["introduction"][0]


def test_target_with_three_address_lines(fields):
    [target] = fields["targets"]
    assert target["name"] == "Syed Mohsin Raza Naqvi"
    assert target["office"].casefold() == "minister of interior"
    assert target["address"] == [
        "4th Floor, R Block, Pak Secretariat,",
        "Constitution Ave, G-5/1,",
        "Islamabad, Pakistan",
    ]
    assert target["fax"] == "+92 51 920 2624"
    assert target["phone"] is None
    assert target["emails"] == ["secretary@interior.gov.pk"]
    assert target["x_handle"] == "@MohsinnaqviC42"
    assert target["salutation"] is None


def test_the_embassy_is_the_copy(fields):
    assert fields["copies"] == [
        {
            "name": "Ambassador Rizwan Saeed Sheikh",
            "office": "Pakistani Embassy in the United States",
            "address": ["3517 International Court, NW, Washington DC 20008"],
            "fax": None,
            "phone": "(202) 243-6500",
            "emails": ["consularsection@embassyofpakistanusa.org"],
            "x_handle": None,
            "salutation": None,
            "website": None,
            "others": [],
        }
    ]


def test_letter_and_additional_information(fields, text):
    [letter] = fields["letters"]
    assert letter["salutation"] == "Dear Honorable Minister,"
    assert len(letter["paragraphs"]) == 4
    assert letter["sign_off"] == "Yours sincerely,"
    assert len(fields["additional_information"]) == 5
    if "**" in text:
        assert "<b>at least 1.4 million Afghans in Pakistan</b>" in letter["paragraphs"][0]


def test_the_facts_at_the_end(fields):
    assert fields["preferred_languages"] == ["en", "ur"]
    assert fields["own_language_accepted"] is True
    assert fields["act_by"] == "2025-09-15"
    assert fields["people"] == [{"name": "At least 1.4 million Afghan refugees", "pronoun": "All"}]
    [previous] = fields["previous_actions"]
    assert previous["url"].endswith(
        "/urgent-action-stop-deporting-afghan-refugees-pakistan-109-23/"
    )
    assert previous["label"] is None
    assert fields["countries"] == ["PK"]


def test_nothing_is_left_over_and_labels_are_kept(fields):
    assert fields["unplaced"] == []
    assert [label.casefold() for label in fields["labels"]] == [
        "urgent action",
        "take action:",
        "fax:",
        "email:",
        "twitter/x:",
        "send a copy of your letter to the address below",
        "cc:",
        "phone:",
        "email:",
        "additional information",
        "preferred language to address target:",
        "english, urdu, or your own language.",
        "please take action as soon as possible until:",
        "september 15, 2025",
        "name and pronoun:",
        "link to previous ua:",
    ]


def test_links_that_lead_nowhere_are_said_once_and_keep_their_words(fields, text):
    dead = [problem for problem in fields["problems"] if "lead nowhere" in problem["message"]]
    assert len(dead) == (1 if "](#" in text else 0)
    assert dead == fields["problems"]
    assert "<a" not in " ".join(fields["additional_information"])
    assert "1,088,133 Afghans" in fields["additional_information"][1]


def test_each_word_of_the_document_is_in_the_object(fields, text, as_plain_text, words_of):
    html = re.compile(r"</?[bia](?: [^<>]*)?>")
    for part in ("introduction", "steps", "additional_information"):
        fields[part] = [html.sub("", paragraph) for paragraph in fields[part]]
    for letter in fields["letters"]:
        letter["paragraphs"] = [html.sub("", paragraph) for paragraph in letter["paragraphs"]]
    printed = text if "**" not in text else re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    printed = re.sub(r"\]\([^()]*\)", "]", printed)
    assert not words_of(printed) - words_of(fields)
