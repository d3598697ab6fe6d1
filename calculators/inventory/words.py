"""The words that exports have for states, in what they mean here."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from calculators.inventory.model import Firmware, Power, Raw, Sharing
from calculators.inventory.numbers import EMPTY, LONGEST_EMPTY

YES = frozenset({"true", "yes", "1", "y", "enabled", "on", "wahr", "ja", "vrai", "oui", "是", "支持"})
NO = frozenset({"false", "no", "0", "n", "disabled", "off", "falsch", "nein", "faux", "non", "否", "不支持"})

TOTALS = frozenset({
    "total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme", "suma", "totale",
    "合计", "总计", "小计", "合計", "総計", "합계", "총계", "subtotal", "sub total", "zwischensumme", "sous-total",
})  # fmt: skip
"""What stands in the place of a name where a row adds up others, in small letters."""

_POWER: dict[str, Power] = {
    "poweredon": "on", "powered on": "on", "on": "on", "running": "on", "active": "on", "vm running": "on",
    "已打开电源": "on", "已关闭电源": "off",
    "poweredoff": "off", "powered off": "off", "off": "off", "stopped": "off", "shutoff": "off",
    "vm stopped": "off", "vm deallocated": "off", "deallocated": "off", "stopping": "off",
    "suspended": "suspended", "paused": "suspended", "saved": "suspended",
}  # fmt: skip
_FIRMWARE: dict[str, Firmware] = {
    "bios": "bios", "legacy bios": "bios", "legacy": "bios", "legacy-bios": "bios", "v1": "bios", "gen1": "bios",
    "efi": "efi", "uefi": "efi", "v2": "efi", "gen2": "efi",
}  # fmt: skip
_ARCHITECTURES = {
    "x86_64": "x86_64", "amd64": "x86_64", "x64": "x86_64", "64-bit": "x86_64", "64 bit": "x86_64", "64": "x86_64",
    "x86": "x86", "i386": "x86", "i686": "x86", "32-bit": "x86", "32 bit": "x86", "32": "x86",
    "arm64": "arm64", "aarch64": "arm64",
}  # fmt: skip
_HARDWARE = re.compile(r"(?:vmx-?|version\s*|\(vm version\s*)?0*(\d{1,2})\)?$")
_COMPATIBILITY = re.compile(r"vm version (\d{1,2})")


def text(cell: str) -> str | None:
    """Return the text of a cell; None where it says that there is nothing."""
    cell = cell.strip()
    # Most cells are too long to say that there is nothing.
    return None if len(cell) <= LONGEST_EMPTY and cell.casefold() in EMPTY else cell


def texts(cells: Sequence[str]) -> list[str] | None:
    """Return the texts of cells that all say something; None where one may not."""
    found = list(map(str.strip, cells))
    if min(map(len, found)) > LONGEST_EMPTY:
        return found
    return found if EMPTY.isdisjoint(map(str.casefold, found)) else None


def small(cell: str) -> str | None:
    """Return the text of a cell in small letters."""
    cell = cell.strip().casefold()
    return None if cell in EMPTY else cell


def flag(cell: str) -> bool | None:
    """Return whether a cell says yes or no; None where it says neither."""
    word = cell.strip().casefold()
    return True if word in YES else False if word in NO else None


def power(cell: str) -> Power | None:
    """Return whether a host runs; None for a word that tells neither."""
    return _POWER.get(cell.strip().casefold())


def firmware(cell: str) -> Firmware | None:
    """Return what a host boots with."""
    return _FIRMWARE.get(cell.strip().casefold())


def architecture(cell: str) -> str | None:
    """Return the name of an architecture, or the file's own word for another one."""
    word = small(cell)
    return _ARCHITECTURES.get(word, word) if word else None


def uuid(cell: str) -> str | None:
    """Return an identifier in small letters; None for one that only fills a place."""
    word = cell.strip().strip("{}").casefold()
    return None if word in EMPTY or not word.strip("0-") else word


def uuids(cells: Sequence[str]) -> list[str] | None:
    """Return identifiers in small letters where cells all hold one without brackets; None where one may not."""
    found = list(map(str.casefold, map(str.strip, cells)))
    text = "".join(found)
    if "{" in text or "}" in text or not EMPTY.isdisjoint(found) or not all(map(str.strip, found, repeat("0-"))):
        return None
    return found


MANY: dict[Callable[[str], Any], Callable[[Sequence[str]], list[Any] | None]] = {text: texts, uuid: uuids}
"""What reads many cells at once, by what reads one of them."""


def hardware_version(cell: str) -> int | None:
    """Return the number of a hardware version, as `vmx-13`, `13` or `ESXi 6.5 and later (VM version 13)` have it."""
    word = cell.strip().casefold()
    found = _HARDWARE.match(word) or _COMPATIBILITY.search(word)
    return int(found[1]) if found else None


def fault_tolerance(cell: str) -> bool | None:
    """Return whether a second machine follows, by the state of fault tolerance."""
    word = small(cell)
    return None if word is None else word not in ("notconfigured", "not configured", "disabled", "false")


@lru_cache(256)
def raw(is_raw: bool | None, mode: str | None) -> Raw | None:
    """Return the kind of a raw device by whether it is one and by its compatibility mode."""
    word = (mode or "").casefold()
    if word.startswith("physical"):
        return "physical"
    if word.startswith("virtual"):
        return "virtual"
    return None if is_raw is None else "unknown" if is_raw else "none"


@lru_cache(256)
def sharing(mode: str | None, bus: str | None) -> Sharing | None:
    """Return how a disk is shared, by VMware's sharing mode of the disk and of the bus that it hangs on."""
    disk, controller = (mode or "").casefold(), (bus or "").casefold()
    if "multiwriter" in disk:
        return "multi-writer"
    if controller.startswith("physical"):
        return "physical bus"
    if controller.startswith("virtual"):
        return "virtual bus"
    return "none" if disk or controller else None


def os_family(*texts: str | None) -> str | None:
    """Return `windows` or `linux` where a text is no more than that."""
    for word in texts:
        if word and word.casefold() in ("windows", "linux"):
            return word.casefold()
    return None
