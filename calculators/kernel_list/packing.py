"""The list of kernels in short form: neighbours in the order of versions share most of their letters.

A kernel is written as how many letters it shares with the one before at its start and at its end, one sign each,
and what stands between. That is about a quarter as long as the list, and it stays text, so that it travels in the
dataset and lies small in the browser's memory until somebody asks.
"""

import functools
from collections.abc import Iterable

COUNTS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pack(builds: Iterable[str]) -> str:
    """Return kernels in short form. They hold no blanks."""
    words, before = [], ""
    for build in builds:
        most = min(len(build), len(before), len(COUNTS) - 1)
        start = _shared(build, before, most)
        end = _shared(build[::-1], before[::-1], most - start)
        words.append(COUNTS[start] + COUNTS[end] + build[start : len(build) - end])
        before = build
    return " ".join(words)


@functools.cache
def unpack(packed: str) -> tuple[str, ...]:
    """Return the kernels that `pack` wrote. They stay unpacked: a reader who looks up one looks up more."""
    builds, before = [], ""
    for word in packed.split():
        start, end = COUNTS.index(word[0]), COUNTS.index(word[1])
        before = before[:start] + word[2:] + (before[-end:] if end else "")
        builds.append(before)
    return tuple(builds)


def _shared(one: str, other: str, most: int) -> int:
    """Return how many letters two texts share at their start, up to `most`."""
    return next((index for index in range(most) if one[index] != other[index]), most)
