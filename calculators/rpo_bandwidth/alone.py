"""One load alone on the link: what it needs, and how old its recovery point gets."""

from calculators.answers.minimum import least_shown
from calculators.replication import load as model
from calculators.replication.calendar import Week
from calculators.replication.cycles import Policy, Runs
from calculators.replication.link import Link
from calculators.replication.load import Demand, Worst
from calculators.replication.units import DAY, mbps_to_rate, rate_to_mbps
from calculators.rpo_bandwidth.solution import NEARLY, Inputs, Load


def busiest(inputs: Inputs) -> float:
    """Return the part of a day's change in the busiest hour: no less than an even day has in each."""
    return max(inputs.busiest_hour_percent / 100, model.EVEN)


def demand(inputs: Inputs, load: Load) -> Demand:
    """Return a load's day and objective, whatever its amount."""
    return Demand(
        busiest=busiest(inputs), policy=Policy(interval=load.interval, snapshot=inputs.snapshot), rpo=load.rpo
    )


def needed_rate(inputs: Inputs, load: Load, mean: float, week: Week, among: tuple[float, ...] = ()) -> float | None:
    """Return the smallest rate that holds a load's RPO when nobody else sends; None where no rate does."""
    asked = demand(inputs, load)
    if not mean:
        still = asked.policy.least_slots * load.interval + inputs.snapshot
        return 0.0 if still <= load.rpo + NEARLY else None
    found = model.needed(asked, week, among)
    return None if found is None else found.rate * mean * DAY


def confirmed(inputs: Inputs, load: Load, mean: float, needed: float, link: Link) -> float:
    """Return a rate whose link, as it is shown, holds the RPO, while the next smaller one that could be shown does not.

    Only where starts are missed can a faster link meet them worse; the search steps past such links.
    """

    def holds(mbps: float) -> bool:
        line = link.widened(mbps_to_rate(mbps))
        age = worst_of(inputs, load, mean, line.bandwidth * line.part, line.line_week).age
        return age is not None and age <= load.rpo + NEARLY

    asked = demand(inputs, load)
    if load.rpo < (asked.policy.least_slots + 1) * load.interval + inputs.snapshot:
        return needed
    planned = rate_to_mbps(needed) / link.part
    found = least_shown(planned, holds)
    return needed if found == planned else mbps_to_rate(found) * link.part


def worst_of(
    inputs: Inputs, load: Load, mean: float, rate: float, week: Week, *, among: tuple[float, ...] = ()
) -> Worst:
    """Return how old the newest recovery point gets at a rate, with the busiest hour where that is worst."""
    if mean:
        return model.worst(demand(inputs, load), rate / (mean * DAY), week, among)
    slots = demand(inputs, load).policy.least_slots
    age = slots * load.interval + inputs.snapshot
    dones = [model.BEGIN + age, model.BEGIN + age + slots * load.interval]
    runs = Runs(points=[0, slots], begins=[slots, 2 * slots], dones=dones, complete=True)
    return Worst(age=age, place=float(model.NOON), runs=runs)
