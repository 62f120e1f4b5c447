"""Pages that the demo library has no address for: an action that was taken back, a mistake of ours."""

import json
import subprocess
import sys

from playwright.sync_api import Page, Route

from tests.requirements import ROOT
from tests.site import ServedSite, site_variables

# In a process of its own, with the settings and the database of the served site.
RENDER = """
import json, sys, django
django.setup()
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation
from cms.views import server_error
answers = {}
for language in sys.argv[1:]:
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        answers[language] = {
            "gone": render(request, "410.html", status=410).content.decode(),
            "mistake": server_error(request).content.decode(),
        }
print(json.dumps(answers))
"""
STATUS = {"gone": 410, "mistake": 500}


def rendered_answers(site: ServedSite, *, languages: list[str]) -> dict[str, dict[str, str]]:
    """The HTML of each by language and name."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER, *languages],
        cwd=ROOT,
        env=site_variables(var=site.var, port=0),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, dict[str, str]] = json.loads(done.stdout)
    return answers


def give(page: Page, answers: dict[str, str], *, language: str) -> list[str]:
    """Have a browser get the answers of a language; the addresses where it does."""

    def answer(name: str) -> None:
        def fulfil(route: Route) -> None:
            route.fulfill(status=STATUS[name], content_type="text/html", body=answers[name])

        page.route(f"**/{language}/{name}/", fulfil)

    for name in answers:
        answer(name)
    return [f"/{language}/{name}/" for name in answers]
