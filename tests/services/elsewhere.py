"""A process of a site that calls functions of test modules, for `Site.do`.

Reads one call a line from its input, and writes one answer a line to its output.
"""

import importlib
import json
import os
import sys
import traceback

import django
from django.core.signals import request_finished, request_started


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what anything prints goes with what is logged
    django.setup()
    for line in sys.stdin:
        call = json.loads(line)
        try:
            act = getattr(importlib.import_module(call["module"]), call["name"])
            request_started.send(main)
            said = {"answer": act(*call["args"])}
        except Exception:
            said = {"raised": traceback.format_exc()}
        finally:
            request_finished.send(main)
        answers.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
