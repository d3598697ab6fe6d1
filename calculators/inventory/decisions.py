"""What the reader decided about hosts and texts, carried from one export to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from calculators.inventory.model import Host
from calculators.records.assessment import HostVerdict

COUNTS_ALONE = "vmware"
"""The platform whose servers each count their machines from 1 on, so that a number alone tells nothing."""


class OfHost(Protocol):
    """What is kept about one host."""

    @property
    def name(self) -> str:
        """Name of the host; empty where only its identifier was kept."""

    @property
    def uuid(self) -> str:
        """Its identifier; empty where the files have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostDecision:
    """What the reader decided about one host.

    Raises ValueError without a reason, where nothing is decided, or where nothing tells which host it is.
    """

    name: str = ""
    """Name of the host; empty where only its identifier was kept."""
    uuid: str = ""
    """Its identifier; empty where the files have none."""
    verdict: HostVerdict | None = None
    """What it counts as."""
    system: str | None = None
    """The operating system that it has, as a tool would write it."""
    excluded: bool = False
    """Whether it is left out of the project. It counts in the totals all the same."""
    why: str
    """The reason, which is kept."""
    since: str = ""
    """Day of it, as YYYY-MM-DD."""

    def __post_init__(self) -> None:
        """Refuse what nobody could understand later."""
        _whose(self)
        if not self.why.strip():
            raise ValueError(f"the decision about '{called(self)}' needs a reason.")
        if self.verdict is None and self.system is None and not self.excluded:
            raise ValueError(f"nothing is decided about '{called(self)}': say a verdict, a system, or leave it out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandGroup:
    """The group that the reader put one host into. Raises ValueError where nothing tells the host or the group."""

    name: str = ""
    """Name of the host; empty where only its identifier was kept."""
    uuid: str = ""
    """Its identifier; empty where the files have none."""
    group: str
    """Name of the group."""

    def __post_init__(self) -> None:
        """Refuse what says nothing."""
        _whose(self)
        if not self.group.strip():
            raise ValueError(f"the group of '{called(self)}' needs a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemDecision:
    """Which operating system a text means, as the reader says. Raises ValueError without a reason."""

    text: str
    """As it stands in the files."""
    means: str
    """The system, as a tool would write it, such as `CentOS 7`."""
    why: str
    """The reason, which is kept."""
    since: str = ""
    """Day of it, as YYYY-MM-DD."""

    def __post_init__(self) -> None:
        """Refuse what nobody could understand later."""
        if not self.text.strip() or not self.means.strip():
            raise ValueError("a decision about a text says the text, and which system it means.")
        if not self.why.strip():
            raise ValueError(f"the decision about '{self.text}' needs a reason.")


@dataclass(frozen=True, slots=True)
class Matched[T: OfHost]:
    """What is kept about hosts, beside the hosts that it is about."""

    by_host: tuple[T | None, ...]
    """For each host, in the order of the hosts; of two about the same host the later one."""
    by_name: tuple[T, ...]
    """What had an identifier that no host has any more, and found its host by name."""
    lost: tuple[tuple[T, int], ...]
    """What is about no host, or whose name several have; with how many."""


def match[T: OfHost](kept: Sequence[T], hosts: Sequence[Host]) -> Matched[T]:
    """Return what is kept by host: matched by identifier first, and by name where only one host has it."""
    if not kept:
        return Matched((None,) * len(hosts), (), ())
    by_id: dict[str, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for place, host in enumerate(hosts):
        for identifier in identifiers(host):
            by_id.setdefault(identifier, []).append(place)
        by_name.setdefault(host.name.casefold(), []).append(place)
    found: list[T | None] = [None] * len(hosts)
    carried, lost = [], []
    for item in kept:
        places = by_id.get(item.uuid.casefold(), []) if item.uuid else []
        if not places and item.name:
            places = by_name.get(item.name.casefold(), [])
            if item.uuid and len(places) == 1:
                carried.append(item)
        if len(places) == 1:
            found[places[0]] = item
        else:
            lost.append((item, len(places)))
    return Matched(tuple(found), tuple(carried), tuple(lost))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Decisions beside the hosts that they are about."""

    by_host: tuple[HostDecision | None, ...]
    """For each host, in the order of the hosts."""
    carried: tuple[str, ...]
    """Decisions that found their host by its name alone, a sentence each."""
    unused: tuple[str, ...]
    """Decisions that match no host any more, or several, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything that the reader decided."""

    hosts: tuple[HostDecision, ...] = ()
    """About hosts; of two about the same host the later one counts."""
    systems: tuple[SystemDecision, ...] = ()
    """About texts for operating systems; of two about the same text the later one counts."""

    def matched(self, hosts: Sequence[Host]) -> Decided:
        """Return the decisions by host, and those that match none."""
        found = match(self.hosts, hosts)
        unused = [f"{lost(item, number)} ({item.why})." for item, number in found.lost]
        texts = _texts(hosts) if self.systems else set()
        unused += [
            f"No host has '{item.text}' any more ({item.why})." for item in self.systems if item.text not in texts
        ]
        return Decided(
            by_host=found.by_host,
            carried=tuple(f"{taken_by_name(item)} ({item.why})." for item in found.by_name),
            unused=tuple(unused),
        )


def called(item: OfHost) -> str:
    """Return what a reader calls the host that something is about."""
    return item.name or item.uuid


def lost(item: OfHost, hosts: int) -> str:
    """Return why something is about no host, as a sentence without its full stop. `hosts` have its name."""
    if hosts:
        return f"'{called(item)}' is the name of {hosts} hosts: say which one"
    return f"No host is '{called(item)}' any more"


def taken_by_name(item: OfHost) -> str:
    """Return that only a name tells whose something is, as a sentence without its full stop."""
    return f"'{item.name}' has another identifier than it had, and is taken for the same host by its name"


def _whose(item: OfHost) -> None:
    if not item.name.strip() and not item.uuid.strip():
        raise ValueError("nothing tells which host it is about: give its identifier or its name.")


def identifiers(host: Host) -> tuple[str, ...]:
    """Return what tells a host from all others, in small letters, the surest first."""
    told = [host.instance_uuid, host.vm_uuid, host.smbios_uuid]
    if host.object_id and host.server_id:
        told.append(f"{host.server_id}/{host.object_id}")
    elif host.object_id and host.platform != COUNTS_ALONE:
        told.append(host.object_id)
    return tuple(dict.fromkeys(text.casefold() for text in told if text))


def _texts(hosts: Iterable[Host]) -> set[str]:
    return {text for host in hosts for text in (host.os_reported, host.os_configured) if text}
