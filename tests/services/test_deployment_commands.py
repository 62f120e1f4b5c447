"""The processes that the tests start are those of both ways to deploy."""

import json
import re

from tests.requirements import ROOT
from tests.services.sites import SCHEDULER, TICK, WEB, WORKER

UNITS = ROOT / "cms" / "management" / "deployment"


def test_units_and_compose_start_what_the_tests_start():
    compose = (ROOT / "compose.yaml").read_text()
    web = WEB.format(workers=2, port=8000)
    for command, unit in (
        (web, "web"),
        (WORKER, "worker"),
        (SCHEDULER, "scheduler"),
        (TICK, "tick"),
    ):
        started = re.search(
            r"^ExecStart=(.*)$", (UNITS / f"qalam-{unit}.service").read_text(), re.M
        )
        assert started[1].endswith(f"/{command}"), unit
        if command in (WORKER, SCHEDULER):  # the web's is the image's own; with Redis none ticks
            assert json.dumps(command.split()) in compose, unit
    image = (ROOT / "Dockerfile").read_text()
    assert json.dumps(web.replace("127.0.0.1", "0.0.0.0").split()) in image  # noqa: S104
