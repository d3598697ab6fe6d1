"""Records with a label in each line: `systeminfo`, `Format-List`, `rpm -qi` and `kubectl describe node`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from calculators.kernel_list.named import Named
from calculators.kernels.found import NO_KERNEL, Open, Other, Said
from calculators.kernels.hosts import host_of_prompt, is_host
from calculators.kernels.lines import read_line
from calculators.kernels.packages import rpm_package
from calculators.kernels.tables import HOST_KEYS, KERNEL_KEYS, PROCESSOR_KEYS, SYSTEM_KEYS, key, read_cells

MOST_LINES = 5_000
"""How many lines one record may have: a node is described with all of its pods."""

MOST_LABELS = 300
"""How many labels a record without a known beginning may have."""
MOST_LETTERS = 500
"""How much of a line is read."""

_LABEL = re.compile(r"\s*([^:：|,;=]{1,60}?)\s*[:：](?:\s+(.*))?")
_RPM_NAME = re.compile(r"Name\s+: +(\S+).*")
_RPM_VERSION = re.compile(r"(?:Epoch|Version)\s*: +\S.*")
_NODE = re.compile(r"Name: +(\S+)")
_WINDOWS = re.compile(r"\S.*[:：] +(Microsoft\b.*\bWindows\b.*)")
_BUILD = re.compile(r"\S.*[:：] +[0-9]+\.[0-9]+\.[0-9]{4,5}\b.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What a record says of its host."""

    host: str
    """Name of the host; nothing where the record names none."""
    said: Said
    """What it says of the kernel."""
    lines: int
    """How many lines it takes."""


def record(lines: list[str], at: int) -> Labelled | None:
    """Return the record that begins at a line; None where none begins."""
    if not _label(lines[at]):
        return None
    return _package(lines, at) or _node(lines, at) or _windows(lines, at) or _list(lines, at)


def _line(lines: list[str], at: int) -> str:
    return lines[at][:MOST_LETTERS].strip() if at < len(lines) else ""


def _taken(lines: list[str], at: int, ends: Callable[[int], bool]) -> int:
    """Return the line behind a record: where something else begins, at a prompt, or at the end."""
    last = min(len(lines), at + MOST_LINES)
    return next((end for end in range(at + 1, last) if host_of_prompt(lines[end].strip()) or ends(end)), last)


def _label(line: str) -> tuple[str, str] | None:
    """Return the label of a line, as `key` has it, and its value."""
    found = _LABEL.fullmatch(line[:MOST_LETTERS])
    return (key(found.group(1)), (found.group(2) or "").strip()) if found else None


def _first(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, value in filter(None, map(_label, lines)):
        found.setdefault(label, value)
    return found


def _package(lines: list[str], at: int) -> Labelled | None:
    """Return what `rpm -qi` says of one package. What follows its description in words is part of it."""

    def begins(place: int) -> bool:
        return bool(_RPM_NAME.fullmatch(lines[place]) and _RPM_VERSION.fullmatch(_line(lines, place + 1)))

    def ends(place: int) -> bool:
        line = lines[place].strip()
        return begins(place) or _is_other(line) or (" " not in line and is_host(line.rstrip(":")))

    if not begins(at):
        return None
    end = _taken(lines, at, ends)
    # RPM of 2010 has two columns.
    words = {label: (value.split() or [""])[0] for label, value in _first(lines[at:end]).items()}
    said = rpm_package(words["name"], words.get("version", ""), words.get("release", ""), words.get("architecture", ""))
    return Labelled(host="", said=said, lines=end - at)


def _is_other(line: str) -> bool:
    """Return whether a line below a package is none of its own: it names a kernel, or a host in a frame."""
    if re.match(r"(?:Source RPM|Build Host|Signature|URL|Bug URL|Summary)\s*:", line):
        return False
    return bool(re.match(r"[=#*-]{2,}|\S+ \| [A-Z]+", line)) or isinstance(read_line(line)[1], Named)


def _node(lines: list[str], at: int) -> Labelled | None:
    """Return what `kubectl describe node` says of a node. Its last part are events, up to an empty line."""

    def begins(place: int) -> bool:
        return bool(_NODE.fullmatch(lines[place].rstrip()) and _line(lines, place + 1).startswith("Roles:"))

    if not begins(at):
        return None
    end = _taken(lines, at, begins)
    events = next((place for place in range(at, end) if lines[place].startswith("Events:")), end)
    end = next((place for place in range(events, end) if not lines[place].strip()), end)
    labels = _first(lines[at:end])
    return Labelled(host=labels["name"], said=_said(labels), lines=end - at)


def _windows(lines: list[str], at: int) -> Labelled | None:
    """Return what `systeminfo` says, in any language: the host, then the system, then its build."""

    def begins(place: int) -> bool:
        name = _label(lines[place])
        return bool(
            name
            and is_host(name[1])
            and _WINDOWS.fullmatch(_line(lines, place + 1))
            and _BUILD.fullmatch(_line(lines, place + 2))
        )

    if not begins(at):
        return None
    end = _taken(lines, at, lambda place: not lines[place].strip() or begins(place) or _is_other(lines[place].strip()))
    name, system = _label(lines[at]), _WINDOWS.fullmatch(_line(lines, at + 1))
    host = name[1] if name else ""
    return Labelled(host=host, said=Other(system=system.group(1) if system else ""), lines=end - at)


def _list(lines: list[str], at: int) -> Labelled | None:
    """Return what labels say that name a host, and its system or kernel; each label stands once in a record."""
    first, known = _label(lines[at]), (*HOST_KEYS, *KERNEL_KEYS, *SYSTEM_KEYS)
    if first is None or (first[0] not in known and at and _label(lines[at - 1])):
        return None
    labels: dict[str, str] = {}
    for line in lines[at : at + MOST_LABELS]:
        found = _label(line)
        if found is None or found[0] in labels:
            break
        labels[found[0]] = found[1]
    host = next((labels[name] for name in HOST_KEYS if is_host(labels.get(name, ""))), "")
    if not host or not any(name in labels for name in (*KERNEL_KEYS, *SYSTEM_KEYS)):
        return None
    # `web02: 5.4.0-150-generic` is a host of its own.
    others = (name not in KERNEL_KEYS and isinstance(read_line(value)[1], Named) for name, value in labels.items())
    if any(others):
        return None
    return Labelled(host=host, said=_said(labels), lines=len(labels))


def _said(labels: Mapping[str, str]) -> Said:
    def values(names: tuple[str, ...]) -> list[str]:
        return [labels[name] for name in names if labels.get(name)]

    kernels, systems = values(KERNEL_KEYS), values(SYSTEM_KEYS)
    if not kernels and not systems:
        return Open(why=NO_KERNEL)
    return read_cells(kernels, systems, values(PROCESSOR_KEYS))
