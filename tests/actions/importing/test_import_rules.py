"""Single rules of reading, each with the printed forms that networks have used for it."""

import pytest

from actions.importing import parse_bytes, parse_document
from actions.importing.webpage import is_webpage, webpage_to_text

ACTION = """URGENT ACTION

POET HELD IN SUVA

Poet Ana Example was taken from her home in Suva, Fiji. Nobody has seen her since.

{steps}

{cards}

Dear Minister,

Free her.

Yours sincerely,

{end}
"""


def read(*, steps: str = "TAKE ACTION:\n- Write.", cards: str = "", end: str = "") -> dict:
    text = ACTION.format(steps=steps, cards=cards, end=end)
    return parse_document(text, file="a.txt").to_json_object()


def short(card: dict) -> dict:
    """What a card says, without what it doesn't."""
    return {key: value for key, value in card.items() if value}


@pytest.mark.parametrize(
    "line",
    [
        "Minister of Tea (Tomasi Sample), 1 Cup Road, Suva, Fiji. Fax: +679 555 0100. Email: a@b.org",
        "Minister of Tea (Tomasi Sample), 1 Cup Road, Suva, Fiji; fax +679 555 0100; a@b.org",
        "Minister of Tea (Tomasi Sample), 1 Cup Road, Suva, Fiji, Email a@b.org, Fax: +679 555 0100",
        "and to the Minister of Tea (Tomasi Sample), 1 Cup\nRoad, Suva, Fiji\nFax: +679 555 0100\na@b.org",
    ],
)
def test_a_card_on_one_line(line):
    fields = read(cards=f"APPEALS TO:\n{line}")
    assert [short(card) for card in fields["targets"]] == [
        {
            "name": "Tomasi Sample",
            "office": "Minister of Tea",
            "address": ["1 Cup Road, Suva, Fiji"],
            "fax": "+679 555 0100",
            "emails": ["a@b.org"],
        }
    ]
    assert fields["unplaced"] == []


def test_a_sentence_with_commas_is_no_card():
    sentence = "The Minister of Tea, who has not answered since May, lives in Suva, Fiji."
    fields = read(cards=f"APPEALS TO:\nMinister of Tea\n1 Cup Road\n\n{sentence}")
    assert [card["office"] for card in fields["targets"]] == ["Minister of Tea"]
    assert fields["unplaced"] == [sentence]


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        (
            "Ana Example (she/her) and Bo Example [they]",
            [("Ana Example", "she/her"), ("Bo Example", "they")],
        ),
        ("Ana and Bo Example (she/her) and (he/him)", [("Ana and Bo Example", "she/her, he/him")]),
        ("Ana Example, she/her", [("Ana Example", "she/her")]),
        ("Weavers of Suva (all)", [("Weavers of Suva", "all")]),
        ("Ana Example (f), aged 19", [("Ana Example (f), aged 19", None)]),
    ],
)
def test_people_and_their_pronouns(printed, people):
    fields = read(end=f"NAME AND PRONOUN: {printed}")
    assert [(one["name"], one["pronoun"]) for one in fields["people"]] == people


@pytest.mark.parametrize(
    "label",
    [
        "NAME AND PRONOUN",
        "NAME AND PREFFERED PRONOUN",
        "Name(s) and pronoun(s)",
        "Names and preferred gender pronouns",
        "PERSON AT RISK",
    ],
)
def test_labels_of_the_people(label):
    assert [one["name"] for one in read(end=f"{label}: Ana Example")["people"]] == ["Ana Example"]


@pytest.mark.parametrize(
    "line",
    [
        "DEADLINE: 15 September 2025",
        "Action deadline: Monday, September 15, 2025",
        "PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 15th September 2025",
        "Please act by: 15\xa0September\xa02025",
        "Write immediately and no later than: 15/09/2025",
        "IF SENDING APPEALS AFTER 15 September 2025, please ask us first.",
        "Please check with your office if you wish to send appeals after 15 September 2025.",
        "Act by 15 September 2025",
    ],
)
def test_the_last_day_to_write(line):
    fields = read(end=line)
    assert fields["act_by"] == "2025-09-15"
    assert fields["unplaced"] == []


@pytest.mark.parametrize("line", ["Act by 03/04/2025", "UNTIL: 3/4/2025"])
def test_a_day_that_may_be_two_is_said_to_be_ambiguous(line):
    fields = read(end=line)
    assert fields["act_by"] is None
    assert any("ambiguous" in problem["message"] for problem in fields["problems"])


@pytest.mark.parametrize(
    ("line", "codes", "own"),
    [
        ("LANGUAGES: English or French", ["en", "fr"], False),
        ("PLEASE WRITE IN: English, Tongan or your own language", ["en", "to"], True),
        ("Preferred language: English. You may also write in your own language.", ["en"], True),
    ],
)
def test_languages_to_write_in(line, codes, own):
    fields = read(end=line)
    assert (fields["preferred_languages"], fields["own_language_accepted"]) == (codes, own)


