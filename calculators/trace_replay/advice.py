"""What decides the answer of a replay, and what to change so that it gets better: each change is calculated first."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from calculators.answers.changes import MOST, NEARLY, Change, promised
from calculators.answers.inputs import maximum
from calculators.answers.links import OF_STREAMS, beyond, needed_streams
from calculators.answers.wording import (
    capitalised,
    count,
    data,
    duration_given,
    mbps,
    mbps_at_least,
    mbps_given,
    rounded_up,
)
from calculators.catalog import Catalog
from calculators.replication.cycles import whole_step
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.trace_replay.engine import is_long, replayed
from calculators.trace_replay.model import CYCLES, Recorded, Result, form
from calculators.trace_replay.moments import Clock


def binds(inputs: Recorded, result: Result, clock: Clock) -> str:
    """Return what decides the smallest link, in a sentence; empty where nothing is written."""
    found = result.needed_binding
    if result.other_limit is not None and result.needed is not None:
        return f"{capitalised(beyond(result.other_limit, result.needed))}, whatever the line."
    if found is None:
        if inputs.way == CYCLES and not result.throttled_out:
            return "Time: interval and snapshot leave none to send within the RPO, whatever the line."
        return "The throttled hours: they let too little through for too long, whatever the line."
    if not found.rate:
        return ""
    if found.mean_rate >= found.interval_rate:
        mean = mbps(rate_to_mbps(found.mean_rate))
        return f"The mean change: {mean} have to be exceeded, or nothing is ever caught up."
    size = data(found.size).partition(" (")[0]
    return f"{size} that are written from {clock.moment(found.start)} to {clock.moment(found.end)}."


def changes(inputs: Recorded, result: Result, catalog: Catalog) -> tuple[Change, ...]:
    """Return what to change, what costs least first; nothing where the RPO is held."""
    return () if result.replay.held and result.replay.catches_up else tuple(_found(inputs, result, catalog))[:MOST]


def _found(inputs: Recorded, result: Result, catalog: Catalog) -> Iterator[Change]:
    # A long record takes too long to be replayed once more for each change; what follows from the answer is told.
    if not is_long(inputs):
        for values, text in _tried(inputs, catalog):
            changed = replace(inputs, **values)
            done = replayed(changed)
            if done.held and done.catches_up:
                yield Change(values=values, text=f"{text}: held.")
    yield from _streams(inputs, result)
    shown = 0.0 if result.needed_link is None else rounded_up(result.needed_link)
    if shown > inputs.link_mbps:
        step = result.link_step
        sold = f" (next size sold: {mbps_given(step)})" if step is not None and step > shown else ""
        yield Change(values={"link_mbps": shown}, text=f"A link of {mbps_at_least(shown)}{sold}: held.")
    rpo = promised(result.reached, maximum(form(catalog), "rpo_minutes") * MINUTE)
    if rpo is not None:
        text = f"Promise an RPO of {duration_given(rpo)}: this link holds it."
        yield Change(values={"rpo_minutes": rpo / MINUTE}, text=text)


def _streams(inputs: Recorded, result: Result) -> Iterator[Change]:
    """Yield the streams that carry what is needed, with the link that it takes, where they are what limits."""
    link, needed = result.link, result.needed
    if needed is None or result.other_limit is None or result.other_limit.id not in OF_STREAMS:
        return
    streams = needed_streams(link, needed)
    if streams > result.most_streams or replace(link, streams=float(streams)).short_of(needed):
        return
    values: dict[str, Any] = {"streams": float(streams)}
    text = [count(streams, "stream")]
    shown = rounded_up(max(rate_to_mbps(needed) / link.part, result.minimum))
    if shown > inputs.link_mbps:
        values["link_mbps"] = shown
        text.append(f"a link of {mbps_at_least(shown)}")
    yield Change(values=values, text=f"{capitalised(' and '.join(text))}: held.")


def _tried(inputs: Recorded, catalog: Catalog) -> Iterator[tuple[dict[str, Any], str]]:
    if inputs.way == CYCLES:
        shortest = catalog.value("interval-minimum") * MINUTE
        most = catalog.value("interval-minutes-most")
        interval = whole_step(max(inputs.rpo_minutes * MINUTE / 2, shortest), most)
        if interval < inputs.policy.interval * (1 - NEARLY):
            yield {"interval_minutes": interval / MINUTE}, f"An interval of {duration_given(interval)}"
    if inputs.throttled:
        yield {"throttled": None}, "No throttled hours"
