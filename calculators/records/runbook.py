"""Runbooks: what is done step by step in a drill, a takeover, a failback and a rollback, and who is told what."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source

type RunbookKind = Literal["drill", "takeover", "failback", "rollback"]
type Side = Literal["customer", "partner", "vendor", "console"]
type Timed = Literal["notice", "decide", "prepare", "wave", "address", "application", "check"]
"""Parts of a recovery time that the engine knows: a step that takes one has its minutes from there."""

PLACES = (
    "project", "customer", "target", "storage", "console", "rpo", "rto", "systems", "groups", "waves", "wave",
    "wave_systems", "wave_proof",
)  # fmt: skip
"""What a text in braces may name: the project's own words take its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookRole:
    """Somebody who has a part in a runbook."""

    id: str
    """Name that steps and messages use."""
    name: str
    """What the role is called."""
    side: Side
    """Who it belongs to; `console` is the product by itself."""
    does: str | None = None
    """What is asked of it; left out where it is nobody who is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runbook:
    """One of the runbooks."""

    id: RunbookKind
    """Short name."""
    title: str
    """Heading."""
    summary: str
    """When it is opened, and what it ends with."""
    restored_when: str
    """What must hold for it to be over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookStep:
    """A step of a runbook."""

    id: str
    """Unique among all steps; begins with its runbook."""
    kind: RunbookKind
    """The runbook that it belongs to."""
    title: str
    """A few words, as the step is called on the night."""
    trigger: str
    """What begins it."""
    owner: str
    """Id of the role that does it."""
    action: str
    """What to do."""
    proof: str
    """What shows that it is done."""
    fallback: str
    """What to do where it fails."""
    basis: Literal["stated", "inferred"]
    """Whether the source says it, or this guide concluded it from what the source says."""
    source: Source
    """Where it was read."""
    command: str | None = None
    """What is typed; left out where nothing is."""
    each: Literal["wave"] | None = None
    """`wave` where it is repeated for each wave of the takeover order."""
    decision: Literal["declare", "abort"] | None = None
    """`declare` where somebody decides to go on, `abort` where somebody decides whether to give up."""
    takes: Timed | None = None
    """Part of the recovery time whose minutes are its own; left out where the engine knows none."""
    minutes: float | None = None
    """Longest published time; left out where nobody published one, or the engine knows it."""
    minutes_source: Source | None = None
    """Where that time was read, where it is another place than the step's."""
    restored_when: str | None = None
    """What must hold before the next step, where that is more than the proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunbookMessage:
    """A draft of what is told to others."""

    id: str
    """Short name, unique among all."""
    kinds: tuple[RunbookKind, ...]
    """Runbooks that it is for."""
    title: str
    """When it is sent."""
    to: str
    """Who gets it."""
    text: str
    """The draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSystem:
    """A system of the sample: invented, as all of it."""

    name: str
    """What it is called."""
    group: str
    """Its group."""
    tier: str
    """Its tier."""
    hosts: str
    """How many hosts it has."""
    needs: str | None = None
    """Names of what it needs, with commas; left out where it needs nothing."""
    rto: str | None = None
    """Wanted recovery time; left out where it is the project's."""
    restored_when: str | None = None
    """What must hold so that it works; left out where its owner says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runbooks:
    """Everything that runbooks are made of."""

    roles: tuple[RunbookRole, ...]
    """Who takes part."""
    kinds: tuple[Runbook, ...]
    """The runbooks, in the order of their pages."""
    steps: tuple[RunbookStep, ...]
    """Steps, in order."""
    messages: tuple[RunbookMessage, ...]
    """Drafts, in the order in which they are sent."""
    sample: tuple[SampleSystem, ...]
    """Systems of the project that anybody can open."""
