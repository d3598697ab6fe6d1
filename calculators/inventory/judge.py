"""Every host judged for each way to read it, by the rules of data/host_rules.yaml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculators.catalog import Catalog
from calculators.inventory.decisions import Decisions, HostDecision
from calculators.inventory.model import Host, Inventory
from calculators.inventory.signs import Looking, Seen
from calculators.inventory.systems import Placed
from calculators.records.assessment import Apart, Assessment, Basis, HostVerdict, Test, Way

AGENT = "agent"
AGENT_NAME = "Agent"
"""The way by the agent of the host's system, whichever that is."""
WINDOWS_AGENT = "windows-agent"
LINUX_AGENT = "linux-agent"
OTHER_PLATFORM = "other-platform"
VERDICTS: tuple[HostVerdict, ...] = ("supported", "conditional", "decision", "missing", "unsupported")
"""From the mildest to the strictest."""
RANK: Mapping[HostVerdict, int] = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True)
class WayVerdict:
    """What a host is for one way to read it. Hosts that show the same share it."""

    way: str
    """`agent`, or the id of a source type."""
    name: str
    """Name as people say it."""
    verdict: HostVerdict
    """The strictest outcome of its reasons."""
    reasons: tuple[Basis, ...]
    """Every rule that the host meets, in the order in which it is judged."""
    applies: bool
    """Whether it reads the platform of the host."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A host with what it is."""

    host: Host
    """As it was read."""
    placed: Placed
    """Its operating system."""
    seen: Seen
    """What it shows to the rules."""
    ways: tuple[WayVerdict, ...]
    """Each way, in the order of preference."""
    best: WayVerdict
    """The mildest of them; of equal ones the preferred one."""
    verdict: HostVerdict
    """That of the best way, or the reader's own."""
    apart: Apart | None
    """What it is besides a machine that could be protected."""
    decision: HostDecision | None = None
    """What the reader decided about it."""

    @property
    def excluded(self) -> bool:
        """Whether the reader left it out of the project."""
        return self.decision is not None and self.decision.excluded

    def way(self, name: str) -> WayVerdict:
        """Return what it is for a way. Raises KeyError when there is no such way."""
        for item in self.ways:
            if item.way == name:
                return item
        raise KeyError(name)

    def verdict_for(self, way: str | None) -> HostVerdict:
        """Return what it is for a way, or the best one where none is named; the reader's own verdict goes first."""
        if way is None or (self.decision is not None and self.decision.verdict is not None):
            return self.verdict
        return self.way(way).verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A text for an operating system that a person has to place."""

    text: str
    """As it stands in the files."""
    hosts: int
    """How many hosts have it."""
    leaves_open: str
    """What it leaves open; empty where nothing at all is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """An inventory whose hosts are judged."""

    inventory: Inventory
    """As it was read."""
    hosts: tuple[Judged, ...]
    """Every host, in the order of the inventory."""
    ways: tuple[str, ...]
    """Ids of the ways, in the order of preference."""
    unplaced: tuple[Unplaced, ...]
    """Texts for systems to place, the most frequent ones first."""
    unused: tuple[str, ...]
    """Decisions that match nothing any more, a sentence each."""
    carried: tuple[str, ...]
    """Decisions that found their host by its name alone, a sentence each."""


def assess(inventory: Inventory, catalog: Catalog, decisions: Decisions | None = None) -> Assessed:
    """Return every host judged. None is left out, whatever it is."""
    decided = decisions or Decisions()
    matched = decided.matched(inventory.hosts)
    texts = {item.text: item.means for item in decided.systems}
    looking = Looking(inventory, catalog.assessment, catalog.kernels, catalog.kernel_rules)
    judging = _Judging(catalog.assessment)
    hosts = []
    for host, decision in zip(inventory.hosts, matched.by_host, strict=True):
        seen, placed = looking.see(host, decision.system if decision else None)
        if placed.text in texts:
            # Of two texts only the one that counts is decided about.
            seen, placed = looking.see(host, texts[placed.text])
        hosts.append(judging.judged(host, seen, placed, decision))
    return Assessed(
        inventory=inventory,
        hosts=tuple(hosts),
        ways=catalog.assessment.preference,
        unplaced=_unplaced(hosts),
        unused=matched.unused,
        carried=matched.carried,
    )


