"""Which languages a site has is the environment's business alone."""

import json
import subprocess
import sys

from tests.requirements import ROOT
from tests.site import free_port, site_variables

ASK = """
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Locale
from actions.models import Office
from actions.admin.office_forms import CorrectForm
from cms.languages import direction

call_command("makemigrations", check=True, dry_run=True, verbosity=0)
print(json.dumps({
    "locales": sorted(Locale.objects.values_list("language_code", flat=True)),
    "groups": sorted(Group.objects.values_list("name", flat=True)),
    "directions": [direction(code) for code in settings.SITE_LANGUAGES],
    "inputs": [name for name in CorrectForm.base_fields if name.startswith("title_")],
}))
"""


def test_persian_and_pashto_need_no_migration_and_no_code(tmp_path):
    variables = site_variables(var=tmp_path, port=free_port()) | {"SITE_LANGUAGES": "en,fa,ps"}

    def manage(*args: str) -> str:
        command = [sys.executable, "manage.py", *args]
        done = subprocess.run(
            command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "--verbosity=0")
    found = json.loads(manage("shell", "--no-imports", "-c", ASK).splitlines()[-1])
    assert found["locales"] == ["en", "fa", "ps"]
    assert {"Translators (fa)", "Translators (ps)", "Reviewers (ps)"} <= set(found["groups"])
    assert found["directions"] == ["ltr", "rtl", "rtl"]
    assert found["inputs"] == ["title_en", "title_fa", "title_ps"]
