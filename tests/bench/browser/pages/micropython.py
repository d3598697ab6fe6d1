# Runs in PyScript with MicroPython, which has no dataclasses: calculators/rpo_bandwidth/model.py written by hand.
import json
import math

from pyscript import document

STEP = 10**6 / 8


def worst_age(interval: float, rate: float, change: float, snapshot: float) -> float | None:
    if change >= rate:
        return None
    starts = max(1, math.ceil(snapshot / (interval * (1 - change / rate)) - 1e-9))
    return starts * interval * (1 + change / rate) + snapshot


def rate_for_age(age: float, interval: float, change: float, snapshot: float) -> float | None:
    best = None
    starts = 1
    while starts * interval + snapshot <= age:
        cycle = starts * interval
        window = min(age - snapshot - cycle, cycle - snapshot)
        if window > 0 and (best is None or change * (cycle / window) < best):
            best = change * (cycle / window)
        elif window == 0 and change == 0 and best is None:
            best = 0.0
        if cycle >= age / 2:
            break
        starts += 1
    return best


def usable_rate(given: dict) -> float:
    rtt = given["rtt_ms"] / 1000
    limits = [
        given["link_mbps"] * STEP * (given["share_percent"] / 100) * (given["efficiency_percent"] / 100),
        given["streams"] * given["window_kib"] * 1024 / rtt,
    ]
    if given["loss_percent"]:
        stream = given["tcp_constant"] * given["tcp_segment"] / (rtt * math.sqrt(given["loss_percent"] / 100))
        limits.append(given["streams"] * stream)
    for name in ("source_read_mbps", "gateway_mbps", "target_write_mbps"):
        if given[name] is not None:
            limits.append(given[name] * STEP)
    return min(limits)


def figures(given: dict) -> dict:
    daily = given["used_bytes"] * given["change_percent"] / 100
    hourly = daily * given["busiest_hour_percent"] / 100
    mean, peak = daily / 86400, hourly / 3600
    rpo, interval = given["rpo_minutes"] * 60, given["interval_minutes"] * 60
    snapshot = (given["snapshot_minutes"] or 0) * 60
    usable = usable_rate(given)
    needed = rate_for_age(rpo, interval, peak, snapshot)
    least_interval = max(rpo / 2, given["interval_minimum"] * 60)
    part = given["share_percent"] / 100 * (given["efficiency_percent"] / 100)
    return {
        "usable": usable,
        "daily_change": daily,
        "hourly_peak": hourly,
        "mean_change": mean,
        "peak_change": peak,
        "worst_age": worst_age(interval, usable, peak, snapshot),
        "needed": needed,
        "needed_link": None if needed is None else max(needed / STEP / part, given["link_minimum"]),
        "least_interval": least_interval,
        "least_needed": rate_for_age(rpo, least_interval, peak, snapshot),
        "burst": max(peak * 3600 / (3600 + rpo), mean),
        "published": given["used_bytes"] * given["change_percent"] / 100 / rpo,
        "seed": None if mean >= usable else given["used_bytes"] / (usable - mean),
        "catch_up": None if mean >= usable else mean * given["outage_hours"] * 3600 / (usable - mean),
    }


with open("inputs.json") as file:  # noqa: PTH123  # there is no pathlib here
    found = figures(json.load(file))
usable = "%g Mbit/s" % (found["usable"] / STEP)
document.querySelector("#answer").innerHTML = (
    '<p data-answer="usable"><strong>' + usable + "</strong></p><pre>" + json.dumps(found) + "</pre>"
)
