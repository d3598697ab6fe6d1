"""How far a checklist is: each step, each phase, what waits for what, and what a later release changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from calculators.checklist.work import State, StepWork, Work
from calculators.checklist.worklist import Item, Worklist

OPEN = StepWork()
THROUGH = ("done", "skipped")
"""Statuses of a step that nobody has to do any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A step with what was entered for it."""

    number: int
    """Place in the checklist, from 1."""
    item: Item
    """The step."""
    work: StepWork
    """What was entered."""
    waits_for: tuple[str, ...]
    """Names of the phases that come first and are not through; none once it was begun."""
    is_new: bool
    """Whether it was not part of the checklist when its work began."""
    is_changed: bool
    """Whether its words are others than those that something was entered for."""

    @property
    def is_through(self) -> bool:
        """Return whether nobody has to do it any more."""
        return self.work.status in THROUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A checklist with what was entered for it."""

    worked: tuple[Worked, ...]
    """Every step in order."""
    gone: Mapping[str, StepWork]
    """What was entered for steps that this release does not have, by their ids."""

    def counts(self, phase: str | None = None) -> Mapping[State | str, int]:
        """Return how many steps have each status, of one phase or of all; those to do under an empty word."""
        return Counter(step.work.status for step in self.worked if phase in (None, step.item.phase))

    @property
    def following(self) -> Worked | None:
        """Return the step to do next: the first that is open and waits for nothing, or else the first open one."""
        still = [step for step in self.worked if not step.is_through]
        free = (step for step in still if not step.waits_for and step.work.status != "waiting")
        return next(free, next(iter(still), None))


def progress(found: Worklist, work: Work) -> Progress:
    """Return how far a checklist is."""
    entered = {
        step: item for key, item in work.steps.items() for name, _, step in [key.rpartition("/")] if name == found.id
    }
    begun = work.checklists.get(found.id)
    seen = set(begun.steps.split()) if begun else {item.id for item in found.items}
    still = {item.phase for item in found.items if entered.get(item.id, OPEN).status not in THROUGH}
    waits = {
        phase.id: tuple(other.name for other in found.phases if other.id in phase.after and other.id in still)
        for phase in found.phases
    }
    worked = []
    for number, item in enumerate(found.items, 1):
        own = entered.pop(item.id, OPEN)
        worked.append(
            Worked(
                number=number,
                item=item,
                work=own,
                waits_for=() if own.status else waits[item.phase],
                is_new=item.id not in seen,
                is_changed=bool(own.edition) and own.edition != item.edition,
            )
        )
    return Progress(worked=tuple(worked), gone=entered)
