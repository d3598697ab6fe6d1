"""A change trace: how many bytes were written in which interval, and what reading it found."""

from array import array
from collections.abc import ItemsView, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

Level = Literal["problem", "warning"]

MOST_NOTES = 50
# Clock times are sums of days and parts of a second: what is nearer is no gap.
NEAR = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Bytes written in intervals that follow each other and never overlap. The three arrays have the same length."""

    starts: "array[float]"
    """Where each interval starts, in seconds since 1970-01-01 00:00 UTC; rising."""
    durations: "array[float]"
    """How long each interval lasts, in seconds; more than 0, and never past the next start."""
    sizes: "array[float]"
    """Bytes written in each interval; 0 or more."""
    has_clock: bool
    """Whether the starts are times of a day. If not, the trace starts at 0."""

    def gaps(self) -> Iterator[tuple[float, float]]:
        """Yield start and length, both in seconds, of the times between intervals that nothing is known about."""
        following = islice(self.starts, 1, None)
        for start, length, after in zip(self.starts, self.durations, following, strict=False):
            if after - (start + length) > NEAR:
                yield start + length, after - (start + length)

    @property
    def covered(self) -> float:
        """The seconds that the intervals cover, without the gaps."""
        return sum(self.durations)

    @property
    def total(self) -> float:
        """The bytes written in all intervals."""
        return sum(self.sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something about the input that the reader should know; the same on many lines is one note."""

    level: Level
    """`problem`: something was not read, or may be wrong. `warning`: it was read, and a choice was made."""
    message: str
    """What is wrong and what is allowed, or what was chosen."""
    line: int | None = None
    """The first line it is about, from 1; None when it is about the whole input."""
    column: str = ""
    """The column's name, or its number from 1 when it has none."""
    count: int = 1
    """How many times it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One answer to a question about a text."""

    value: str
    """What to give for the question's field, such as the name of a column."""
    label: str
    """What it is, in a few words."""
    first: tuple[str, ...] = ()
    """The first values, as the text has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What only the person who has the text can tell: a guess is no reading."""

    field: Literal["column", "unit", "interval", "text"]
    """What answers it: the argument of `read_trace` of that name, or another text."""
    label: str
    """What to tell, in a few words."""
    text: str
    """Why it is asked, in a sentence or two."""
    candidates: tuple[Candidate, ...] = ()
    """Answers to choose from; none where it has to be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A device or column that does not count."""

    name: str
    """As the text has it."""
    reason: str
    """Why, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A device or column of data written that may count or not."""

    label: str
    """Its name, or a short word for it."""
    counts: bool
    """Whether it does."""
    alone: str
    """The argument `column` with which it alone counts; empty where that is how the text is read anyhow."""
    turned: str | None
    """The argument with which it counts as well, or no longer; None where that leaves nothing or cannot be told."""
    first: tuple[str, ...]
    """The first values, as the text has them, where they are at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a text could be read as in place of what it was."""

    parts: tuple[Part, ...]
    """The largest first; `MOST_OFFERED` at most."""
    in_all: int
    """How many there are."""
    others: tuple[Candidate, ...]
    """What else is data written, in their place."""
    unnamed: tuple[Candidate, ...]
    """Columns that nothing calls data written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What of a text was read: what a person checks before the answer is believed."""

    dialect: str
    """The program that wrote it."""
    host: str
    """The machine it is about; empty when the text does not say."""
    added: tuple[str, ...]
    """Devices or columns whose values are added up; one where there is a single one."""
    left_out: tuple[LeftOut, ...]
    """Those that are not."""
    column: str
    """What the text calls the data written."""
    unit: str
    """The unit of its values."""
    interval: float
    """The usual length of an interval, in seconds."""
    untimed: bool
    """Whether no times tell that length: it was stated, or given."""
    first: float
    """Where the first interval starts, in seconds since 1970, or 0 without a clock."""
    last: float
    """Where the last one ends."""
    zone: str
    """Whose times they are; empty without a clock."""
    gaps: int
    """How often nothing is known between two intervals."""
    unknown: float
    """The seconds of all gaps."""
    restarts: int
    """How often the machine or the measurement started anew."""
    mean: float
    """Bytes a second, over the time that is known."""
    peak: float
    """Bytes a second of the fastest interval."""
    measured: tuple[str, ...] = ()
    """What the text shows beside the change, in a few words each."""
    own: tuple[str, ...] = ()
    """Columns that count by nothing but the choice of a person."""
    choices: Choices
    """What else could count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text was read as."""

    trace: Trace | None
    """None when nothing in it could be used; the notes, or the question, then say why."""
    question: Question | None = None
    """What has to be told before the text can be read; None when nothing has."""
    doubts: tuple[str, ...] = ()
    """Why the trace may not be what was written, a sentence each: with any of them no answer is sure."""
    contents: Contents | None = None
    """What was read; None without a trace."""
    notes: tuple[Note, ...]
    """In the order of what was found; `MOST_NOTES` at most."""
    format: str
    """What was recognised, in words."""
    columns: tuple[str, ...]
    """What may be asked for as `column`: value columns, devices or counters."""
    unit: str
    """The unit the values were read in."""


@dataclass(slots=True)
class Notebook:
    """Collects notes and merges those that say the same."""

    _notes: dict[tuple[str, str], Note] = field(default_factory=dict)
    _dropped: int = 0

    def add(
        self, level: Level, topic: str, message: str, *, line: int | None = None, column: str = "", count: int = 1
    ) -> None:
        """Add a note. Of several with the same topic and column the first message stays, and the counts add up."""
        key = (topic, column)
        before = self._notes.get(key)
        if before is not None:
            count += before.count
            line, message, level = before.line, before.message, before.level
        elif len(self._notes) >= MOST_NOTES - 1:
            self._dropped += count
            return
        self._notes[key] = Note(level=level, message=message, line=line, column=column, count=count)

    def problem(self, topic: str, message: str, *, line: int | None = None, column: str = "", count: int = 1) -> None:
        """Add a note about something that was not read or may be wrong."""
        self.add("problem", topic, message, line=line, column=column, count=count)

    def warning(self, topic: str, message: str, *, line: int | None = None, column: str = "", count: int = 1) -> None:
        """Add a note about a choice that was made."""
        self.add("warning", topic, message, line=line, column=column, count=count)

    def entries(self) -> ItemsView[tuple[str, str], Note]:
        """Return topic and column of each note, with the note."""
        return self._notes.items()

    def notes(self) -> tuple[Note, ...]:
        """Return the notes, with one at the end for those that found no room."""
        notes = tuple(self._notes.values())
        if self._dropped:
            notes += (Note(level="warning", message="There is more that is not listed here.", count=self._dropped),)
        return notes


MOST_OF_A_NAME, MOST_OF_A_COLUMN = 60, 80
"""How many letters of a name, and of a column that is offered, answers show."""


def shown(text: str, most: int = 40) -> str:
    """Return a text of the input in quotes for a message, cut short and without control characters."""
    clean = "".join(sign if sign.isprintable() else "·" for sign in text[: most + 1])
    return f"'{clean[:most]}...'" if len(clean) > most else f"'{clean}'"