def _unplaced(hosts: Sequence[Judged]) -> tuple[Unplaced, ...]:
    counts: dict[str, tuple[int, str]] = {}
    for item in hosts:
        placed = item.placed
        if placed.status in ("unplaced", "open", "generic") and placed.text:
            open_part = placed.leaves_open if placed.status == "open" else ""
            counts[placed.text] = (counts.get(placed.text, (0, ""))[0] + 1, open_part)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return tuple(Unplaced(text=text, hosts=count, leaves_open=what) for text, (count, what) in ordered)


class _Judging:
    """Judges hosts. Those that show the same to the rules are judged once."""

    def __init__(self, assessment: Assessment) -> None:
        """Sort what is looked at."""
        self._bases = {basis.id: basis for basis in assessment.bases}
        self._ways = {way.id: way for way in assessment.ways}
        self._preference = assessment.preference
        self._sources = {platform.id: platform.source_type for platform in assessment.platforms}
        self._tests = {way.id: tuple(_for(way, assessment.tests, self._bases)) for way in assessment.ways}
        self._known: dict[int, tuple[tuple[WayVerdict, ...], WayVerdict, Apart | None]] = {}

    def judged(self, host: Host, seen: Seen, placed: Placed, decision: HostDecision | None) -> Judged:
        """Return a host with what it is."""
        known = self._known.get(id(seen))
        if known is None:
            ways = tuple(self._way(name, seen) for name in self._preference)
            known = self._known[id(seen)] = ways, _best(ways), _apart(seen)
        ways, best, apart = known
        own = decision.verdict if decision else None
        return Judged(host, placed, seen, ways, best, own or best.verdict, apart, decision)

    def _way(self, name: str, seen: Seen) -> WayVerdict:
        way, other = self._ways.get(name), False
        platform = "own"
        if way is None:
            way = self._ways[WINDOWS_AGENT if seen.placed.kind == "windows" else LINUX_AGENT]
        elif seen.platform is None:
            platform = "unknown"
        elif self._sources.get(seen.platform) != name:
            platform, other = "other", True
        if other:
            # What else it lacks does not matter.
            reasons: tuple[Basis, ...] = (self._bases[OTHER_PLATFORM],)
        else:
            reasons = tuple(dict.fromkeys(self._reasons(way, seen, platform)))
        verdict = VERDICTS[max((RANK[basis.outcome] for basis in reasons), default=0)]
        return WayVerdict(name, AGENT_NAME if name == AGENT else way.name, verdict, reasons, not other)

    def _reasons(self, way: Way, seen: Seen, platform: str) -> Iterator[Basis]:
        for test, bases in self._tests[way.id]:
            if platform in test.values if test.sign == "platform" else _holds(test, seen):
                yield from bases
            if way.mode == AGENT and test.sign == "system":
                yield from (self._bases[name] for name in seen.placed.decided_by)


def _for(way: Way, tests: Sequence[Test], bases: Mapping[str, Basis]) -> Iterator[tuple[Test, tuple[Basis, ...]]]:
    """Yield the tests of a way with what follows for it."""
    for test in tests:
        found = tuple(bases[name] for name in test.bases if way.id in bases[name].ways)
        if found:
            yield test, found


def _holds(test: Test, seen: Seen) -> bool:
    if test.kind is not None and test.kind != seen.placed.kind:
        return False
    if test.values and any(value in test.values for value in seen.values.get(test.sign, ())):
        return True
    number = seen.numbers.get(test.sign)
    if number is None:
        return False
    return (
        (test.above is not None and number > test.above)
        or (test.least is not None and number >= test.least)
        or (test.below is not None and number < test.below)
        or (test.most is not None and number <= test.most)
    )


def _best(ways: Sequence[WayVerdict]) -> WayVerdict:
    """Return the mildest way that reads the host's platform; of equal ones the first."""
    return min((way for way in ways if way.applies), key=lambda way: RANK[way.verdict])


def _apart(seen: Seen) -> Apart | None:
    if "yes" in seen.values["template"]:
        return "template"
    if "yes" in seen.values["placeholder"]:
        return "placeholder"
    return "service" if "yes" in seen.values["service"] else None
