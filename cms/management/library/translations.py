"""The demo's translations, as a translator brings them in: submitted, filled, published."""

import html
import re
from pathlib import Path

import polib
from django.conf import settings
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.localisation.services import publish_translation, submit_for_translation

WHOLE = re.compile(r"<(?P<tag>[bi])>(?P<text>(?:(?!</?(?P=tag)>).)*)</(?P=tag)>", re.DOTALL)
LINK = re.compile(r"<a [^>]*>")


def read_words(file: Path) -> dict[str, str]:
    """The translations of a PO file, by the plain form of their source text."""
    words = {}
    for entry in polib.pofile(str(file)):
        words[_plain(entry.msgid)] = entry.msgstr
        # A text that is emphasised as a whole becomes a segment without its emphasis.
        source, target = WHOLE.fullmatch(entry.msgid), WHOLE.fullmatch(entry.msgstr)
        if source and target:
            words[_plain(source["text"])] = target["text"]
    return words


def translate(page: Page, *, language: str, words: dict[str, str]) -> list[str]:
    """Translate a page with the words given and publish it; returns segments that have none.

    Where any segment has none, the translation stays a draft.
    """
    locale = Locale.objects.get(language_code=language)
    submit_for_translation(page=page, locales=[locale])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    po = translation.export_po()
    missing = []
    for entry in po:
        text = words.get(_plain(entry.msgid))
        if text:
            entry.msgstr = _with_links_of(entry.msgid, text)
        else:
            missing.append(entry.msgid)
    translation.import_po(po)
    if not missing:
        publish_translation(translation=translation)
    return missing


def _plain(text: str) -> str:
    """A text with bare links and no entities: the same in TOML, PO and segments."""
    return " ".join(html.unescape(LINK.sub("<a>", text)).split())


def _with_links_of(source: str, text: str) -> str:
    """The translation with the links of the segment, which names them by an id."""
    links = iter(LINK.findall(source))
    return LINK.sub(lambda match: next(links, match[0]), text)


def languages(folder: Path) -> list[Path]:
    """The folders of translations, one a language of the site."""
    return sorted(
        path
        for path in (folder / "translations").iterdir()
        if path.is_dir() and path.name in settings.SITE_LANGUAGES
    )
