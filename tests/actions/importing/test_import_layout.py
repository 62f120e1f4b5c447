"""An invented action in the layout, and what the layout may do to an importer."""

import pytest

from actions.importing import ActionDraft, parse_document


@pytest.fixture
def draft(layout) -> ActionDraft:
    return parse_document(layout, file="layout.md")


def fields_of(text: str) -> dict:
    return parse_document(text, file="a.txt").to_json_object()


def problem_fields(fields: dict) -> set[str]:
    return {problem["field"] for problem in fields["problems"]}


CARDS = """TAKE ACTION:

- Write.

{cards}

Dear Minister,

Free her.

Yours sincerely,
"""


class TestInventedAction:
    def test_heading_gives_number_index_date_and_country(self, draft):
        fields = draft.to_json_object()
        assert (fields["number"], fields["sequence"]) == ("7.24", 3)
        assert fields["index_number"] == "ASA 18/1234/2024"
        assert fields["issued_on"] == "2024-06-03"
        assert fields["title"] == "FIJI: EXAMPLE GARDENER HELD WITHOUT CHARGE"
        assert fields["countries"] == ["FJ"]

    def test_introduction_keeps_bold_and_links_that_lead_somewhere(self, draft):
        first, second = draft.introduction
        assert first.startswith("Ana Example, an <b>invented</b> gardener,")
        assert (
            '<a href="https://news.example.org/greenhouse?a=1&amp;b=2">the first report</a>'
            in first
        )
        assert "and a rumour. She has" in first
        assert second.startswith("Her neighbours")

    def test_numbered_steps(self, draft):
        assert [(step.html[:5], step.reports) for step in draft.steps] == [
            ("Write", False),
            ("Click", True),
        ]

    def test_two_targets_with_lines_in_any_order(self, draft):
        gardens, prisons = draft.targets
        assert (gardens.office, gardens.name) == ("Minister of Gardens", "Tomasi Sample")
        assert gardens.emails == ("minister@gardens.example.org", "office@gardens.example.org")
        assert (gardens.phone, gardens.fax) == ("+679 555 0100", "+679 555 0101")
        assert gardens.address == ("Ministry of Gardens,", "1 Orchid Road,", "Suva, Fiji")
        assert gardens.salutation == "Dear Minister"
        assert (prisons.office, prisons.name) == ("Director of Prisons", "Dr Mere Placeholder")
        assert prisons.address == ("PO Box 12, Suva, Fiji",)
        assert prisons.x_handle == "@prisons_example_"

    def test_copy_with_a_web_site(self, draft):
        [copy] = draft.copies
        assert (copy.office, copy.name) == ("Embassy of Fiji in Norway", "Ambassador Jone Invented")
        assert copy.address == ("4 Fjord Street, Oslo, Norway",)
        assert copy.website == "https://embassy.example.org"
        assert draft.unplaced == ()

    def test_letter_with_a_list(self, draft):
        [letter] = draft.letters
        assert letter.salutation == "Your Excellency,"
        assert letter.paragraphs == (
            "I ask you to free <b>Ana Example</b> at once.",
            "Her trial, if there is to be one, must be:",
            "• open to the public;",
            "• held in a language she <i>knows</i>.",
        )
        assert letter.sign_off == "Yours faithfully,\n[Your name]"

    def test_facts_at_the_end(self, draft):
        fields = draft.to_json_object()
        assert fields["preferred_languages"] == ["fj", "en"]
        assert fields["own_language_accepted"] is False
        assert fields["act_by"] == "2024-08-01"
        assert fields["people"] == [
            {"name": "Ana Example", "pronoun": "she/her"},
            {"name": "Bo Example", "pronoun": "they"},
        ]
        assert fields["previous_actions"] == [
            {"url": "https://actions.example.org/ua-7-24/", "label": "First UA"}
        ]

    def test_the_same_as_plain_text(self, draft, layout, as_plain_text):
        plain = parse_document(as_plain_text(layout), file="layout.md").to_json_object()
        marked = draft.to_json_object()
        same = ("number", "sequence", "title", "copies", "people", "act_by", "countries")
        assert {key: plain[key] for key in same} == {key: marked[key] for key in same}
        assert [card["emails"] for card in plain["targets"]] == [
            card["emails"] for card in marked["targets"]
        ]
        assert len(plain["letters"][0]["paragraphs"]) == 4


