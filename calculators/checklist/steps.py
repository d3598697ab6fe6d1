"""Which steps make a checklist."""

from calculators.records.delivery import Checklist, Checklists, Combination, Step


def applies(step: Step, form: Checklist | Combination) -> bool:
    """Return whether a step holds for a checklist's source or destination, storage and network."""
    return not step.applies or any(
        (not rule.site or form.site in rule.site)
        and (not rule.storage or form.storage in rule.storage)
        and (not rule.network or form.network in rule.network)
        for rule in step.applies
    )


def steps_of(checklists: Checklists, form: Checklist | Combination) -> tuple[Step, ...]:
    """Return the steps of a checklist, in the order in which they are done."""
    return tuple(step for step in checklists.steps if step.direction == form.direction and applies(step, form))
