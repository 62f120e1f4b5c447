"""What every template is given: the language of the address."""

from django.http import HttpRequest
from django.utils import translation

from cms.languages import direction


def language(request: HttpRequest) -> dict[str, str]:
    """`language` and its direction; a page's own language is the same, as its address says it."""
    code = translation.get_language() or "en"
    return {"language": code, "language_direction": direction(code)}