class TestWhatHasNoPlace:
    def test_a_paragraph_after_the_last_label(self, layout):
        fields = fields_of(layout + "\n\nA stray *paragraph* at the end.\n")
        assert "A stray paragraph at the end." in fields["unplaced"]
        assert any("A stray paragraph" in one["message"] for one in fields["problems"])

    @pytest.mark.parametrize("heading", ["## What else happened", "WHAT ELSE HAPPENED"])
    def test_an_unknown_heading_keeps_its_text(self, layout, heading):
        text = layout.replace(
            "**PREFERRED", f"{heading}\n\nIt rained.\n\nIt rained more.\n\n**PREFERRED"
        )
        fields = fields_of(text)
        expected = f"{heading.removeprefix('## ')}\n\nIt rained.\n\nIt rained more."
        assert expected in fields["unplaced"]
        assert len(fields["additional_information"]) == 1
        assert fields["preferred_languages"] == ["fj", "en"]

    def test_an_unknown_heading_among_the_cards(self, layout):
        text = layout.replace(
            "Your Excellency,", "#### Ways to help\n\nSing in the street.\n\nYour Excellency,"
        )
        fields = fields_of(text)
        assert "Ways to help\nSing in the street." in fields["unplaced"]
        assert len(fields["copies"]) == 1
        assert "copies" in problem_fields(fields)

    def test_a_sentence_in_a_card_stays_out_of_the_address(self):
        stray = "The office is closed on Mondays and on most other days."
        fields = fields_of(
            CARDS.format(cards=f"Minister of Tea\n\n{stray}\n1 Cup Road\nFax: 12345")
        )
        assert fields["targets"][0]["address"] == ["1 Cup Road"]
        assert stray in fields["unplaced"]

    def test_a_fax_without_figures_and_a_second_phone(self):
        card = "Minister of Tea\nFax: out of order\nPhone: 12345\nPhone: 67890\n1 Cup Road"
        fields = fields_of(CARDS.format(cards=card))
        assert fields["targets"][0]["fax"] is None
        assert fields["targets"][0]["phone"] == "12345"
        assert fields["unplaced"] == ["out of order", "67890"]
        assert "targets" in problem_fields(fields)

    def test_no_headings_at_all(self):
        fields = fields_of("It was a dark night.\n\nNobody wrote a letter.")
        assert fields["introduction"] == ["It was a dark night.", "Nobody wrote a letter."]
        assert {"number", "title", "steps", "targets", "letters"} <= problem_fields(fields)
        assert fields["act_by"] is None
        assert fields["own_language_accepted"] is None

    def test_too_many_lines_are_kept_unread(self):
        fields = fields_of("line\n" * 30_000)
        assert len(fields["unplaced"]) == 1
        assert any("lines" in problem["message"] for problem in fields["problems"])


class TestCards:
    def test_plain_cards_below_each_other(self):
        cards = (
            "Minister of Tea\nMr A. Leaf\n1 Cup Road\nEmail: tea@example.org\n\n"
            "Minister of Milk\nMs B. Cow\n2 Jug Road\nEmail: milk@example.org"
        )
        tea, milk = fields_of(CARDS.format(cards=cards))["targets"]
        assert (tea["name"], milk["name"]) == ("Mr A. Leaf", "Ms B. Cow")
        assert (tea["office"], milk["office"]) == ("Minister of Tea", "Minister of Milk")

    def test_plain_cards_without_a_blank_line_between(self):
        cards = (
            "Minister of Tea\nMr A. Leaf\n1 Cup Road\nEmail: tea@example.org\n"
            "Minister of Milk\nMs B. Cow\n2 Jug Road\nEmail: milk@example.org"
        )
        tea, milk = fields_of(CARDS.format(cards=cards))["targets"]
        assert (tea["emails"], milk["emails"]) == (["tea@example.org"], ["milk@example.org"])
        assert milk["address"] == ["2 Jug Road"]

    def test_name_before_office(self):
        [card] = fields_of(CARDS.format(cards="Amina Leaf\nMinister of Tea\nFax: 123456"))[
            "targets"
        ]
        assert (card["name"], card["office"]) == ("Amina Leaf", "Minister of Tea")

    def test_label_on_one_line_and_value_on_the_next(self):
        [card] = fields_of(CARDS.format(cards="Minister of Tea\nFax:\n12345\n1 Cup Road"))[
            "targets"
        ]
        assert (card["fax"], card["address"]) == ("12345", ["1 Cup Road"])

    def test_words_beside_emails_are_kept(self):
        card = "Minister of Tea\nEmail: a@example.org or b@example.org\nEmail: c@example.org (desk)"
        fields = fields_of(CARDS.format(cards=card))
        [target] = fields["targets"]
        assert target["emails"] == ["a@example.org", "b@example.org", "c@example.org"]
        assert "or" in fields["labels"]
        assert "c@example.org (desk)" in fields["unplaced"]

    def test_the_address_of_a_link_that_is_only_words_is_read(self):
        card = "#### Minister of Tea\nEmail: [write here](mailto:tea@example.org)"
        [target] = fields_of(CARDS.format(cards=card))["targets"]
        assert target["emails"] == ["tea@example.org"]

    def test_an_office_that_nobody_can_reach_is_a_problem(self):
        fields = fields_of(CARDS.format(cards="Minister of Tea"))
        assert fields["targets"][0]["office"] == "Minister of Tea"
        assert "targets" in problem_fields(fields)

    def test_countries_come_from_targets_and_never_from_copies(self):
        cards = "Minister of Tea\n1 Cup Road, Colombo, Sri Lanka\n\nCC: Embassy\n2 Jug Road, Kenya"
        assert fields_of(CARDS.format(cards=cards))["countries"] == ["LK"]
        only_copy = "Minister of Tea\n1 Cup Road\n\nCC: Embassy\n2 Jug Road, Nairobi, Kenya"
        assert fields_of(CARDS.format(cards=only_copy))["countries"] == []


