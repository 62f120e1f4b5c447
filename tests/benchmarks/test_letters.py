"""A letter's PDF as a reader gets it, beside Typst alone with the same data; in one run."""

import random
import statistics
import time
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from cms import typesetting
from tests.factories import make_action

pytestmark = pytest.mark.django_db
ROUNDS = 40
WORDS = "please release the librarian today and tell her family where she has been kept".split()


def body(seed: int) -> str:
    """A letter of four paragraphs: Typst keeps what it has set before, and readers change it."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=60)) for _ in range(4))


def test_a_pdf_beside_typst_alone(benchmark: Any, capsys: Any, monkeypatch: Any) -> None:
    page = make_action()
    client = Client(headers={"origin": "http://testserver"})
    printed = typesetting._pdf
    handed_over: list[tuple[Any, Any]] = []

    def noted(*args: Any, **options: Any) -> bytes:
        handed_over.append((args, options))
        return printed(*args, **options)

    def ours(seed: int) -> float:
        caches["limits"].clear()
        start = time.perf_counter()
        answer = client.post(f"{page.url}letter.pdf", {"body": body(seed), "name": f"Sara {seed}"})
        taken = time.perf_counter() - start
        assert answer["Content-Type"] == "application/pdf"
        return taken * 1000

    def alone(seed: int) -> float:
        (template, said), options = handed_over[-1]
        lines = [
            [{"lines": [text], "bold": False, "italic": False}] for text in body(seed).split("\n\n")
        ]
        start = time.perf_counter()
        printed(template, {**said, "name": f"Sara {seed}", "paragraphs": lines}, **options)
        return (time.perf_counter() - start) * 1000

    def measure() -> tuple[float, float]:
        times = [(ours(number), alone(1000 + number)) for number in range(1, ROUNDS)][1:]
        mine, theirs = zip(*times, strict=True)
        return statistics.median(mine), statistics.median(theirs)

    monkeypatch.setattr(typesetting, "_pdf", noted)
    mine, theirs = benchmark.pedantic(measure, rounds=1)
    with capsys.disabled():
        print(f"\nA letter's PDF: {mine:.1f} ms, Typst alone {theirs:.1f}, {mine / theirs:.2f}")
