"""Workbooks as text. Runs in the page's Python beside python_calamine, which is compiled and no part of the snapshot.

Reads .xlsx and .xlsm, .xls and .ods. A sheet becomes lines with tabs between their cells, as a program would write
them for another one: dates as ISO 8601 has them, numbers with a point and no grouping.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Buffer, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from calculators.inventory.archive import ArchiveError, is_workbook, unpacking
from calculators.inventory.files import texts_of
from calculators.inventory.needed import BEGINNING, columns_needed, is_needed

MOST_UNPACKED = 400_000_000
"""How many bytes a workbook may hold. A small file can hold so much that the browser has no memory left."""
ALWAYS_READ = 2_000_000
"""How many places of a sheet are read in any case, empty ones between its cells included.

More have to be filled: no cell takes less than a byte."""
ZIP = b"PK\x03\x04"
# The files of programs before 2007, and of all programs when there is a password, are containers that name their parts.
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A workbook counts days in fractions. Times that a formula added up are off by some milliseconds.
SLACK = timedelta(milliseconds=5)
# Excel shows and keeps so many digits.
DIGITS = 15

# Where a cell of a sheet stands, or the number of a row.
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
LONGEST_PLACE = 32
TOO_FAR = "too far from the others to be read. Delete it, or save the part that counts as CSV."
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class WorkbookError(Exception):
    """Why a workbook has no text, as the end of a sentence that starts with the name of the file."""


def answer(request: str, content: Buffer) -> str:
    """Return a sheet of the workbook in `content` as JSON text `{text, sheet, sheets}`.

    The request is `{sheet, letters}`: the name of the sheet, or null for the first one that holds something, and how
    many characters its text may have. `sheets` names all that a reader may choose from. Of what is no workbook, is
    damaged, locked, empty or too large, the answer has a `problem` in place of the text, in words for a reader.

    With a `file` in the request, which is its name, the text has all sheets that hold something, each behind a line
    `==> file / sheet <==`; and the content may be an archive, of which the files are taken. What of either is left out
    then stands in `left`, a sentence each.
    """
    asked = json.loads(request)
    if "file" in asked and bytes(content).startswith(ZIP) and not is_workbook(bytes(content)):
        return json.dumps(_archive(asked, bytes(content)), ensure_ascii=False)
    reply: dict[str, object] = {"sheet": asked["sheet"], "sheets": []}
    try:
        room = max(ALWAYS_READ, _proven(bytes(content)))
        workbook = _open(bytes(content))
        reply["sheets"] = names = _names(workbook)
        if "file" in asked:
            left = [*_macros(asked["file"], bytes(content)), *_hidden(asked["file"], workbook, names)]
            told = {"text": _all(workbook, asked, names, room), "left": left}
            return json.dumps(reply | told, ensure_ascii=False)
        for name in names if asked["sheet"] is None else [asked["sheet"]]:
            reply["sheet"] = name
            if text := _text(workbook, name, letters=asked["letters"], room=room):
                return json.dumps(reply | {"text": text}, ensure_ascii=False)
        which = "no sheet with anything in it" if asked["sheet"] is None else f"nothing in its sheet '{asked['sheet']}'"
        reply["problem"] = f"has {which}."
    except WorkbookError as error:
        reply["problem"] = str(error)
    return json.dumps(reply, ensure_ascii=False)


def _all(workbook: CalamineWorkbook, asked: dict[str, Any], names: list[str], room: int) -> str:
    """Return the text of all sheets that hold something, of tables of hosts only what an inventory needs.

    Raises WorkbookError when none does, or they hold too much.
    """
    parts = []
    left = asked["letters"]
    for name in names:
        text = ""
        if is_needed(name, names):
            sheet = _sheet(workbook, name, room)
            text = "" if sheet is None else inventory_text(sheet, left)
            if not text:
                continue
        parts.append(f"==> {asked['file']} / {name} <==\n{text}")
        left -= len(text)
    if not parts:
        raise WorkbookError("has no sheet with anything in it.")
    return "".join(parts)


def _macros(name: str, content: bytes) -> list[str]:
    """Return that a workbook has macros, as a sentence; nothing where it has none."""
    if not content.startswith(ZIP):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        has_macros = any(part.casefold().endswith("vbaproject.bin") for part in parts.namelist())
    return [f"{name} has macros. They were not run: only its cells are read."] if has_macros else []


def _hidden(file: str, workbook: CalamineWorkbook, names: list[str]) -> list[str]:
    """Return which sheets of a workbook nobody sees and are not read, as a sentence; nothing where there are none."""
    hidden = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name not in names
    ]
    named = ", ".join(f"'{name}'" for name in hidden)
    return [f"{file} has hidden sheets. They were not read: {named}."] if hidden else []


def _archive(asked: dict[str, Any], content: bytes) -> dict[str, object]:
    """Return the text of all files of an archive, and what was left of it; why none was read where that is so."""
    left: list[str] = []

    def sheets(name: str, inside: bytes) -> str:
        # Within an archive the name of a file is all that its tables are told apart by.
        found = json.loads(answer(json.dumps(asked | {"file": name.replace(" / ", " ")}), inside))
        if "text" not in found:
            raise ValueError(f"It {found['problem']}")
        left.extend(found["left"])
        return str(found["text"])

    found = texts_of([(asked["file"], content)], sheets)
    parts = [
        text if text.startswith("==> ") else f"==> {name.replace(' / ', ' ')} <==\n{text}\n"
        for name, text in found.texts
    ]
    reply: dict[str, object] = {"sheet": None, "sheets": []}
    if parts:
        return reply | {
            "text": "".join(parts),
            "left": [*left, *(_said_of(name, why) for name, why in found.problems.items())],
        }
    return reply | {"problem": " ".join(why.removeprefix("It ") for why in found.problems.values())}


def _said_of(name: str, why: str) -> str:
    """Return why a file of an archive was not read as a sentence that begins with its name."""
    return f"{name} {why.removeprefix('It ')}" if why.startswith("It ") else f"{name}: {why}"


def _open(content: bytes) -> CalamineWorkbook:
    with _told(_unreadable(content)):
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _text(workbook: CalamineWorkbook, name: str, *, letters: int, room: int) -> str:
    """Return the text of a sheet; empty when there is none. `room` is how many places its cells may spread over."""
    sheet = _sheet(workbook, name, room)
    return "" if sheet is None else sheet_text(sheet, letters)


def _sheet(workbook: CalamineWorkbook, name: str, room: int) -> CalamineSheet | None:
    """Return a sheet; None when nothing is in it."""
    with _told(f"has a sheet '{name}' that cannot be read: it is damaged, or a cell is too far from the others."):
        sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return None
    if sheet.width * sheet.height > room:
        raise WorkbookError(f"has a cell in its sheet '{name}' that is {TOO_FAR}")
    return sheet


@contextmanager
def _told(problem: str) -> Iterator[None]:
    """Raise WorkbookError with this text where the library fails."""
    try:
        yield
    except CalamineError:
        raise WorkbookError(problem) from None
    except BaseException as error:
        # What Rust cannot go on with is no Exception, and its class has no name that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise WorkbookError(problem) from None


def _proven(content: bytes) -> int:
    """Return how many bytes a workbook holds, unpacked; proves that a packed one is whole.

    Raises WorkbookError for what is known not to be readable before it is read.
    """
    if content.startswith(CONTAINER) and ENCRYPTED in content:
        raise WorkbookError("is protected with a password. Save it without one, or save the sheet as CSV.")
    if not content.startswith(ZIP):
        return len(content)
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.infolist():
                before, spread, is_sheet = unpacked, _Spread(), _SHEET.fullmatch(part.filename)
                # To the end: that is where the checksum is compared.
                for chunk in unpacking(content, part):
                    unpacked += len(chunk)
                    if is_sheet:
                        spread.read(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise WorkbookError(
                            f"holds more than {MOST_UNPACKED // 1_000_000} MB when it is unpacked. "
                            "Save the sheet alone as CSV."
                        )
                if spread.places > max(ALWAYS_READ, unpacked - before):
                    raise WorkbookError(f"has a cell at {spread.end}, {TOO_FAR}")
    except (zipfile.BadZipFile, ArchiveError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise WorkbookError(_unreadable(content)) from None
    return unpacked


@dataclass(slots=True)
class _Spread:
    """The part of a sheet that its cells lie in."""

    columns: set[bytes] = field(default_factory=set)
    """Letters."""
    rows: set[int] = field(default_factory=set)
    """Of the rows the first and the last."""
    rest: bytes = b""

    def read(self, chunk: bytes) -> None:
        """Take in what follows of the sheet's XML."""
        text = self.rest + chunk
        found = _PLACE.findall(text)
        self.rest = text[-LONGEST_PLACE:]
        # Every cell has a place, and few of them differ in either half.
        self.columns.update({letters.upper() for letters in {letters for letters, _ in found} if letters})
        rows = {int(digits) for digits in {digits for _, digits in found}} | self.rows
        self.rows = {min(rows), max(rows)} if rows else set()

    @property
    def places(self) -> int:
        """How many cells there would be if all were filled."""
        numbers = [_number_of(letters) for letters in self.columns]
        return (max(numbers) - min(numbers) + 1) * (max(self.rows) - min(self.rows) + 1) if numbers else 0

    @property
    def end(self) -> str:
        """The last of them."""
        return f"{max(self.columns, key=_number_of).decode()}{max(self.rows)}"


