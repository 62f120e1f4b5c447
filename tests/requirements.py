"""What some tests need beyond Python: a browser, a program, a service, the seeds.

A test that lacks one is skipped and listed at the end of the run; with
QALAM_TEST_SERVICES=required it fails instead. The seeds are reference texts that live beside the
repository and may not be passed on, so that lacking them never fails.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
CHROMIUM_NAMES = ("chromium", "chromium-browser")

# Begins the reason of every such skip; the end of the run lists those that begin so.
NOT_RUN = "needs "


def services_required() -> bool:
    """Whether lacking something is a failure."""
    return os.environ.get("QALAM_TEST_SERVICES") == "required"


def lacking(what: str, *, mend: str) -> NoReturn:
    """Skip the present test for lack of `what`, or fail it where everything is required."""
    reason = f"{NOT_RUN}{what} ({mend})"
    if services_required():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def requires_program(program: str, *, package: str) -> Path:
    """Where a program is; the present test is skipped or fails without it."""
    found = shutil.which(program)
    return Path(found) if found else lacking(program, mend=f"Debian: apt install {package}")


def requires_browser() -> Path:
    """Where Chromium is; the present test is skipped or fails without it."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else lacking("a browser", mend="Debian: apt install chromium")


def requires_service(name: str, *, variable: str) -> str:
    """The address of a service, from its variable; skipped or failed without it."""
    address = os.environ.get(variable)
    return address or lacking(name, mend=f"set {variable}")


def requires_seed(name: str) -> Path:
    """The seed whose name begins with `name`, such as "000"; always a skip where it is missing."""
    found = next(iter(sorted(SEEDS.glob(f"{name}*"))), None)
    if found is None:
        pytest.skip(f"{NOT_RUN}the seeds ({SEEDS} is not there)")
    return found
