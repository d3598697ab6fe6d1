"""One vocabulary for the answers of every calculator; calculators.answers.render turns it into text."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from calculators.answers.course import Course
from calculators.answers.instructions import Instruction
from calculators.answers.wording import count, exact
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.records.form import Field

LONGEST_TEXT = 1_000
LONGEST_READ = 1_000_000
"""Of a longer text nobody looks at the lines: it may have a hundred million letters."""
"""How many characters of a text an answer repeats."""
LINE_END = " ¶ "
"""How it shows where a line of a text ends; typed back, it is one."""
BETWEEN = "; "
"""How it parts several choices."""
NOTHING = "none of these"
"""How it shows that of several choices none was taken."""
MOST_FIGURES = 5
"""How many figures a reader takes in at once."""

type Shade = Level | Literal["example"]
"""A level, or grey where nobody's answer stands, such as before anything was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page of this guide."""

    page: str
    """Path below docs/."""
    label: str
    """Words of the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer in one line."""

    level: Shade
    """How it is coloured."""
    label: str
    """A few words."""
    text: str
    """A sentence or two."""
    link: PageLink | None = None
    """What to read next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One figure of the result."""

    id: str
    """Short name."""
    label: str
    """What it is."""
    value: str
    """The figure with its unit, or a plain statement when there is none."""
    detail: str = ""
    """What it means."""
    amount: float | None = None
    """The bare number in `unit`, unrounded, for machines; None when there is none."""
    unit: str = ""
    """Unit of `amount`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A finding with what to do about it."""

    level: Level
    """How it is coloured."""
    label: str
    """What it leads to."""
    text: str
    """Why."""
    remedy: str | None
    """What to do; None where there is nothing to do."""
    source: Source
    """Where the rule stands."""
    link: PageLink
    """What to read next."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""

    @property
    def sentences(self) -> str:
        """Return why and what to do, one after the other."""
        return f"{self.text} {self.remedy}" if self.remedy else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A formula with the numbers in place."""

    label: str
    """What is worked out."""
    formula: str
    """The formula in words."""
    numbers: str
    """The same with numbers."""
    result: str
    """What comes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows for comparison."""

    title: str
    """Caption."""
    columns: tuple[str, ...]
    """Headings; the first column names the row."""
    rows: tuple[tuple[str, ...], ...]
    """Cells."""
    badges: tuple[Shade, ...] = ()
    """Colour of each row's second cell, which is a word for the row's state; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line, area or row of bars of a chart."""

    name: str
    """Words of the legend, with the unit."""
    values: tuple[float | None, ...]
    """A value for each x; None where nothing is known."""
    kind: Literal["line", "area", "step", "band", "bar"] = "line"
    """How it is drawn; a band has steps, and is filled down to those of the next series."""
    axis: Literal["left", "right"] = "left"
    """Which axis it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A point that is pointed out."""

    x: float
    """Where it stands."""
    y: float | None
    """Height on the left axis; None for a line from bottom to top."""
    label: str
    """What it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A shaded part of the x axis, such as throttled hours."""

    start: float
    """Where it begins."""
    end: float
    """Where it ends."""
    label: str
    """What it is."""
    faint: bool = False
    """Whether it only helps to find one's way, such as nights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a lane, such as a step that takes time."""

    start: float
    """Where it begins on the x axis."""
    end: float
    """Where it ends."""
    label: str = ""
    """What it is, where that is not what the lane is; those of one label look alike."""
    says: str = ""
    """Words at its end, such as how long it takes."""
    ground: bool = False
    """Whether it is what others lie on, such as throttled hours."""
    missed: bool = False
    """Whether it misses what was wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of a chart of lanes, such as a step or a day."""

    name: str
    """What the row is."""
    spans: tuple[Span, ...]
    """What lies in it, from left to right; those that are ground behind the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of numbers; the same numbers stand in a table behind it."""

    id: str
    """Short name, unique in the report."""
    title: str
    """Caption."""
    summary: str
    """What it shows, in a sentence that is read out."""
    x: tuple[float, ...]
    """Places on the x axis, rising: numbers, or positions of `x_names`.

    Weekdays and dates are seconds since 1970-01-01 00:00 on a clock on the wall; of a weekday the date does not count.
    """
    x_label: str
    """What the x axis shows, with the unit."""
    x_kind: Literal["number", "weekday", "date", "clock", "category"] = "number"
    """What `x` holds; a clock has the hours of a day, from 0 to 24."""
    x_names: tuple[str, ...] = ()
    """Names of the places of a category axis."""
    y_label: str
    """What the left axis shows, with the unit."""
    y2_label: str = ""
    """What the right axis shows, with the unit; empty without one."""
    series: tuple[Series, ...] = ()
    """What is drawn, the first one at the back."""
    markers: tuple[Marker, ...] = ()
    """Points that are pointed out."""
    bands: tuple[Band, ...] = ()
    """Shaded parts."""
    stacked: bool = False
    """Whether bars stand on each other."""
    lanes: tuple[Lane, ...] = ()
    """Rows along the x axis, from top to bottom; a chart of lanes has no series, and `y_label` is what a lane is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """What a bar of a timetable waits for."""

    bar: str
    """Id of the other bar."""
    kind: Literal["finish", "start"]
    """Whether it waits for its end or for its start."""
    minutes: int
    """How long it waits after that."""
    elapsed: bool
    """Whether these minutes run around the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A task of a timetable, in local time."""

    id: str
    """Short name, unique in the timetable."""
    name: str
    """What is done."""
    start: datetime.datetime
    """When it begins."""
    end: datetime.datetime
    """When it ends; the same for a milestone."""
    minutes: int
    """How long it takes: of working time, or around the clock where `elapsed`."""
    elapsed: bool
    """Whether it runs around the clock."""
    critical: bool
    """Whether a delay of it moves the end."""
    follows: tuple[Follows, ...]
    """What it waits for."""
    track: str = ""
    """Whose people do it."""
    note: str = ""
    """What to know about its time."""
    told: tuple[str, ...] = ()
    """What a calendar says of it, a sentence each."""
    begun: bool = False
    """Whether it has begun already."""
    ended: bool = False
    """Whether it has ended already."""
    planned_start: datetime.date | None = None
    """First day of the baseline."""
    planned_end: datetime.date | None = None
    """Last day of the baseline."""

    @property
    def milestone(self) -> bool:
        """Return whether it takes no time."""
        return self.start == self.end

    @property
    def last_day(self) -> datetime.date:
        """Return the day on which it ends; midnight belongs to the day before."""
        if self.milestone or self.end.time() != datetime.time():
            return self.end.date()
        return self.end.date() - datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day of a timetable on which nobody works."""

    day: datetime.date
    """The day."""
    why: str
    """Why."""
    usual: bool
    """Whether it is one of every week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Tasks with their dates: drawn as a Gantt chart, and written for calendars and programs that plan."""

    title: str
    """Caption."""
    summary: str
    """What it shows, in a sentence that is read out."""
    bars: tuple[Bar, ...]
    """Tasks."""
    off: tuple[DayOff, ...]
    """Days from the first to the last on which nobody works, in order."""
    worked: tuple[datetime.date, ...]
    """Days that are worked although they are not of the working week."""
    week: tuple[int, ...]
    """Days of the week that are worked; 0 is Monday."""
    opening: int
    """Minute of the day at which work begins."""
    closing: int
    """Minute of the day at which work ends."""
    first: datetime.date
    """First day of the project."""
    wanted: datetime.date | None = None
    """Day on which everything has to be done; None where nobody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An input as it was used."""

    field: str
    """Name of the input."""
    label: str
    """Words in the form."""
    value: str
    """Value with its unit."""
    assumed: str | None
    """Why it was assumed; None when the reader gave it or nothing is assumed about it."""


