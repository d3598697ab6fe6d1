"""The RPO and bandwidth calculator's answer as a picture."""

import math
from collections.abc import Iterable, Iterator

from calculators.answers.report import Band, Chart, Marker, Series
from calculators.answers.wording import duration, mbps, number
from calculators.replication import sizing, throttled
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.rpo_bandwidth.engine import link_week, usable_week
from calculators.rpo_bandwidth.model import Inputs, Result

POINTS = 120
"""Into how many parts the range of bandwidths is divided."""
HEADROOM = 2.0
"""How far the range reaches beyond the greatest bandwidth that is pointed out."""
WORST = 4.0
"""What is worse than this many times the RPO is not drawn: near the rate of change the age grows without end."""


def charts(inputs: Inputs, result: Result) -> tuple[Chart, ...]:
    """Return how old the newest recovery point gets with each link, in minutes over Mbit/s."""
    part = inputs.carried_part
    floor = rate_to_mbps(result.peak_change) / part / (link_week(inputs).mean or 1.0)
    end = max(inputs.link_mbps, result.needed_link or 0.0, floor) * HEADROOM
    marked = {link for link in (inputs.link_mbps, result.needed_link) if link}
    links = tuple(sorted({end * step / POINTS for step in range(1, POINTS + 1)} | marked))
    ages = _ages(inputs, result, links)
    most = max(inputs.rpo_minutes, (result.worst_age or 0.0) / MINUTE) * WORST
    return (
        Chart(
            id="worst_age",
            title="Worst age of the newest recovery point, by link",
            summary=_summary(inputs, result),
            x=links,
            x_label="Link bandwidth (Mbit/s)",
            y_label="Minutes",
            series=(
                Series(
                    name="Worst age in the busiest hour (minutes)",
                    values=tuple(age if age is not None and age <= most else None for age in ages),
                ),
                Series(name="RPO (minutes)", values=(inputs.rpo_minutes,) * len(links)),
            ),
            markers=_markers(inputs, result),
            bands=(Band(start=links[0], end=floor, label="The data changes faster than this link sends"),)
            if floor > links[0]
            else (),
        ),
    )


def _ages(inputs: Inputs, result: Result, links: Iterable[float]) -> Iterator[float | None]:
    """Yield the worst age with each of other links, in minutes; None where it grows without end."""
    share, efficiency = inputs.share_percent / 100, inputs.efficiency_percent / 100
    most = min((term.rate for term in result.terms if term.id != "link"), default=math.inf)
    interval, snapshot = inputs.interval_minutes * MINUTE, (inputs.snapshot_minutes or 0) * MINUTE
    for link in links:
        rate = min(sizing.link_rate(link, share, efficiency), most)
        week = usable_week(inputs, rate, link)
        age = throttled.worst_age(interval, rate, result.peak_change, snapshot, week)
        yield None if age is None else age / MINUTE


def _markers(inputs: Inputs, result: Result) -> tuple[Marker, ...]:
    yours = Marker(
        x=inputs.link_mbps,
        y=None if result.worst_age is None else result.worst_age / MINUTE,
        label=f"Your link: {mbps(inputs.link_mbps)}",
    )
    if result.needed_link is None or result.needed_link == inputs.link_mbps:
        return (yours,)
    needed = Marker(
        x=result.needed_link,
        y=next(_ages(inputs, result, [result.needed_link])),
        label=f"Needed for the RPO: {mbps(result.needed_link)}",
    )
    return (yours, needed)


def _summary(inputs: Inputs, result: Result) -> str:
    yours = (
        "the recovery point ages without end in the busiest hour"
        if result.worst_age is None
        else f"the newest recovery point is at most {duration(result.worst_age)} old"
    )
    rpo = f"an RPO of {number(inputs.rpo_minutes)} minutes"
    needed = (
        f"no link holds {rpo} with this interval"
        if result.needed_link is None
        else f"{rpo} needs a link of {mbps(result.needed_link)}"
        + (", the published minimum" if result.needed_link == result.link_minimum else "")
    )
    return f"With your {mbps(inputs.link_mbps)}, {yours}; {needed}."
