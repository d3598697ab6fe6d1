"""Cells that hold several sizes, as people write disks: `2 x 100 GB`, `C: 40 GB; D: 100 GB`, `系统盘40G+数据盘500G`."""

import re
from dataclasses import dataclass

from calculators.inventory.units import BYTES

MOST_DISKS = 64
_NUMBER = r"(?:\s?\#?\d+(?=\s*[:：=]|\s))?"
_LETTER = r"[A-Za-z]:\\?|/[\w./-]*"
_DEVICE = (
    r"(?:/dev/)?(?:[svxh]d[a-z]+|nvme\d+n\d+)"
    rf"|(?:(?:hard\s?|data\s?|system\s?|os\s?)?disk|hdd|ssd|drive|platte|festplatte|disque|disco){_NUMBER}"
    r"|os|system|data|daten|logs?|boot|root|backup|db"
    rf"|(?:系统|数据|系統|資料)?(?:盘|磁盘|硬盘|盤|磁碟|硬碟){_NUMBER}|(?:システム|データ)?ディスク{_NUMBER}|디스크{_NUMBER}"
)
_ENTRY = re.compile(
    rf"(?:(?P<label>(?P<letter>{_LETTER})|{_DEVICE})\s*[:：=-]?\s*)?"
    r"(?:(?P<times>\d{1,4})\s*[x×*]\s*)?(?P<size>\d(?:[\d.,']*\d)?)\s*(?P<unit>[A-Za-z]{1,5}(?![A-Za-z:]))?"
    r"(?:\s*[x×*]\s*(?P<behind>\d{1,2}))?(?:\s*\([^()\d]{1,30}\))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:(?P<sure>[;；+&、\n\r]|\band\b|\bund\b|和)|[,，|])\s*|\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A size of a cell that holds several."""

    times: int
    """How many disks have it."""
    size: str
    """As it stands there."""
    unit: int | None
    """How many bytes its unit has; None where the column's holds."""
    volume: str | None
    """Where it is mounted, such as `C:`; None for a disk."""


def several(cell: str) -> tuple[Entry, ...]:
    """Return the sizes of a cell; nothing where it holds one alone, or may mean something else.

    `100/200 GB` may be what is used of how much; `40, 100` may be one number.
    """
    text, at, found, sure = cell.strip(), 0, [], True
    while match := _ENTRY.match(text, at):
        found.append(match)
        at = match.end()
        if at == len(text):
            break
        between = _BETWEEN.match(text, at)
        if not between:
            return ()
        sure = sure and between["sure"] is not None
        at = between.end()
    if at != len(text) or not found:
        return ()
    units = [BYTES.get((match["unit"] or "").casefold()) for match in found]
    if any(match["unit"] and unit is None for match, unit in zip(found, units, strict=True)):
        return ()
    if units[-1] is not None and not any(units[:-1]):
        units = [units[-1]] * len(units)
    if None in units and any(units):
        return ()
    told = all(match["label"] for match in found) or None not in (match["unit"] and 1 for match in found)
    if len(found) > 1 and not sure and not told:
        return ()
    entries = tuple(filter(None, map(_entry, found, units)))
    is_one = len(found) == 1 and not (found[0]["times"] or found[0]["behind"] or found[0]["label"])
    return () if is_one or len(entries) != len(found) else entries


def _entry(match: re.Match[str], unit: int | None) -> Entry | None:
    """Return an entry; None where it may mean two things, such as `4 x 8`."""
    times, size = match["times"] or match["behind"] or "1", match["size"]
    if match["times"] and match["behind"]:
        return None
    if int(times) > MOST_DISKS:
        # `500 x 2` is two of 500.
        times, size = size, times
    elif match["times"] and match["unit"] is None and size.isdigit() and int(size) <= MOST_DISKS:
        return None
    if not times.isdigit() or not 0 < int(times) <= MOST_DISKS:
        return None
    return Entry(int(times), size, unit, match["letter"])
