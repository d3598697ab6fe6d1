"""Reports of sar: all options, all languages, a whole day of `-A`, several days below each other."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, groupby

from calculators.replication.units import DAY
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found, chosen, use_devices, weighed
from calculators.traces.layout import LONGEST_LINE
from calculators.traces.model import Notebook
from calculators.traces.sysstat import HOST, SYSSTAT, is_idle
from calculators.traces.times import HALVES, time_of_day

TITLE = "sar"
TOGETHER = 65_536
"""How many letters are read by columns at once: where one line is odd, so many are read one by one."""
NAMES_OF_HEAD = 6
"""So many words, none of them a number, are the head of another report."""
SAR_D, SAR_B = "sar -d", "sar -b"
_HEAD_WORDS = ("DEV", "bwrtn/s")
_CLOCK = re.compile(r"\d{1,2}[:.時时시]\s?\d{2}[:.分분]\s?\d{2}[秒초]?")
_HALVES = frozenset({"AM", "PM", "am", "pm", *HALVES})


def recognise(document: Document) -> Claim:
    """Return whether there is a head of `sar -d` or `sar -b`, wherever it stands."""
    return Claim.SURE if next(_heads(document.text), None) else Claim.NO


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of heads start and end, not in order."""
    for word in _HEAD_WORDS:
        at = text.find(word)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - start < LONGEST_LINE and ";" not in (line := text[start:end]):
                names = line.split()
                written = any(name in SYSSTAT for name in names)
                if written and ("DEV" in names or ("bwrtn/s" in names and "tps" in names)):
                    yield start, end
            at = text.find(word, end)


def _found_at(text: str, word: str) -> Iterator[int]:
    """Yield where lines with a word start."""
    at = text.find(word)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        at = text.find(word, at + len(word))


