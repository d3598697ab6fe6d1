"""What a source found in the text, and the choices that all sources make."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import Unit, unit_named
from calculators.traces.model import Notebook, shown
from calculators.traces.times import Order

MOST_COLUMNS = 100
SHOWN_COLUMNS = 5

# iostat(1), sar(1) of sysstat: "kB_wrtn/s: The amount of data written to the device(s) expressed in kilobytes per
# second"; they are sectors of 512 bytes divided by 2. https://man7.org/linux/man-pages/man1/iostat.1.html
SYSSTAT = {
    "wkB/s": unit_named("KiB", "s"),
    "kB_wrtn/s": unit_named("KiB", "s"),
    "wMB/s": unit_named("MiB", "s"),
    "MB_wrtn/s": unit_named("MiB", "s"),
    "wr_sec/s": unit_named("blocks", "s"),
    "wsec/s": unit_named("blocks", "s"),
    "Blk_wrtn/s": unit_named("blocks", "s"),
    "bwrtn/s": unit_named("blocks", "s"),
}

WRITTEN = re.compile(r"writ|wrtn|changed?\b|schreib|schrieb|ecrit|écri|escri|scritt|^w[kmr]|bytes_w", re.IGNORECASE)

_DISK = re.compile(
    r"(?:sd|hd|vd|xvd|dasd)[a-z]+|nvme\d+n\d+|mmcblk\d+|dev(?:3|8|22|6[5-9]|7[01]|94|202|259)-\d+", re.ASCII
)


@dataclass(slots=True, kw_only=True)
class Found:
    """Cells of times and values, not yet read."""

    format: str
    unit: Unit
    lines: Sequence[int]
    times: list[str] = field(default_factory=list)
    """Empty when there are intervals only."""
    values: list[list[str]]
    """One list for each column; their sum counts."""
    blocks: Sequence[int] = ()
    """Which report each line belongs to, where their heads tell them apart; those of one are summed. Else empty."""
    labels: list[str] = field(default_factory=list)
    """What each line is about, such as a device; those of one time are summed. Empty when each time stands once."""
    time_column: str = ""
    value_columns: tuple[str, ...]
    columns: tuple[str, ...]
    at_end: bool = False
    interval: float | None = None
    order: Order | None = None
    offset_minutes: int | None = None
    """The zone that the file states, in minutes ahead of UTC."""
    midnights: "array[int] | None" = None
    """For each line the midnights since its date, where a date stands only at the top."""
    comma_separates: bool = False


def chosen(column: str | None, columns: Sequence[str], notebook: Notebook) -> str | None:
    """Return the column that was asked for; None when it was not or there is none of that name."""
    if column is None or not column.strip():
        return None
    wanted = column.strip().casefold()
    for name in columns:
        if name.casefold() == wanted:
            return name
    notebook.problem("column", f"There is no column {shown(column)}. Choose one of: {listed(columns)}.")
    return None


def listed(names: Iterable[str]) -> str:
    """Return names for a message, the first few of them."""
    names = list(names)
    more = len(names) - SHOWN_COLUMNS
    text = ", ".join(shown(name, 80) for name in names[:SHOWN_COLUMNS])
    return f"{text} and {more} more" if more > 0 else text


def whole_disks(devices: Sequence[str], notebook: Notebook) -> list[str]:
    """Return the devices that add up without counting a write twice: disks, and no volumes or partitions on them."""
    disks = dict.fromkeys(device for device in devices if _DISK.fullmatch(device))
    if not disks:
        if len(devices) > 1:
            notebook.warning(
                "devices",
                f"The devices {listed(devices)} are added up. Choose one if some of them lie on others.",
                column="DEV",
            )
        return list(devices)
    others = [device for device in devices if device not in disks]
    if others:
        notebook.warning(
            "devices",
            f"The disks {listed(disks)} are used. Left out, because what is written to them also reaches a disk: "
            f"{listed(others)}. Choose one device if that is wrong.",
            column="DEV",
        )
    return list(disks)
