"""The static files, collected and compressed once for all sites that tests serve."""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.requirements import ROOT
from tests.site import free_port, site_variables

SHARED = Path(tempfile.gettempdir()) / f"qalam-tests-static-{os.getuid()}"
COLLECT = """
import django
django.setup()
from cms.management.demonstration import collect_static
collect_static()
"""


def share_static(var: Path) -> None:
    """Give the site in `var` its static files, collected anew only where any of them changed."""
    SHARED.mkdir(exist_ok=True)
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # processes of a test run wait for one another
        variables = site_variables(var=SHARED, port=free_port())
        subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, env=variables, check=True)
    (var / "static").symlink_to(SHARED / "static")
    (var / "static.collected").write_text((SHARED / "static.collected").read_text())
