#!/usr/bin/env python
"""Runs Django's and Qalam's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Hand the command line to Django with Qalam's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