def _number_of(letters: bytes) -> int:
    """Return the number of a column, from 1 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _unreadable(content: bytes) -> str:
    if content.startswith(CONTAINER):
        return "is damaged, protected with a password, or no workbook. Save the sheet as CSV."
    return "is damaged, or no workbook. Open it where it was made and save it anew, or save the sheet as CSV."


def _names(workbook: CalamineWorkbook) -> list[str]:
    """Return the sheets with cells that a reader sees; all with cells when none is to be seen."""
    cells = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    seen = [sheet for sheet in cells if sheet.visible == SheetVisibleEnum.Visible]
    return [sheet.name for sheet in seen or cells]


def sheet_text(sheet: CalamineSheet, letters: int) -> str:
    """Return a sheet as lines with tabs between the cells, without empty lines.

    Raises WorkbookError for more than `letters` characters.
    """
    lines = _Lines(sheet.name, letters)
    for row in sheet.iter_rows():
        cells = list(map(_written, row))
        if any(cells):
            lines.add(cells)
    return lines.text


def inventory_text(sheet: CalamineSheet, letters: int) -> str:
    """Return a sheet as lines with tabs between the cells: a line a row, so that rows keep their numbers.

    Of a table of hosts, or of their parts, columns that nothing is read from are empty below the header. Raises
    WorkbookError for more than `letters` characters.
    """
    lines = _Lines(sheet.name, letters)
    rows = sheet.iter_rows()
    beginning = []
    for row in islice(rows, (sheet.start or (0, 0))[0] + BEGINNING):
        cells = list(map(_written, row))
        if any(cells):
            beginning.append(cells)
            lines.add(cells)
        else:
            lines.add([])
    needed = columns_needed(sheet.name, beginning)
    places = sorted(needed or ())
    for row in rows:
        if needed is None:
            cells = list(map(_written, row))
        else:
            cells = [""] * len(row)
            for place in places:
                cells[place] = _written(row[place])
            if not any(cells):
                # What it has says nothing that is read, but it is a row that has to be told of.
                cells = list(map(_written, row))
        lines.add(cells if any(cells) else [])
    return lines.text if lines.text.strip() else ""


class _Lines:
    """Rows as lines."""

    def __init__(self, sheet: str, letters: int) -> None:
        self._sheet, self._letters = sheet, letters
        self._out = io.StringIO()
        self._writer = csv.writer(self._out, delimiter="\t", lineterminator="\n")

    def add(self, cells: list[str]) -> None:
        """Write a row. Raises WorkbookError when they are too many."""
        self._writer.writerow(cells)
        if self._out.tell() > self._letters:
            most = f"{self._letters:,}".replace(",", "\u202f")
            raise WorkbookError(
                f"has more in its sheet '{self._sheet}' than the field takes, which is {most} characters. "
                "Average over longer intervals, or save a part of it as CSV."
            )

    @property
    def text(self) -> str:
        """What was written."""
        return self._out.getvalue()


def _written(cell: Any) -> str:
    return _WRITERS[type(cell)](cell)


def _number(value: float) -> str:
    text = f"{value:.{DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _words(value: str) -> str:
    # What breaks a line is no printable sign, and most cells have none.
    if value.isprintable():
        return value.strip()
    return _BREAKS.sub(" ", value).strip()


def _moment(value: datetime) -> str:
    nearest = (value + timedelta(seconds=0.5)).replace(microsecond=0)
    return (nearest if abs(value - nearest) < SLACK else value).isoformat(sep=" ")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


_WRITERS: dict[type, Callable[..., str]] = {
    str: _words,
    float: _number,
    int: str,
    bool: lambda value: str(value).upper(),
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _duration,
}
