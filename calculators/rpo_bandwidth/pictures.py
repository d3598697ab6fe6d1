"""The RPO and bandwidth calculator's answer as a picture."""

from collections.abc import Iterator

from calculators.answers.report import Band, Chart, Marker, Series
from calculators.answers.ticks import time_axis
from calculators.answers.wording import duration, duration_given, mbps_at_least, mbps_given
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.rpo_bandwidth.model import Inputs, Result, ages_in_minutes

POINTS = 48
"""Into how many parts the range of bandwidths is divided."""
BETWEEN = 12
"""After how many of them something else may be done."""
FEW_POINTS = 16
"""The same where several groups share each of them."""
HEADROOM = 2.0
"""How far the range reaches beyond the greatest bandwidth that is pointed out."""
WORST = 4.0
"""What is worse than this many times the RPO is not drawn: near the mean change the age grows without end."""
WHOLE = 100.0


def charts(inputs: Inputs, result: Result) -> Iterator[Chart | None]:
    """Yield how old the newest recovery point gets with each link, of groups in percent of their RPO.

    Yields None now and then on the way to it.
    """
    several = len(result.shares) > 1
    mean = result.link.least(lambda week: result.mean_change / (week.mean or 1.0))
    floor = rate_to_mbps(result.mean_change if mean is None else mean) / result.link.part
    end = max(inputs.link_mbps, result.needed_link or 0.0, floor) * HEADROOM
    points = FEW_POINTS if several else POINTS
    marked = [inputs.link_mbps]
    if result.needed_link is not None and result.other_limit is None and result.needed_link != inputs.link_mbps:
        marked.append(result.needed_link)
    links = tuple(sorted({end * step / points for step in range(1, points + 1)} | set(marked)))
    ages: list[float | None] = []
    for age in ages_in_minutes(inputs, result, links):
        ages.append(age)
        if not len(ages) % BETWEEN:
            yield None
    rpo = WHOLE if several else _rpo_minutes(result)
    most = max(rpo, dict(zip(links, ages, strict=True))[inputs.link_mbps] or 0.0) * WORST
    unit, seconds = ("percent of the RPO", MINUTE) if several else time_axis(most * MINUTE)
    length = seconds / MINUTE
    name = "Worst age of the group that is worst off" if several else "Worst age"
    yield Chart(
        id="worst_age",
        title="Worst age of the newest recovery point, by link",
        summary=_summary(inputs, result),
        x=links,
        x_label="Link bandwidth (Mbit/s)",
        y_label=unit.capitalize(),
        series=(
            Series(
                name=f"{name} ({unit})",
                values=tuple(age / length if age is not None and age <= most else None for age in ages),
            ),
            Series(name=f"RPO ({unit})", values=(rpo / length,) * len(links)),
        ),
        markers=tuple(
            Marker(x=link, y=_over(dict(zip(links, ages, strict=True))[link], length), label=label)
            for link, label in zip(
                marked,
                (f"Your link: {mbps_given(inputs.link_mbps)}", f"RPO needs: {_needed(result)}"),
                strict=False,
            )
        ),
        bands=(Band(start=links[0], end=floor, label="The data changes faster than this link sends"),)
        if floor > links[0]
        else (),
    )


def _over(age: float | None, length: float) -> float | None:
    """Return an age in the unit of the axis."""
    return None if age is None else age / length


def _rpo_minutes(result: Result) -> float:
    return result.shares[0].load.rpo / MINUTE


def _needed(result: Result) -> str:
    return "none" if result.needed_link is None else mbps_at_least(result.needed_link)


def _summary(inputs: Inputs, result: Result) -> str:
    yours = (
        "the recovery point ages without end"
        if result.worst_age is None
        else f"the newest recovery point is at most {duration(result.worst_age)} old"
    )
    rpo = "the RPO of every group" if result.grouped else f"an RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    if result.needed_link is None:
        needed = f"no link holds {rpo} with this interval"
    elif result.other_limit is not None:
        needed = f"no link alone holds {rpo}, because {result.other_limit.label} ends below what it needs"
    else:
        needed = f"{rpo} needs a link of {_needed(result)}"
        if result.needed_link == result.link_minimum:
            needed += ", the published minimum"
    return f"With your {mbps_given(inputs.link_mbps)}, {yours}; {needed}."
