"""A letter as email: whatever is in it, it arrives as it is, and nowhere else."""

import email
import re
from dataclasses import replace
from email import policy
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given

from actions.consistency.text import plain_text
from actions.importing import parse_document
from actions.letters.cleaning import one_line
from actions.letters.email import (
    MAILTO_BYTES,
    Mail,
    eml_of,
    mailto,
    mailto_bytes,
    mailto_of,
    web_mail,
)
from actions.letters.letter import Address, Sender, Span
from actions.letters.plain import plain_letter
from tests.actions.letters.made_up import PLAIN, letter_with, letters

LONG = (Span("I am worried. " * 200),)
INJECTION = "Amina\r\nBcc: evil@example.org\r\n\r\nOther body"


def read_mailto(address):
    """What a mail program reads: recipients, and fields."""
    assert address.startswith("mailto:")
    path, _, query = address.removeprefix("mailto:").partition("?")
    fields = dict(part.split("=", 1) for part in query.split("&") if part)
    return [unquote(one) for one in path.split(",")], {
        name: unquote(value, errors="strict") for name, value in fields.items()
    }


def read_eml(data):
    return email.message_from_bytes(data, policy=policy.default)


def emails_in(message, name):
    return [one.addr_spec for one in message[name].addresses] if message[name] else []


def text_in(message, kind):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def senders(sender=INJECTION):
    return Sender(name=sender, place=sender, line=sender)


class TestMailto:
    def test_all_of_a_letter(self):
        assert mailto_of(letter_with(paragraphs=((Span("Tea + 100 %?"),),))) == Mail(
            "mailto:tea@example.org?cc=embassy@example.org"
            "&subject=Second%20UA%20109.23%3A%20Free%20the%20teapots"
            "&body=Dear%20Minister%2C%0D%0A%0D%0ATea%20%2B%20100%20%25%3F%0D%0A%0D%0A"
            "Yours%20sincerely%2C",
            "letter",
        )

    def test_only_a_subject(self):
        assert mailto(to=["a+b@example.org"], subject="A b") == (
            "mailto:a%2Bb@example.org?subject=A%20b"
        )
        assert mailto_bytes(to=["a@example.org"], body="خط\nب") == len(
            "mailto:a@example.org?body=%D8%AE%D8%B7%0D%0A%D8%A8"
        )

    def test_a_long_letter_becomes_the_short_one_between_the_same_words(self):
        sender = Sender(name="Amina Shah", place="Leeds", line="I am a teacher.")
        mail = mailto_of(letter_with(paragraphs=(LONG,), sender=sender))
        assert mail.holds == "short"
        assert read_mailto(mail.address)[1]["body"].split("\r\n\r\n") == [
            "Dear Minister,",
            "Please free the teapots.",
            "I am a teacher.",
            "Yours sincerely,",
            "Amina Shah\r\nLeeds",
        ]

    def test_a_long_line_of_the_sender_is_left_out_of_the_short_one(self):
        mail = mailto_of(letter_with(sender=Sender(name="Amina", line="I teach. " * 250)))
        assert mail.holds == "short"
        assert "teach" not in mail.address
        assert mail.address.endswith("Amina")

    @pytest.mark.parametrize("short", ["", " \n", "Please free them. " * 120])
    def test_without_a_short_one_that_fits_there_is_no_body(self, short):
        mail = mailto_of(letter_with(paragraphs=(LONG,), short_body=short))
        assert mail == Mail(
            "mailto:tea@example.org?cc=embassy@example.org"
            "&subject=Second%20UA%20109.23%3A%20Free%20the%20teapots",
            "nothing",
        )

    def test_a_subject_that_is_too_long_gives_way_to_the_reference(self):
        mail = mailto_of(letter_with(subject="چائے " * 200))
        assert mail.holds == "nothing"
        assert read_mailto(mail.address)[1]["subject"] == "Second UA 109.23"

    def test_no_email_no_mailto(self):
        post = (Address(1, ("Minister",)),)
        assert mailto_of(letter_with(addressees=post)) is None
        assert web_mail(letter_with(addressees=post)) == ()

    def test_recipients_that_alone_are_too_long(self):
        many = Address(1, (), tuple(f"office{number}@example.org" for number in range(200)))
        assert mailto_of(letter_with(addressees=(many,))) is None

    @given(letters())
    @example(PLAIN.by(senders()))
    def test_any_letter_arrives_as_it_is(self, letter):
        mail = mailto_of(letter)
        if mail is None:
            return
        assert len(mail.address.encode("ascii")) <= MAILTO_BYTES
        assert "+" not in mail.address
        assert not re.search(r"(?<!%0D)%0A|%0D(?!%0A)", mail.address)
        to, fields = read_mailto(mail.address)
        assert set(fields) <= {"cc", "subject", "body"}
        assert to == emails_in(read_eml(eml_of(letter)), "To")
        assert fields["subject"].strip()
        if mail.holds == "letter":
            assert fields["body"].split("\r\n") == plain_letter(letter).split("\n")[:-1]
            assert fields["subject"] == (one_line(letter.subject) or letter.reference)
        elif mail.holds == "short":
            assert one_line(letter.short_body) in one_line(fields["body"])
            assert fields["body"].startswith(one_line(letter.salutation))
        else:
            assert "body" not in fields


