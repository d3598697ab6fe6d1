"""How far a clock is from the true time: `timedatectl`, `ntpq -p`, `chronyc tracking` and `w32tm /stripchart`."""

import re
from collections.abc import Iterator

from calculators.answers.wording import number
from calculators.proofs.model import Claim, Judgement, Value, Verdict
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "timedatectl, ntpq, chronyc or w32tm"
WORST_FIRST: tuple[Verdict, ...] = ("not proved", "cannot tell", "proved")

_TIMEDATECTL = re.compile(r"^\s*(?:System clock|NTP) synchronized: *(yes|no)\s*$", re.MULTILINE)
_TIMEDATE = re.compile(r"^\s*(?:Local time|Universal time|RTC time|Time zone): ", re.MULTILINE)
_NTPQ_HEAD = re.compile(r"^\s*remote\s+refid\s+st\s+t\s+when\s+poll\s+reach\s+delay\s+offset", re.MULTILINE)
_NTPQ = re.compile(
    r"^(?P<mark>[ *+#x.o-])\S+\s+\S+\s+\d+\s+\w\s+\S+\s+\d+\s+\d+\s+[\d.-]+\s+(?P<offset>-?[\d.]+)\s",
    re.MULTILINE,
)
_CHRONY = re.compile(r"^System time\s*: ([\d.]+) seconds (?:slow|fast) of NTP time", re.MULTILINE)
_LEAP = re.compile(r"^Leap status\s*: (.+?)\s*$", re.MULTILINE)
_W32TM = re.compile(r"(?:\bo:|, )([+-]\d+\.\d+)s\b")
_W32TM_HEAD = re.compile(r"w32tm|^Tracking |\bd:[+-]\d+\.\d+s\s+o:[+-]", re.MULTILINE)
_SECONDS, _MILLISECONDS = 1 / 60, 1 / 60_000


def recognise(text: str) -> Claim:
    """Return how sure it is that a text tells about a clock."""
    if _TIMEDATECTL.search(text) or _NTPQ_HEAD.search(text) or _CHRONY.search(text) or _LEAP.search(text):
        return "sure"
    if _W32TM_HEAD.search(text) and _W32TM.search(text):
        return "sure"
    return "likely" if _TIMEDATE.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether every clock in a text is known to be near the true time: the worst of them counts."""
    told = [found for read in (_timedatectl, _ntpq, _chronyc, _w32tm) for found in read(text, wanted)]
    if told:
        return min(told, key=lambda found: WORST_FIRST.index(found.verdict))
    sentence = "The line that says whether the clock is synchronised is missing: paste all."
    return wanted.judgement("cannot tell", sentence)


def _ntpq(text: str, wanted: Wanted) -> Iterator[Judgement]:
    for table in _NTPQ_HEAD.split(text)[1:]:
        peers = list(_NTPQ.finditer(table))
        chosen = [peer for peer in peers if peer["mark"] in "*o"]
        if chosen:
            yield _offset(chosen[0][0], abs(float(chosen[0]["offset"])) * _MILLISECONDS, wanted)
            continue
        what = "The output is cut: no server is listed" if not peers else "No server is chosen yet: none has a star"
        yield wanted.judgement("cannot tell", f"{what}. Wait some minutes, and run `ntpq -p` again.")


def _chronyc(text: str, wanted: Wanted) -> Iterator[Judgement]:
    tracked, leaps = list(_CHRONY.finditer(text)), _LEAP.findall(text)
    if len(tracked) != len(leaps):
        yield wanted.judgement("cannot tell", "The output of chronyc is cut. Paste all of `chronyc tracking`.")
    for leap in leaps:
        if leap != "Normal":
            yield wanted.judgement("not proved", f"The clock is not synchronised: leap status is `{shown(leap)}`.")
    for found in tracked:
        yield _offset(found[0], float(found[1]) * _SECONDS, wanted)


def _w32tm(text: str, wanted: Wanted) -> Iterator[Judgement]:
    offsets = [abs(float(found)) for found in _W32TM.findall(text)] if _W32TM_HEAD.search(text) else []
    if offsets:
        yield _offset(f"largest of {len(offsets)}", max(offsets) * _SECONDS, wanted)


def _timedatectl(text: str, wanted: Wanted) -> Iterator[Judgement]:
    said = _TIMEDATECTL.findall(text)
    if not said:
        return
    lines = tuple(shown(found[0]) for found in _TIMEDATECTL.finditer(text))
    value = Value(
        label="Clock synchronised", value="no" if "no" in said else "yes", wanted="yes", holds="no" not in said
    )
    if "no" in said:
        sentence = "The clock is not synchronised. Set the time server, wait some minutes, and run it again."
        yield wanted.judgement("not proved", sentence, values=(value,), lines=lines)
        return
    yield wanted.judgement("proved", "The clock is synchronised with a time server.", values=(value,), lines=lines)


def _offset(line: str, minutes: float, wanted: Wanted) -> Judgement:
    seconds = minutes / _SECONDS
    value = wanted.held("minutes", "Difference of the clock", minutes, f"{number(seconds)} s")
    verdict: Verdict = "proved" if value.holds else "not proved"
    sentence = f"The clock is {value.value} off. Wanted is {value.wanted}."
    return wanted.judgement(verdict, sentence, values=(value,), lines=(shown(line),))
