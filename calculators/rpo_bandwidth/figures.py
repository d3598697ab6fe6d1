"""The figures of the answer, the ones that matter first."""

from calculators.answers.report import Answer
from calculators.answers.wording import (
    NO_LINK,
    data,
    duration,
    duration_given,
    exact,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.replication.units import HOUR, MINUTE, rate_to_mbps
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.synchronising import by_date, courier, disks, fills
from calculators.rpo_bandwidth.words import (
    impossible,
    in_mbps,
    in_mbps_at_least,
    is_throttled,
    link_advice,
    names,
    never,
    seed_detail,
    unreachable,
)


def answers(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Answer, ...]:
    """Return the figures, the ones that matter first."""
    day = data(result.daily_change)
    return (
        Answer(
            id="worst_age",
            label="RPO that this link holds",
            value="none" if result.worst_age is None else duration(result.worst_age),
            detail=_age_detail(result),
            amount=None if result.worst_age is None else result.worst_age / MINUTE,
            unit="minutes",
        ),
        Answer(
            id="needed_link",
            label="Link that all RPOs need" if result.grouped else "Link that this RPO needs",
            value=NO_LINK if unreachable(result) else mbps_at_least(result.needed_link or 0.0),
            detail=_needed_detail(inputs, result) + _needed_today(result),
            amount=None if unreachable(result) else result.needed_link,
            unit="Mbit/s",
        ),
        Answer(
            id="usable",
            label="Usable rate",
            value=in_mbps(result.usable.rate),
            detail=f"Bound by {result.usable.label}."
            + fills(result)
            + (
                f" Over a week with its throttled hours: {in_mbps(result.usable_mean)}." if is_throttled(result) else ""
            ),
            amount=rate_to_mbps(result.usable.rate),
            unit="Mbit/s",
        ),
        Answer(
            id="seed",
            label="First synchronisation",
            value="never" if result.seed is None else duration(result.seed),
            detail=seed_detail(inputs, result) + disks(inputs, result, catalog),
            amount=None if result.seed is None else result.seed / HOUR,
            unit="hours",
        ),
        *by_date(inputs, result),
        Answer(
            id="catch_up",
            label=f"Catching up after {duration_given(inputs.outage_hours * HOUR)}",
            value="never" if result.catch_up is None else duration(result.catch_up),
            detail=_catch_up_detail(inputs, result),
            amount=None if result.catch_up is None else result.catch_up / HOUR,
            unit="hours",
        ),
        Answer(
            id="catch_up_link",
            label=f"Link to catch up within {duration_given(inputs.caught_up_hours * HOUR)}",
            value=NO_LINK if result.catch_up_link is None else mbps_at_least(result.catch_up_link),
            detail=_catch_up_link_detail(inputs, result),
            amount=result.catch_up_link,
            unit="Mbit/s",
        ),
        Answer(
            id="change",
            label="Change in a day",
            value=day.partition(" (")[0],
            detail=f"{day}; in the busiest hour {data(result.hourly_peak)}, {in_mbps(result.peak_change)}.",
            amount=result.daily_change,
            unit="bytes",
        ),
        Answer(
            id="stored",
            label="Data at the target",
            value=data(result.stored).partition(" (")[0],
            detail=f"{data(result.stored)}: the first copy and {exact(inputs.snapshots_kept)} snapshots.",
            amount=result.stored,
            unit="bytes",
        ),
        *courier(inputs, result),
    )


def _age_detail(result: Result) -> str:
    if result.worst_age is None:
        return "More changes than can be sent: the recovery point ages without end."
    if result.cycle is None:
        return "Worst age of the newest recovery point of any group."
    text = "Worst age of the newest recovery point: interval, transfer and snapshot"
    if result.cycle.starts > 1:
        text += f", with {number(result.cycle.starts - 1)} of {number(result.cycle.starts)} starts missed"
    return f"{text}."


def _catch_up_detail(inputs: Inputs, result: Result) -> str:
    if not inputs.outage_hours:
        return "Without an outage there is nothing to catch up with."
    if result.catch_up is None:
        return never(result.mean_change, result)
    return f"{'At most, whenever the outage ends. ' * is_throttled(result)}Until then the RPO is broken."


def _catch_up_link_detail(inputs: Inputs, result: Result) -> str:
    if result.catch_up_link is None:
        within = duration_given(inputs.caught_up_hours * HOUR)
        return f"Throttled hours let nothing through for {within}, whatever the bandwidth."
    if not result.catch_up_link:
        return "Nothing changes, so there is nothing to catch up with."
    parts = [f"After {duration_given(inputs.outage_hours * HOUR)}, by the mean change of {in_mbps(result.mean_change)}"]
    if is_throttled(result):
        parts.append("in the slowest hours")
    if result.catch_up_link < result.link_minimum:
        parts.append(f"the published minimum of {mbps_given(result.link_minimum)} is more")
    elif result.catch_up_step is not None and result.catch_up_step != result.catch_up_link:
        parts.append(f"next size sold: {mbps_given(result.catch_up_step)}")
    return "; ".join(parts) + "."


def _needed_detail(inputs: Inputs, result: Result) -> str:
    if result.throttled_out:
        return link_advice(result, f"RPO of {duration_given(inputs.rpo_minutes * MINUTE)}")
    if result.grouped and impossible(result):
        shortest = _impossible_remedy(inputs)
        return f"{names(impossible(result))}: interval and snapshot leave no time to send within the RPO. {shortest}"
    if result.needed is None or result.needed_link is None:
        spent = f"An interval of {duration_given(inputs.interval_minutes * MINUTE)}"
        if inputs.snapshot_minutes:
            spent += f" and a snapshot of {duration_given(inputs.snapshot_minutes * MINUTE)}"
        if result.least_needed is None:
            way_out = "No interval does better; accept a longer RPO."
        else:
            shorter = duration_given(result.least_interval)
            way_out = (
                f"With an interval of {shorter} a usable rate of {in_mbps_at_least(result.least_needed)} holds it."
            )
        return f"{spent} leaves no time to send within {duration_given(inputs.rpo_minutes * MINUTE)}. {way_out}"
    if result.other_limit is not None:
        return link_advice(result, "RPO")
    slow = " outside throttled hours" if is_throttled(result) else ""
    parts = [f"Usable rate needed: {in_mbps_at_least(result.needed)}{slow}"]
    if result.grouped and result.apart is not None and result.apart < result.needed:
        parts[0] += (
            f" when all are busy at once, {in_mbps_at_least(result.apart)} at least when their busiest hours differ"
        )
    if inputs.headroom_percent:
        parts.append(f"with {exact(inputs.headroom_percent)} % headroom")
    if result.needed_link == result.link_minimum:
        parts.append(f"the published minimum of {mbps_given(result.link_minimum)} is more, so it counts")
    if result.link_step is not None and result.link_step != result.needed_link:
        parts.append(f"next size sold: {mbps_given(result.link_step)}")
    return "; ".join(parts) + "."


def _needed_today(result: Result) -> str:
    if result.grown == 1 or result.ungrown.needed_link is None:
        return ""
    return f" Today {mbps_at_least(result.ungrown.needed_link)} would do."


def _impossible_remedy(inputs: Inputs) -> str:
    if inputs.snapshot_minutes:
        return "Agree on a longer RPO, or on another way to recover that needs no snapshot in between."
    return "Agree on a longer RPO."
