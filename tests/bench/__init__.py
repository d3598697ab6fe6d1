"""Measurements of speed. None is a test: nothing fails because a machine is slow."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

STOPPED = 130
"""The exit status of a program that was ended by Ctrl+C, as shells tell it."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Print each line at once, also into a file, and end in one line at Ctrl+C."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        yield
    except KeyboardInterrupt:
        print("Cut short: the rest was not measured.")
        sys.exit(STOPPED)
