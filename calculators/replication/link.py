"""The link: what it carries, what limits it, and in which hours."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from calculators.replication.calendar import ALWAYS, Period, Week, Zone
from calculators.replication.units import mbps_to_rate


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


UNLIMITED = Term(id="none", label="nothing", rate=math.inf)
UTC = Zone()
NO_TUNNEL = "none"
"""The choice of a tunnel that is none."""
# A line this many times as fast is as fast as any.
WIDEST = 1e4
# How often what is needed is asked for again on the line that it asked for, before the answer is closed in.
REPEATED = 6
# How near the smallest line comes where hours have a rate, as a part; the digits that are shown are coarser.
NEAR = 1e-6


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
    """Rate of a stream by its window; infinity where nobody knows the round trip."""
    loss: float
    """Rate of a stream by packet loss; infinity without any."""
    rtt: float
    """Round trip, in seconds; 0 where nobody knows it."""
    others: tuple[Term, ...] = ()
    """Limits at both ends."""
    periods: tuple[Period, ...] = ()
    """Throttled hours of the line."""
    shared: float = 1.0
    """Part of the bandwidth that replication may use, of which throttled hours leave a part or a rate."""
    zone: Zone = UTC
    """The local time of these hours."""

    def widened(self, bandwidth: float) -> "Link":
        """Return the same with another line."""
        return replace(self, bandwidth=bandwidth)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return every limit of the usable rate, the line first."""
        of_streams = (
            Term(id="window", label="the TCP window of the streams", rate=self.streams * self.window),
            Term(id="loss", label="packet loss on the streams", rate=self.streams * self.loss),
        )
        return (
            Term(id="link", label="the link", rate=self.bandwidth * self.part),
            *(term for term in of_streams if math.isfinite(term.rate)),
            *self.others,
        )

    @property
    def usable(self) -> Term:
        """Return the limit that binds outside throttled hours."""
        return binding(self.terms)

    @property
    def ceiling(self) -> Term:
        """Return the limit that binds on a line of any bandwidth."""
        return binding((*self.terms[1:], UNLIMITED))

    def short_of(self, needed: float | None) -> Term | None:
        """Return what keeps a line of any bandwidth from a rate; None where nothing does."""
        return self.ceiling if needed is not None and self.ceiling.rate < needed else None

    @property
    def hours(self) -> tuple[Period, ...]:
        """Return the throttled hours, a rate that one of them leaves as its share of this line."""
        if not self.has_rates:
            return self.periods
        line = self.bandwidth * self.shared
        return tuple(
            hours
            if hours.stated_mbps is None
            else replace(hours, share=min(1.0, mbps_to_rate(hours.stated_mbps) / line) if line else 1.0)
            for hours in self.periods
        )

    @property
    def has_rates(self) -> bool:
        """Return whether throttled hours leave a rate, which is another share of another line."""
        return any(hours.stated_mbps is not None for hours in self.periods)

    @property
    def week(self) -> Week:
        """Return which share of the usable rate is there when.

        Only the line is throttled: where another limit binds, milder hours change nothing.
        """
        rate = self.usable.rate
        return _week(self.hours, self.bandwidth * self.part / rate, self.zone) if self.periods and rate else ALWAYS

    @property
    def line_week(self) -> Week:
        """Return which share of the line is there when."""
        return _week(self.hours, 1.0, self.zone) if self.periods else ALWAYS

    def least(self, needed: Callable[[Week], float | None]) -> float | None:
        """Return the smallest rate of a line that is enough; None where no line is.

        `needed` returns the smallest rate outside throttled hours for a week of a line. Where these hours leave a rate,
        a faster line has less of itself in them, so what is needed is asked for on the line that it asks for.
        """
        if not self.has_rates:
            return needed(self.line_week)

        def asked(bandwidth: float) -> float | None:
            rate = needed(self.widened(bandwidth).line_week)
            return None if rate is None else rate / self.part

        rates = [mbps_to_rate(hours.stated_mbps) for hours in self.periods if hours.stated_mbps is not None]
        low = min(rates) / self.shared or self.bandwidth * NEAR  # of itself it has all at any hour, or nothing
        first = asked(low)
        if first is None or first <= low:
            return None if first is None else first * self.part
        widest = max(self.bandwidth, first) * WIDEST
        most = asked(widest)
        if most is None or most > widest:
            return None
        low, high = first, widest
        for _ in range(REPEATED):
            following = asked(low)
            if following is None:
                return None
            if following <= low * (1 + NEAR):
                return low * self.part
            low = following
        while high > low * (1 + NEAR):
            middle = math.sqrt(low * high)
            following = asked(middle)
            low, high = (low, middle) if following is not None and following <= middle else (middle, high)
        return high * self.part


def tunnelled(tunnel: str, segment: Callable[[str], float]) -> float:
    """Return what a tunnel leaves of the data in a full packet, as a part; `segment` returns the figure of a name."""
    return 1.0 if tunnel == NO_TUNNEL else segment(f"tcp-segment-{tunnel}") / segment("tcp-segment")


@lru_cache(maxsize=256)
def _week(periods: tuple[Period, ...], part: float, zone: Zone) -> Week:
    """Return the week of throttled hours for a rate that is the line's divided by `part`."""
    return Week(periods=tuple(replace(hours, share=min(1.0, hours.share * part)) for hours in periods), zone=zone)
