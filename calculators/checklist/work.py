"""What was worked through of checklists: the reader's own words, kept whatever becomes of the steps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

type State = Literal["begun", "waiting", "done", "skipped"]
type Judged = Literal["met", "not met"]
type Kind = Literal["text", "address", "output", "picture", "proof"]

STATES: tuple[State, ...] = get_args(State.__value__)
JUDGED: tuple[Judged, ...] = get_args(Judged.__value__)
KINDS: tuple[Kind, ...] = get_args(Kind.__value__)
PARTIES = ("partner", "customer", "vendor")
"""Who may own a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that shows that a step is done."""

    kind: Kind
    """A text such as a quota or a ping time, an address, pasted output, a picture, or output that was judged."""
    text: str = ""
    """What it says; the verdict of output that was judged is its first line."""
    name: str = ""
    """Name of the file of a picture."""
    picture: str = ""
    """Name under which the browser, or the file of the project, keeps the picture."""
    when: str = ""
    """Day of it, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWork:
    """What was entered for a step."""

    status: State | Literal[""] = ""
    """How far it is; empty for to do."""
    reason: str = ""
    """Why it is skipped, or what it waits for."""
    owner: str = ""
    """Who does it; empty where that is who the data names."""
    note: str = ""
    """What else has to be known."""
    value: str = ""
    """What came of it, such as an address or a quota."""
    when: str = ""
    """Day of the status, as YYYY-MM-DD."""
    by: str = ""
    """Initials of who gave it."""
    edition: str = ""
    """What the words of the step were, as eight digits."""
    action: str = ""
    """What the step asked for at that time."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """What shows it done, by a name of its own, in the order in which it was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionWork:
    """What was entered for a criterion of acceptance, or for something that is agreed on."""

    status: Judged | Literal[""] = ""
    """Whether it is met, or agreed on; empty while it is open."""
    note: str = ""
    """What shows it."""
    owner: str = ""
    """Who answers for it."""
    when: str = ""
    """Day of the status, as YYYY-MM-DD."""
    by: str = ""
    """Initials of who gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs for a party."""

    name: str = ""
    """Name."""
    when: str = ""
    """Day, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A checklist as it was when its work began, so that what a later release adds is seen."""

    steps: str = ""
    """Ids of the steps that were seen, parted by spaces."""
    data: str = ""
    """Date of the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything that was worked through in a project."""

    steps: Mapping[str, StepWork] = field(default_factory=dict)
    """By checklist and step, as `checklist/step`."""
    criteria: Mapping[str, CriterionWork] = field(default_factory=dict)
    """By the id of a criterion; what is agreed on by `scope/id` and `who/area: item`."""
    signoff: Mapping[str, Signature] = field(default_factory=dict)
    """By checklist and party, as `checklist/vendor`."""
    checklists: Mapping[str, Begun] = field(default_factory=dict)
    """By checklist."""

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return any((self.steps, self.criteria, self.signoff, self.checklists))


ROOMS: dict[str, type] = {"steps": StepWork, "criteria": CriterionWork, "signoff": Signature, "checklists": Begun}
_ALLOWED: dict[type, tuple[str, ...]] = {StepWork: ("", *STATES), CriterionWork: ("", *JUDGED)}


def read(given: object) -> tuple[Work, dict[str, Any], list[tuple[str, str]]]:
    """Return what was worked through, what could not be taken and is kept as it came, and why, each with its place."""
    rest: dict[str, Any] = {}
    told: list[tuple[str, str]] = []
    if not isinstance(given, dict):
        if given is not None:
            told.append(("work", "this must hold what was worked through, by name. It was left out."))
        return Work(), rest, told
    taken: dict[str, dict[str, Any]] = {}
    for room, items in given.items():
        if room not in ROOMS or not isinstance(items, dict):
            told.append((f"work.{room}", "this release does not know it. It is kept in the file."))
            rest[room] = items
            continue
        for key, item in items.items():
            entry, problem = _entry(ROOMS[room], item)
            if problem:
                told.append((f"work.{room}.{key}", f"{problem} It is kept in the file."))
                rest.setdefault(room, {})[key] = item
            else:
                taken.setdefault(room, {})[key] = entry
    return Work(**taken), rest, told


def _entry(kind: type, item: object) -> tuple[Any, str]:
    """Return an entry, or what is wrong with it."""
    names = {part.name for part in fields(kind)}
    if not isinstance(item, dict) or not names >= item.keys():
        return None, f"this must have no other parts than {', '.join(sorted(names))}."
    texts = {name: text for name, text in item.items() if name != "evidence"}
    if not all(isinstance(text, str) for text in texts.values()):
        return None, "each of its parts must be a text."
    if kind is Evidence and texts.get("kind") not in KINDS:
        return None, f"its evidence must have a kind: {', '.join(KINDS)}."
    if kind in _ALLOWED and texts.get("status", "") not in _ALLOWED[kind]:
        return None, f"its status must be one of {', '.join(filter(None, _ALLOWED[kind]))}, or empty."
    if "evidence" not in item:
        return kind(**texts), ""
    found: dict[str, Evidence] = {}
    given = item["evidence"]
    for key, one in given.items() if isinstance(given, dict) else [("", None)]:
        entry, problem = _entry(Evidence, one)
        if problem:
            return None, problem
        found[key] = entry
    return kind(**texts, evidence=found), ""


def plain(work: Work, rest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was worked through as plain values, with what could not be taken; `read` gives the same again."""
    written: dict[str, Any] = {
        room: {key: _short(asdict(item)) for key, item in getattr(work, room).items()} for room in ROOMS
    }
    for room, items in rest.items():
        written[room] = {**written.get(room, {}), **items} if isinstance(items, dict) else items
    return {room: items for room, items in written.items() if items}


def _short(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry without what is empty."""
    return {
        name: {key: _short(one) for key, one in value.items()} if isinstance(value, dict) else value
        for name, value in entry.items()
        if value
    }
