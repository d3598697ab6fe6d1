"""Which operating system a text means, as data/os_names.yaml says it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from calculators.records.assessment import Assessment, KnownSystem, SystemKind, SystemName

type Status = Literal[
    "listed", "conditional", "disputed", "unlisted", "customised", "open", "generic", "unplaced", "unknown"
]

KEY_LETTERS = 2
"""How many letters of a text choose the names that may begin there."""

_BITS_64 = re.compile(r"\(?\b(?:64[ -]?bits?|x86[_-]64|x64)\b\)?")
_BITS_32 = re.compile(r"\(?\b(?:32[ -]?bits?|x86|i386|i686)\b\)?")
_GUEST_ID = re.compile(r"([a-z0-9]+?)_?(64)?guest(64)?")
_MARKS = str.maketrans({"®": None, "™": None, "\u00a0": " ", '"': None})
_WORD = re.compile(r"(?<![a-z0-9])[a-z0-9]")
_PLACEHOLDER = re.compile(r"(\{release\}|\{\d+-\d+\})")
_RELEASE = r"(?P<release>\d+(?:\.\d+)*(?:/\d+(?:\.\d+)*)*)(?P<later> (?:or|and) later)?"
_END = r"(?![a-z0-9]|\.\d)"


@dataclass(frozen=True, slots=True)
class Placed:
    """What a text for an operating system means."""

    text: str
    """As it was written."""
    status: Status
    """What the lists say about it; `unknown` without a text."""
    label: str = ""
    """The system, as an answer calls it; empty where it is not known."""
    kind: SystemKind | None = None
    """Which agent it would get; None where that is not known."""
    system: str | None = None
    """Id of the record; None where it has none."""
    versions: tuple[str, ...] = ()
    """What of the record it may be."""
    bits: int | None = None
    """32 or 64; None where the text does not say it."""
    decided_by: tuple[str, ...] = ()
    """Ids of the rules that decide about a conditional version."""
    leaves_open: str = ""
    """What the text leaves open."""
    processor: str | None = None
    """Id of the processor that it exists for, where that is one only."""

    @property
    def names_one(self) -> bool:
        """Whether it names a system, and does not only narrow it."""
        return self.status in ("listed", "conditional", "disputed", "unlisted", "customised")

    def differs(self, other: "Placed") -> bool:
        """Return whether both name a system, and not the same one."""
        if not (self.names_one and other.names_one):
            return False
        if (self.system or self.label) != (other.system or other.label):
            return True
        return bool(self.versions and other.versions) and not set(self.versions) & set(other.versions)


NOTHING = Placed("", "unknown")


class Systems:
    """The names of systems, ready to be looked up. Each text is looked up once."""

    def __init__(self, assessment: Assessment) -> None:
        """Sort the names by how they begin."""
        self._systems = {system.id: system for system in assessment.systems}
        self._names: dict[str, list[tuple[re.Pattern[str], SystemName]]] = {}
        self._known: dict[str, Placed] = {}
        for name in assessment.names:
            for text in name.texts:
                self._names.setdefault(text[:KEY_LETTERS], []).append((_pattern(text), name))

    def place(self, text: str | None) -> Placed:
        """Return what a text means; nothing where it is empty."""
        if not text:
            return NOTHING
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._place(text)
        return found

    def family(self, family: str | None) -> Placed:
        """Return what is known where only the family of a system is told."""
        word = (family or "").casefold()
        kind: SystemKind | None = "windows" if "windows" in word else "linux" if "linux" in word else None
        return Placed(family or "", "generic", kind=kind) if kind else NOTHING

    def _place(self, text: str) -> Placed:
        plain, bits = normalised(text)
        if not plain:
            return NOTHING
        found = max(self._matches(plain), key=lambda match: match[0].end() - match[0].start(), default=None)
        if found is None:
            return Placed(text, "unplaced", bits=bits)
        match, name = found
        if name.generic:
            kind = None if name.kind == "other" else name.kind
            return Placed(text, "generic", name.label, kind, bits=bits)
        if name.system is None:
            status: Status = "customised" if name.customised else "unlisted"
            return Placed(text, status, name.label, name.kind, bits=bits)
        return self._of_record(text, bits, match, name, self._systems[name.system])

    def _matches(self, plain: str) -> Iterator[tuple[re.Match[str], SystemName]]:
        for start in _WORD.finditer(plain):
            at = start.start()
            for pattern, name in self._names.get(plain[at : at + KEY_LETTERS], ()):
                match = pattern.match(plain, at)
                if match:
                    yield match, name

    def _of_record(
        self, text: str, bits: int | None, match: re.Match[str], name: SystemName, system: KnownSystem
    ) -> Placed:
        versions, sure = _versions(match, name)
        statuses = {_status(version, system) for version in versions} or {"unlisted"}
        status: Status = statuses.pop() if sure and len(statuses) == 1 else "open"
        shown = match.groupdict().get("release")
        return Placed(
            text,
            status,
            f"{name.label} {shown}" if shown else name.label,
            name.kind,
            system.id,
            tuple(versions),
            bits,
            system.decided_by if status == "conditional" else (),
            name.leaves_open or "which of its versions it is",
            name.processor,
        )


def known_systems(assessment: Assessment) -> tuple[str, ...]:
    """Return names of systems that each mean one and no other, for a reader to choose from."""
    systems = Systems(assessment)
    versions = {system.id: system.versions for system in assessment.systems}
    found = []
    for name in assessment.names:
        own = versions.get(name.system or "", ()) if name.release else ()
        found += [name.label, *(f"{name.label} {version.removesuffix('.x')}" for version in own)]
    return tuple(dict.fromkeys(text for text in found if systems.place(text).names_one))


def normalised(text: str) -> tuple[str, int | None]:
    """Return a text in small letters without signs and without how many bits it has, and these bits."""
    plain = " ".join(text.translate(_MARKS).casefold().split())
    guest = _GUEST_ID.fullmatch(plain)
    if guest:
        return guest[1], 64 if guest[2] or guest[3] else None
    bits = 64 if _BITS_64.search(plain) else 32 if _BITS_32.search(plain) else None
    if bits:
        plain = " ".join(_BITS_32.sub(" ", _BITS_64.sub(" ", plain)).split())
    return plain, bits


def _pattern(text: str) -> re.Pattern[str]:
    """Return what finds a name. A number at its end is a whole one."""
    parts = []
    for part in _PLACEHOLDER.split(text):
        if part == "{release}":
            parts.append(_RELEASE)
        elif _PLACEHOLDER.fullmatch(part):
            first, last = map(int, part[1:-1].split("-"))
            parts.append(f"(?:{'|'.join(str(number) for number in range(last, first - 1, -1))})")
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts) + _END)


def _versions(match: re.Match[str], name: SystemName) -> tuple[Sequence[str], bool]:
    """Return the versions of a record that a text names, and whether it names nothing else."""
    if name.release is None:
        return name.versions, not name.leaves_open
    versions, sure = [], match["later"] is None
    for number in match["release"].split("/"):
        parts = number.split(".")
        if name.release == "major":
            versions.append(f"{parts[0]}.x")
        elif len(parts) > 1:
            versions.append(f"{parts[0]}.{parts[1]}.x")
        else:
            sure = False
    return versions, sure


def _status(version: str, system: KnownSystem) -> Status:
    if version not in system.versions:
        return "unlisted"
    if version not in system.conditional:
        return "listed"
    return "conditional" if system.decided_by else "disputed"