class TestLetters:
    @pytest.mark.parametrize(
        "salutation",
        ["Dear Mr President:", "Your Excellency,", "Honourable Minister,", "Dear Sir or Madam"],
    )
    @pytest.mark.parametrize("sign_off", ["Yours faithfully,", "Sincerely,", "Kind regards"])
    def test_shapes_of_salutation_and_sign_off(self, salutation, sign_off):
        text = CARDS.format(cards="Minister of Tea\nFax: 12345")
        text = text.replace("Dear Minister,", salutation).replace("Yours sincerely,", sign_off)
        [letter] = fields_of(text)["letters"]
        assert letter == {
            "salutation": salutation,
            "paragraphs": ["Free her."],
            "sign_off": sign_off,
        }

    def test_a_letter_without_blank_lines(self):
        text = CARDS.format(cards="Minister of Tea\nFax: 12345").replace("\n\n", "\n")
        [letter] = fields_of(text.replace("- Write.\n", "- Write.\n\n"))["letters"]
        assert letter["paragraphs"] == ["Free her."]
        assert letter["sign_off"] == "Yours sincerely,"

    def test_two_letters(self):
        text = CARDS.format(cards="Minister of Tea\nFax: 12345")
        fields = fields_of(text + "\nDear Judge,\n\nAnd him.\n\nSincerely,\n")
        assert [letter["salutation"] for letter in fields["letters"]] == [
            "Dear Minister,",
            "Dear Judge,",
        ]

    def test_no_letter_is_said(self):
        assert "letters" in problem_fields(fields_of("TITLE OF SOME ACTION\n\nTAKE ACTION:\n- Go."))

    def test_a_running_title_does_not_break_the_letter(self):
        text = CARDS.format(cards="Minister of Tea\nFax: 12345")
        fields = fields_of(text.replace("Free her.", "Free her.\n\nURGENT ACTION\n\nNow."))
        assert fields["letters"][0]["paragraphs"] == ["Free her.", "Now."]
        assert "URGENT ACTION" in fields["labels"]


class TestFacts:
    @pytest.mark.parametrize(
        ("printed", "day"),
        [
            ("September 15, 2025", "2025-09-15"),
            ("15 September 2025", "2025-09-15"),
            ("15th of Sept. 2025", "2025-09-15"),
            ("2025-09-15", "2025-09-15"),
            ("15/09/2025", "2025-09-15"),
            ("05/05/2025.", "2025-05-05"),
        ],
    )
    def test_deadlines(self, printed, day):
        fields = fields_of(f"TAKE ACTION UNTIL: {printed}")
        assert fields["act_by"] == day
        assert printed in fields["labels"]

    @pytest.mark.parametrize("printed", ["03/04/2025", "February 30, 2025", "the rains come"])
    def test_a_deadline_that_is_no_day_stays_as_printed(self, printed):
        fields = fields_of(f"TAKE ACTION UNTIL: {printed}")
        assert fields["act_by"] is None
        assert fields["unplaced"] == [printed]
        [problem] = [one for one in fields["problems"] if one["field"] == "act_by"]
        assert printed in problem["message"]

    def test_an_ambiguous_date_says_how_to_mend_it(self):
        [problem] = [
            one
            for one in fields_of("TAKE ACTION UNTIL: 03/04/2025")["problems"]
            if one["field"] == "act_by"
        ]
        assert problem["message"].startswith("03/04/2025 is ambiguous")
        assert "month as a word" in problem["message"]

    def test_an_unknown_language_is_kept(self):
        fields = fields_of("PREFERRED LANGUAGE TO ADDRESS TARGET: English, Klingonese")
        assert fields["preferred_languages"] == ["en"]
        assert fields["unplaced"] == ["English, Klingonese"]
        assert "preferred_languages" in problem_fields(fields)

    def test_names_given_by_the_caller(self):
        draft = parse_document(
            "# RURITANIA: FREE HER\n\nPREFERRED LANGUAGE: Ruritanian",
            file="a.md",
            countries={"ruritania": "XR"},
            languages={"ruritanian": "x-rur"},
        )
        assert draft.countries == ("XR",)
        assert draft.preferred_languages == ("x-rur",)

    def test_a_longer_country_name_wins(self):
        assert fields_of("# Guinea-Bissau: Nigerian teacher held\n\nText.")["countries"] == ["GW"]

    def test_further_information_without_an_ordinal_asks_for_the_sequence(self):
        fields = fields_of(
            "Further information on UA 257/09 (25 September 2009)\n\n# HELD\n\nHe is."
        )
        assert fields["number"] == "257.09"
        assert fields["sequence"] is None
        assert fields["issued_on"] is None
        assert "sequence" in problem_fields(fields)

    def test_a_previous_action_without_address(self):
        fields = fields_of("LINK TO PREVIOUS UA: see our archive")
        assert fields["previous_actions"] == []
        assert fields["unplaced"] == ["see our archive"]
        assert fields_of("LINK TO PREVIOUS UA: N/A")["unplaced"] == []
