"""What a project keeps for the night: its systems, who is called, and the logs of what was done when."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calculators.takeover import TypedSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who has a role."""

    role: str
    """Id of the role in data/runbooks.yaml."""
    name: str = ""
    """Name of the person."""
    reach: str = ""
    """Telephone, messenger or room."""
    deputy: str = ""
    """Who is called where nobody answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A step as it stood in the runbook when the clock was started: a later release does not change a log."""

    id: str
    """Id of the step."""
    title: str
    """What it is called."""
    owner: str = ""
    trigger: str = ""
    action: str = ""
    command: str = ""
    proof: str = ""
    minutes: str = ""
    """Expected minutes; empty where nobody knows."""
    takes: str = ""
    fallback: str = ""
    restored_when: str = ""
    decision: str = ""
    systems: str = ""
    """Ids of the systems that the step recovers, with spaces."""
    groups: str = ""
    """Their groups, with line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Something that was noted on the night."""

    id: str
    """Id of the step."""
    press: str
    """A name of its own."""
    at: str
    """Moment of it, in ISO form with its offset from UTC."""
    by: str = ""
    """Who pressed."""
    outcome: str
    """`done`, `failed`, `skipped`, `declined` or `given up`; `note` for a note alone."""
    note: str = ""
    """What was noted, such as the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The log of a night."""

    id: str
    """A name of its own."""
    kind: str
    """The runbook."""
    started: str
    """Moment at which the clock was started, in ISO form."""
    wanted: str = ""
    """Wanted recovery time in minutes."""
    planned: tuple[Planned, ...] = ()
    """The steps."""
    steps: tuple[Press, ...] = ()
    """What was noted, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A recovery time that a night took, as its reader put it into the project."""

    group: str
    """The group of systems."""
    minutes: str
    """From the failure, or from the declaration of a drill, until the last of its systems worked."""
    source: str = ""
    """The night, in words."""
    since: str = ""
    """Day of it, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRunbook:
    """The part of a project that is about its runbook."""

    systems: tuple[TypedSystem, ...] = ()
    """Systems of the takeover order, as they were typed."""
    contacts: tuple[Contact, ...] = ()
    """Who is called."""
    logs: tuple[Log, ...] = ()
    """Nights, the oldest first."""
    measured: tuple[Real, ...] = ()
    """Real recovery times by group."""

    def __bool__(self) -> bool:
        """Tell whether it holds anything."""
        return any((self.systems, self.contacts, self.logs, self.measured))


PARTS: Mapping[str, type[Any]] = {"systems": TypedSystem, "contacts": Contact, "logs": Log, "measured": Real}
LISTS: Mapping[str, type[Any]] = {"planned": Planned, "steps": Press}
"""Lists within a log."""
OUTCOMES = ("done", "failed", "skipped", "declined", "given up", "note")
UNREAD = "unread"
"""Part of the file that keeps, by its list, what this release could not take. The next one tries again."""

_MOMENTS = ("started", "at")


def moment(text: str) -> datetime.datetime | None:
    """Return a moment in ISO form; None for what is none, or has no offset."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def read_runbook(given: object) -> tuple[KeptRunbook, dict[str, Any], list[tuple[str, str]]]:
    """Return what the file of a project holds, what could not be taken and is kept as it came, and why, with its place.

    A log of which one press cannot be read is kept whole: half of a night would be another night.
    """
    rest: dict[str, Any] = {}
    told: list[tuple[str, str]] = []
    if given is None:
        return KeptRunbook(), rest, told
    if not isinstance(given, dict):
        told.append(("runbook", f"this must be a group of the lists {', '.join(PARTS)}. It was left out."))
        return KeptRunbook(), rest, told
    before = given.get(UNREAD)
    unread = before if isinstance(before, dict) else {}
    taken: dict[str, list[Any]] = {}
    for name in dict.fromkeys((*given, *unread)):
        if name == UNREAD:
            continue
        if name not in PARTS:
            told.append((f"runbook.{name}", "this release does not know it. It is kept in the file."))
            rest[name] = given.get(name, unread.get(name))
            continue
        for number, item in enumerate([*_items(given.get(name)), *_items(unread.get(name))]):
            record, problem = _record(PARTS[name], item)
            if problem:
                told.append((f"runbook.{name}[{number}]", f"{problem} It is kept in the file, and not used."))
                rest.setdefault(name, []).append(item)
            else:
                taken.setdefault(name, []).append(record)
    return KeptRunbook(**{name: tuple(items) for name, items in taken.items()}), rest, told


def _items(given: object) -> list[Any]:
    """Return the items of a list; what is none is one that cannot be read."""
    return given if isinstance(given, list) else [] if given is None else [given]


def _record(kind: type[Any], given: object) -> tuple[Any, str]:
    """Return a record, or what is wrong with it."""
    items = {item.name: item for item in dataclasses.fields(kind)}
    if not isinstance(given, dict) or not items.keys() >= given.keys():
        return None, f"this must be a group with no other parts than {', '.join(items)}."
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in LISTS:
            if not isinstance(value, str):
                return None, f"'{name}' must be a text."
            found[name] = value
            continue
        records = [_record(LISTS[name], each) for each in value] if isinstance(value, list) else [(None, "no list.")]
        problem = next((f"{name}[{number}]: {told}" for number, (_, told) in enumerate(records) if told), "")
        if problem:
            return None, problem
        found[name] = tuple(record for record, _ in records)
    missing = next(
        (name for name, item in items.items() if item.default is dataclasses.MISSING and name not in found), ""
    )
    if missing:
        return None, f"the text '{missing}' is missing."
    for name in _MOMENTS:
        if name in found and moment(found[name]) is None:
            return None, f"'{name}' must be a moment with its offset, such as 2027-03-20T22:00:00+01:00."
    if kind is Press and found["outcome"] not in OUTCOMES:
        return None, f"'outcome' must be one of {', '.join(OUTCOMES)}."
    return kind(**found), ""


def plain_runbook(kept: KeptRunbook, rest: Mapping[str, Any]) -> dict[str, object]:
    """Return it as plain values, with what could not be taken; `read_runbook` gives the same again."""
    found: dict[str, object] = {name: [_plain(item) for item in getattr(kept, name)] for name in PARTS}
    lists = {name: items for name, items in rest.items() if name in PARTS}
    unknown = {name: items for name, items in rest.items() if name not in PARTS}
    return {name: items for name, items in (found | unknown | {UNREAD: lists}).items() if items}


def _plain(record: Any) -> dict[str, object]:
    told: dict[str, object] = {}
    for item in dataclasses.fields(record):
        value = getattr(record, item.name)
        if isinstance(value, tuple):
            told[item.name] = [_plain(each) for each in value]
        elif value or item.default is dataclasses.MISSING:
            told[item.name] = value
    return told