def test_a_call_to_write_at_once_says_nothing_of_languages():
    fields = read(steps="Please write immediately:\n- asking for her release.")
    assert fields["own_language_accepted"] is None


@pytest.mark.parametrize("bullet", ["■", "□", "➤", "▫", "§ ", "•\xa0", "- ", "* "])
def test_bullets(bullet):
    steps = f"TAKE ACTION\n{bullet}Write to the minister.\n{bullet}Report your letters to us."
    fields = read(steps=steps)
    assert fields["steps"] == ["Write to the minister.", "Report your letters to us."]


def test_what_stands_behind_take_action_is_a_step_and_no_target():
    fields = read(
        steps="TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USE THIS LETTER",
        cards="Minister of Tea\nTomasi Sample\n1 Cup Road\nSuva, Fiji",
    )
    assert fields["steps"] == ["WRITE AN APPEAL IN YOUR OWN WORDS OR USE THIS LETTER"]
    assert [card["name"] for card in fields["targets"]] == ["Tomasi Sample"]


def test_a_card_without_a_label_stands_below_the_text_or_the_letter():
    card = "Minister of Tea\nTomasi Sample\n1 Cup Road, Suva, Fiji\nEmail: tea@example.org"
    for fields in (read(steps="", cards=card), read(steps="", end=card)):
        assert [one["emails"] for one in fields["targets"]] == [["tea@example.org"]]
        assert len(fields["letters"]) == 1
        assert len(fields["introduction"]) == 1


def test_the_label_of_a_letter_names_no_target():
    fields = read(cards="Minister of Tea\n1 Cup Road\n\n*Letter to the Minister of Tea*")
    assert [card["office"] for card in fields["targets"]] == ["Minister of Tea"]
    assert "Letter to the Minister of Tea" in fields["labels"]


def test_an_index_in_brackets_is_of_the_earlier_document():
    text = (
        "Further information on UA 31/08 (AMR 23/003/2008, 1 February 2008) - Fear for safety\n\n"
        "COLOMBIA   Pedro Example\n\nPedro Example was freed. He is safe."
    )
    fields = parse_document(text, file="a.txt").to_json_object()
    assert (fields["number"], fields["index_number"]) == ("31.08", None)
    assert fields["issued_on"] is None
    assert fields["title"] == "Fear for safety"
    assert fields["people"] == [{"name": "Pedro Example", "pronoun": None}]


def test_what_no_reader_sees_keeps_no_label_from_being_read():
    text = ACTION.format(
        steps="TAKE\xa0ACTION:\\\n\u202aWrite to the min\xadister.\u202c", cards="", end=""
    )
    fields = parse_document(text, file="a.txt").to_json_object()
    assert fields["steps"] == ["Write to the minister."]


def test_a_signature_of_a_mail_is_no_address():
    fields = read(
        end="COPIES TO:\nEmbassy of Fiji\n1 Road, Oslo\n-- \nExample Network, Suva office"
    )
    assert [card["address"] for card in fields["copies"]] == [["1 Road, Oslo"]]
    assert fields["unplaced"] == ["Example Network, Suva office"]


def test_a_second_action_is_left_whole_with_a_word_on_what_to_do():
    end = "NAME AND PRONOUN: Ana Example (she/her)"
    first = ACTION.format(steps="TAKE ACTION:\n- Write.", cards="", end=end)
    second = first.replace("POET HELD IN SUVA", "NURSE HELD IN APIA").replace("Ana", "Ula")
    fields = parse_document(first + second, file="a.txt").to_json_object()
    alone = parse_document(first, file="a.txt").to_json_object()
    parts = ("title", "introduction", "steps", "letters", "people", "countries")
    assert {key: fields[key] for key in parts} == {key: alone[key] for key in parts}
    [left] = fields["unplaced"]
    assert "NURSE HELD IN APIA" in left
    assert "Ula Example (she/her)" in left
    assert any("second urgent action" in problem["message"] for problem in fields["problems"])


PAGE = """<!DOCTYPE html><html><head><title>Shop</title><style>p {{}}</style></head><body>
<h1>URGENT ACTION</h1><h2>POET HELD</h2>
<p>Poet&nbsp;Ana Example was <strong>taken</strong> from her home.<br>Nobody has seen her.</p>
<script>alert("no word")</script>
<h3>TAKE ACTION:</h3><ul><li>Write.</li><li><a href="https://example.org/r">Report your
letters</a>.</li></ul>
<table><tr><td><p><b>Minister of Tea</b><br>1 Cup Road<br>Suva, Fiji</p></td></tr></table>
<p>Email: <a href="mailto:tea@example.org">tea@example.org</a></p></body></html>"""