@dataclass(slots=True)
class _Report:
    """Lines of one kind of report, such as `sar -d`."""

    column: str
    times: list[str] = field(default_factory=list)
    """With the date, where one is known."""
    dates: list[str] = field(default_factory=list)
    midnights: "array[int]" = field(default_factory=lambda: array("l"))
    labels: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """Each label once."""
    values: list[str] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("l"))
    begins: list[str] = field(default_factory=list)
    begin_midnights: "array[int]" = field(default_factory=lambda: array("l"))
    idle_seen: bool = False
    """Whether a device with nothing but zeros is there, which `-z` would leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """What a head says of the lines below it."""

    report: _Report
    names: list[str]
    value_at: int
    label_at: int | None

    def columns_of(self, line: str) -> tuple[int, int]:
        """Return how many columns the time of a line has, and how many there are; none where it is no data."""
        tokens = line.split()
        time, rest = _timed(tokens)
        plain = time and len(rest) == len(self.names) and not _other_head(rest)
        return (len(tokens) - len(rest), len(tokens)) if plain else (0, 0)

    def is_idle(self, tokens: Sequence[str]) -> bool:
        """Return whether all figures of a line are nothing."""
        return is_idle(token for place, token in enumerate(tokens) if place != self.label_at)


@dataclass(slots=True)
class _Reader:
    """Goes through the tables of disks and keeps what the last head, date and time said."""

    notebook: Notebook
    reports: dict[str, _Report] = field(default_factory=dict)
    days: list[int] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    day: str = ""
    before: str = ""
    midnights: int = 0

    def table(self, head: str, text: str, at: int, stop: int, *, number: int, day: str) -> None:
        """Read a head and what of the text stands below it; the head's line has the number."""
        if day != self.day:
            self.day, self.before, self.midnights = day, "", 0
        time, names = _timed(head.split())
        value_at = next(place for place, name in enumerate(names) if name in SYSSTAT)
        label_at = names.index("DEV") if "DEV" in names else None
        kind = SAR_B if label_at is None else SAR_D
        column = names[value_at]
        report = self.reports.setdefault(kind, _Report(column=column))
        if report.column != column:
            self.notebook.problem(
                "columns change",
                f"The column changes from {report.column} to {column}: what follows is left out.",
                line=number,
            )
            return
        if time:
            self._tick(time)
            report.begins.append(f"{self.day} {time}".strip())
            report.begin_midnights.append(self.midnights)
        table = _Table(report=report, names=names, value_at=value_at, label_at=label_at)
        while at < stop:
            end = _part_end(text, at, stop)
            if end == at:
                end = at + 1  # an empty line
            elif not self._goes_on(table, text[at:end], number):
                return
            number += text.count("\n", at, end)
            at = end

    def _goes_on(self, table: _Table, part: str, number: int) -> bool:
        """Read some lines; return whether the table goes on behind them."""
        return self._together(table, part, number) or self._line_by_line(table, part, number)

    def _together(self, table: _Table, part: str, number: int) -> bool:
        """Read lines by columns; return whether each is plain: a time, a device and figures. Else nothing is read."""
        lead, width = table.columns_of(part.partition("\n")[0])
        if not width or len(part) > LONGEST_LINE or "COM" in part:
            return False
        part = part.rstrip("\n")
        tokens = part.split()
        count = len(tokens) // width
        if len(tokens) != count * width or part.count("\n") != count - 1:
            return False
        # A line with more or less in it puts something else in the place of a time.
        values = tokens[lead + table.value_at :: width]
        times = tokens[::width]
        if lead > 1:
            times = list(map(" ".join, zip(times, tokens[1::width], strict=True)))
        labels = [""] * count if table.label_at is None else tokens[lead + table.label_at :: width]
        if (
            any(_timed(time.split()) != (time, []) for time in set(times))
            or not _HALVES.isdisjoint(tokens[lead::width])
            or not "0" <= min(values)[0] <= max(values)[0] <= "9"
        ):
            return False
        report = table.report
        if not report.idle_seen:
            places = [place * width for place, value in enumerate(values) if value[0] == "0"]
            report.idle_seen = any(table.is_idle(tokens[place + lead : place + width]) for place in places)
        for time, group in groupby(times):
            self._stamp(report, time, len(list(group)))
        # Equal texts are one object.
        report.labels += map(report.known.setdefault, labels, labels)
        report.values += values
        report.lines.extend(range(number, number + count))
        return True

    def _line_by_line(self, table: _Table, part: str, number: int) -> bool:
        """Read lines of which some are not plain; return whether the table goes on behind them."""
        report, names = table.report, table.names
        for place, line in enumerate(part.removesuffix("\n").split("\n"), number):
            time, tokens = _timed(line.split() if len(line) <= LONGEST_LINE else [])
            # Averages, in whatever language, and messages have no time. Option -C shows comments of administrators.
            if not time or tokens[:1] == ["COM"]:
                continue
            if _other_head(tokens[:NAMES_OF_HEAD]):
                return False
            if len(tokens) != len(names):
                self.notebook.problem(
                    "short",
                    f"The line has {len(tokens)} values where the head has {len(names)} names. It is left out.",
                    line=place,
                )
                continue
            value = tokens[table.value_at]
            report.idle_seen = report.idle_seen or (value[:1] == "0" and table.is_idle(tokens))
            self._stamp(report, time, 1)
            report.labels.append("" if table.label_at is None else tokens[table.label_at])
            report.values.append(value)
            report.lines.append(place)
        return True

    def _stamp(self, report: _Report, time: str, count: int) -> None:
        """Give the next lines of a report, so many, their time."""
        self._tick(time)
        report.times += [f"{self.day} {time}".strip()] * count
        report.dates += [self.day] * count
        report.midnights.extend([self.midnights] * count)

    def _tick(self, time: str) -> None:
        if time != self.before:
            if self.before and _fell(self.before, time):
                self.midnights += 1
            self.before = time


def _timed(tokens: list[str]) -> tuple[str, list[str]]:
    """Return the time that a line begins with, or nothing, and the rest of the line."""
    if tokens and tokens[0] in _HALVES and len(tokens) > 1 and _CLOCK.fullmatch(tokens[1]):
        return f"{tokens[0]} {tokens[1]}", tokens[2:]
    if not tokens or not _CLOCK.fullmatch(tokens[0]):
        return "", tokens
    halves = 2 if tokens[1:2] and tokens[1] in _HALVES else 1
    return " ".join(tokens[:halves]), tokens[halves:]


