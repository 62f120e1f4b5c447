"""Which languages a site has is the environment's business alone."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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


Manage = Callable[..., str]


def manage_in(root: Path, variables: dict[str, str]) -> Manage:
    """`manage(…)`: what a command says, run at a checkout with an environment of its own."""

    def manage(*args: str, errors: bool = False) -> str:
        command = [sys.executable, "manage.py", *args]
        done = subprocess.run(
            command, cwd=root, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stderr if errors else done.stdout

    return manage


def test_persian_and_pashto_need_no_migration_and_no_code(tmp_path):
    variables = site_variables(var=tmp_path, port=free_port()) | {"SITE_LANGUAGES": "en,fa,ps"}
    manage = manage_in(ROOT, variables)
    manage("migrate", "--verbosity=0")
    found = json.loads(manage("shell", "--no-imports", "-c", ASK).splitlines()[-1])
    assert found["locales"] == ["en", "fa", "ps"]
    assert {"Translators (fa)", "Translators (ps)", "Reviewers (ps)"} <= set(found["groups"])
    assert found["directions"] == ["ltr", "rtl", "rtl"]
    assert found["inputs"] == ["title_en", "title_fa", "title_ps"]
    said = manage("check", errors=True)
    assert "'fa', for which there is no catalogue" in said
    assert "'ps', for which there is no catalogue" in said


NAMES = """
import json
from actions.models import Country, Language
print(json.dumps([Country.objects.get(code="US").name_sw, Language.objects.get(code="en").name_sw]))
"""


def test_a_thirteenth_language_is_added_as_the_readme_says(tmp_path):
    checkout = tmp_path / "checkout"
    for name in ("cms", "actions", "search", "locale", "templates", "static", "manage.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        checkout.mkdir(exist_ok=True)
        copy(ROOT / name, checkout / name)
    languages = checkout / "cms" / "languages.py"
    text = languages.read_text()
    last = '    ("bn", "Bangla"),\n'
    assert last in text
    languages.write_text(text.replace(last, last + '    ("sw", "Swahili"),\n'))
    var = tmp_path / "var"
    var.mkdir()
    variables = site_variables(var=var, port=free_port()) | {
        "SITE_LANGUAGES": "en,sw",
        "PYTHONPATH": str(checkout),
    }
    manage = manage_in(checkout, variables)
    written = manage("makemigrations", "-n", "swahili", "actions", "cms")
    # Only columns are added: nothing that is there has to change.
    acts = {line.split()[1] for line in written.splitlines() if line.startswith("    ")}
    assert acts == {"Add"}
    manage("migrate", "--verbosity=0")
    found = json.loads(manage("shell", "--no-imports", "-c", ASK).splitlines()[-1])
    assert found["locales"] == ["en", "sw"]
    assert found["inputs"] == ["title_en", "title_sw"]
    names = json.loads(manage("shell", "--no-imports", "-c", NAMES).splitlines()[-1])
    assert names == ["Marekani", "Kiingereza"]
