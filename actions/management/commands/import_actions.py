"""`manage.py import_actions FILE…`: documents into draft pages, or with --json what they say."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.models import Page

from actions.importing import ActionDraft, DocumentError, read_upload
from actions.importing.matching import directory_names
from actions.importing.writing import write_page
from actions.models import Country, Language, UrgentActionPage


class Command(BaseCommand):
    """Reads urgent actions from documents.

    Exit status: 0 when all were read, 1 when a file couldn't be (the others still are), 2 for
    wrong usage. With --json standard output holds one JSON object a file and nothing else.
    """

    help = "Import urgent actions from documents (text, Markdown or Word) into draft pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and what to do with what they say."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="documents to read")
        parser.add_argument("--language", default="en", help="language of the documents (en)")
        parser.add_argument("--publish", action="store_true", help="publish what was imported")
        parser.add_argument("--dry-run", action="store_true", help="read only, write nothing")
        parser.add_argument("--json", action="store_true", help="print what was understood")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read each file; one that can't be read doesn't stop the others."""
        language = options["language"]
        if language not in settings.SITE_LANGUAGES:
            raise CommandError(
                f"--language {language}: this site has {', '.join(settings.SITE_LANGUAGES)}.",
                returncode=2,
            )
        parent = None if options["dry_run"] else self._library(language)
        names = (
            directory_names(Country.objects.all(), language=language),
            directory_names(Language.objects.all(), language=language),
        )
        failed = 0
        for place, name in enumerate(options["files"], start=1):
            self._say(f"[{place}/{len(options['files'])}] {name}")
            try:
                self._import(name, parent, names, options)
            except (OSError, DocumentError) as error:
                failed += 1
                self._say(f"  {name}: {error}", error=True)
            except ValidationError as error:
                failed += 1
                self._say(f"  {name}: " + "; ".join(error.messages), error=True)
        if failed:
            raise CommandError(
                f"{failed} of {len(options['files'])} files could not be imported.", returncode=1
            )

    def _import(self, name: str, parent: Page | None, names: tuple, options: dict) -> None:
        with Path(name).open("rb") as file:
            read = read_upload(file, name=name)
        draft = read.draft(countries=names[0], languages=names[1])
        problems = [(problem.field, problem.message) for problem in draft.problems]
        if parent is not None:
            written = write_page(draft, parent=parent, publish=options["publish"])
            problems += written.problems
            self._say(f"  {written.page.get_admin_display_title()} (page {written.page.pk})")
        for field, message in problems:
            self._say(f"  {field}: {message}")
        if options["json"]:
            self._print(draft, problems)

    def _print(self, draft: ActionDraft, problems: list[tuple[str, str]]) -> None:
        understood = draft.to_json_object()
        understood["problems"] = [{"field": f, "message": str(m)} for f, m in problems]
        self.stdout.write(json.dumps(understood, ensure_ascii=False))

    def _say(self, message: str, *, error: bool = False) -> None:
        self.stderr.write(message, self.style.ERROR if error else str)

    def _library(self, language: str) -> Page:
        for model in UrgentActionPage.allowed_parent_page_models():
            library = model.objects.filter(locale__language_code=language).first()
            if library:
                return library
        raise CommandError(
            _(
                "There is no library page in %(language)s yet. Translate the home page and the "
                "library into it first, or import with --dry-run."
            )
            % {"language": language},
            returncode=1,
        )
