"""The link: what it carries, what limits it, and in which hours."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from calculators.replication.calendar import ALWAYS, Period, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One upper limit of the usable rate."""

    id: str
    """Short name."""
    label: str
    """What limits."""
    rate: float
    """Bytes a second."""


def binding(terms: Iterable[Term]) -> Term:
    """Return the smallest term; of equal ones, the first."""
    return min(terms, key=lambda term: term.rate)


def window_rate(window: float, rtt: float) -> float:
    """Return the most that one TCP stream carries with `window` bytes under way; `rtt` in s."""
    return window / rtt


def loss_rate(segment: float, rtt: float, loss: float, constant: float) -> float:
    """Return the most that one TCP stream carries at a packet loss between 0 and 1.

    Source: Mathis, Semke, Mahdavi, Ott: The macroscopic behavior of the TCP congestion avoidance
    algorithm (1997): MSS / RTT x C / sqrt(p). Without loss there is no such limit: infinity.
    """
    if loss == 0:
        return math.inf
    return constant * segment / (rtt * math.sqrt(loss))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line and the streams over it. Rates are bytes a second."""

    bandwidth: float
    """As the carrier sells it."""
    part: float
    """Part of it that carries replication: share x efficiency x what a tunnel leaves."""
    streams: float
    """Streams at the same time."""
    window: float
    """Rate of a stream by its window."""
    loss: float
    """Rate of a stream by packet loss; infinity without any."""
    rtt: float
    """Round trip, in seconds."""
    others: tuple[Term, ...] = ()
    """Limits at both ends."""
    periods: tuple[Period, ...] = ()
    """Throttled hours of the line."""

    def widened(self, bandwidth: float) -> "Link":
        """Return the same with another line."""
        return replace(self, bandwidth=bandwidth)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return every limit of the usable rate, the line first."""
        loss = self.streams * self.loss
        return (
            Term(id="link", label="the link", rate=self.bandwidth * self.part),
            Term(id="window", label="the TCP window of the streams", rate=self.streams * self.window),
            *([Term(id="loss", label="packet loss on the streams", rate=loss)] if math.isfinite(loss) else []),
            *self.others,
        )

    @property
    def usable(self) -> Term:
        """Return the limit that binds outside throttled hours."""
        return binding(self.terms)

    @property
    def ceiling(self) -> Term:
        """Return the limit that binds on a line of any bandwidth."""
        return binding(self.terms[1:])

    @property
    def week(self) -> Week:
        """Return which share of the usable rate is there when.

        Only the line is throttled: where another limit binds, milder hours change nothing.
        """
        rate = self.usable.rate
        return _week(self.periods, self.bandwidth * self.part / rate) if self.periods and rate else ALWAYS

    @property
    def line_week(self) -> Week:
        """Return which share of the line is there when."""
        return _week(self.periods, 1.0) if self.periods else ALWAYS


@lru_cache(maxsize=256)
def _week(periods: tuple[Period, ...], part: float) -> Week:
    """Return the week of throttled hours for a rate that is the line's divided by `part`."""
    return Week(periods=tuple(replace(hours, share=min(1.0, hours.share * part)) for hours in periods))
