"""What an output is held against: the limits of the data and of the project."""

import ipaddress
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from calculators.answers.inputs import fields
from calculators.answers.wording import exact
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.proofs.model import Judgement, Offer, Value, Verdict
from calculators.records.form import Field
from calculators.records.proofs import Measure, Proof, ProofLimit

STORAGE = {"block": "block storage", "object": "object storage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit with its number."""

    bound: str
    """`at least`, `at most` or `below`."""
    value: float
    """In `unit`."""
    unit: str
    """Unit of the value."""
    whose: str
    """Where it comes from, in a few words."""

    @property
    def told(self) -> str:
        """Return it in words."""
        return f"{self.shortly} ({self.whose})"

    @property
    def shortly(self) -> str:
        """Return it in words, without whose it is."""
        return f"{self.bound} {exact(self.value)} {self.unit}"

    def holds(self, value: float) -> bool:
        """Return whether a value is on the right side."""
        if self.bound == "at least":
            return value >= self.value
        return value < self.value if self.bound == "below" else value <= self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A proof, and the project that it is asked for."""

    proof: Proof
    project: Project
    catalog: Catalog

    def said(self, name: str) -> str:
        """Return a value of the project; nothing where it is not said."""
        return self.project.value(name).strip()

    def field(self, name: str) -> Field:
        """Return what the project says about one of its values. Raises StopIteration for none."""
        return next(field for field in fields(self.catalog.project) if field.id == name)

    def number(self, name: str) -> float | None:
        """Return a number that the project says; None where it says none."""
        try:
            return float(self.said(name).replace(",", "."))
        except ValueError:
            return None

    def assumed(self, name: str) -> float:
        """Return a number that the project says, or what is assumed of it until then."""
        told = self.number(name)
        default = self.field(name).default
        return told if told is not None else float(default or 0)

    @property
    def storage(self) -> str:
        """Return the storage that the project goes on."""
        return self.said("storage") or str(self.field("storage").default)

    def other_host(self, hosts: Collection[str]) -> str:
        """Return why hosts that a text is about are not the wanted one, as a sentence; nothing where they may be it.

        A name and an address cannot be compared.
        """
        host = self.said(self.proof.host) if self.proof.host else ""
        if not host:
            return ""
        others = [other for other in sorted(hosts) if _differ(host, other)]
        if not others:
            return ""
        return f"The text is for {', '.join(others)}. Wanted is {host}, as the project says."

    @staticmethod
    def apart(hosts: Collection[str]) -> bool:
        """Return whether some of the hosts that a text is about are surely not one."""
        return any(_differ(one, other) for one, other in combinations(sorted(hosts), 2))

    def limits(self, measure: Measure, share: float = 1.0) -> Iterator[Limit]:
        """Yield the limits of a value; of what the project says, only a share may be wanted."""
        for limit in self.proof.limits:
            if limit.measure == measure and limit.storage in (None, self.storage):
                found = self._limit(limit, share)
                if found is not None:
                    yield found

    def _limit(self, limit: ProofLimit, share: float) -> Limit | None:
        where = f"published for {STORAGE[limit.storage]}" if limit.storage else "published"
        if limit.project is not None:
            told = self.number(limit.project)
            if told is None:
                return None
            unit = self.field(limit.project).unit
            return Limit(bound=limit.bound, value=told * share, unit=unit, whose="of the project")
        if limit.figure is not None:
            figure = self.catalog.figure(limit.figure)
            return Limit(bound=limit.bound, value=figure.value, unit=figure.unit, whose=where)
        return Limit(bound=limit.bound, value=limit.value or 0.0, unit=limit.unit, whose=where)

    def held(self, measure: Measure, label: str, value: float, shown: str, share: float = 1.0) -> Value:
        """Return a value beside every limit that it has."""
        limits = tuple(self.limits(measure, share))
        return Value(
            label=label,
            value=shown,
            wanted="; ".join(limit.told for limit in limits),
            holds=all(limit.holds(value) for limit in limits) if limits else None,
        )

    def offer(self, name: str, value: float, source: str) -> tuple[Offer, ...]:
        """Return a value for the project, where it may hold it."""
        field = self.field(name)
        low, high = field.minimum, field.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            return ()
        text = f"{value:.12g}"
        told = f"{exact(value)} {field.unit}".rstrip()
        return (Offer(field=name, label=field.label, value=text, told=told, source=source),)

    def judgement(
        self,
        verdict: Verdict,
        sentence: str,
        *,
        values: tuple[Value, ...] = (),
        offers: tuple[Offer, ...] = (),
        lines: tuple[str, ...] = (),
        rows: tuple[tuple[str, ...], ...] = (),
    ) -> Judgement:
        """Return what a text proves of this."""
        proof = self.proof.id
        return Judgement(
            proof=proof, verdict=verdict, sentence=sentence, values=values, offers=offers, lines=lines, rows=rows
        )


def _differ(host: str, other: str) -> bool:
    """Return whether two are surely not one: two addresses, or two names of which none is short for the other."""
    addresses = [_address(text) for text in (host, other)]
    if all(addresses):
        return addresses[0] != addresses[1]
    if any(addresses):
        return False
    names = sorted((host.casefold().rstrip("."), other.casefold().rstrip(".")), key=len)
    return names[0] != names[1] and not names[1].startswith(f"{names[0]}.")


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
