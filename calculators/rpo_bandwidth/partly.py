"""What holds for a part of the time only."""

from collections.abc import Callable
from functools import lru_cache

from calculators.answers.minimum import Part, least_links
from calculators.replication import load as model
from calculators.replication.calendar import WEEK, Week
from calculators.replication.cycles import missed_time
from calculators.replication.load import Demand
from calculators.replication.partly import PARTS, Misses
from calculators.replication.replay import Replay
from calculators.replication.units import DAY, mbps_to_rate
from calculators.rpo_bandwidth.alone import demand
from calculators.rpo_bandwidth.solution import Inputs, Solution

MOST_ROUNDS = 3
"""How often places of the busiest hour are added that are worse for a link that was found."""


def partly(inputs: Inputs, found: Solution, replay: Replay | None, minimum: float) -> tuple[Part, ...]:
    """Return what holds of a single load in each part of the week that is replayed; nothing for several loads.

    `replay` is that week with the link of the form, None where its recovery point ages without end; `minimum` is the
    published minimum of the link, in Mbit/s. The links have the form's headroom.
    """
    line, whole = found.link, found.mean * DAY
    if len(found.shares) > 1 or not whole:
        return ()
    mean = line.least(lambda week: found.mean / week.mean if week.mean else None)
    if mean is None:
        return ()
    asked, carried = demand(inputs, found.shares[0].load), line.part / whole

    def week_at(rate: float) -> Week:
        return line.widened(rate / carried).line_week

    needed = None if found.needed is None else found.needed / whole
    places = {found.binding.place if found.binding else float(model.NOON)}
    for _ in range(MOST_ROUNDS):
        # In parts of a day's change, as `Demand` has it: another link or more data asks nothing new.
        order = tuple(sorted(places))
        misses = _new_misses(asked, week_at, order) if line.has_rates else _misses(asked, line.line_week, order)
        links = least_links(misses, WEEK, mean / whole, needed, carried, most=line.ceiling.rate / whole)
        rates = [mbps_to_rate(link) * carried for link in links[1:] if link]
        worse = {model.worst(asked, rate, week_at(rate)).place for rate in rates}
        if worse <= places:
            break
        places |= worse
    ages: list[float | None] = [None] * len(PARTS) if replay is None else [*replay.met(PARTS)]
    room = 1 + inputs.headroom_percent / 100
    return tuple(
        Part(
            part=part,
            age=age,
            link=None if link is None else max(link * room, minimum),
        )
        for part, age, link in zip(PARTS, ages, links, strict=True)
    )


@lru_cache(maxsize=32)
def _misses(asked: Demand, week: Week, places: tuple[float, ...]) -> Misses:
    return _new_misses(asked, lambda rate: week, places)


def _new_misses(asked: Demand, week_at: Callable[[float], Week], places: tuple[float, ...]) -> Misses:
    """Return for how long a rate misses the RPO in a week, with the busiest hour at the worst of some places."""

    def missed(rate: float) -> float:
        week = week_at(rate)
        return max(
            missed_time(
                model.followed(asked, place, rate, week, whole=True),
                asked.policy,
                model.BEGIN,
                asked.rpo,
                model.BEGIN + WEEK,
            )
            for place in places
        )

    return Misses(missed)
