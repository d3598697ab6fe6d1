"""`ping` on Linux, macOS and Windows: the round trip and the packets that were lost.

Formats: iputils and BSD print `N packets transmitted, N received`; Windows prints three numbers and three times whose
words depend on the language of its display. What is in another language is not guessed.
"""

import re
from dataclasses import dataclass

from calculators.answers.wording import exact, number, rounded_up
from calculators.proofs.model import Claim, Judgement, Offer, Value, Verdict
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "ping"

# Words of the Windows display languages: sent, received, lost; shortest, longest, mean.
_PACKETS = (
    ("sent", "received", "lost"),
    ("gesendet", "empfangen", "verloren"),
    ("envoyés", "reçus", "perdus"),
    ("enviados", "recibidos", "perdidos"),
    ("enviados", "recebidos", "perdidos"),
    ("trasmessi", "ricevuti", "persi"),
    ("verzonden", "ontvangen", "verloren"),
    ("wysłane", "odebrane", "utracone"),
    ("отправлено", "получено", "потеряно"),
    ("giden", "gelen", "kaybolan"),
    ("已发送", "已接收", "丢失"),
    ("已傳送", "已收到", "已遺失"),
    ("送信", "受信", "損失"),
    ("보냄", "받음", "손실"),
)
_TIMES = (
    ("minimum", "maximum", "average"),
    ("minimum", "maximum", "mittelwert"),
    ("minimum", "maximum", "moyenne"),
    ("mínimo", "máximo", "media"),
    ("mínimo", "máximo", "média"),
    ("minimo", "massimo", "medio"),
    ("minimum", "maximum", "gemiddelde"),
    ("minimum", "maksimum", "czas średni"),
    ("минимальное", "максимальное", "среднее"),
    ("en az", "en çok", "ortalama"),
    ("最短", "最长", "平均"),
    ("最小值", "最大值", "平均"),
    ("最小", "最大", "平均"),
    ("최소", "최대", "평균"),
)
_UNIX = re.compile(
    r"^(\d+) packets transmitted, (\d+) (?:packets )?received,(?: \+(\d+) duplicates?,)?(?: \+\d+ \w+,)*"
    r" ([\d.]+)% packet loss(?:, time \d+ms)?$",
    re.MULTILINE,
)
_UNIX_TIMES = re.compile(
    r"^(?:rtt|round-trip)[^\n=]*min/avg/max(?:/(?:mdev|stddev|std-dev))? = "
    r"([\d.,]+)/([\d.,]+)/([\d.,]+)(?:/[\d.,na]+)? ms",
    re.MULTILINE,
)
# Linux counts in the language of the host. The numbers stand in one order, and the share has to agree with the rest.
_UNIX_COUNTED = re.compile(
    r"^--- (?P<host>\S+) [^\n]*ping[^\n]* ---\n"
    r"(?P<line>\D*(?P<sent>\d+)\D+(?P<received>\d+)[^\d%+]*(?:\+(?P<twice>\d+)[^\d%]*)?"
    r"(?P<loss>\d+(?:[.,]\d+)?) ?%[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_UNIX_HEAD = re.compile(r"^PING6? ?(?:\([^)]*\) )?([^\s(:]+)(?: ?\(([^)\s]+)\)+)?", re.MULTILINE)
