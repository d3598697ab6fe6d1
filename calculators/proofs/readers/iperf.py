"""`iperf` and `iperf3`: how much the link carries, from their text or from the JSON of `iperf3 -J`."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from calculators.answers.wording import mbps, rounded_down
from calculators.proofs.model import Claim, Judgement, Offer, Value
from calculators.proofs.texts import braced, shown
from calculators.proofs.wanted import Wanted
from calculators.replication.link import tunnelled

TITLE = "iperf"

_LINE = re.compile(
    r"^\[ *(?P<id>SUM|\d+)\](?:\[[A-Z-]+\])? +(?P<begin>[\d.]+) ?- *(?P<end>[\d.]+) +sec +"
    r"[\d.]+ +[KMGT]?(?:Bytes|bits) +(?P<rate>[\d.]+) +(?P<unit>[KMGT]?(?:bits|Bytes)/sec)(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_HEAD = re.compile(r"^(?:Client connecting to|Server listening on|Connecting to host)[^\n]*$", re.MULTILINE)
_HOST = re.compile(r"^(?:Client connecting to|Connecting to host) ([^\s,]+)", re.MULTILINE)
_ERROR = re.compile(r"^(?:iperf3?: )?(?:error|unable to|connect failed)[^\n]*$", re.MULTILINE | re.IGNORECASE)
_KEYS = re.compile(r'"(?:start|end|intervals)"\s*:')
_UDP = re.compile(r"Lost/Total Datagrams|^(?:Client connecting to|Server listening on)[^\n]*\bUDP\b", re.MULTILINE)
_REVERSE = re.compile(r"^Reverse mode, remote host", re.MULTILINE)
_SCALE = {"": 1e-6, "K": 1e-3, "M": 1.0, "G": 1e3, "T": 1e6}
_BITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a text says of one run."""

    mbps: float
    """What arrived, in Mbit/s."""
    seconds: float
    host: str
    reverse: bool
    """Whether the data came from the cloud."""
    udp: bool
    """Whether packets were sent without waiting for answers: then the sender's rate is no rate of the link."""
    lines: tuple[str, ...]


class UnreadError(ValueError):
    """Raised with the sentence that says why no rate was read."""


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is output of `iperf` or `iperf3`."""
    if _LINE.search(text) or _HEAD.search(text):
        return "sure"
    if braced(text).startswith("{") and len(set(_KEYS.findall(text))) > 1:
        return "sure"
    return "sure" if re.search(r"^iperf3?: error", text, re.MULTILINE) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return what a text with output of `iperf` proves."""
    try:
        whole = braced(text)
        if whole.startswith("{") and (_LINE.search(text) or _HEAD.search(text)):
            raise UnreadError("There are several runs in this text, one of them as JSON. Paste one at a time.")
        found = _json(whole) if whole.startswith("{") else _text(text)
    except UnreadError as error:
        return wanted.judgement("cannot tell", str(error))
    share = wanted.assumed("efficiency_percent") / 100 * _tunnelled(wanted)
    rate = wanted.held("mbps", "Rate", found.mbps, mbps(found.mbps), share)
    host = (Value(label="Host", value=found.host),) if found.host else ()
    values = (rate, Value(label="Time", value=f"{found.seconds:.12g} s"), *host)
    if found.udp:
        sentence = "This ran with UDP, which waits for no answer. Replication goes over TCP; run it without `-u`."
        return wanted.judgement("cannot tell", sentence, values=values, lines=found.lines)
    if found.reverse:
        sentence = "This ran in reverse: the data came from the cloud. Replication goes there; run it without `-R`."
        return wanted.judgement("cannot tell", sentence, values=values, lines=found.lines)
    return wanted.judgement(
        "proved" if rate.holds else "not proved" if rate.holds is False else "cannot tell",
        f"The link carries {rate.value}. Wanted is {rate.wanted or 'nothing yet'}.",
        values=values,
        offers=_offers(found, share, wanted),
        lines=found.lines,
    )