def given(field: Field, inputs: object) -> Given:
    """Return an input as it was used, so that it can be typed back. A long text is told by its length."""
    value: object = getattr(inputs, field.id)
    unit = getattr(inputs, field.unit_from) if field.unit_from else field.unit
    if value is None:
        shown = empty(field)
    elif isinstance(value, float):
        shown = f"{exact(value)} {unit}".rstrip()
    elif field.choices:
        shown = next(choice.label for choice in field.choices if choice.id == value)
    else:
        shown = _told(str(value))
    return Given(field=field.id, label=field.label, value=shown, assumed=field.assumed)


def empty(field: Field) -> str:
    """Return how an answer shows an input that was left empty."""
    return f"empty: {field.empty_means}"


def following(value: str, field: Field) -> str:
    """Return how an answer shows what an empty input came to."""
    return f"{value} ({field.empty_means})"


def lines_in(text: str) -> int:
    """Return how many lines a text has."""
    return max(text.count("\n"), text.count("\r")) + (text[-1:] not in "\r\n")


def _told(text: str) -> str:
    """Return the lines of a text one after the other; how many there are where they are too long for that."""
    if len(text) > LONGEST_READ:
        return f"{lines_in(text)} lines"
    lines = list(filter(str.strip, text.splitlines()))
    if len(lines) <= LONGEST_TEXT:
        whole = LINE_END.join("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in lines)
        if len(whole) <= LONGEST_TEXT:
            return whole
    return f"{len(lines)} lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to put into an input."""

    value: str
    """What the input takes."""
    label: str
    """Words to choose it by."""
    detail: str = ""
    """What it is, such as its first values."""
    group: str = ""
    """Heading that it is folded away under; empty where it stands in the open."""
    undo: bool = False
    """Whether it takes back what the reader gave: then nothing was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """One thing that was read of a text that the reader gave."""

    label: str
    """What it is."""
    value: str
    """How it was read."""
    field: str = ""
    """Input that changes it; empty where none does."""
    options: tuple[Option, ...] = ()
    """What that input may be, as far as the text tells."""
    offer: bool = False
    """Whether it only offers something on a page: nothing of the reader's was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An answer with everything that is needed to trust it."""

    calculator: str
    """Name of the calculator."""
    title: str
    """Heading."""
    verdict: Verdict
    """The answer in one line."""
    read: tuple[ReadLine, ...] = ()
    """What was read of a text that the reader gave: the answer rests on it, so it stands above."""
    given: tuple[Given, ...]
    """Inputs."""
    answers: tuple[Answer, ...] = ()
    """Figures, the ones that matter first."""
    matter: int = MOST_FIGURES
    """How many of the figures stand in the short answer."""
    binds: str = ""
    """What decides the answer, in a sentence."""
    change: tuple[str, ...] = ()
    """What to change so that it gets better, a sentence each, the best one first."""
    required: tuple[str, ...] = ()
    """Ids of the inputs without which nobody's answer is complete: the questions of a flow."""
    rests_on: tuple[str, ...] = ()
    """Ids of the inputs that a good verdict rests on: while one of them is assumed it is a guess, and not green."""
    example: bool = False
    """Whether the reader has given nothing yet: an example is nobody's answer."""
    reasons: tuple[Reason, ...] = ()
    """Findings."""
    warnings: tuple[str, ...] = ()
    """What may spoil the answer."""
    tables: tuple[Table, ...] = ()
    """Comparisons."""
    listed: int = 0
    """How many of the tables stand in the short answer, because the answer is a list."""
    behind: str = "All numbers and how they came about"
    """Words for all that is not in the short answer."""
    charts: tuple[Chart, ...] = ()
    """Pictures of the answer, the one for the short answer first."""
    timetable: Timetable | None = None
    """Tasks with their dates, where the answer is a plan."""
    course: Course | None = None
    """What follows what in minutes, where the answer is an order."""
    instructions: tuple[Instruction, ...] = ()
    """Steps to work through, where the answer is a runbook."""
    working: tuple[Working, ...] = ()
    """How the figures were worked out."""
    notes: tuple[str, ...] = ()
    """What the answer takes for granted or leaves out."""
    noted: str = "What the answer takes for granted"
    """Words for the notes."""
    sources: tuple[Source, ...] = ()
    """Where figures and rules stand."""
    data_date: datetime.date
    """Date of the data."""

    @property
    def told(self) -> tuple[ReadLine, ...]:
        """Return what was read of the reader's text, without what is only offered."""
        return tuple(line for line in self.read if not line.offer)

    @property
    def assumed(self) -> str:
        """Return how many of the inputs are assumed, as a sentence; empty when the reader gave all that count."""
        number_assumed = sum(1 for item in self.given if item.assumed)
        if not number_assumed:
            return ""
        return f"{number_assumed} of {len(self.given)} inputs are assumed, until you replace them."


def as_typed(report: Report, typed: Collection[str]) -> Report:
    """Return a report that knows which inputs the reader gave: they are not assumed, even where they equal a default.

    Without any, the report is an example.
    """
    given = tuple(replace(item, assumed=None) if item.field in typed else item for item in report.given)
    verdict, still_open = report.verdict, [name for name in report.required if name not in typed]
    if typed and still_open:
        told = f"{len(still_open)} of {count(len(report.required), 'question')} {verb(len(still_open))} open"
        if verdict.level == "good":
            verdict = replace(verdict, level="mixed", label=f"{told}. So far: {verdict.label}")
        else:
            verdict = replace(verdict, text=f"{verdict.text} {told}.")
    guessed = [item.label for item in given if item.field in report.rests_on and item.assumed]
    if typed and guessed and verdict.level == "good":
        text = f"{verdict.text} Assumed: {', '.join(guessed)}."
        verdict = replace(verdict, level="mixed", label=f"{verdict.label}, on assumptions", text=text)
    return replace(report, given=given, verdict=verdict, example=not typed)


def as_sample(report: Report) -> Report:
    """Return the answer for inputs that were invented: it says so, and has no verdict's colour."""
    return replace(report, verdict=replace(report.verdict, level="example", label=f"Sample: {report.verdict.label}"))


def verb(amount: int) -> str:
    """Return `is` or `are`, for what is counted."""
    return "is" if amount == 1 else "are"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is printed."""

    title: str
    section: str
    url: str
    read: datetime.date


def citation(source: Source, catalog: Catalog) -> Citation:
    """Return a source with the title, address and date of its document."""
    document = catalog.document(source)
    return Citation(document.title, source.section, document.url, document.read)
