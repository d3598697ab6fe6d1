"""What a project keeps of an inventory: what its reader said and decided, and never the hosts themselves."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from calculators.inventory.decisions import Decisions, HandGroup, HostDecision, SystemDecision
from calculators.inventory.judge import VERDICTS
from calculators.inventory.waves import MOST_WAVES, GroupWish

type GroupedBy = Literal["none", "folder", "cluster", "tag", "name", "patterns", "hand"]
GROUPED_BY: tuple[GroupedBy, ...] = get_args(GroupedBy.__value__)
MOST_LETTERS = 6000
"""No text that is kept is longer."""
MOST_KEPT = 50_000
"""So many hosts may be decided about or grouped by hand."""
HAND, WAVES = "grouping.hand", "grouping.waves"
MOST_WAVE_HOSTS = 1_000_000
KEYS = ("answers", "hosts", "systems", "grouping", "way")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How the reader groups hosts."""

    by: GroupedBy = "folder"
    """What tells groups apart; `name` is the beginning of a name, and `hand` nothing but the list by hand."""
    tag: str = ""
    """The name of the tag, where tags do."""
    patterns: str = ""
    """Lines such as `ERP: erp-*, sap-*`, where patterns of names do."""
    hand: tuple[HandGroup, ...] = ()
    """Hosts that the reader put into a group one by one. They are in it whatever tells the others apart."""
    waves: tuple[GroupWish, ...] = ()
    """What the reader said of the waves of groups: what each needs, and where it goes."""
    wave_hosts: int | None = None
    """How many hosts make a wave at most; None for the published number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept with a project, so that its next export is read, judged and grouped alike."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """Answers to the questions of files, by their keys."""
    hosts: tuple[HostDecision, ...] = ()
    """Decisions about hosts."""
    systems: tuple[SystemDecision, ...] = ()
    """Decisions about texts for operating systems."""
    grouping: Grouping | None = None
    """How hosts are grouped; None where the reader has not chosen."""
    way: str = ""
    """The way that the project reads hosts: `agent`, or the id of a source type; empty for the best one of each."""
    further: Mapping[str, object] = field(default_factory=dict)
    """What this release does not use, as it came: it is kept and written again."""

    @property
    def decisions(self) -> Decisions:
        """Return the decisions."""
        return Decisions(hosts=self.hosts, systems=self.systems)


type Slip = Callable[[str, str], None]
"""Takes a place such as `hosts[2]` and what is wrong there."""


def read_kept(given: object, slip: Slip | None = None) -> Kept:
    """Return what is kept, as far as it can be taken: anybody may have written it. Never raises.

    What cannot be taken stays in `further` under its key, and is told to `slip`.
    """
    tell: Slip = slip or (lambda place, message: None)
    if not isinstance(given, Mapping):
        if given is not None:
            tell("", "this must be what was decided about an inventory, by name. It was left out.")
        return Kept()
    further: dict[str, object] = {key: value for key, value in given.items() if key not in KEYS}
    answers = given.get("answers")
    told = {str(key): value for key, value in _mapping(answers).items() if _is_text(value)}
    if len(told) < len(_mapping(answers)) or (answers is not None and not isinstance(answers, Mapping)):
        tell("answers", "each must be a text by the key of its question. The others were left out.")
    way = given.get("way", "")
    if not _is_text(way):
        tell("way", "this must be the id of a way to read hosts, such as `agent`. It was left out.")
        way = ""
    grouping = given.get("grouping")
    lists = _Lists(tell, further)
    return Kept(
        answers=told,
        hosts=lists.each(given.get("hosts"), "hosts", _host),
        systems=lists.each(given.get("systems"), "systems", _system),
        grouping=None if grouping is None else _grouping(grouping, lists),
        way=str(way),
        further=further,
    )


def write_kept(kept: Kept, *, named: bool = True) -> dict[str, object]:
    """Return what is kept as plain values, without what is empty; `read_kept` makes the same of them.

    Unless `named`, the names of hosts that have an identifier are left out: it finds them, and tells nobody whose
    they are.
    """

    def entry(item: HostDecision | HandGroup) -> dict[str, object]:
        plain = {name: value for name, value in asdict(item).items() if value not in ("", None, False)}
        if not named and item.uuid:
            plain.pop("name", None)
        return plain

    found: dict[str, object] = {
        "answers": dict(kept.answers),
        "hosts": _with_rest([entry(item) for item in kept.hosts], kept, "hosts"),
        "systems": _with_rest([_filled(asdict(item)) for item in kept.systems], kept, "systems"),
        "way": kept.way,
    }
    if kept.grouping is not None:
        own = asdict(kept.grouping) | {
            "hand": _with_rest([entry(item) for item in kept.grouping.hand], kept, HAND),
            "waves": _with_rest([_filled(asdict(item)) for item in kept.grouping.waves], kept, WAVES),
        }
        found["grouping"] = {"by": kept.grouping.by} | _filled(own)
    lists = ("hosts", "systems", HAND, WAVES)
    return _filled(found) | {key: value for key, value in kept.further.items() if key not in lists}


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {}, ())}


def _with_rest(entries: list[dict[str, object]], kept: Kept, key: str) -> list[object]:
    rest = kept.further.get(key)
    return [*entries, *(rest if isinstance(rest, list) else ())]


@dataclass(slots=True)
class _Lists:
    """Takes the entries of lists that can be taken, and keeps the others as they came."""

    tell: Slip
    rest: dict[str, object]

    def each[T](self, items: object, key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Return the entries that can be taken."""
        found: list[T] = []
        rest = []
        if items is not None and not isinstance(items, list):
            self.tell(key, "this must be a list. It was left out.")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            try:
                if len(found) >= MOST_KEPT:
                    raise ValueError(f"more than {MOST_KEPT} are not read.")
                found.append(read(item))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = str(error) if type(error) is ValueError else "this is none that was written here."
                self.tell(f"{key}[{number}]", f"{why} It is kept in the file.")
                rest.append(item)
        if rest:
            self.rest[key] = rest
        return tuple(found)