class TestWebMail:
    def test_each_service_has_its_own_names(self):
        found = {one.name: urlsplit(one.address) for one in web_mail(PLAIN)}
        assert list(found) == ["Gmail", "Outlook", "Yahoo"]
        hosts = ["mail.google.com", "outlook.live.com", "compose.mail.yahoo.com"]
        assert [one.hostname for one in found.values()] == hosts
        for name, parts in found.items():
            fields = parse_qs(parts.query, strict_parsing=True)
            assert fields["to"] == ["tea@example.org"]
            assert fields["cc"] == ["embassy@example.org"]
            assert fields["su" if name == "Gmail" else "subject"] == [PLAIN.subject]
            assert fields["body"] == [plain_letter(PLAIN).strip().replace("\n", "\r\n")]
        assert "view=cm&fs=1&to=" in found["Gmail"].query

    @given(letters())
    def test_as_much_as_fits(self, letter):
        for one in web_mail(letter):
            assert len(one.address.encode("ascii")) <= MAILTO_BYTES
            assert "+" not in one.address
            assert ("&body=" in one.address) == (one.holds != "nothing")
            fields = parse_qs(urlsplit(one.address).query, strict_parsing=True)
            assert fields["to"] == [",".join(emails_in(read_eml(eml_of(letter)), "To"))]
            names = {"view", "fs", "to", "cc", "su", "subject", "body"}
            assert set(fields) <= names


