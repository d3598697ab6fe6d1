"""Several records in one text, each behind a line with its name: what they write together, and each alone."""

import re
from dataclasses import dataclass

from calculators.replication.curve import Trace
from calculators.traces import Contents

MOST_RECORDS = 50
"""More are no text of a person."""
# As `head` and `tail` part several files.
_NAME = re.compile(r"^\ufeff?==> (?P<name>\S.{0,200}?) <==[ \t]*\r?$", re.MULTILINE)
_FIRST = re.compile(r"[\ufeff \t\r\n]*==> ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One of several records."""

    name: str
    """What stands in the line before it."""
    contents: Contents | None
    """What of it was read."""
    change: Trace
    """What was written when, of all the time that it knows."""


def parted(text: str) -> list[tuple[str, str]]:
    """Return the names and the texts of a text in which each record stands behind a line `==> name <==`.

    Nothing for any other text: such a line has to come first. Names are made different by a number where they are not.
    ValueError for more than `MOST_RECORDS`.
    """
    if not _FIRST.match(text):
        return []
    heads = list(_NAME.finditer(text))
    if not heads or text[: heads[0].start()].strip("\ufeff \t\r\n"):
        return []
    if len(heads) > MOST_RECORDS:
        raise ValueError(f"there are {len(heads)} records. Give at most {MOST_RECORDS} at once.")
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found: dict[str, str] = {}
    for head, end in zip(heads, ends, strict=True):
        name, number = head["name"], 2
        while name in found:
            name, number = f"{head['name']} ({number})", number + 1
        found[name] = text[head.end() : end].removeprefix("\r").removeprefix("\n").removeprefix("\ufeff")
    return list(found.items())
