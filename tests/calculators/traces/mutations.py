"""Texts with a change trace as they get damaged on their way, and whether what is read of them may be wrong unsaid.

python -m tests.calculators.traces.mutations 2000
"""

import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from calculators.traces import Reading, Trace, read_trace
from tests.cases.traces import TraceCase, load

NUMBER = re.compile(r"(?<![\w.:/-])\d+(?:\.\d+)?(?![\w.:/-])")
WRITES = re.compile(r"writ|wrtn|wkB|wr_|kB_wr|写|書|запис|schr|écri|[Ss]cri", re.IGNORECASE)
DEVICES = re.compile(r"\b(?:sd[a-z]|dm-\d|nvme\d+n\d|hdisk\d|c\d+t\d+d\d+|vm-?\w+|dev\d+-\d+)\b")


@dataclass(frozen=True, slots=True)
class Try:
    """A damaged text."""

    case: TraceCase
    kind: str
    text: str


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def cut_lines(text: str, chance: random.Random) -> str:
    """Some lines are missing."""
    lines = _lines(text)
    start = chance.randrange(len(lines))
    end = start + chance.choice((1, 1, 1, 2, 3, 5, 20))
    if any(not line.strip() for line in lines[start:end]):
        # The end of one report and the begin of the next make a whole one: nothing could tell.
        while start > 0 and lines[start - 1].strip():
            start -= 1
    return "".join(lines[:start] + lines[end:])


