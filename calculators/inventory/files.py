"""Texts from the bytes of files: of archives their files, of all others the text in its encoding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from calculators.inventory.archive import ArchiveError, is_workbook, unpacked
from calculators.inventory.decoding import decoded

ZIP = b"PK\x03\x04"
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks of before 2007 begin, and all that have a password."""
MOST_BYTES = 200_000_000
NO_READER = "It is a workbook. Save each of its sheets as CSV, or use the page of this guide, which reads workbooks."


@dataclass(slots=True)
class Texts:
    """What files hold."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    """The texts, each with the name that it is read under."""
    problems: dict[str, str] = field(default_factory=dict)
    """Why a file has no text, by its name, in words for a reader."""


def texts_of(files: Iterable[tuple[str, bytes]], workbook: Callable[[str, bytes], str] | None = None) -> Texts:
    """Return the texts of files; never raises.

    `workbook` makes text of a workbook, all its sheets behind lines `==> file / sheet <==`; None where there is nothing
    that does. It raises ValueError with a sentence for a reader.
    """
    found = Texts()
    for name, content in files:
        _add(name, content, workbook, found)
    return found


def _add(name: str, content: bytes, workbook: Callable[[str, bytes], str] | None, found: Texts) -> None:
    if len(content) > MOST_BYTES:
        found.problems[name] = f"It has more than {MOST_BYTES // 1_000_000} MB. Save a part of it as a file of its own."
    elif content.startswith(CONTAINER) or (content.startswith(ZIP) and is_workbook(content)):
        try:
            if workbook is None:
                raise ValueError(NO_READER)
            found.texts.append((name, workbook(name, content)))
        except ValueError as error:
            found.problems[name] = str(error)
    elif content.startswith(ZIP):
        try:
            for inner, inside in unpacked(content):
                if inside.startswith(ZIP) and not is_workbook(inside):
                    found.problems[f"{name} / {inner}"] = "It is an archive in an archive. Unpack it first."
                else:
                    _add(f"{name} / {inner}", inside, workbook, found)
        except ArchiveError as error:
            found.problems[name] = f"It {error}"
    else:
        found.texts.append((name, decoded(content)))
