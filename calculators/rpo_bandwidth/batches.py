"""What is in sync by a date: the link that it takes, the data and the batches that fit."""

from dataclasses import dataclass, replace

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.replication import seeding
from calculators.replication.seeding import NEARLY
from calculators.replication.units import DAY, rate_to_mbps
from calculators.rpo_bandwidth.solution import Inputs, Solution
from calculators.rpo_bandwidth.streams import disk_on
from calculators.rpo_bandwidth.waves import equal_parts, largest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDate:
    """The first synchronisation within a time that is asked for."""

    link: float | None
    """Smallest link that has everything in sync by then, in Mbit/s; None where no link has."""
    fits: float
    """Data that is in sync by then on this link, in today's bytes, when each wave has as much less."""
    batches: int | None
    """Fewest equal waves of which none takes longer; None where more are needed than the form takes, and of groups."""
    late: list[str]
    """Names of the waves of groups that are in sync later, or never."""


def by_date(inputs: Inputs, found: Solution, used: float, catalog: Catalog) -> ByDate | None:
    """Return what is in sync by the date that is asked for; None without one. `used` is all data today."""
    if inputs.seed_within_days is None:
        return None
    within, start, waves = inputs.seed_within_days * DAY, inputs.begin.at, own_waves(found)
    link = seeding.link_to_seed(waves, within, start, found.link, disk_on(found))
    # So many times less data is as so many times more of the rate.
    all_of_it = seeding.rate_to_seed(waves, within, start, found.week)
    part = 0.0 if all_of_it is None else min(1.0, found.usable.rate / all_of_it) if all_of_it else 1.0
    return ByDate(
        link=None if link is None else rate_to_mbps(link),
        fits=used * part,
        batches=_batches(inputs, found, within, catalog) if len(found.shares) == 1 else None,
        late=_late(found, within) if len(found.shares) > 1 else [],
    )


def own_waves(found: Solution) -> list[tuple[float, float]]:
    """Return the data and the own change rate of each wave."""
    before = 0.0
    waves = []
    for wave in found.waves:
        waves.append((wave.used, wave.change - before))
        before = wave.change
    return waves


def _batches(inputs: Inputs, found: Solution, within: float, catalog: Catalog) -> int | None:
    """Return the fewest equal waves of which none takes longer: those in sync go on sending their change."""
    field = next(field for field in fields(catalog.form("rpo_bandwidth")) if field.id == "waves")
    load, used, change = found.shares[0].load, sum(wave.used for wave in found.waves), found.waves[-1].change
    # What holds nothing is in sync at once.
    if not load.used:
        return 1
    for batches in range(1, round(field.maximum or 0) + 1):
        parts = [size / load.used for size in equal_parts(load.used, batches, largest_of(inputs))]
        disk = found.disk and replace(found.disk, place=0)
        equal = [(used * part, change * part) for part in parts]
        times = seeding.wave_times(equal, found.usable.rate, inputs.begin.at, found.week, disk)
        if all(time is not None and time <= within * (1 + NEARLY) for time in times):
            return batches
        if None in times:
            return None
    return None


def _late(found: Solution, within: float) -> list[str]:
    passed, late = 0.0, []
    for wave in found.waves:
        passed += wave.time or 0.0
        if wave.time is None or passed > within * (1 + NEARLY):
            late.append(wave.name)
    return late