class TestDraft:
    def test_a_draft_that_no_program_has_sent(self):
        message = read_eml(eml_of(PLAIN))
        assert set(message.keys()) == {
            "To", "Cc", "Subject", "X-Unsent", "MIME-Version", "Content-Type",
        }  # fmt: skip
        assert message["X-Unsent"] == "1"
        assert message.get_content_type() == "multipart/alternative"
        assert [part["Content-Type"] for part in message.iter_parts()] == [
            'text/plain; charset="utf-8"',
            'text/html; charset="utf-8"',
        ]

    def test_emphasis_language_and_direction(self):
        urdu = letter_with(
            language="ur",
            salutation="محترم وزیر،",
            paragraphs=((Span("ان کے "), Span("کارڈ UNHCR card", bold=True, italic=True)),),
        )
        html = BeautifulSoup(text_in(read_eml(eml_of(urdu)), "html"), "html.parser")
        for element in (html.html, html.body.div):
            assert (element["lang"], element["dir"]) == ("ur", "rtl")
        assert html.em.strong.text == "کارڈ UNHCR card"
        assert html.bdi.text == "UNHCR card"

    def test_html_is_only_words(self):
        text = "<b>5 > 4</b> & <script>alert(1)</script>\nnext"
        html = text_in(read_eml(eml_of(letter_with(paragraphs=((Span(text),),)))), "html")
        assert "&lt;b&gt;5 &gt; 4&lt;/b&gt; &amp; &lt;script&gt;" in html
        assert "<b>" not in html
        assert "<script>" not in html
        assert "<br>\nnext</p>" in html

    @pytest.mark.parametrize(
        "changes",
        [
            {"sender": senders()},
            {"subject": INJECTION},
            {"subject": "=?utf-8?q?Amina=0D=0ABcc:_evil@example.org?="},
            {"addressees": (Address(1, (), ("tea@example.org", INJECTION)),)},
            {"addressees": (Address(1, (), ("tea@example.org", "a@b.org\r\nBcc: evil@b.org")),)},
            {"copies": (Address(1, (), ("a@b.org,evil@example.org", "x@y.org?bcc=z@y.org")),)},
        ],
    )
    def test_nothing_breaks_a_header(self, changes):
        data = eml_of(letter_with(**changes))
        head = data.partition(b"\r\n\r\n")[0]
        assert not re.search(rb"^(Bcc|Other)", head, re.MULTILINE | re.IGNORECASE)
        message = read_eml(data)
        assert message["Bcc"] is None
        assert emails_in(message, "To") == ["tea@example.org"]
        assert emails_in(message, "Cc") in ([], ["embassy@example.org"])
        assert message["Subject"] == one_line(changes.get("subject", PLAIN.subject))

    def test_a_long_subject_is_folded(self):
        letter = letter_with(subject="مہاجرین کے کارڈ " * 40)
        data = eml_of(letter)
        assert max(map(len, data.split(b"\r\n"))) <= 78
        assert read_eml(data)["Subject"] == letter.subject.strip()

    def test_a_domain_in_another_alphabet(self):
        data = eml_of(letter_with(addressees=(Address(1, (), ("a@مثال.example.org",)),)))
        assert emails_in(read_eml(data), "To") == ["a@xn--mgbh0fb.example.org"]

    @given(letters())
    @example(PLAIN.by(senders()))
    def test_any_letter_reads_as_it_is(self, letter):
        data = eml_of(letter)
        assert data.isascii()
        assert b"\n" not in data.replace(b"\r\n", b"")
        message = read_eml(data)
        assert not message.defects
        assert {name.lower() for name in message.keys()} <= {  # noqa: SIM118  (not a dict)
            "to", "cc", "subject", "x-unsent", "mime-version", "content-type",
        }  # fmt: skip
        assert message["Subject"] == (one_line(letter.subject) or letter.reference)
        assert text_in(message, "plain") == plain_letter(letter)
        sound = {one_line(each) for one in letter.addressees for each in one.emails}
        for each in emails_in(message, "To"):
            assert each in sound or "xn--" in each
        html = BeautifulSoup(text_in(message, "html"), "html.parser")
        known = {"p", "br", "strong", "em", "bdi", "div"}
        assert {tag.name for tag in html.body.find_all()} <= known
        assert html.body.text.split() == plain_letter(letter).split()


@pytest.mark.seed("000")
class TestTheRealOne:
    @pytest.fixture
    def letter(self, seed):
        text = seed("000").read_text(encoding="utf-8")
        draft = parse_document(text, file="000.txt")
        [read] = draft.letters
        [target] = draft.targets
        return letter_with(
            addressees=(Address(1, (), tuple(target.emails)),),
            salutation=read.salutation,
            paragraphs=tuple((Span(plain_text(one)),) for one in read.paragraphs),
            sign_off=read.sign_off,
            subject=f"Second UA 109.23: {draft.title}",
            short_body="",
        )

    def test_is_too_long_for_an_address(self, letter):
        size = mailto_bytes(to=letter.emails, body=plain_letter(letter))
        assert size > MAILTO_BYTES
        assert mailto_of(letter).holds == "nothing"
        assert {one.holds for one in web_mail(letter)} == {"nothing"}

    def test_a_short_one_fits(self, letter):
        short = "\n\n".join(["Please renew the cards, and let nobody be sent back. " * 4] * 3)
        letter = replace(letter, short_body=short)
        assert mailto_of(letter).holds == "short"
        assert {one.holds for one in web_mail(letter)} == {"short"}

    def test_the_draft_has_all_of_it(self, letter):
        message = read_eml(eml_of(letter))
        assert text_in(message, "plain") == plain_letter(letter)
