"""How long the catalogues take, of what `make demo` and `make check` do with them."""

from typing import Any

from cms.catalogues import CATALOGUE_LANGUAGES, catalogue_problems, compile_catalogues


def test_start_with_nothing_to_compile(benchmark: Any) -> None:
    compile_catalogues()
    assert benchmark(compile_catalogues) == []


def test_checking_a_catalogue(benchmark: Any) -> None:
    assert isinstance(benchmark(catalogue_problems, CATALOGUE_LANGUAGES[0]), list)