def _other_head(tokens: Sequence[str]) -> bool:
    """Return whether tokens are the head of another report: several names and no number."""
    return len(tokens) > 1 and not any(token[:1].isdigit() for token in tokens)


def _fell(before: str, time: str) -> bool:
    """Return whether midnight lies between two times of a day: they fall by half a day or more."""
    earlier, later = time_of_day(before), time_of_day(time)
    return earlier is not None and later is not None and earlier[0] - later[0] >= DAY / 2


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what reports of sar hold; None when they are heads only."""
    text = document.text
    reader = _Reader(notebook=notebook)
    hosts = [(at, match) for at in _found_at(text, "Linux ") if (match := HOST.match(text[at : at + 1_000]))]
    starts = [at for at, _ in hosts]
    restarts = sum(1 for _ in _found_at(text, "LINUX RESTART"))
    heads = sorted(_heads(text))
    stops = sorted({*starts, *_found_at(text, "LINUX RESTART")})
    number, counted = 1, 0
    for place, (start, end) in enumerate(heads):
        number += text.count("\n", counted, start)
        counted = start
        stop = heads[place + 1][0] if place + 1 < len(heads) else len(text)
        after = bisect_right(stops, start)
        stop = min(stop, stops[after]) if after < len(stops) else stop
        day = bisect_right(starts, start)
        date = hosts[day - 1][1]["day"] if day else ""
        reader.table(text[start:end], text, end + 1, stop, number=number + 1, day=date)
    reports = {kind: report for kind, report in reader.reports.items() if report.values}
    if not reports:
        notebook.problem("no data", "There are heads of sar or iostat and no lines of data below them.")
        return None
    kind = next(kind for kind in (SAR_D, SAR_B) if kind in reports)
    if len(reports) > 1:
        notebook.warning("reports", f"There are several reports ({', '.join(reports)}). {kind} is used.")
    found = _found(kind, reports[kind], column, notebook)
    found.host = ", ".join(dict.fromkeys(match["host"] for _, match in hosts))
    found.restarts = restarts
    if "," in found.host:
        found.doubts.append(f"The text is about several machines: {found.host}.")
    return found


def _part_end(text: str, at: int, stop: int) -> int:
    """Return where the lines from a place on end that are read at once: at an empty line, or when there are many."""
    if text[at] == "\n":
        return at
    most = min(at + TOGETHER, stop)
    empty = text.find("\n\n", at, most)
    end = text.find("\n", most - 1, stop) if empty < 0 else empty
    return stop if end < 0 else end + 1


def _found(kind: str, report: _Report, column: str | None, notebook: Notebook) -> Found:
    names = tuple(filter(None, dict.fromkeys(report.labels)))
    wanted = column if column and column.strip() != report.column else None
    if not names:
        chosen(wanted, (report.column,), notebook)
    devices = use_devices(names, column=wanted, groups=(), notebook=notebook) if names else None
    used = set(devices.added) if devices else {""}
    keep = bytearray(map(used.__contains__, report.labels))
    dated = all(compress(report.dates, keep))
    summed = f", sum of {len(used)} devices (column DEV)" if len(used) > 1 else f", device {next(iter(used))}"
    return Found(
        format=f"{kind} report, column {report.column}" + (summed if names else ""),
        unit=SYSSTAT[report.column],
        lines=array("l", compress(report.lines, keep)),
        times=list(compress(report.times, keep)),
        midnights=array("l", compress(report.midnights, keep)) if dated else None,
        begins=report.begins if dated else [],
        begin_midnights=report.begin_midnights if dated else None,
        values=[list(compress(report.values, keep))],
        labels=list(compress(report.labels, keep)) if names else [],
        time_column="time",
        value_columns=(report.column,),
        columns=names or (report.column,),
        at_end=True,
        parts=names,
        usual=devices.usual if devices else (),
        weights=weighed(names, zip(report.labels, report.values, strict=True)),
        added=tuple(devices.added) if devices else (),
        left_out=tuple(devices.left_out) if devices else (),
        doubts=devices.doubts if devices else [],
        perhaps_idle=not report.idle_seen,
        multiples=True,
    )