def _host(item: Mapping[str, Any]) -> HostDecision:
    verdict = item.get("verdict") or None
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(f"its verdict must be one of: {', '.join(VERDICTS)}.")
    return HostDecision(
        name=_text(item, "name"),
        uuid=_text(item, "uuid"),
        verdict=verdict,
        system=_text(item, "system") or None,
        excluded=item.get("excluded") is True,
        why=_text(item, "why"),
        since=_text(item, "since"),
    )


def _system(item: Mapping[str, Any]) -> SystemDecision:
    told = {name: _text(item, name) for name in ("text", "means", "why", "since")}
    return SystemDecision(**told)


def _hand(item: Mapping[str, Any]) -> HandGroup:
    return HandGroup(name=_text(item, "name"), uuid=_text(item, "uuid"), group=_text(item, "group"))


def _grouping(given: object, lists: _Lists) -> Grouping | None:
    try:
        if not isinstance(given, Mapping) or given.get("by") not in GROUPED_BY:
            raise ValueError(f"`by` must be one of: {', '.join(GROUPED_BY)}.")
        tag, patterns = _text(given, "tag"), _text(given, "patterns")
    except ValueError as error:
        lists.tell("grouping", f"{error} It is kept in the file.")
        lists.rest["grouping"] = given
        return None
    hand = lists.each(given.get("hand"), HAND, _hand)
    waves = lists.each(given.get("waves"), WAVES, _wish)
    most = given.get("wave_hosts")
    if most is not None and not _is_whole(most, MOST_WAVE_HOSTS):
        lists.tell("grouping.wave_hosts", f"this must be a whole number from 1 to {MOST_WAVE_HOSTS}. It was left out.")
        most = None
    return Grouping(by=given["by"], tag=tag, patterns=patterns, hand=hand, waves=waves, wave_hosts=most)


def _wish(item: Mapping[str, Any]) -> GroupWish:
    wave = item.get("wave")
    if wave is not None and not _is_whole(wave, MOST_WAVES):
        raise ValueError(f"its wave must be a whole number from 1 to {MOST_WAVES}.")
    return GroupWish(group=_text(item, "group"), needs=_text(item, "needs"), wave=wave)


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_LETTERS


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if value is None:
        return ""
    if not _is_text(value):
        raise ValueError(f"its {name} must be a text of at most {MOST_LETTERS} letters.")
    return str(value)
