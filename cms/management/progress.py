"""How the commands that take a while say what they are doing: a line a step, and how far."""

from __future__ import annotations  # read by older Pythons too, to say that they are too old

import sys
from typing import TextIO


def announce(step: str, *, stream: TextIO | None = None) -> None:
    """Say which step begins, on a line of its own that is seen at once."""
    print(f"==> {step}", file=stream or sys.stdout, flush=True)


class Progress:
    """One line of progress: rewritten in place on a terminal, said at each quarter elsewhere.

    `total` is the number of things to do, 0 where nobody knows; a log is not filled with
    carriage returns, so it sees at most five lines.
    """

    def __init__(self, total: int, *, stream: TextIO | None = None) -> None:
        self.total = total
        self.count = 0
        self.stream = stream or sys.stdout
        self._width = 0
        self._quarters = 0

    def advance(self, what: str = "") -> None:
        """Count one more thing done, naming it on a terminal."""
        self.count += 1
        of = f" of {self.total}" if self.total else ""
        if self.stream.isatty():
            line = f"    {self.count}{of}  {what}"[:78]
            print("\r" + line.ljust(self._width), end="", file=self.stream, flush=True)
            self._width = len(line)
            return
        quarters = self.count * 4 // self.total if self.total else 0
        if quarters > self._quarters:
            self._quarters = quarters
            print(f"    {self.count}{of}", file=self.stream, flush=True)

    def close(self) -> None:
        """Leave the terminal at the start of an empty line."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=self.stream, flush=True)
            self._width = 0