@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0" encoding="utf-8"?>\n'])
def test_html_says_what_a_browser_shows(prolog):
    fields = parse_bytes((prolog + PAGE).encode(), name="a.html").to_json_object()
    assert fields["title"] == "POET HELD"
    assert fields["introduction"] == [
        "Poet Ana Example was <b>taken</b> from her home. Nobody has seen her."
    ]
    assert fields["steps"] == [
        "Write.",
        '<a href="https://example.org/r">Report your letters</a>.',
    ]
    assert [short(card) for card in fields["targets"]] == [
        {
            "office": "Minister of Tea",
            "address": ["1 Cup Road", "Suva, Fiji"],
            "emails": ["tea@example.org"],
        }
    ]
    assert "no word" not in str(fields)
    assert "Shop" not in str(fields)


def test_html_nested_deeper_than_any_page_loses_no_word():
    page = "<p></p><p></p>" + "<div>word " * 3_000
    assert is_webpage(page)
    assert webpage_to_text(page).count("word") == 3_000


def test_a_text_with_a_tag_or_two_is_no_page():
    assert not is_webpage("<https://example.org> and <b>bold</b>")
    assert not is_webpage("A text with <p>tags</p> <p>in it</p>")


def test_line_ends_in_a_table_of_markdown():
    cards = (
        "| **Minister of Tea**<br>1 Cup Road<br>Email: tea@example.org "
        "| **Minister of Milk**<br>2 Cup Road<br>Email: milk@example.org |"
    )
    fields = read(cards=cards)
    assert [(card["office"], card["emails"]) for card in fields["targets"]] == [
        ("Minister of Tea", ["tea@example.org"]),
        ("Minister of Milk", ["milk@example.org"]),
    ]


@pytest.mark.parametrize("label", ["EMAİL", "E-maıl", "EMAIL", "Correo electrónico", "ای میل"])
def test_labels_of_an_email_in_letters_of_other_alphabets(label):
    fields = read(cards=f"Minister of Tea\n1 Cup Road\n{label}: tea@example.org")
    assert fields["targets"][0]["emails"] == ["tea@example.org"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("1 de julio de 2024", "2024-07-01"),
        ("1er juillet 2024", "2024-07-01"),
        ("1 JUILLET 2024", "2024-07-01"),
        ("1 جولائی 2024", "2024-07-01"),
        ("1 يوليو 2024", "2024-07-01"),
    ],
)
def test_dates_in_other_languages(printed, day):
    assert read(end=f"DEADLINE: {printed}")["act_by"] == day


@pytest.mark.parametrize("line", ["Dear friends,", "Dear all,", "Dear colleagues"])
def test_what_a_network_says_to_its_people_begins_no_letter(line):
    text = ACTION.format(steps="TAKE ACTION:\n- Write.", cards="", end="")
    fields = parse_document(f"{line}\n\nPlease write.\n\n{text}", file="a.txt").to_json_object()
    assert [letter["salutation"] for letter in fields["letters"]] == ["Dear Minister,"]
    assert fields["title"] == "POET HELD IN SUVA"


def test_a_heading_that_asks_to_write_is_no_office():
    text = (
        "# Poet held\n\nShe was taken. She has not been seen.\n\n## Write to the chief minister\n\n"
        "Chief Minister Sample Rao  \nSecretariat  \nHyderabad, India\n\n## Take action until\n\n"
        "1 July 2024\n"
    )
    fields = parse_document(text, file="a.md").to_json_object()
    assert [short(card) for card in fields["targets"]] == [
        {"name": "Chief Minister Sample Rao", "address": ["Secretariat", "Hyderabad, India"]}
    ]
    assert fields["act_by"] == "2024-07-01"


def test_an_address_given_above_and_a_salutation_in_brackets():
    cards = (
        "APPEALS TO:\n\nMinister of Tea:\n(same address as above)\nFaxes: 12345\n"
        "[Salutation: Dear Minister]"
    )
    assert [short(card) for card in read(cards=cards)["targets"]] == [
        {
            "office": "Minister of Tea",
            "address": ["(same address as above)"],
            "fax": "12345",
            "salutation": "Dear Minister",
        }
    ]


def test_languages_before_a_list_of_demands():
    steps = (
        "Please write immediately in Turkish, English or your own language calling on the "
        "authorities to:\n* Free her;"
    )
    fields = read(steps=steps)
    assert fields["preferred_languages"] == ["tr", "en"]
    assert fields["own_language_accepted"] is True
    assert fields["steps"] == ["Free her;"]


def test_a_label_and_its_value_in_two_cells():
    end = "| NAME AND PRONOUN: | Ana Example (she/her) |\n| LINK TO PREVIOUS UA: | N/A |"
    fields = read(end=end)
    assert fields["people"] == [{"name": "Ana Example", "pronoun": "she/her"}]
    assert fields["unplaced"] == []
