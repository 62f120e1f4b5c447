"""A letter as plain text."""

import re

from hypothesis import given

from actions.letters.cleaning import lines, one_line
from actions.letters.letter import Address, Sender, Span, words_of
from actions.letters.plain import plain_file, plain_letter
from tests.actions.letters.made_up import PLAIN, letter_with, letters


def test_the_letter_from_salutation_to_place():
    sender = Sender(name="Amina Shah", place="Leeds", line="I am a teacher.")
    assert plain_letter(PLAIN.by(sender)) == (
        "Dear Minister,\n\n"
        "I am very worried.\n\n"
        "Please act.\n\n"
        "I am a teacher.\n\n"
        "Yours sincerely,\n\n"
        "Amina Shah\nLeeds\n"
    )


def test_what_is_not_there_leaves_no_gap():
    letter = letter_with(salutation="", sign_off=" ", sender=Sender(place="Leeds"))
    assert plain_letter(letter) == "I am very worried.\n\nPlease act.\n\nLeeds\n"


def test_a_paragraph_keeps_its_lines():
    edited = PLAIN.by(Sender(), body="One\r\ntwo\r\n\r\n\r\nthree")
    assert "\n\nOne\ntwo\n\nthree\n\n" in plain_letter(edited)


def test_the_file_has_addresses_copies_and_reference_above():
    assert plain_file(PLAIN) == (
        "Minister of Tea\n1 Pot Road\nTEALAND\n\n"
        "Copy: Embassy of Tealand\n2 Cup Street\n\n"
        "Second UA 109.23\n\n"
    ) + plain_letter(PLAIN)


def test_an_address_without_lines_is_left_out():
    none = Address(3, (), ("x@example.org",))
    assert plain_file(letter_with(addressees=(none,), copies=(none,))).startswith("Second UA")


@given(letters())
def test_any_letter_is_whole_and_clean(letter):
    text = plain_letter(letter)
    parts = [one_line(letter.salutation), *(lines(words_of(part)) for part in letter.whole)]
    parts += map(one_line, (letter.sign_off, letter.sender.name, letter.sender.place))
    assert text.split() == " ".join(parts).split()
    assert plain_file(letter).endswith(text.lstrip("\n"))
    for made in (text, plain_file(letter)):
        assert made.endswith("\n")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", made)
        made.encode()


@given(letters())
def test_a_name_is_one_line_however_it_is_typed(letter):
    sender = Sender(name=f"Amina\r\n\r\n{letter.sender.name}\nYours", place="Leeds")
    name, place = plain_letter(letter.by(sender)).rstrip("\n").split("\n")[-2:]
    assert name.startswith("Amina ")
    assert name.endswith("Yours")
    assert place == "Leeds"


def test_the_senders_line_is_a_paragraph_after_all_others():
    letter = letter_with(paragraphs=((Span("One."),),), sender=Sender(line="Mine."))
    assert plain_letter(letter).split("\n\n")[1:3] == ["One.", "Mine."]
