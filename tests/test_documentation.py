"""Every variable and every command of ours is written down where people look for it."""

import ast
import re
from pathlib import Path

import pytest

from tests.requirements import ROOT

SETTINGS = ROOT / "cms" / "settings.py"


def variables() -> list[str]:
    """The variables that the settings read from the environment.

    Read from the source: `env.str("NAME", …)` and its kind, `required("NAME", …)`, `environ["NAME"]`.
    """
    found = set()
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        if isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func)
            reads = name in ("env", "required") or name.startswith(("env.", "os.environ.get"))
            first = node.args[0]
        elif isinstance(node, ast.Subscript):
            reads, first = ast.unparse(node.value) in ("env", "os.environ"), node.slice
        else:
            continue
        if reads and isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
    return sorted(found)


def commands() -> list[str]:
    """The management commands of this project."""
    files = (
        file
        for app in ("cms", "actions", "search")
        for file in (ROOT / app).rglob("management/commands/*.py")
    )
    return sorted(file.stem for file in files if not file.stem.startswith("_"))


def names(text: str, word: str) -> bool:
    """Whether a text has a word, whole."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def text_of(path: Path) -> str:
    """The text of a file, a failure that names it where it isn't there."""
    assert path.is_file(), f"{path.name} is missing"
    return path.read_text()


def test_variables_and_commands_are_found() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "DEBUG", "SITE_LANGUAGES", "EMAIL_URL"} <= set(
        variables()
    )
    assert {"demo", "import_actions"} <= set(commands())


@pytest.mark.parametrize("variable", variables())
def test_a_variable_is_in_the_example_with_its_meaning(variable: str) -> None:
    lines = text_of(ROOT / ".env.example").splitlines()
    places = [n for n, line in enumerate(lines) if re.match(rf"#?{variable}=", line)]
    assert len(places) == 1, f"{variable} is not in .env.example"
    assert lines[places[0] - 1].startswith("# "), f"{variable} has no explanation in .env.example"


@pytest.mark.parametrize("variable", variables())
def test_a_variable_is_in_the_readme(variable: str) -> None:
    assert names(text_of(ROOT / "README.md"), variable)


@pytest.mark.parametrize("command", commands())
def test_a_command_is_in_the_readme(command: str) -> None:
    assert names(text_of(ROOT / "README.md"), f"manage.py {command}") or names(
        text_of(ROOT / "README.md"), f"`{command}`"
    )


def test_the_example_names_nothing_that_is_not_read() -> None:
    written = re.findall(r"^#?([A-Z][A-Z_]+)=", text_of(ROOT / ".env.example"), re.MULTILINE)
    elsewhere = {
        name
        for file in (ROOT / "cms").rglob("*.py")
        for name in re.findall(r"[\"']([A-Z][A-Z_]{3,})[\"']", file.read_text())
    }
    assert set(written) <= set(variables()) | elsewhere
