"""Waves in which groups are synchronised first and taken over: by what each needs, by tier, by size, with reasons."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from calculators.answers.wording import count, exact, listed

MOST_WAVES = 999
MOST_NAMED = 3
_BETWEEN = re.compile("[,;\n\uff0c\uff1b\u3001]")
_NO_TIER = 9
"""Behind every tier that is told."""


class Group(Protocol):
    """What counts of a group here."""

    @property
    def name(self) -> str:
        """As the table calls it."""

    @property
    def hosts(self) -> int:
        """How many are protected."""

    @property
    def used_bytes(self) -> float | None:
        """Their used data; None where nothing of it is known."""

    @property
    def tier(self) -> str:
        """0 to 3, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWish:
    """What a reader says of the wave of a group."""

    group: str
    """Its name."""
    needs: str = ""
    """Names of groups that have to work before it, with commas."""
    wave: int | None = None
    """Its wave, from 1; None for the proposed one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemNeeds:
    """A system of the project's takeover order."""

    name: str
    """What its reader calls it."""
    group: str = ""
    """The group that it is in."""
    needs: str = ""
    """Names of the systems that it needs, with commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """All that is said of waves."""

    most_hosts: int = 50
    """So many hosts make a wave at most; a larger group is a wave of its own."""
    groups: tuple[GroupWish, ...] = ()
    """What was said of groups."""
    systems: tuple[SystemNeeds, ...] = ()
    """The systems of the project, whose needs hold between their groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A group in its wave."""

    name: str
    """Its name."""
    wave: int
    """From 1."""
    needs: tuple[str, ...]
    """The groups that it needs."""
    why: str
    """Why it is in this wave, as a sentence."""
    typed: bool
    """Whether the reader put it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    """The waves of all groups."""

    placed: tuple[Placed, ...] = ()
    """In the order of their waves."""
    told: tuple[str, ...] = ()
    """What cannot be so: unknown names, circles, groups before what they need; a sentence each."""

    @property
    def several(self) -> bool:
        """Whether there is more than one wave."""
        return len({item.wave for item in self.placed}) > 1


def propose(groups: Sequence[Group], wished: Wished) -> Waves:
    """Return a wave for each group.

    What a group needs comes before it; then the tiers in their order, in which a group counts as much as the most
    important one that needs it; then the smallest first, so that the first wave teaches at the least cost. A wave ends
    where the tier does, or where it would have too many hosts.
    """
    plan = _Plan({group.name: group for group in groups}, wished)
    plan.read_needs()
    plan.cut_circles()
    plan.place()
    return Waves(
        placed=tuple(
            Placed(
                name=name,
                wave=plan.waves[name],
                needs=tuple(plan.needs[name]),
                why=plan.why(name),
                typed=name in plan.typed,
            )
            for name in sorted(plan.waves, key=lambda name: (plan.waves[name], *plan.keys[name]))
        ),
        told=(*plan.told, *plan.conflicts()),
    )


