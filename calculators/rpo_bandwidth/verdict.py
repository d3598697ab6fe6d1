"""The answer in one line."""

from calculators.answers.report import Verdict
from calculators.answers.wording import (
    duration,
    duration_at_most,
    duration_given,
    exact,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.replication.units import DAY, MINUTE
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.words import (
    NEARLY,
    before_growth,
    in_mbps,
    is_step,
    is_throttled,
    link_advice,
    names,
    no_such_interval,
    seed_detail,
    snapshot_unknown,
)


def verdict(inputs: Inputs, result: Result, catalog: Catalog) -> Verdict:
    """Return what holds, in a line and a sentence or two."""
    if result.grouped:
        return _verdict_of_groups(inputs, result, catalog)
    rpo = f"RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    if result.worst_age is None:
        return _cannot_keep_up(result, rpo)
    age = f"The newest recovery point is at most {duration(result.worst_age)} old."
    if not result.held:
        missed = result.replay.missed_minutes_a_day if result.replay else 0.0
        text = f"{age[:-1]}, and the RPO is missed for {number(missed)} minutes a day. {before_growth(result)}"
        return Verdict(level="bad", label=f"{rpo} is missed", text=f"{text}{link_advice(result, rpo)}")
    return _held(inputs, result, catalog, f"{rpo} is held", age)


def _cannot_keep_up(result: Result, rpo: str) -> Verdict:
    over = " over a week with its throttled hours" if is_throttled(result) else ""
    text = f"{in_mbps(result.mean_change)} change on average, and {in_mbps(result.usable_mean)} can be sent{over}. "
    return Verdict(
        level="bad", label="The link cannot keep up", text=f"{text}{before_growth(result)}{link_advice(result, rpo)}"
    )


def _held(inputs: Inputs, result: Result, catalog: Catalog, label: str, text: str) -> Verdict:
    if inputs.link_mbps < result.link_minimum:
        least = f"the published minimum of {mbps_given(result.link_minimum)} for {inputs.storage} storage"
        return Verdict(level="caution", label=f"{label} on paper only", text=f"{text} But the link is below {least}.")
    if not is_step(inputs, catalog):
        return Verdict(
            level="caution", label=f"{label} on paper only", text=f"{text} But {no_such_interval(inputs, catalog)}"
        )
    if result.seed is None:
        return Verdict(
            level="bad", label=f"{label}, but nothing ever gets in sync", text=f"{text} {seed_detail(inputs, result)}"
        )
    if inputs.seed_within_days is not None and result.seed > inputs.seed_within_days * DAY * (1 + NEARLY):
        seed = f"the first synchronisation takes {duration(result.seed)}, not {exact(inputs.seed_within_days)} days"
        needed = result.by_date.link if result.by_date else None
        link = "" if needed is None else f" It takes a link of {mbps_at_least(needed)}."
        return Verdict(level="caution", label=f"{label}, but {seed}", text=f"{text}{link}")
    if inputs.seed_within_days is None and result.seed > catalog.value("first-synchronisation-long") * DAY:
        seed = f"the first synchronisation takes {duration(result.seed)}"
        return Verdict(
            level="caution", label=f"{label}, but {seed}", text=f"{text} Until then there is nothing to recover from."
        )
    if snapshot_unknown(inputs) and result.snapshot_room is not None:
        room = duration_at_most(result.snapshot_room)
        text = f"{text} That is without the cloud snapshot, whose time is not measured: it may take {room} at most."
        return Verdict(level="good", label=f"{label}, before the snapshot", text=text)
    return Verdict(level="good", label=label, text=text)


def _verdict_of_groups(inputs: Inputs, result: Result, catalog: Catalog) -> Verdict:
    total = len(result.shares)
    missed = [share.load.name for share in result.shares if not share.held]
    rpo = "RPO of every group" if total > 1 else f"RPO of {result.shares[0].load.name}"
    if not missed:
        text = "All groups may be busy in the same hour." if total > 1 else ""
        return _held(inputs, result, catalog, f"The {rpo} is held", text)
    if result.usable_mean <= result.mean_change and len(missed) == total:
        return _cannot_keep_up(result, rpo)
    if result.apart is not None and result.usable_mean > result.mean_change and result.usable.rate >= result.apart:
        text = f"When all groups are busy in the same hour, {names(missed)} miss theirs. {link_advice(result, rpo)}"
        return Verdict(level="caution", label=f"The {rpo} may be held if their busiest hours differ", text=text)
    label = f"{len(missed)} of {total} RPOs are missed" if total > 1 else f"The {rpo} is missed"
    text = f"Missed: {names(missed)}. {before_growth(result)}{link_advice(result, rpo)}"
    return Verdict(level="bad", label=label, text=text)
