"""Words that several parts of the answer share."""

import math

from calculators.answers.links import beyond, filled
from calculators.answers.wording import (
    data,
    duration_given,
    exact,
    mbps,
    mbps_at_least,
    mbps_given,
)
from calculators.catalog import Catalog
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.rpo_bandwidth.engine import policy_step
from calculators.rpo_bandwidth.model import Inputs, Result

MOST_SLIPS = 5
"""How many lines that were left out are repeated."""
THROTTLED_OUT = "throttled hours let too little through for too long. Leave more in them, or accept a longer RPO"
NEARLY = 1e-9


def names(all_names: list[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join(all_names[:MOST_SLIPS])
    return f"{shown} and {len(all_names) - MOST_SLIPS} more" if len(all_names) > MOST_SLIPS else shown


def impossible(result: Result) -> list[str]:
    """Return the names of the groups whose RPO no rate holds."""
    return [share.load.name for share in result.shares if share.needed is None]


def snapshot_unknown(inputs: Inputs) -> bool:
    """Return whether a snapshot adds a time that nobody measured."""
    # Only block storage keeps its recovery points as snapshots of cloud disks.
    return inputs.storage == "block" and inputs.snapshot_minutes is None


def is_throttled(result: Result) -> bool:
    """Return whether throttled hours take something from the usable rate."""
    return result.usable_mean < result.usable.rate


def in_mbps(rate: float) -> str:
    """Return a rate in bytes a second as text in Mbit/s."""
    return mbps(rate_to_mbps(rate))


def in_mbps_at_least(rate: float) -> str:
    """Return the same of a minimum: rounded up."""
    return mbps_at_least(rate_to_mbps(rate))


def before_growth(result: Result) -> str:
    """Return that growth alone spoils the answer, with a space behind it; nothing where it does not."""
    if result.grown == 1 or result.held or not result.ungrown.held:
        return ""
    return "With today's data it is held. "


def link_advice(result: Result, rpo: str) -> str:
    """Return which link an RPO takes, or why no link does."""
    if result.throttled_out and result.usable_mean:
        return f"No bandwidth holds {'the RPOs' if result.grouped else f'an {rpo}'}: {THROTTLED_OUT}."
    if result.grouped and impossible(result):
        shown = names(impossible(result))
        return f"No bandwidth holds the RPO of {shown}: interval, transfer and snapshot must fit into it."
    if not result.usable_mean:
        return "Throttled hours let nothing through at any hour of the week: leave hours in which something is sent."
    if result.needed is None or result.needed_link is None:
        which = "this" if result.grouped or result.least_needed is not None else "any"
        return f"No bandwidth holds an {rpo} with {which} interval: interval, transfer and snapshot must fit into it."
    if result.other_limit is not None:
        streams = filled(result.other_limit, result.link, result.needed, result.most_streams)
        return f"A faster link alone does not help: {beyond(result.other_limit, result.needed)}.{streams}"
    article = "The" if result.grouped else "An"
    return f"{article} {rpo} needs a link of {mbps_at_least(result.needed_link)}{next_size(result)}."


def next_size(result: Result) -> str:
    """Return the next bandwidth that carriers sell, in brackets; nothing where it is what is needed."""
    if result.link_step is None or result.link_step == result.needed_link:
        return ""
    return f" (next size sold: {mbps_given(result.link_step)})"


def is_step(inputs: Inputs, catalog: Catalog) -> bool:
    """Return whether a policy can start at the interval of the form."""
    interval = inputs.interval_minutes * MINUTE
    return policy_step(interval, catalog) == interval


def no_such_interval(inputs: Inputs, catalog: Catalog) -> str:
    """Return that no policy starts at such an interval, and which would do."""
    less = duration_given(policy_step(inputs.interval_minutes * MINUTE, catalog))
    return (
        f"no policy starts every {duration_given(inputs.interval_minutes * MINUTE)}: it takes whole minutes up to "
        f"{exact(catalog.value('interval-minutes-most'))}, whole hours or whole days. {less} would do."
    )


def never(change: float, result: Result) -> str:
    """Return why what changes at a rate is never in sync, and what would have to change."""
    if not is_throttled(result):
        return (
            f"{in_mbps(change)} change on average, which is all that can be sent or more. "
            f"It takes a usable rate of more than {in_mbps_at_least(change)}, or less change."
        )
    mean = result.usable_mean / result.usable.rate
    text = (
        f"{in_mbps(change)} change on average, and over a week with its throttled hours {in_mbps(result.usable_mean)} "
    )
    if change < result.usable.rate:
        text += "can be sent. Without throttled hours it would complete; with them it takes "
    else:
        text += "can be sent. It takes "
    if not mean:
        return f"{text}hours in which something is sent."
    needed = in_mbps_at_least(change / mean)
    return f"{text}a usable rate of more than {needed} outside them, milder hours, or less change."


def unreachable(result: Result) -> bool:
    """Return whether no link gives the needed rate."""
    return result.needed_link is None or result.other_limit is not None


def seed_detail(inputs: Inputs, result: Result) -> str:
    """Return what the first synchronisation sends and when it ends, or why it never does."""
    if result.seed is None:
        if result.largest is not None and result.largest.decides:
            return (
                f"The largest disk changes faster than its streams send: {result.largest.limit.label} ends at "
                f"{in_mbps(result.largest.limit.rate)} for it, so it is never in sync. Give it more streams."
            )
        return never(next(wave.change for wave in result.waves if wave.time is None), result)
    count = f" in {len(result.waves)} waves" if len(result.waves) > 1 else ""
    start = inputs.begin
    ends = f"Begun on {start.moment(start.at)}, it ends on {start.moment(start.at + result.seed)}."
    return f"{data(result.used)}{_on_the_wire(result)}{count} while the data goes on changing. {ends}"


def _on_the_wire(result: Result) -> str:
    """Return what is sent of the data, where compression makes that less."""
    sent = math.fsum(wave.used for wave in result.waves)
    return "" if sent >= result.used * (1 - NEARLY) else f", {data(sent)} on the wire,"
