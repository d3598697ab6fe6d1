"""What may spoil the answer, and what it takes for granted."""

from calculators.answers.links import not_the_link, unpublished
from calculators.answers.wording import (
    capitalised,
    duration,
    duration_given,
    exact,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.records.form import Field
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.rpo_bandwidth import tables
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.sensitivity import UNMOVED
from calculators.rpo_bandwidth.synchronising import WARNING
from calculators.rpo_bandwidth.words import MOST_SLIPS, is_step, names, no_such_interval, snapshot_unknown

COUNTED = {*UNMOVED, "folding", "growth_months"}
"""Inputs that say how to count, not how much there is."""


def warnings(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    """Return what may spoil the answer."""
    storage, rpo, alone = inputs.storage, duration_given(inputs.rpo_minutes * MINUTE), not result.grouped
    smallest = catalog.value("rpo-minimum")
    below = [share.load.name for share in result.shares if share.load.rpo < smallest * MINUTE]
    rules = (
        (
            bool(below),
            f"{names(below)}: the RPO is below the smallest published one, {duration_given(smallest * MINUTE)}. No "
            "bandwidth changes that; agree on more, or replicate within the application.",
        ),
        (
            alone and inputs.interval_minutes >= inputs.rpo_minutes and result.needed is None,
            f"An interval of {duration_given(inputs.interval_minutes * MINUTE)} can never hold an RPO of {rpo}: "
            f"the transfer comes on top.{_shorter(inputs, result)}",
        ),
        (
            alone and inputs.rpo_minutes == smallest,
            f"{rpo} is both the smallest published RPO and the shortest interval, so an interval and its "
            "transfer do not fit into it. Promise more.",
        ),
        (
            snapshot_unknown(inputs),
            "The time of the cloud snapshot is not measured. It adds to the age of every recovery point, and a "
            "first full snapshot can take more than an hour.",
        ),
        (
            result.cycle is not None and result.cycle.starts > 1,
            "A synchronisation with its snapshot takes longer than the interval, so only one of "
            f"{result.cycle.starts if result.cycle else 1} starts is used.",
        ),
        (not is_step(inputs, catalog), capitalised(no_such_interval(inputs, catalog))),
        (
            result.seed is not None and result.seed > catalog.value("first-synchronisation-long") * DAY,
            f"The first synchronisation takes {duration(result.seed or 0.0)}. Until then there is nothing to recover "
            "from.",
        ),
        (
            inputs.link_mbps < result.link_minimum,
            f"The link is below the published minimum of {mbps_given(result.link_minimum)} for {storage} storage.",
        ),
        *unpublished(inputs, catalog),
        (result.courier is not None, WARNING),
        not_the_link(result.link),
    )
    return (*_slips(result), *(text for holds, text in rules if holds))


def _shorter(inputs: Inputs, result: Result) -> str:
    """Return which shorter interval may hold the RPO, with a space before it; nothing where none does."""
    if result.least_needed is None or result.least_interval >= inputs.interval_minutes * MINUTE:
        return ""
    return f" Choose a shorter one, such as {duration_given(result.least_interval)}."


def _slips(result: Result) -> tuple[str, ...]:
    told = [f"{str(slip)[0].upper()}{str(slip)[1:]} It was left out." for slip in result.slips[:MOST_SLIPS]]
    rest = result.slips[MOST_SLIPS:]
    if rest:
        lines = ", ".join(str(slip.line) for slip in rest[: 4 * MOST_SLIPS])
        told.append(
            f"{len(rest)} further lines were left out: {lines}{' and more' if len(rest) > 4 * MOST_SLIPS else ''}."
        )
    return tuple(told)


def notes(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> tuple[str, ...]:
    """Return what the answer takes for granted or leaves out."""
    notes = [
        "A cycle carries each changed block once, so a day's writes are an upper bound of what is sent."
        if inputs.folding == 1
        else f"A cycle carries each changed block once: of {exact(inputs.folding)} writes one is sent.",
        *_left_out(inputs),
        "What stays at the target is an upper bound: a block that is rewritten between two snapshots stays once.",
    ]
    if result.grouped:
        notes.append(
            "The busiest hour, the interval and the snapshot are the form's for every group; one whose RPO is short "
            "gets an interval of half of it. Groups that send at the same time share the link in proportion to what "
            "each needs; one that sends alone has all of it."
        )
        notes.append(
            "How the busiest hours of the groups fall together is not known without a trace, so the bandwidth is a "
            "range: at least the largest group's or the mean of all, at most what all need when they are busy at once."
        )
    if len(result.shares) > 1:
        notes.append(
            "What holds in parts of the time, such as 99 %, is not worked out for several groups on one link. Ask for "
            "one group alone to see it."
        )
    if result.place is not None:
        notes.append(
            f"The busiest hour is one hour of each day, from {_clock(result.place)} on: there it makes the recovery "
            "point oldest. A week is replayed from a Monday on."
        )
    moved = tables.follows_most(result)
    if moved is not None:
        label = next(field.label for field in every if field.id == result.moves[0].field)
        notes.insert(0, f"Most sensitive to: {label}. A fifth less and a fifth more of it move the link by {moved}.")
    still = [field.label for field in every if _moves_nothing(field, inputs, result)]
    if still:
        notes.append(f"These move none of the answers as they are: {', '.join(still)}.")
    return tuple(notes)


def _clock(seconds: float) -> str:
    return f"{int(seconds // HOUR):02}:{int(seconds % HOUR // MINUTE):02}"


def _left_out(inputs: Inputs) -> list[str]:
    if not inputs.compression_percent and not inputs.growth_percent:
        return ["Nothing is taken off for compression, and no growth is added."]
    notes = []
    if inputs.compression_percent:
        ratio = number(1 / (1 - inputs.compression_percent / 100))
        notes.append(
            f"Compression saves {exact(inputs.compression_percent)} % ({ratio} to 1) on the wire only; the target "
            "holds the data in full."
        )
    else:
        notes.append("Nothing is taken off for compression.")
    if inputs.growth_percent:
        notes.append(
            f"All answers but the first synchronisation are for the data in {exact(inputs.growth_months)} months; "
            "that one is for today's."
        )
    else:
        notes.append("No growth is added.")
    return notes


def _moves_nothing(field: Field, inputs: Inputs, result: Result) -> bool:
    value = getattr(inputs, field.id)
    return isinstance(value, float) and value != 0 and field.id not in {move.field for move in result.moves} | COUNTED
