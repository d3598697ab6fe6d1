"""What the reader decided about hosts and texts, carried from one export to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculators.inventory.model import Host
from calculators.records.assessment import HostVerdict

COUNTS_ALONE = "vmware"
"""The platform whose servers each count their machines from 1 on, so that a number alone tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostDecision:
    """What the reader decided about one host. Raises ValueError without a reason, or where nothing is decided."""

    name: str
    """Name of the host."""
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
        if not self.why.strip():
            raise ValueError(f"the decision about '{self.name}' needs a reason.")
        if self.verdict is None and self.system is None and not self.excluded:
            raise ValueError(f"nothing is decided about '{self.name}': say a verdict, a system, or leave it out.")


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
        if not self.why.strip():
            raise ValueError(f"the decision about '{self.text}' needs a reason.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Decisions beside the hosts that they are about."""

    by_host: tuple[HostDecision | None, ...]
    """For each host, in the order of the hosts."""
    unused: tuple[str, ...]
    """Decisions that match no host any more, or several, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything that the reader decided."""

    hosts: tuple[HostDecision, ...] = ()
    """About hosts; of two about the same host the later one counts."""
    systems: tuple[SystemDecision, ...] = ()
    """About texts for operating systems."""

    def matched(self, hosts: Sequence[Host]) -> Matched:
        """Return the decisions by host: matched by identifier first, and by name where only one host has it."""
        by_id: dict[str, list[int]] = {}
        by_name: dict[str, list[int]] = {}
        if self.hosts:
            for place, host in enumerate(hosts):
                for identifier in identifiers(host):
                    by_id.setdefault(identifier, []).append(place)
                by_name.setdefault(host.name.casefold(), []).append(place)
        found: list[HostDecision | None] = [None] * len(hosts)
        unused = []
        for decision in self.hosts:
            places = by_id.get(decision.uuid.casefold(), []) if decision.uuid else []
            places = places or by_name.get(decision.name.casefold(), [])
            if len(places) == 1:
                found[places[0]] = decision
            elif places:
                unused.append(f"'{decision.name}' is the name of {len(places)} hosts: say which one ({decision.why}).")
            else:
                unused.append(f"No host is '{decision.name}' any more ({decision.why}).")
        texts = _texts(hosts) if self.systems else set()
        unused += [
            f"No host has '{item.text}' any more ({item.why})." for item in self.systems if item.text not in texts
        ]
        return Matched(by_host=tuple(found), unused=tuple(unused))


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
