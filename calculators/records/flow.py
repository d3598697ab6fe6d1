"""Decision flows: questions with the one that follows each answer, follow-up questions, outcomes."""

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
    mark: str
    """The label of a finding that leads to it, in a word or two."""
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
    """Why, and for which hosts."""
    remedy: str | None
    """What to do about it; null where there is nothing to do."""
    source: Source
    """Where the rule was read."""
    page: str
    """Page to read next, as a path below docs/, where it helps with `#condition-` and the id of a condition."""
    page_label: str
    """Words of the link to that page."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A finding whose words and source are those of a condition in data/sources/."""

    outcome: str
    """Id of the outcome that the condition leads to."""
    condition: str
    """Id of the condition."""
    remedy: str | None = None
    """What to do about it, where the condition itself names no remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A value of the reader's project that gives an answer."""

    value: str
    """Id of the project's value."""
    among: tuple[str, ...] = ()
    """Choices of it that give the answer; without any, whatever it says does."""


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
    told_by: tuple[Telling, ...] = ()
    """What of a project gives this answer, each by itself."""
    findings: tuple[Finding, ...] = ()
    """What this answer tells; empty when it raises nothing."""
    opens: tuple[str, ...] = ()
    """Ids of the follow-ups that are asked after this answer."""


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
    source: Source | None = None
    """Where the question was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of the things that a follow-up asks for; any number of them may hold."""

    id: str
    """Value in the query string."""
    label: str
    """The thing in the reader's words."""
    hint: str | None = None
    """Examples or a definition."""
    told_by: tuple[Telling, ...] = ()
    """What of a project says that it holds, each by itself."""
    findings: tuple[Finding, ...] = ()
    """What it tells about the project."""
    conditions: tuple[Referral, ...] = ()
    """What it tells by conditions of source types."""
    opens: tuple[str, ...] = ()
    """Ids of the follow-ups that are asked when this holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question with any number of answers, or none. It is asked when an earlier answer opens it."""

    id: str
    """Key in the query string."""
    text: str
    """The question."""
    short: str
    """Two or three words for the diagram."""
    why: str
    """Why it is asked, and of which hosts."""
    items: tuple[Item, ...]
    """What to choose from; none is chosen at first."""
    source: Source | None = None
    """Where the question was read."""


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
    follow_ups: tuple[FollowUp, ...] = ()
    """What is asked after the questions, in this order, as far as answers open it."""
