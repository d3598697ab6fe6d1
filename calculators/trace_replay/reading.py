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
from calculators.trace_replay.offers import YOURS, offered, told_already, without
from calculators.trace_replay.several import Record
from calculators.traces import Contents, selected
from calculators.traces.model import MOST_OF_A_NAME

WORDS: dict[Level, str] = {"good": "held", "bad": "missed"}
MOST_NAMES = 8
"""How many devices a line lists."""
MOST_REASONS = 5
MOST_CANDIDATES = 20
# The arguments of the reader by their fields in the form.
FIELDS = {
    "column": "column",
    "unit": "unit",
    "interval": "trace_seconds",
    "text": "trace",
    "zone": "utc_offset_minutes",
    "files": "left_out_files",
}
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
    if inputs.files:
        return _file_lines(inputs, clock)
    if inputs.contents is None:
        return ()
    lines = _contents_lines(inputs.contents, clock)
    return tuple(offered(line, inputs, inputs.contents) for line in lines)


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
        ("Column", contents.column if contents.column not in contents.added else "", ""),
        ("Unit", contents.unit, FIELDS["unit"]),
        ("Interval", duration(contents.interval), FIELDS["interval"] if contents.untimed else ""),
        ("Time", f"{clock.moment(contents.first)} to {clock.moment(contents.last)}", ""),
        ("Zone", contents.zone, FIELDS["zone"]),
        ("Gaps", f"{contents.gaps}, {duration(contents.unknown)} in all" if contents.gaps else "none", ""),
        ("Restarts", str(contents.restarts) if contents.restarts else "", ""),
        ("Mean", _rate(contents.mean), ""),
        ("Peak", _rate(contents.peak), ""),
        ("Measured", "; ".join(contents.measured), ""),
    ]
    return tuple(ReadLine(label=label, value=_plain(value), field=field) for label, value, field in rows if value)


def _rate(rate: float) -> str:
    return f"{mbps(rate_to_mbps(rate))}, {data(rate).partition(' (')[0]} a second"


def _file_lines(inputs: Recorded, clock: Clock) -> tuple[ReadLine, ...]:
    """Return a line a file, those left out as well: each can be left out, or count again."""
    records = {record.name: record for record in inputs.records}
    return tuple(
        ReadLine(
            label=_plain(name),
            value=_plain(_told(records[name], clock)) if name in records else f"left out {YOURS}",
            field=FIELDS["files"],
            options=without(name, inputs.files, counting=tuple(records)),
        )
        for name in inputs.files
    )


def _told(record: Record, clock: Clock) -> str:
    """Return what was read of one of several files, in one line."""
    if record.contents is None:
        return f"{clock.moment(record.change.start)} to {clock.moment(record.change.end)}"
    told = []
    for line in _contents_lines(record.contents, clock):
        told.append(line.value if line.label == "Program" else f"{line.label.lower()} {line.value}")
    return "; ".join(told)


def chosen(verdict: Verdict, inputs: Recorded) -> Verdict:
    """Return a verdict that says in its own line where nothing but the reader's choice makes a column data written."""
    every = [record.contents for record in inputs.records] if inputs.records else [inputs.contents]
    own = dict.fromkeys(name for contents in every if contents for name in contents.own)
    if not own:
        return verdict
    told = f"That {_plain(_names(tuple(own)))} is data written is your own choice: the text does not say it."
    return replace(verdict, text=f"{verdict.text} {told}")


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
    return ", ".join(name[:MOST_OF_A_NAME] for name in names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _left_out(contents: Contents) -> list[tuple[str, str]]:
    reasons: dict[str, list[str]] = {}
    for left in contents.left_out:
        reasons.setdefault(left.reason, []).append(left.name)
    return [(reason, _names(tuple(names))) for reason, names in list(reasons.items())[:MOST_REASONS]]


def _asking_file(inputs: Asking) -> tuple[ReadLine, ...]:
    """Return which of several files asks, with the button that leaves it out."""
    if not inputs.file:
        return ()
    out = selected(inputs.left_out_files or "", inputs.files, ()) or ()
    counting = tuple(name for name in inputs.files if name not in out)
    options = without(inputs.file, inputs.files, counting=counting)
    return (ReadLine(label="File", value=_plain(inputs.file), field=FIELDS["files"], options=options),)


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
        *_asking_file(inputs),
        *told_already(inputs, but=name),
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
