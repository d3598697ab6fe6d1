"""What the lines over the verdict offer in place of what was read: made from the text, one press each."""

from dataclasses import replace

from calculators.answers.report import Option, ReadLine
from calculators.answers.wording import duration
from calculators.replication.units import HOUR, MINUTE
from calculators.trace_replay.model import AS_STATED, Asking, Recorded
from calculators.traces import WORDS, Candidate, Choices, Contents, mistakable, parse_unit, written

YOURS = "(your choice)"
INTERVALS = (1.0, 5.0, 10.0, 30.0, MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, HOUR)
"""How often programs are told to report, in seconds."""


def offered(line: ReadLine, inputs: Recorded, contents: Contents) -> ReadLine:
    """Return a line with what else its field may hold, and with the way back where the reader has changed it."""
    if line.field == "column":
        return _changeable(line, _of_column(contents.choices), as_read="" if inputs.column else None)
    if line.field == "unit":
        changed = inputs.unit != AS_STATED
        return _changeable(line, _of_unit(contents), as_read=AS_STATED if changed else None)
    if line.field == "trace_seconds":
        return _changeable(line, _of_interval(contents), as_read=None if inputs.trace_seconds is None else "")
    return line


def _changeable(line: ReadLine, options: list[Option], *, as_read: str | None) -> ReadLine:
    """Return a line with options; `as_read` is what the field holds when nothing is changed, None where that is so."""
    if as_read is None:
        return replace(line, options=tuple(options))
    return replace(line, value=f"{line.value} {YOURS}", options=(_back(as_read), *options))


def _back(as_read: str) -> Option:
    return Option(value=as_read, label="As read", undo=True)


def told_already(inputs: Asking, but: str) -> list[ReadLine]:
    """Return what the reader has told of a text that asks for more, each with the way back."""
    lines = []
    if inputs.column and but != "column":
        lines.append(ReadLine(label="Column", value=_plain(inputs.column), field="column", options=(_back(""),)))
    if inputs.unit != AS_STATED and but != "unit":
        unit = inputs.unit.replace("-", "/")
        lines.append(ReadLine(label="Unit", value=unit, field="unit", options=(_back(AS_STATED),)))
    return [replace(line, value=f"{line.value} {YOURS}") for line in lines]


def without(name: str, files: tuple[str, ...], *, counting: tuple[str, ...]) -> tuple[Option, ...]:
    """Return what leaves one of several files out or lets it count again; nothing for the only one that counts."""
    value = written({file for file in files if file not in counting} ^ {name}, files, ())
    if value is None or counting == (name,):
        return ()
    label = f"Leave out {name}" if name in counting else f"Count {name} again"
    return (Option(value=value, label=_plain(label), undo=not value),)


def _of_column(choices: Choices) -> list[Option]:
    found = []
    if choices.in_all > 1:
        listed = (
            "" if choices.in_all == len(choices.parts) else f", the {len(choices.parts)} largest of {choices.in_all}"
        )
        for part in choices.parts:
            found.append(_option(part.alone, part.label, part.first, f"Only one{listed}"))
        for part in choices.parts:
            if part.turned is not None:
                label = f"without {part.label}" if part.counts else f"with {part.label}"
                found.append(_option(part.turned, label, (), f"Leave out or add{listed}"))
    found += [_of(each, "Other data written in the text") for each in choices.others]
    found += [_of(each, "Other columns of the text: not known as data written") for each in choices.unnamed]
    return found


def _of(candidate: Candidate, group: str) -> Option:
    return _option(candidate.value, candidate.label, candidate.first, group)


def _option(value: str, label: str, first: tuple[str, ...], group: str) -> Option:
    return Option(value=value, label=_plain(label), detail=_plain(", ".join(first)), group=group, undo=not value)


def _plain(text: str) -> str:
    return text.replace("`", "'")


def _of_unit(contents: Contents) -> list[Option]:
    unit = parse_unit(contents.unit)
    names = mistakable(unit) if unit else ()
    return [
        # The choices of the form have no slash in their ids.
        Option(value=name.replace("/", "-"), label=WORDS.get(name, name), group=f"Other than {contents.unit}")
        for name in names
    ]


def _of_interval(contents: Contents) -> list[Option]:
    return [
        Option(value=f"{seconds:g}", label=duration(seconds), group="Another interval")
        for seconds in INTERVALS
        if seconds != contents.interval
    ]