def cut_end(text: str, chance: random.Random) -> str:
    """The text ends early, in the middle of a line."""
    return text[: chance.randrange(len(text) // 4, len(text))]


def cut_begin(text: str, chance: random.Random) -> str:
    """The text begins late."""
    return text[chance.randrange(1, 3 * len(text) // 4) :]


def twice(text: str, chance: random.Random) -> str:
    """Some lines stand there twice."""
    lines = _lines(text)
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.choice((1, 2, 4))]
    return "".join([*lines[:start], *part, *lines[start:]])


def blank_lines(text: str, chance: random.Random) -> str:
    """Empty lines came in between."""
    return "".join(line + ("\n" if chance.random() < 0.3 else "") for line in _lines(text))


def separators(text: str, chance: random.Random) -> str:
    """A program wrote the fields anew with another separator."""
    old = next((mark for mark in ("\t", ";", ",") if mark in text), "")
    if not old or '"' in text:
        return text
    return text.replace(old, chance.choice([mark for mark in ("\t", ";", "|") if mark != old]))


def decimal_commas(text: str, chance: random.Random) -> str:
    """A program wrote the numbers with decimal commas."""
    return text if "," in text else re.sub(r"(?<=\s)(\d+)\.(\d+)(?=\s)", r"\1,\2", text)


def unreadable(text: str, chance: random.Random) -> str:
    """A value is no number any more."""
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    value = chance.choice(("x", "-1", "nan", "#REF!", "12..5", "1e999", "?", "********"))
    return text[: match.start()] + value + text[match.end() :]


def unit_changes(text: str, chance: random.Random) -> str:
    """From some line on the unit is another one."""
    lines = _lines(text)
    start = chance.randrange(1, len(lines))
    if re.search(r"\d ?[kM]B", text):
        # Each value has its own unit, and says which.
        return text
    for old, new in (("kB", "MB"), ("MB", "kB"), ("KB", "MB"), ("Bytes", "MBytes"), ("sec/s", "kB/s")):
        named = [place for place, line in enumerate(lines) if old in line and WRITES.search(line)]
        if named and named[0] < start <= named[-1]:
            return "".join([*lines[:start], *(line.replace(old, new) for line in lines[start:])])
    return text


def device_goes(text: str, chance: random.Random) -> str:
    """From some line on, or for some lines, a device is not there."""
    names = sorted(set(DEVICES.findall(text)))
    if not names:
        return text
    name = chance.choice(names)
    lines = _lines(text)
    start = chance.randrange(len(lines))
    end = chance.choice((len(lines), start + len(lines) // 3))
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    kept = [
        line
        for place, line in enumerate(lines)
        if not (start <= place < end and word.search(line) and line.count(",") < 3)
    ]
    return "".join(kept)


def other_words(text: str, chance: random.Random) -> str:
    """The names of the columns are in a language that nobody knows."""
    table = {
        "writ": "zzap",
        "Writ": "Zzap",
        "wrtn": "zztn",
        "wkB": "zkB",
        "wr_": "zz_",
        "kB_wr/s": "kB_zz/s",
        "写": "喜",
    }
    for old, new in table.items():
        text = text.replace(old, new)
    return text


def capitals(text: str, chance: random.Random) -> str:
    """A program wrote everything in small letters, or in capitals."""
    return text.lower() if chance.random() < 0.5 else text.upper()


def indented(text: str, chance: random.Random) -> str:
    """The text is a quotation."""
    mark = chance.choice(("  ", "> ", "\t", "$ "))
    return "".join(mark + line for line in _lines(text))


type Damage = Callable[[str, random.Random], str]
KINDS: tuple[Damage, ...] = (
    cut_lines, cut_lines, cut_end, cut_begin, twice, blank_lines, separators, decimal_commas, unreadable, unreadable,
    unit_changes, device_goes, device_goes, other_words, capitals, indented,
)  # fmt: skip


def tries(count: int, seed: int = 1) -> list[Try]:
    """Return damaged texts, the same for each seed."""
    chance = random.Random(seed)
    cases = [case for case in load() if case.right is not None]
    found: list[Try] = []
    while len(found) < count:
        case, kind = chance.choice(cases), chance.choice(KINDS)
        text = kind(case.text, chance)
        if text != case.text:
            found.append(Try(case, kind.__name__, text))
    return found


def right(case: TraceCase) -> Reading:
    """Return the reading of a case as it stands."""
    return read_trace(case.text, **{**case.given, **case.answers})


def wrong(damaged: Try, whole: Trace) -> str:
    """Return what is wrong unsaid with the reading of a damaged text; empty when nothing is.

    Right is a trace whose intervals all have the rates of the whole text at their time: what is missing is a gap.
    """
    reading = read_trace(damaged.text, **{**damaged.case.given, **damaged.case.answers})
    trace = reading.trace
    if trace is None or reading.doubts:
        return ""
    if damaged.kind == "twice" and not whole.has_clock:
        # Without times nothing tells that a line stands there twice.
        return ""
    if set(DEVICES.findall(damaged.case.text)) - set(DEVICES.findall(damaged.text)):
        # Nothing is left of a device: the text is about the others.
        return ""
    known = [size / length for size, length in zip(whole.sizes, whole.durations, strict=True)]
    for start, length, size in zip(trace.starts, trace.durations, trace.sizes, strict=True):
        rate = size / length
        rates = [*known, _mean(whole, start, start + length)]
        if not any(abs(rate - one) <= 1e-6 * max(rate, one) for one in rates):
            return f"{rate} at {start} is none of {rates}; notes: {[note.message[:90] for note in reading.notes]}"
    return ""


def _mean(whole: Trace, start: float, end: float) -> float:
    """Return the rate of a trace over a time: a counter that lacks a line counts over two intervals."""
    parts = [
        size * max(0.0, min(begin + length, end) - max(begin, start)) / length
        for begin, length, size in zip(whole.starts, whole.durations, whole.sizes, strict=True)
    ]
    return sum(parts) / (end - start)


def main(count: int, seed: int = 1) -> int:
    """Print what is wrong of so many tries, and how the others came out; return how many are wrong."""
    whole = {case.name: right(case).trace for case in load() if case.right is not None}
    counts: dict[str, int] = {}
    faults = 0
    for damaged in tries(count, seed):
        trace = whole[damaged.case.name]
        assert trace is not None, damaged.case.name
        if fault := wrong(damaged, trace):
            faults += 1
            print(f"{damaged.case.name}, {damaged.kind}: {fault}")
            if "-v" in sys.argv:
                print(damaged.text[:1500])
            continue
        reading = read_trace(damaged.text, **{**damaged.case.given, **damaged.case.answers})
        out = (
            "asked"
            if reading.question
            else "refused"
            if not reading.trace
            else "doubted"
            if reading.doubts
            else "right"
        )
        counts[out] = counts.get(out, 0) + 1
    print(counts, f"{faults} wrong of {count}")
    return faults


if __name__ == "__main__":
    sys.exit(main(*map(int, islice(sys.argv, 1, 3))) > 0)