_UNIX_REPLY = re.compile(
    r"^\d+ (?:bytes from [^\n]*(?:icmp_seq|seq|icmp_req)=\d+[^\n]*time[=<] ?[\d.]+ ?ms|"
    r"[^\n]*icmp_seq=\d+ ttl=\d+ [^\n]*=\d)",
    re.MULTILINE,
)
_UNIX_STATISTICS = re.compile(r"^--- (\S+) ping6? statistics ---", re.MULTILINE)
_WINDOWS = re.compile(
    r"(?P<one>[^\W\d_][^\n=:：]*?) ?= ?(?P<sent>\d+) ?[,，、]\s*"
    r"(?P<two>[^\W\d_][^\n=]*?) ?= ?(?P<received>\d+) ?[,，、]\s*(?P<three>[^\W\d_][^\n=]*?) ?= ?(?P<lost>\d+)"
)
_WINDOWS_TIMES = re.compile(
    r"(?P<one>[^\W\d_][^\n=]*?) ?= *(?P<least>\d+) ?\w{2,5} ?[,，、]\s*"
    r"(?P<two>[^\W\d_][^\n=]*?) ?= *(?P<most>\d+) ?\w{2,5} ?[,，、]\s*"
    r"(?P<three>[^\W\d_][^\n=]*?) ?= *(?P<mean>\d+) ?(?:ms|мсек)"
)
_WINDOWS_REPLY = re.compile(r"^[^\n]*[=<] ?\d+ ?(?:ms?|мс)[^\n]*TTL ?=[^\n]*$", re.MULTILINE | re.IGNORECASE)
_NAME = r"[\w-]+(?:\.[\w-]+)+|[\da-f:]*::?[\da-f:]+"
_WINDOWS_HEAD = re.compile(rf"^[^\n]*?({_NAME})(?: \[([^\]\s]+)\])?[^\n]* \d+ [^\n]*:$", re.MULTILINE | re.IGNORECASE)
_UNKNOWN = re.compile(
    r"unknown host|could not find host|Name or service not known|cannot resolve|找不到主机|konnte Host", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinged:
    """What a text says of one run of `ping`."""

    hosts: tuple[str, ...]
    """Name and address as printed."""
    sent: int
    received: int
    times: tuple[float, float, float] | None
    """Shortest, mean and longest round trip in ms; None where no packet came back."""
    replies: int
    """How many answers the text itself shows."""
    windows: bool
    """Whether Windows wrote it, which counts the word of a router as an answer, too."""
    lines: tuple[str, ...]


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is output of `ping`."""
    if _unix(text) or _UNIX_STATISTICS.search(text) or _windows(text):
        return "sure"
    if _UNIX_HEAD.search(text) or _WINDOWS_REPLY.search(text) or _UNIX_REPLY.search(text):
        return "likely"
    return "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return what a text with output of `ping` proves."""
    runs = len(_unix(text)) + len(_windows(text))
    if runs > 1:
        return wanted.judgement("cannot tell", f"There are {runs} runs of ping in this text. Paste one at a time.")
    found = _read(text)
    if found is None:
        return wanted.judgement("cannot tell", _why_unread(text))
    values = _values(found, wanted)
    return wanted.judgement(
        *_verdict(found, values, wanted), values=values, offers=_offers(found, wanted), lines=found.lines
    )


def _unix(text: str) -> list[tuple[re.Match[str], int, int, int, str]]:
    """Return the lines of Linux and macOS that count packets: where, sent, came back, came twice, and the line."""
    english = [(found, int(found[1]), int(found[2]), int(found[3] or 0), found[0]) for found in _UNIX.finditer(text)]
    if english:
        return english
    others = [
        (found, int(found["sent"]), int(found["received"]), int(found["twice"] or 0), found["line"])
        for found in _UNIX_COUNTED.finditer(text)
        if _agrees(int(found["sent"]), int(found["received"]), float(found["loss"].replace(",", ".")))
    ]
    return others


def _agrees(sent: int, received: int, loss: float) -> bool:
    return 0 < sent >= received and abs(100 * (sent - received) / sent - loss) <= 1


def _windows(text: str) -> list[re.Match[str]]:
    """Return the lines of Windows that count packets, in the languages that are known."""
    return [
        found
        for found in _WINDOWS.finditer(text)
        if any(
            found["one"].casefold().endswith(words[0])
            and found["two"].casefold() == words[1]
            and found["three"].casefold() == words[2]
            for words in _PACKETS
        )
    ]


def _windows_times(text: str) -> re.Match[str] | None:
    for found in _WINDOWS_TIMES.finditer(text):
        names = tuple(found[name].strip().casefold() for name in ("one", "two", "three"))
        if any(names == words for words in _TIMES):
            return found
    return None


def _read(text: str) -> Pinged | None:
    counted = _unix(text)
    if counted:
        at, sent, received, twice, line = counted[0]
        timed = _UNIX_TIMES.search(text, at.end())
        head = _UNIX_HEAD.search(text)
        named = _UNIX_STATISTICS.search(text)
        hosts = [*(head.groups() if head else ()), *(named.groups() if named else ())]
        least, mean, most = (float(item.replace(",", ".")) for item in timed.groups()) if timed else (0.0, 0.0, 0.0)
        # Answers that came twice are counted beside those that came.
        return Pinged(
            hosts=tuple(dict.fromkeys(host for host in hosts if host)),
            sent=sent,
            received=received,
            times=(least, mean, most) if timed else None,
            replies=len(_UNIX_REPLY.findall(text)) - twice,
            windows=False,
            lines=(shown(line), *((shown(timed[0]),) if timed else ())),
        )
    packets = _windows(text)
    if not packets:
        return None
    timed = _windows_times(text[packets[0].end() :])
    head = _WINDOWS_HEAD.search(text)
    return Pinged(
        hosts=tuple(dict.fromkeys(host for host in (head.groups() if head else ()) if host)),
        sent=int(packets[0]["sent"]),
        received=int(packets[0]["received"]),
        times=(float(timed["least"]), float(timed["mean"]), float(timed["most"])) if timed else None,
        replies=len(_WINDOWS_REPLY.findall(text)),
        windows=True,
        lines=tuple(shown(item[0]) for item in (packets[0], timed) if item),
    )


def _why_unread(text: str) -> str:
    unknown = _UNKNOWN.search(text)
    if unknown:
        line = next(line for line in text.split("\n") if unknown[0] in line)
        return f"The name was not found: `{shown(line)}`. Check the name, and DNS."
    if _UNIX_REPLY.search(text) or _WINDOWS_REPLY.search(text) or _UNIX_HEAD.search(text):
        return (
            "The output of ping is cut, or in a language that is not known here: the lines at its end, which count the "
            "packets, are missing. Paste all of it; on Windows `chcp 437` before it may print English."
        )
    return "This looks like ping, and nothing in it could be read."


def _loss(found: Pinged) -> float:
    return 100 * (found.sent - found.received) / found.sent if found.sent else 100.0


def _values(found: Pinged, wanted: Wanted) -> tuple[Value, ...]:
    values = [Value(label="Host", value=", ".join(found.hosts))] if found.hosts else []
    values.append(Value(label="Packets", value=f"{found.sent} sent, {found.received} came back"))
    loss = _loss(found)
    values.append(wanted.held("loss_percent", "Loss", loss, f"{number(loss)} %"))
    if found.times is not None:
        least, mean, most = found.times
        values.append(wanted.held("rtt_ms", "Round trip, mean", mean, f"{exact(mean)} ms"))
        values.append(Value(label="Round trip, shortest and longest", value=f"{exact(least)} to {exact(most)} ms"))
    return tuple(values)


def _verdict(found: Pinged, values: tuple[Value, ...], wanted: Wanted) -> tuple[Verdict, str]:
    if found.sent == 0 or found.received > found.sent:
        return "cannot tell", f"{found.received} of {found.sent} packets came back, which cannot be. Run it again."
    if found.received == 0:
        return "not proved", f"No answer to {found.sent} packets. Check the route, and whether ICMP is let through."
    if found.windows and found.times is None:
        return "not proved", (
            "No round trip is shown: Windows counts the answer of a router, such as `Destination host unreachable`, as "
            "received. The host itself did not answer."
        )
    if found.times is None:
        return "cannot tell", "The line with the round trips is missing: the output is cut. Paste all of it."
    if found.replies > 0 and found.replies != found.received:
        return "cannot tell", (
            f"The end counts {found.received} answers, and the text shows {found.replies}: lines are missing, or "
            "another host answered. Paste all of it."
        )
    if found.windows and found.replies == 0:
        return "cannot tell", (
            "The lines with the answers are missing, and Windows counts those of routers, too. Paste all of it."
        )
    failed = [value for value in values if value.holds is False]
    if failed:
        wrong = [f"{value.label.lower()} is {value.value}, wanted is {value.wanted}" for value in failed]
        return "not proved", f"The {'; the '.join(wrong)}."
    least = _enough(wanted)
    if found.sent < least:
        return "cannot tell", (
            f"{found.sent} packets cannot show so small a loss. Send {least} or more: `ping -c {least}`, on Windows "
            f"`ping -n {least}`."
        )
    host = f" from {found.hosts[0]}" if found.hosts else ""
    came = f"{found.received} of {found.sent} packets came back{host}"
    return "proved", f"{came}, in {exact(found.times[1])} ms on average."


def _enough(wanted: Wanted) -> int:
    """Return how many packets show the loss that is still allowed; 1 where none is wanted."""
    limits = [limit.value for limit in wanted.limits("loss_percent")]
    return int(rounded_up(100 / min(limits))) if limits else 1


def _offers(found: Pinged, wanted: Wanted) -> tuple[Offer, ...]:
    """Return the round trip for the project, and the loss where enough packets tell it."""
    if found.times is None or found.received == 0 or (found.replies > 0 and found.replies != found.received):
        return ()
    if (found.windows and found.replies == 0) or found.received > found.sent or not list(wanted.limits("rtt_ms")):
        return ()
    host = f" {found.hosts[0]}" if found.hosts else ""
    source = f"ping{host}, {found.sent} packets"
    # Windows rounds to whole milliseconds, and shows less than one as 0.
    mean = max(rounded_up(found.times[1]), 1.0 if found.windows else 0.01)
    offers = wanted.offer("rtt_ms", mean, source)
    if found.sent >= _enough(wanted):
        offers += wanted.offer("loss_percent", rounded_up(_loss(found)), source)
    return offers
