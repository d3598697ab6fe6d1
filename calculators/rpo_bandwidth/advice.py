"""What decides the answer, and what to change so that it gets better: each change is calculated before it is told."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from calculators.answers.changes import MOST, Change, promised
from calculators.answers.inputs import maximum
from calculators.answers.links import OF_STREAMS, beyond, needed_streams
from calculators.answers.wording import (
    capitalised,
    count,
    data,
    duration,
    duration_at_most,
    duration_given,
    exact,
    mbps_at_least,
    mbps_given,
    rounded_up,
)
from calculators.catalog import Catalog
from calculators.replication import seeding
from calculators.replication.units import DAY, MINUTE, rate_to_mbps
from calculators.rpo_bandwidth.batches import own_waves
from calculators.rpo_bandwidth.engine import policy_step, solve
from calculators.rpo_bandwidth.model import Inputs, Result, form
from calculators.rpo_bandwidth.streams import disk_on
from calculators.rpo_bandwidth.words import (
    NEARLY,
    in_mbps,
    in_mbps_at_least,
    is_step,
    is_throttled,
    snapshot_unknown,
)

ALL = 100
"""Percent."""


def binds(result: Result) -> str:
    """Return what decides the answer, in a sentence; empty where nothing changes."""
    return capitalised(_binds(result)) if result.needed != 0 else ""


def _binds(result: Result) -> str:
    if result.other_limit is not None and result.needed is not None:
        return f"{beyond(result.other_limit, result.needed)}, whatever the line."
    if result.throttled_out:
        return "the throttled hours: they let too little through for too long, whatever the line."
    if result.needed is None:
        spent = "interval and snapshot leave no time to send within the RPO, whatever the line"
        missed = [share.load.name for share in result.shares if share.needed is None]
        return f"{'Of ' + ', '.join(missed[:3]) + ': ' if result.grouped and missed else 'Time: '}{spent}."
    if result.needed_by_mean:
        return f"the mean change: {in_mbps(result.mean_change)} have to be exceeded, or nothing is ever caught up."
    cycle = result.needed_cycle
    if cycle is not None:
        hours = f"{duration_given(cycle.length)} with the busiest hour"
        return f"{data(cycle.size).partition(' (')[0]} that change in {hours}, with {duration(cycle.transfer)} to send."
    largest = max(result.shares, key=lambda share: share.needed or 0.0)
    return (
        f"all {len(result.shares)} groups busy in the same hour. The largest alone, {largest.load.name}, needs "
        f"{in_mbps_at_least(largest.needed or 0.0)} of {in_mbps_at_least(result.needed)}."
    )


def changes(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Change, ...]:
    """Return what to change, what costs least first; nothing where the answer is as good as it gets."""
    found = _when_held(inputs, result, catalog) if result.held else _when_missed(inputs, result, catalog)
    return tuple(found)[:MOST]


def _when_missed(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Change]:
    hosts = [share.load for share in result.shares]
    for values, text in _tried(inputs, result):
        changed = replace(inputs, **values)
        if not result.grouped:
            hosts = [replace(hosts[0], interval=changed.interval_minutes * MINUTE)]
        shares = solve(changed, hosts, catalog).shares
        kept, before = sum(share.held for share in shares), sum(share.held for share in result.shares)
        if kept == len(shares):
            yield Change(values=values, text=f"{text}: held.")
        elif kept > before:
            yield Change(values=values, text=f"{text}: {kept} of {len(shares)} RPOs are held, not {before}.")
    rpo = None if result.grouped else promised(result.worst_age, maximum(form(catalog), "rpo_minutes") * MINUTE)
    if rpo is not None:
        text = f"Promise an RPO of {duration_given(rpo)}: this link holds it."
        yield Change(values={"rpo_minutes": rpo / MINUTE}, text=text)


def _tried(inputs: Inputs, result: Result) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield what may help, what costs least first."""
    interval = result.least_interval
    if not result.grouped and interval < inputs.interval_minutes * MINUTE * (1 - NEARLY):
        yield {"interval_minutes": interval / MINUTE}, f"An interval of {duration_given(interval)}"
    if result.grouped and inputs.priority != "tier" and len({share.load.tier for share in result.shares}) > 1:
        yield {"priority": "tier"}, "First tier first"
    if is_throttled(result):
        yield {"throttled": None}, "No throttled hours"
    if result.needed is None or result.needed_link is None:
        return
    link = result.link
    streams = needed_streams(link, result.needed)
    wider: dict[str, Any] = {}
    text = []
    if streams > link.streams and min(link.window, link.loss) * link.streams < result.needed:
        wider["streams"] = float(streams)
        text.append(count(streams, "stream"))
    if wider.get("streams", 0.0) > result.most_streams:
        return
    if result.other_limit is not None and not (wider and result.other_limit.id in OF_STREAMS):
        return
    share = math.ceil(inputs.share_percent * result.needed / (link.bandwidth * link.part) * (1 - NEARLY))
    if link.bandwidth * link.part >= result.needed and wider:
        yield wider, text[0]
        return
    if inputs.share_percent < share <= ALL:
        yield {**wider, "share_percent": float(share)}, " and ".join([f"A share of {share} % for replication", *text])
    shown = rounded_up(result.needed_link)
    sold = f" (next size sold: {mbps_given(result.link_step)})" if result.link_step and result.link_step > shown else ""
    if shown > inputs.link_mbps:
        yield {**wider, "link_mbps": shown}, " and ".join([f"A link of {mbps_at_least(shown)}{sold}", *text])


def _when_held(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Change]:
    if inputs.link_mbps < result.link_minimum:
        yield Change(
            values={"link_mbps": result.link_minimum},
            text=f"A link of {mbps_given(result.link_minimum)}, the published minimum for {inputs.storage} storage.",
        )
    if not is_step(inputs, catalog):
        step = policy_step(inputs.interval_minutes * MINUTE, catalog)
        yield Change(values={"interval_minutes": step / MINUTE}, text=f"An interval of {duration_given(step)}.")
    within = inputs.seed_within_days or catalog.value("first-synchronisation-long")
    if result.seed is None or result.seed > within * DAY * (1 + NEARLY):
        waves, link = own_waves(result.solution), result.link
        wider = seeding.link_to_seed(waves, within * DAY, inputs.begin.at, link, disk_on(result.solution))
        if wider is not None:
            mbps = rounded_up(rate_to_mbps(wider))
            text = f"A link of {mbps_at_least(mbps)}: everything is in sync within {exact(within)} days."
            yield Change(values={"link_mbps": mbps}, text=text)
    if snapshot_unknown(inputs) and result.snapshot_room is not None:
        room = duration_at_most(result.snapshot_room)
        yield Change(values={}, text=f"Measure the cloud snapshot: up to {room} the RPO is held.")
