"""What a pasted output proves, and why."""

from dataclasses import dataclass
from typing import Literal

type Claim = Literal["sure", "likely", "no"]
"""How sure a reader is that a text is output of its command."""
type Verdict = Literal["proved", "not proved", "cannot tell", "another command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Something that was read of the output."""

    label: str
    """What it is."""
    value: str
    """As people read it, with its unit."""
    wanted: str = ""
    """What it is held against, in words; nothing where it is told only."""
    holds: bool | None = None
    """Whether it is on the right side; None where nobody can tell, or nothing is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A value of the project that was measured here, for the reader to take."""

    field: str
    """Id of the project's value."""
    label: str
    """What it is called."""
    value: str
    """As it would be typed."""
    told: str
    """The same in words, with its unit."""
    source: str
    """What it was measured with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a text proves."""

    proof: str
    """Id of the proof that it was judged by; nothing where it is none's."""
    verdict: Verdict
    """`proved` only where the text itself says all that is wanted."""
    sentence: str
    """Why, in a sentence or two, with what to do next."""
    values: tuple[Value, ...] = ()
    """What was read."""
    offers: tuple[Offer, ...] = ()
    """What the project can take."""
    lines: tuple[str, ...] = ()
    """The lines of the text that it was read from."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Values of each host or port, a line each; the first one names the columns."""