@dataclass(slots=True)
class _Plan:
    groups: Mapping[str, Group]
    wished: Wished
    needs: dict[str, list[str]] = field(default_factory=dict)
    tiers: dict[str, int] = field(default_factory=dict)
    keys: dict[str, tuple[int, int, float, str]] = field(default_factory=dict)
    typed: dict[str, int] = field(default_factory=dict)
    waves: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def read_needs(self) -> None:
        """Take what groups need from what was typed of them, else from the systems in them."""
        known = {_key(name): name for name in self.groups}
        self.needs = {name: [] for name in self.groups}
        by_group = {known[_key(wish.group)]: wish for wish in self.wished.groups if _key(wish.group) in known}
        self.typed = {name: wish.wave for name, wish in by_group.items() if wish.wave is not None}
        for name, wish in by_group.items():
            for other in _names(wish.needs):
                if _key(other) not in known:
                    self.told.append(f"{name} needs '{other}', and no group is called so.")
                elif known[_key(other)] == name:
                    self.told.append(f"{name} cannot need itself.")
                else:
                    self._add(name, known[_key(other)])
        said = {name for name, wish in by_group.items() if wish.needs.strip()}
        homes = {
            _key(system.name): known.get(_key(system.name)) or known.get(_key(system.group))
            for system in self.wished.systems
        }
        for system in self.wished.systems:
            home = homes[_key(system.name)]
            for other in _names(system.needs):
                there = homes.get(_key(other))
                if home and there and home != there and home not in said:
                    self._add(home, there)

    def _add(self, name: str, other: str) -> None:
        if other not in self.needs[name]:
            self.needs[name].append(other)

    def cut_circles(self) -> None:
        """Tell of groups that wait for each other, and leave one of their needs aside for each circle."""
        while True:
            try:
                TopologicalSorter(self.needs).prepare()
            except CycleError as error:
                circle: list[str] = error.args[1]
                names = listed(list(dict.fromkeys(circle)), MOST_NAMED)
                self.told.append(
                    f"{names} wait for each other. That {circle[1]} needs {circle[0]} does not count: take one out."
                )
                self.needs[circle[1]].remove(circle[0])
            else:
                return

    def place(self) -> None:
        """Give every group its wave."""
        order = list(TopologicalSorter(self.needs).static_order())
        levels: dict[str, int] = {}
        for name in order:
            levels[name] = 1 + max((levels[other] for other in self.needs[name]), default=0)
            self.tiers[name] = int(self.groups[name].tier or _NO_TIER)
        for name in reversed(order):
            for other in self.needs[name]:
                self.tiers[other] = min(self.tiers[other], self.tiers[name])
        for name, group in self.groups.items():
            size = float("inf") if group.used_bytes is None else group.used_bytes
            self.keys[name] = (self.tiers[name], levels[name], size, name.casefold())
        self.waves = dict(self.typed)
        hosts: dict[int, int] = {}
        for name, wave in self.typed.items():
            hosts[wave] = hosts.get(wave, 0) + self.groups[name].hosts
        current, tier = 1, None
        for name in sorted(self.groups, key=self.keys.__getitem__):
            if name in self.typed:
                continue
            if tier not in (None, self.tiers[name]):
                current += 1
            tier = self.tiers[name]
            current = max([current, *(self.waves[other] + 1 for other in self.needs[name])])
            while hosts.get(current) and hosts[current] + self.groups[name].hosts > self.wished.most_hosts:
                current += 1
            self.waves[name] = current
            hosts[current] = hosts.get(current, 0) + self.groups[name].hosts

    def conflicts(self) -> list[str]:
        """Return each group that is not behind what it needs, as a sentence."""
        return [
            f"{name} is in wave {self.waves[name]} and needs {other}, which is in wave {self.waves[other]}."
            for name in self.waves
            for other in self.needs[name]
            if self.waves[other] >= self.waves[name]
        ]

    def why(self, name: str) -> str:
        """Return why a group is in its wave."""
        if name in self.typed:
            return "You put it there."
        group, reasons = self.groups[name], []
        if self.needs[name]:
            reasons.append(f"after {listed(self.needs[name], MOST_NAMED)}, which it needs")
        needing = [other for other in self.needs if name in self.needs[other]]
        if needing:
            verb = "needs" if len(needing) == 1 else "need"
            reasons.append(f"before {listed(needing, MOST_NAMED)}, which {verb} it")
        if group.tier:
            reasons.append(f"tier {group.tier}")
        if group.hosts > self.wished.most_hosts:
            reasons.append(
                f"alone, since it has {count(group.hosts, 'host')} and a wave {exact(self.wished.most_hosts)}"
            )
        elif not reasons or self._beside(name, needing):
            reasons.append("the smallest first")
        return _sentence("; ".join(reasons))

    def _beside(self, name: str, needing: Collection[str]) -> bool:
        """Return whether groups of its own tier and level are in other waves, so that its size decided."""
        same = self.keys[name][:2]
        return not needing and any(
            self.keys[other][:2] == same and self.waves[other] != self.waves[name] for other in self.keys
        )


def _names(text: str) -> list[str]:
    return [name for part in _BETWEEN.split(text) if (name := part.strip())]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
