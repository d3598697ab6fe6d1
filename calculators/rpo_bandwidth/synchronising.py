"""What is said about the first synchronisation beside its time: streams and disks, a date, a courier."""

import math
from dataclasses import replace

from calculators.answers.links import OF_STREAMS
from calculators.answers.report import Answer, Working
from calculators.answers.wording import (
    NO_LINK,
    count,
    data,
    data_at_most,
    duration,
    duration_given,
    exact,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.replication.units import DAY, HOUR
from calculators.rpo_bandwidth.courier import Courier
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.streams import NEARLY
from calculators.rpo_bandwidth.words import in_mbps, names

UNPUBLISHED = "Not published for HyperBDR: ask before you promise it."
WARNING = (
    "No page of HyperBDR says that a first synchronisation can begin from a copy that a courier brings. Ask before you "
    "promise it; the verdict counts on the line alone."
)


def fills(result: Result) -> str:
    """Return what fills the link where the streams do not, with a space before it; nothing where they do."""
    found = result.filling
    if found is None:
        return ""
    ways = [] if found.streams is None else [count(found.streams, "stream")]
    if found.window_kib is not None:
        ways.append(f"a window of {number(found.window_kib)} KiB")
    whole = "fill this link" if found.target.id == "link" else f"reach {found.target.label}"
    text = f" To {whole}: {' or '.join(ways)}." if ways else f" No streams and no window of the form {whole}."
    if found.lossy is not None:
        text += f" No window does it alone: packet loss ends at {in_mbps(found.lossy.rate)}."
    return text


def disks(inputs: Inputs, result: Result, catalog: Catalog) -> str:
    """Return how many disks go at once and what the largest one takes, with a space before it."""
    return _at_once(inputs, result, catalog) + _largest(inputs, result)


def _at_once(inputs: Inputs, result: Result, catalog: Catalog) -> str:
    if inputs.proxies is None or inputs.disks is None:
        return ""
    each, most = catalog.value("proxy-parallel-default"), catalog.value("proxy-parallel-most")
    at_once = min(inputs.disks, inputs.proxies * each)
    text = f" {count(inputs.proxies, 'proxy', 'proxies')}, {exact(each)} disks each by default: "
    if at_once == inputs.disks:
        return f"{text}all {exact(inputs.disks)} go at once."
    raised = min(inputs.disks, inputs.proxies * most)
    return (
        f"{text}{exact(at_once)} of {exact(inputs.disks)} go at once, so start the longest first. "
        f"With each proxy set to the published most of {exact(most)}, {exact(raised)} go at once."
    )


def _largest(inputs: Inputs, result: Result) -> str:
    found, streams = result.largest, result.solution.streams
    limit = replace(result.link, streams=streams.each).usable
    slow = limit.id in OF_STREAMS and limit.rate < result.usable.rate * (1 - NEARLY)
    over = f"over its {count(streams.each, 'stream')}: {limit.label} ends at {in_mbps(limit.rate)}"
    if found is None:
        return f" One disk cannot use all of it {over}." if slow and streams.known else ""
    if found.time is None:
        return ""
    text = f" The largest disk alone takes {duration(found.time)}"
    if not slow:
        return f"{text}."
    return f"{text}, as it cannot use all of the link {over}.{' That decides.' * found.decides}"


def by_date(inputs: Inputs, result: Result) -> list[Answer]:
    """Return the link for the date that is asked for, and what fits one; nothing without a date."""
    found = result.by_date
    if inputs.seed_within_days is None or found is None:
        return []
    by = duration_given(inputs.seed_within_days * DAY)
    told = []
    if found.link is None:
        told.append("No bandwidth does it.")
    slow = result.largest is not None and (result.largest.time or math.inf) > inputs.seed_within_days * DAY
    if found.late:
        told.append(f"Of all groups alike, {data_at_most(found.fits)} are in sync by then; later: {names(found.late)}.")
    elif found.fits < result.used:
        told.append(f"This link has {data_at_most(found.fits)} in sync by then.")
    if slow:
        told.append("The largest disk alone takes longer.")
    elif len(result.shares) == 1 and found.batches != 1:
        told.append(_batches(found.batches, by))
    return [
        Answer(
            id="seed_link",
            label=f"Link for the first synchronisation within {by}",
            value=NO_LINK if found.link is None else mbps_at_least(found.link),
            detail=" ".join(told) or "This link does it.",
            amount=found.link,
            unit="Mbit/s",
        )
    ]


def _batches(batches: int | None, by: str) -> str:
    if batches is None:
        return "No number of batches does it: what is in sync goes on sending its change."
    return f"In {batches} batches, one after the other, none takes longer than {by}."


def courier(inputs: Inputs, result: Result) -> list[Answer]:
    """Return the first synchronisation by courier, and the link that is as fast; nothing where nobody asks for one."""
    found = result.courier
    if found is None:
        return []
    return [
        Answer(
            id="courier",
            label="First synchronisation by courier",
            value="never" if found.time is None else duration(found.time),
            detail=_carried(inputs, result, found),
            amount=None if found.time is None else found.time / HOUR,
            unit="hours",
        ),
        Answer(
            id="courier_link",
            label="Link as fast as the courier",
            value=NO_LINK if found.link is None else mbps_at_least(found.link),
            detail=_as_fast(result, found),
            amount=found.link,
            unit="Mbit/s",
        ),
    ]


def _carried(inputs: Inputs, result: Result, found: Courier) -> str:
    line = "never" if result.seed is None else duration(result.seed)
    days = f"{_given_days(found.days)} for order and transport{_assumed(inputs.courier_days)}"
    copying = f"{duration(found.copying)} of copying onto it and from it"
    speed = f"{mbps_given(found.copy_mbps)}{_assumed(inputs.copy_mbps)}"
    if found.time is None:
        return f"By line {line}, by courier never: the line does not carry the change. {UNPUBLISHED}"
    rest = "nothing more" if not found.rest else f"only the change since the order, {data(found.rest)} at most"
    return (
        f"By line {line}, by courier {duration(found.time)}: {days}, {copying} at {speed}; then the line sends {rest}. "
        f"{UNPUBLISHED}"
    )


def _given_days(days: float) -> str:
    return "no time" if not days else count(days, "day")


def _assumed(given: float | None) -> str:
    return " (assumed)" if given is None else ""


def _as_fast(result: Result, found: Courier) -> str:
    if found.link is None and result.largest is not None and result.largest.decides:
        return "However wide the link, the largest disk takes longer."
    if found.link is None:
        return "However wide the link, the line takes longer: something else than the link limits it."
    if found.by_change:
        return "From there on the line is in sync as early; with less, neither it nor a courier ever is."
    return "From there on the line is in sync as early, below it the courier is earlier."


def workings(inputs: Inputs, result: Result) -> list[Working]:
    """Return how the streams, the largest disk and the time of a courier were worked out."""
    return [*_streams_working(inputs, result), *_disk_working(result), *_courier_working(inputs, result)]


def _streams_working(inputs: Inputs, result: Result) -> list[Working]:
    found = result.solution.streams
    if inputs.streams is not None or not found.known:
        return []
    what = "hosts" if inputs.storage == "object" and inputs.proxies is None else "disks"
    return [
        Working(
            label="Streams",
            formula=f"{what} at once x streams of each",
            numbers=f"{exact(found.openers)} x {exact(found.each)}",
            result=exact(found.total),
        )
    ]


def _disk_working(result: Result) -> list[Working]:
    disk, found = result.solution.disk, result.largest
    if disk is None or found is None:
        return []
    return [
        Working(
            label="Largest disk alone",
            formula="its data / (the rate of its streams, of each hour where hours are throttled - its change)",
            numbers=f"{data(disk.used)} / ({in_mbps(disk.rate)} - {in_mbps(disk.change)})",
            result="never" if found.time is None else duration(found.time),
        )
    ]


def _courier_working(inputs: Inputs, result: Result) -> list[Working]:
    found = result.courier
    if found is None:
        return []
    days, copied = duration_given(found.days * DAY), f"2 x {data(result.used)} / {mbps_given(found.copy_mbps)}"
    change = in_mbps(result.waves[-1].change)
    return [
        Working(
            label="First synchronisation by courier",
            formula="order and transport + copying twice + change since then / (usable rate - mean change)",
            numbers=f"{days} + {copied} + {data(found.rest)} / ({in_mbps(result.usable_mean)} - {change})",
            result="never" if found.time is None else duration(found.time),
        )
    ]
