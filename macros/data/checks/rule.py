"""What a check is, and what many of them share."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from macros.data.datafile import DataFile, Location
from macros.data.loader import SUBJECTS, Data

type Found = Iterator[tuple[DataFile, Location, str]]
# An id becomes an anchor, a part of an address or a file name.
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


type Scope = Literal["record", "file"] | frozenset[str]
EVERYTHING = frozenset(subject.attribute for subject in SUBJECTS)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about the data as a whole."""

    name: str
    """What is right when the check finds nothing."""

    run: Callable[[Data, Path], Found]
    """Yields what is wrong."""

    scope: Scope = "record"
    """What must hold no wrong value for a finding to be true: the record that it is about, its whole file, or every
    file of these subjects, by their attributes in the data."""


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
