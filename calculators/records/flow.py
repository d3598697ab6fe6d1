"""Decision flows: questions, options with the next question, outcomes."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source

type Level = Literal["good", "mixed", "caution", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a flow can end in. A flow lists its outcomes from the mildest to the strictest."""

    id: str
    """Name that findings use."""
    label: str
    """The verdict in a few words."""
    summary: str
    """What it means for the project, in a sentence or two."""
    level: Level
    """How it is coloured."""
    next_page: str
    """Page to read next, as a path below docs/."""
    next_label: str
    """Words of the link to that page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something an answer tells about the project."""

    outcome: str
    """Id of the outcome that this finding leads to."""
    reason: str
    """Why."""
    remedy: str
    """What to do about it."""
    source: Source
    """Where the rule was read."""
    page: str
    """Page to read next, as a path below docs/."""
    page_label: str
    """Words of the link to that page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a question."""

    id: str
    """Value in the query string."""
    label: str
    """The answer in the reader's words."""
    next: str | None
    """Id of the question that follows; null ends the flow."""
    hint: str | None = None
    """Examples or a definition."""
    findings: tuple[Finding, ...] = ()
    """What this answer tells; empty when it raises nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a flow."""

    id: str
    """Key in the query string."""
    text: str
    """The question."""
    short: str
    """Two or three words for the diagram."""
    why: str
    """Why it is asked."""
    options: tuple[Option, ...]
    """Answers to choose from; the first is the default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A decision."""

    id: str
    """File name without its ending."""
    title: str
    """The decision as a question."""
    start: str
    """Id of the first question."""
    outcomes: tuple[Outcome, ...]
    """From the mildest to the strictest."""
    questions: tuple[Question, ...]
    """Every question, in the order of the no-JavaScript walk."""
