"""Tables whose header names the columns: groups of hosts, so that one table does for every calculator, and tasks."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from calculators.replication.quantities import seen

SEPARATORS = (";", "\t", "|")
COMMENTS = ("#", "//")
TITLES: Mapping[str, str] = {
    "name": r"name|groups?|applications?|systems?|services?|名称|组|应用",
    "hosts": r"(?:number of )?hosts?|vms?|machines?|servers?|主机数?",
    "used": r"(?:used|data|used data|in use|used size|used capacity)|已用(?:数据|容量)?",
    "provisioned": r"provisioned(?: capacity| size)?",
    "change": r"(?:daily )?changes?(?: a day| per day)?|change rate|日?变化量?",
    "largest": r"largest disk|largest",
    "disks": r"disks(?: of the largest host| of largest host)?",
    "vcpu": r"vcpus?|cpus?|cores?",
    "memory": r"memory|ram",
    "tier": r"tier|priority|class",
    "order": r"order|wave",
    "rpo": r"rpo",
    "rto": r"rto",
}
"""What a header calls each column, without its unit; in lower case."""

_UNIT = re.compile(
    r"[\s/(\[]*(%|[kmgtp]i?b(?: a day| per day|/day|/d)?|min(?:utes?)?|h(?:ours?)?|d(?:ays?)?)[)\]]?\s*$", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d.,'  \u202f]*\d[\d.,'  \u202f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line below the header."""

    line: int
    """Its number, from 1."""
    cells: Mapping[str, str]
    """What it says by column; a number under a title with a unit has that unit."""
    longer: bool
    """Whether it has more cells than the header."""


def rows(text: str, known: Mapping[str, str] = TITLES, first: Collection[str] = ("name",)) -> tuple[Row, ...] | None:
    """Return the lines below a header that names its columns; None where the first line is no such header.

    All of its titles have to be among the `known` ones, it begins with one of `first`, and none stands twice.
    """
    found: list[Row] = []
    titles: list[tuple[str, str]] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not seen(line) or line.lstrip().startswith(COMMENTS):
            continue
        cells = cells_of(line)
        if titles is None:
            titles = [_title(cell, known) for cell in cells]
            names = [name for name, _ in titles]
            if names[1:] == [] or names[0] not in first or "" in names or len(set(names)) < len(names):
                return None
        else:
            pairs = zip(titles, cells, strict=False)
            said = {name: _with_unit(cell, unit) for (name, unit), cell in pairs}
            found.append(Row(line=number, cells=said, longer=any(cells[len(titles) :])))
    return None if titles is None else tuple(found)


def arranged(text: str, wanted: Sequence[tuple[str, ...]]) -> str:
    """Return a table with a header in the order of `wanted`, the first that is there of each; any other text as it is.

    Every line keeps its number. Columns that are not wanted are left out. A line with more cells than the header has
    too many in any order, so that its reader refuses it.
    """
    table = rows(text)
    if table is None:
        return text
    if not table:
        return ""
    lines = [""] * table[-1].line
    # Its titles stay above the lines, so that no line of words is taken for them.
    lines[table[0].line - 2] = ";".join(names[0] for names in wanted)
    for row in table:
        cells = (next((row.cells[name] for name in names if row.cells.get(name)), "") for names in wanted)
        lines[row.line - 1] = ";".join([*(cell.replace(";", ",") for cell in cells), *("more",) * row.longer])
    return "\n".join(lines)


def cells_of(line: str) -> list[str]:
    """Return the cells of a line, parted by the first separator that it has, without quotes and what cannot be seen."""
    separator = next((sign for sign in SEPARATORS if sign in line), SEPARATORS[0])
    return [seen(cell.strip().strip('"')) for cell in line.split(separator)]


def _title(cell: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the column of a title and its unit; empty where it is not known. A unit alone may be a title itself."""
    unit = _UNIT.search(cell)
    for words, said in ((cell, ""), *([(cell[: unit.start()], unit[1])] if unit else [])):
        plain = " ".join(words.replace("_", " ").casefold().split())
        name = next((name for name, titles in known.items() if re.fullmatch(titles, plain)), "")
        if name:
            return name, said
    return "", ""


def _with_unit(cell: str, unit: str) -> str:
    return f"{cell} {unit}" if unit and _NUMBER.fullmatch(cell) else cell