def _offers(found: Run, share: float, wanted: Wanted) -> tuple[Offer, ...]:
    """Return the line for the project: as the carrier sells it, headers and tunnel included."""
    line = rounded_down(found.mbps / share)
    to = f" to {found.host}" if found.host else ""
    source = f"iperf{to}, {mbps(found.mbps)} of data in {found.seconds:.12g} s"
    return wanted.offer("link_mbps", line, source) if line else ()


def _tunnelled(wanted: Wanted) -> float:
    tunnel = wanted.said("tunnel") or str(wanted.field("tunnel").default)
    return tunnelled(tunnel, wanted.catalog.value)


def _text(text: str) -> Run:
    lines = list(_LINE.finditer(text))
    if not lines:
        error = _ERROR.search(text)
        if error:
            raise UnreadError(
                f"Nothing was measured: `{shown(error[0])}`. Check the address, and the port of the server."
            )
        raise UnreadError("The output is cut: no line has a rate. Paste it to its end.")
    whole = _summary(text, lines)
    host = _HOST.search(text)
    return Run(
        mbps=_mbps(whole),
        seconds=float(whole["end"]) - float(whole["begin"]),
        host=host[1] if host else "",
        reverse=_REVERSE.search(text) is not None,
        udp=_UDP.search(text) is not None,
        lines=(shown(whole[0]),),
    )


def _summary(text: str, lines: list[re.Match[str]]) -> re.Match[str]:
    """Return the line that stands for the whole run: of all streams, and of what arrived."""
    many = any(line["id"] == "SUM" for line in lines)
    streams = {line["id"] for line in lines if line["id"] != "SUM"}
    if len(streams) > 1 and not many:
        raise UnreadError(
            f"There are {len(streams)} streams and no line with their sum: the output is cut, or of several runs."
        )
    own = [line for line in lines if line["id"] == "SUM"] if many else lines
    arrived = [line for line in own if line["rest"].rstrip().endswith("receiver")]
    if arrived:
        if len(arrived) > 1:
            raise UnreadError(f"There are {len(arrived)} runs of iperf3 in this text. Paste one at a time.")
        return arrived[0]
    if (
        any("sender" in line["rest"] for line in own)
        or "iperf3" in text
        or "Connecting to host" in text
        or "Retr" in text
    ):
        raise UnreadError("The line of the receiver at the end is missing: the output is cut. Paste all of it.")
    from_start = [line for line in own if float(line["begin"]) == 0]
    last = max(float(line["end"]) for line in own)
    whole = [line for line in from_start if float(line["end"]) >= last - 0.5]
    if not whole or (len(from_start) > 1 and len(whole) == len(own)):
        raise UnreadError("The line for the whole run is missing, or there are several runs. Paste one run to its end.")
    return whole[-1]


def _mbps(line: re.Match[str]) -> float:
    unit = line["unit"]
    scale = _SCALE[unit[0] if unit[0] in "KMGT" else ""]
    return float(line["rate"]) * scale * (_BITS if "Bytes" in unit else 1)


def _json(text: str) -> Run:
    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadError(
            "The JSON is cut, or there is more than one run. Paste the whole output of one `iperf3 -J`."
        ) from None
    if isinstance(told, dict) and told.get("error"):
        raise UnreadError(f"Nothing was measured: `{shown(str(told['error']))}`.")
    try:
        end = told["end"]
        arrived = end["sum_received"] if "sum_received" in end else end["sum"]
        rate, seconds = float(arrived["bits_per_second"]), float(arrived["seconds"])
        started = told["start"]
        host = str(started.get("connecting_to", {}).get("host", ""))
        asked = started.get("test_start", {})
        reverse, udp = bool(asked.get("reverse")), asked.get("protocol", "TCP") != "TCP"
    except (LookupError, TypeError, ValueError, AttributeError):
        raise UnreadError("This JSON has no rate of what arrived. Paste the whole output of `iperf3 -J`.") from None
    if not (math.isfinite(rate) and rate >= 0 and seconds > 0):
        raise UnreadError("The rate in this JSON is no number that can be.")
    return Run(
        mbps=rate * 1e-6,
        seconds=round(seconds, 2),
        host=host,
        reverse=reverse,
        udp=udp,
        lines=(f"bits_per_second of what arrived: {rate:.0f}",),
    )
