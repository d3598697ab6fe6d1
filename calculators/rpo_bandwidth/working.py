"""How the figures were worked out."""

from calculators.answers.report import Working
from calculators.answers.wording import (
    data,
    duration,
    duration_given,
    exact,
    line_part,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.replication.calendar import WEEK
from calculators.replication.units import BITS, HOUR, MINUTE, MONTHS
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.synchronising import workings
from calculators.rpo_bandwidth.words import in_mbps, in_mbps_at_least, is_throttled

MOST_WAVES = 10
"""How many waves the working shows; the table has all."""


def working(inputs: Inputs, result: Result) -> tuple[Working, ...]:
    """Return the formulas with their numbers, in the order in which one follows from the other."""
    plain = inputs.share_percent / 100 * (inputs.efficiency_percent / 100)
    line = line_part(inputs.share_percent, inputs.efficiency_percent, result.link.part / plain)
    return (
        *_growth_working(inputs, result),
        _busiest_working(inputs, result),
        *_wire_working(inputs, result),
        Working(
            label="Link",
            formula="bandwidth x share x efficiency",
            numbers=f"{mbps_given(inputs.link_mbps)} x {line}",
            result=in_mbps(result.link.terms[0].rate),
        ),
        *_cycle_working(inputs, result),
        *_link_working(inputs, result, line),
        *_week_working(result),
        *_seed_working(inputs, result),
        *workings(inputs, result),
        *_catch_up_working(inputs, result, line),
        Working(
            label="Data at the target",
            formula="first copy + snapshots kept x change between two of them",
            numbers=f"{data(result.first_copy)} + {exact(inputs.snapshots_kept)} x "
            + (data((result.stored - result.first_copy) / inputs.snapshots_kept) if inputs.snapshots_kept else "0"),
            result=data(result.stored),
        ),
    )


def _growth_working(inputs: Inputs, result: Result) -> list[Working]:
    if result.grown == 1:
        return []
    return [
        Working(
            label="Growth",
            formula="(1 + growth a year) ^ (months / 12)",
            numbers=f"(1 + {exact(inputs.growth_percent)} %) ^ ({exact(inputs.growth_months)} / {MONTHS})",
            result=f"x {number(result.grown)}",
        )
    ]


def _busiest_working(inputs: Inputs, result: Result) -> Working:
    grown = "" if result.grown == 1 else f" x {number(result.grown)}"
    if result.grouped:
        written = data(sum(share.load.daily for share in result.shares))
        formula, numbers = "sum of the groups' change per day", f"{written}{grown}"
    else:
        formula = "used data x change per day"
        numbers = f"{data(result.used)} x {exact(inputs.change_percent)} %{grown}"
    return Working(
        label="Change in the busiest hour",
        formula=f"{formula}{' x growth' if grown else ''} x share of the busiest hour / 1 h",
        numbers=f"{numbers} x {exact(inputs.busiest_hour_percent)} % / 1 h",
        result=f"{data(result.hourly_peak)} an hour, {in_mbps(result.hourly_peak / HOUR)}",
    )


def _wire_working(inputs: Inputs, result: Result) -> list[Working]:
    if not inputs.compression_percent and inputs.folding == 1:
        return []
    saved = f"(1 - {exact(inputs.compression_percent)} %)"
    return [
        Working(
            label="Busiest hour on the wire",
            formula="change in the busiest hour x (1 - saved by compression) / writes of a block in a cycle",
            numbers=f"{in_mbps(result.hourly_peak / HOUR)} x {saved} / {exact(inputs.folding)}",
            result=in_mbps(result.peak_change),
        )
    ]


def _link_working(inputs: Inputs, result: Result, line: str) -> list[Working]:
    if not result.needed or result.planned_link is None:
        return []
    room = f" x (1 + {exact(inputs.headroom_percent)} %)" if inputs.headroom_percent else ""
    return [
        Working(
            label="Link for the RPO",
            formula=f"usable rate{' x (1 + headroom)' if room else ''} / (share x efficiency)",
            numbers=f"{in_mbps_at_least(result.needed)}{room} / ({line})",
            result=mbps_at_least(result.planned_link),
        )
    ]


def _week_working(result: Result) -> list[Working]:
    if not is_throttled(result):
        return []
    hours = result.week.sums[-1] / HOUR
    return [
        Working(
            label="Usable rate over a week",
            formula="usable rate x hours of a week, each counted by the share that remains / 168 h",
            numbers=f"{in_mbps(result.usable.rate)} x {number(hours)} h / {number(WEEK / HOUR)} h",
            result=in_mbps(result.usable_mean),
        )
    ]


def _seed_working(inputs: Inputs, result: Result) -> list[Working]:
    usable = in_mbps(result.usable.rate)
    start = inputs.begin
    several = len(result.waves) > 1
    change = "change of all that are in sync or in this wave" if several else "mean change"
    formula = f"{'data to send' if several else 'used data'} / (usable rate - {change})"
    steps = []
    passed = start.at
    for wave in result.waves[:MOST_WAVES]:
        numbers = f"{data(wave.used)} / ({usable} - {in_mbps(wave.change)})"
        if is_throttled(result):
            formula = f"the time in which the usable rate of each hour, less {change}, carries the data"
            numbers = f"{data(wave.used)} from {start.moment(passed)} on, {in_mbps(wave.change)} change"
        passed += wave.time or 0.0
        steps.append(
            Working(
                label=" ".join(("First synchronisation", wave.name)).strip(),
                formula=formula,
                numbers=numbers,
                result="never" if wave.time is None else duration(wave.time),
            )
        )
    return steps


def _catch_up_working(inputs: Inputs, result: Result, line: str) -> list[Working]:
    usable, mean = in_mbps(result.usable.rate), in_mbps(result.mean_change)
    outage, within = duration_given(inputs.outage_hours * HOUR), duration_given(inputs.caught_up_hours * HOUR)
    formula, numbers = "mean change x outage / (usable rate - mean change)", f"{mean} x {outage} / ({usable} - {mean})"
    link_formula, link_numbers = "mean change x (1 + outage / time)", f"{mean} x (1 + {outage} / {within})"
    if is_throttled(result):
        formula = "the longest time in which the usable rate of each hour, less the mean change, carries the backlog"
        numbers = f"{mean} x {outage}, at {usable} outside throttled hours"
        link_formula = "mean change x (outage + time) / time at the full rate in the slowest hours"
        link_numbers = (
            f"{mean} x ({outage} + {within}) / {duration(result.link.line_week.least(inputs.caught_up_hours * HOUR))}"
        )
    return [
        Working(
            label="Catching up",
            formula=formula,
            numbers=numbers,
            result="never" if result.catch_up is None else duration(result.catch_up),
        ),
        Working(
            label="Link to catch up in time",
            formula=f"{link_formula} / (share x efficiency)",
            numbers=f"{link_numbers} / ({line})",
            result="none" if result.catch_up_link is None else mbps_at_least(result.catch_up_link),
        ),
    ]


def _cycle_working(inputs: Inputs, result: Result) -> list[Working]:
    steps = []
    slowest = " of its hours" if is_throttled(result) else ""
    if result.worst_age is not None and result.cycle is not None:
        cycle = result.cycle
        transfer = duration(cycle.transfer)
        snapshot = "none" if inputs.storage == "object" else "not measured"
        if inputs.snapshot_minutes is not None:
            snapshot = duration_given(inputs.snapshot_minutes * MINUTE)
        steps += [
            Working(
                label="Transfer of one cycle",
                formula=f"change in {duration_given(cycle.length)} with the busiest hour / usable rate{slowest}",
                numbers=f"{data(cycle.size)} x {BITS} bit / {in_mbps(result.usable.rate)}{slowest}",
                result=transfer,
            ),
            Working(
                label="Worst age of a recovery point",
                formula="time since the start before + transfer + snapshot",
                numbers=f"{duration_given(cycle.length)} + {transfer} + {snapshot}",
                result=duration(result.worst_age),
            ),
        ]
    if result.needed and result.needed_cycle is not None:
        steps.append(_needed_working(result, slowest))
    return steps


def _needed_working(result: Result, slowest: str) -> Working:
    cycle = result.needed_cycle
    if cycle is None or result.needed_by_mean or not result.needed:
        return Working(
            label="Usable rate for the RPO",
            formula="more than the mean change, or the recovery point ages without end",
            numbers=in_mbps(result.mean_change),
            result=in_mbps_at_least(result.needed or 0.0),
        )
    left = f"time{' at the full rate' if slowest else ''} that is left for the transfer"
    return Working(
        label="Usable rate for the RPO",
        formula=f"change of one cycle, {duration_given(cycle.length)} with the busiest hour / {left}",
        numbers=f"{data(cycle.size)} x {BITS} bit / {duration(cycle.transfer)}",
        result=in_mbps_at_least(result.needed),
    )
