"""What a reader sees of the page that composes a letter, and how they send its form."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup
from django.test import Client
from pypdf import PdfReader

HERE: dict[str, Any] = {"HTTP_ORIGIN": "http://testserver"}
KINDS = ("txt", "eml", "pdf")
EVERYWHERE = ("letter/", *(f"letter.{kind}" for kind in KINDS))


class Sheet:
    """The page as it was answered."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.html = BeautifulSoup(answer.content.decode(), "html.parser")

    @property
    def language(self) -> tuple[Any, Any]:
        letter = self.html.select_one("#letter")
        assert letter is not None
        return letter["lang"], letter["dir"]

    @property
    def body(self) -> str:
        field = self.html.select_one("[name=body]")
        assert field is not None
        return field.get_text().strip()

    @property
    def salutation(self) -> str:
        return self.texts(".letter__salutation")[0]

    @property
    def mail(self) -> str:
        link = self.html.select_one("#mail")
        assert link is not None
        return unquote(str(link["href"])).replace("\r\n", "\n")

    def texts(self, selector: str) -> list[str]:
        return [" ".join(tag.get_text().split()) for tag in self.html.select(selector)]

    def values(self, name: str, *, of: str = "") -> list[Any]:
        return [tag.get("value") for tag in self.html.select(f"[name={name}]{of}")]

    @property
    def choices(self) -> list[Any]:
        """The languages that one may choose."""
        return self.values("other_language")

    @property
    def copies(self) -> str:
        """Who gets a copy; "" where the page speaks of none."""
        return " ".join(self.texts(".compose__copies:not([hidden])"))


def composed(page: Any, **asked: Any) -> Sheet:
    """The page of an action's letter; `asked` is what stands in its address."""
    answer = Client().get(f"{page.url}letter/", asked)
    assert answer.status_code == 200
    return Sheet(answer)


def typed(page: Any, *, below: str = "letter/", **words: Any) -> Any:
    """The answer to a reader who typed words and sends them from the page."""
    return Client().post(f"{page.url}{below}", {"body": "My own words.", **words}, **HERE)


def words_of_pdf(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
