"""What was read of a text, what it asks back, and what that means for the verdict."""

import math
from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.report import Option, ReadLine, Report, Table, Verdict, given
from calculators.answers.wording import count, data, duration, duration_given, mbps, mbps_at_least
from calculators.catalog import Catalog
from calculators.records.flow import Level
from calculators.replication.replay import Replay
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.trace_replay.model import NAME, Asking, Recorded, Result, form
from calculators.trace_replay.moments import Clock
from calculators.trace_replay.several import Record
from calculators.traces import Contents

WORDS: dict[Level, str] = {"good": "held", "bad": "missed"}
MOST_NAMES = 8
"""How many devices a line lists."""
MOST_REASONS = 5
MOST_CANDIDATES = 20
# The arguments of the reader by their fields in the form.
FIELDS = {"column": "column", "unit": "unit", "interval": "trace_seconds", "text": "trace"}
LABELS = {"column": "Column", "unit": "Unit of the values", "interval": "Interval of the trace", "text": "Change trace"}


def doubted(verdict: Verdict, doubts: tuple[str, ...]) -> Verdict:
    """Return a verdict that says in its own line why the trace may not be what was written; it is then never good."""
    if not doubts:
        return verdict
    more = f" And {count(len(doubts) - 1, 'more doubt')} below." if len(doubts) > 1 else ""
    text = f"{verdict.text} {doubts[0]}{more}"
    if verdict.level != "good":
        return replace(verdict, text=text)
    return replace(verdict, level="caution", label=f"{verdict.label}, if the record is right", text=text)


def read_lines(inputs: Recorded, clock: Clock) -> tuple[ReadLine, ...]:
    """Return what was read: line by line of one record, a line each of several; nothing of a profile."""
    if inputs.records:
        return tuple(_record_line(record, clock) for record in inputs.records)
    return _contents_lines(inputs.contents, clock) if inputs.contents else ()


def _contents_lines(contents: Contents, clock: Clock) -> tuple[ReadLine, ...]:
    rows = [
        ("Program", contents.dialect, ""),
        ("Host", contents.host, ""),
        (
            f"Added up ({len(contents.added)})" if len(contents.added) > 1 else "Device or column",
            _names(contents.added),
            FIELDS["column"],
        ),
        *((f"Left out: {reason}", names, "") for reason, names in _left_out(contents)),
        ("Column", contents.column if contents.column not in contents.added else "", FIELDS["column"]),
        ("Unit", contents.unit, FIELDS["unit"]),
        ("Interval", duration(contents.interval), FIELDS["interval"]),
        ("Time", f"{clock.moment(contents.first)} to {clock.moment(contents.last)}", ""),
        ("Zone", contents.zone, "utc_offset_minutes"),
        ("Gaps", f"{contents.gaps}, {duration(contents.unknown)} in all" if contents.gaps else "none", ""),
        ("Restarts", str(contents.restarts) if contents.restarts else "", ""),
        ("Mean", f"{mbps(rate_to_mbps(contents.mean))}, {data(contents.mean).partition(' (')[0]} a second", ""),
        ("Peak", f"{mbps(rate_to_mbps(contents.peak))}, {data(contents.peak).partition(' (')[0]} a second", ""),
        ("Measured", "; ".join(contents.measured), ""),
    ]
    return tuple(ReadLine(label=label, value=_plain(value), field=field) for label, value, field in rows if value)


def _record_line(record: Record, clock: Clock) -> ReadLine:
    change, read = record.change, record.contents
    told = [] if read is None else [read.dialect, _names(read.added), read.unit]
    told.append(f"{clock.moment(change.start)} to {clock.moment(change.end)}")
    return ReadLine(label=_plain(record.name), value=_plain(", ".join(filter(None, told))))


def alone_table(inputs: Recorded, result: Result) -> Table:
    """Return each of several records as if it had the link for itself, and all of them together below."""
    together = (inputs.change, result.replay, result.needed_link)
    every = [(_plain(one.record.name), one.record.change, one.replay, one.link) for one in result.alone]
    states = [_state(done) for _, _, done, _ in every] + [_state(result.replay)]
    rows = [
        (
            name,
            WORDS[state],
            mbps(rate_to_mbps(change.mean)),
            mbps(rate_to_mbps(change.peak)) if math.isfinite(change.peak) else "not known",
            "grows without end" if state == "bad" and not _ends(done) else duration(done.max_age or 0.0),
            "none" if link is None else mbps_at_least(link),
        )
        for (name, change, done, link), state in zip([*every, ("Together", *together)], states, strict=True)
    ]
    return Table(
        title=f"Each record with the link for itself, and all of them together, for an RPO of {_rpo(inputs)}",
        columns=("Record", "RPO", "Mean change", "Peak change", "Age at most", "Smallest link"),
        rows=tuple(rows),
        badges=tuple(states),
    )


def _state(done: Replay) -> Level:
    return "good" if done.held and done.catches_up else "bad"


def _ends(done: Replay) -> bool:
    return done.catches_up and done.max_age is not None


def _rpo(inputs: Recorded) -> str:
    return duration_given(inputs.rpo_minutes * MINUTE)


def _plain(text: str) -> str:
    return text.replace("`", "'")


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(name[:60] for name in names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _left_out(contents: Contents) -> list[tuple[str, str]]:
    reasons: dict[str, list[str]] = {}
    for left in contents.left_out:
        reasons.setdefault(left.reason, []).append(left.name)
    return [(reason, _names(tuple(names))) for reason, names in list(reasons.items())[:MOST_REASONS]]


def question(inputs: Asking, catalog: Catalog) -> Report:
    """Return the question that a text asks back, with the answers to choose from."""
    asked = inputs.reading.question
    assert asked is not None
    name = FIELDS[asked.field]
    options = tuple(
        Option(
            # The choices of the form have no slash in their ids.
            value=each.value.replace("/", "-") if asked.field == "unit" else each.value,
            label=_plain(each.label if asked.field == "unit" else each.value),
            detail="" if asked.field == "unit" else _plain(", ".join(each.first) or each.label),
        )
        for each in asked.candidates[:MOST_CANDIDATES]
    )
    lines = [
        ReadLine(label="Read as", value=_plain(inputs.reading.format)),
        ReadLine(
            label=LABELS[asked.field], value="which of these?" if options else "not known", field=name, options=options
        ),
    ]
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=Verdict(
            level="caution",
            label=asked.label,
            text=f"{_plain(asked.text)} Answer in the field {LABELS[asked.field]}.",
        ),
        read=tuple(line for line in lines if line.value),
        given=tuple(given(field, inputs) for field in fields(form(catalog))),
        data_date=catalog.date,
    )
