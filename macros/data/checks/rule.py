"""What a check is, and what many of them share."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.data.datafile import DataFile, Location
from macros.data.loader import Data

type Found = Iterator[tuple[DataFile, Location, str]]
# An id becomes an anchor, a part of an address or a file name.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about the data as a whole."""

    name: str
    run: Callable[[Data, Path], Found]


def advice(word: str, allowed: Iterable[str]) -> str:
    """Return the nearest allowed word as a question, or nothing."""
    close = difflib.get_close_matches(word, list(allowed), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def references(data: Data, attribute: str, known: set[str], what: str, where: str) -> Found:
    """Yield every value of `attribute`, in any record, that is not a known id."""
    for file, location, record in data.walk():
        name = getattr(record, attribute, None)
        if isinstance(name, str) and name not in known:
            message = f"there is no {what} '{name}' in {where}.{advice(name, known)}"
            yield file, (*location, attribute), message
