"""What has to wait for what: waves of systems that need nothing of the same wave, and systems that wait in a circle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

type Needs = Mapping[str, tuple[str, ...]]
"""What each one needs, by id."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """Systems that wait for each other."""

    members: tuple[str, ...]
    """All of them."""
    edges: tuple[tuple[str, str], ...]
    """Each (one, other) where one needs other within the circle; without some of them there is none."""


def cycles(needs: Needs) -> tuple[Cycle, ...]:
    """Return every circle with all of its members, in the order of the systems."""
    place = {name: number for number, name in enumerate(needs)}
    found = []
    for group in _knots(needs):
        if len(group) > 1:
            members = tuple(sorted(group, key=place.__getitem__))
            edges = tuple((one, other) for one in members for other in needs[one] if other in group)
            found.append(Cycle(members, edges))
    return tuple(sorted(found, key=lambda cycle: place[cycle.members[0]]))


def waves(needs: Needs) -> dict[str, int]:
    """Return the wave of each, from 1: one more than the last wave of what it needs. Without circles only."""
    found: dict[str, int] = {}
    for name in sequence(needs):
        found[name] = 1 + max((found[other] for other in needs[name]), default=0)
    return found


def sequence(needs: Needs) -> Iterator[str]:
    """Yield every one after all that it needs, else in the given order. Without circles only."""
    done: set[str] = set()
    for first in needs:
        stack = [first]
        while stack:
            waiting = [other for other in needs[stack[-1]] if other not in done]
            if waiting:
                stack += reversed(waiting)
                continue
            name = stack.pop()
            if name not in done:
                done.add(name)
                yield name


def _knots(needs: Needs) -> Iterator[set[str]]:
    """Yield the sets in which each one reaches every other, by two walks: with the needs, and against them."""
    order: list[str] = []
    seen: set[str] = set()
    for first in needs:
        stack = [(first, False)]
        while stack:
            name, left = stack.pop()
            if left:
                order.append(name)
            elif name not in seen:
                seen.add(name)
                stack.append((name, True))
                stack += [(other, False) for other in needs[name]]
    against: dict[str, list[str]] = {name: [] for name in needs}
    for name, others in needs.items():
        for other in others:
            against[other].append(name)
    taken: set[str] = set()
    for first in reversed(order):
        group, walk = set(), [first]
        while walk:
            name = walk.pop()
            if name not in taken:
                taken.add(name)
                group.add(name)
                walk += against[name]
        if group:
            yield group
