"""What hosts are by each way to read them and why, and what one host is, in the vocabulary of answers."""

from collections import Counter
from collections.abc import Iterable

from calculators.answers.report import Chart, PageLink, Reason, Series, Table, Verdict
from calculators.answers.wording import exact
from calculators.inventory.amounts import amount
from calculators.inventory.judge import RANK, VERDICTS, Assessed, Judged, WayVerdict
from calculators.inventory.out.words import LEVELS, SAID
from calculators.records.assessment import Basis, HostVerdict

BEST = "Best way for each host"
NO_CLUSTER = "no cluster"
MOST_CLUSTERS = 8
"""How many clusters a picture shows before the others go together."""
TIB = 1024**4


def chart(assessed: Assessed) -> Chart:
    """Return the verdicts of each way as bars that stand on each other."""
    rows = [(name, counts) for name, counts in _by_way(assessed) if sum(counts.values())]
    return Chart(
        id="verdicts",
        title="Verdicts by way to read the hosts",
        summary="How many hosts are supported, conditional, undecided, without data or unsupported, for each way.",
        x=tuple(range(len(rows))),
        x_label="Way to read the hosts",
        x_kind="category",
        x_names=tuple(name for name, _ in rows),
        y_label="Hosts",
        series=tuple(
            Series(name=SAID[name], values=tuple(float(counts[name]) for _, counts in rows), kind="bar")
            for name in VERDICTS
        ),
        stacked=True,
    )


def capacity_chart(assessed: Assessed) -> Chart | None:
    """Return the disk capacity of each cluster by verdict, the largest first; None where there is one or none."""
    found: dict[str, Counter[HostVerdict]] = {}
    for item in assessed.hosts:
        told = amount(item.host, "disks")
        if told is not None:
            found.setdefault(item.host.cluster or NO_CLUSTER, Counter())[item.verdict] += told.size
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    shown, others = ordered[:MOST_CLUSTERS], ordered[MOST_CLUSTERS:]
    if others:
        shown.append((f"{len(others)} others", sum((counts for _, counts in others), Counter())))
    if len(shown) <= 1:
        return None
    return Chart(
        id="capacity",
        title="Disk capacity by cluster and verdict",
        summary="The sizes of the disks of each cluster, as far as files say them, by what its hosts are.",
        x=tuple(range(len(shown))),
        x_label="Cluster",
        x_kind="category",
        x_names=tuple(name for name, _ in shown),
        y_label="Disks, TiB",
        series=tuple(
            Series(name=SAID[name], values=tuple(round(counts[name] / TIB, 3) for _, counts in shown), kind="bar")
            for name in VERDICTS
        ),
        stacked=True,
    )


def _by_way(assessed: Assessed) -> list[tuple[str, Counter[HostVerdict]]]:
    found = [(BEST, Counter(item.verdict for item in assessed.hosts))]
    for way in assessed.ways:
        own = [item for item in assessed.hosts if item.way(way).applies]
        if own:
            found.append((own[0].way(way).name, Counter(item.verdict_for(way) for item in own)))
    return found


def reasons(hosts: Iterable[Judged]) -> Table:
    """Return the reasons of each host's best way, those of most hosts first."""
    found: Counter[str] = Counter()
    known: dict[str, Basis] = {}
    for item in hosts:
        for basis in item.best.reasons:
            found[basis.id] += 1
            known[basis.id] = basis
    ordered = sorted(found.items(), key=lambda pair: (-RANK[known[pair[0]].outcome], -pair[1], pair[0]))
    return Table(
        title="Reasons, of the best way for each host",
        columns=("Reason", "Leads to", "Hosts", "What to do"),
        rows=tuple(
            (known[name].text, SAID[known[name].outcome], exact(number), known[name].remedy) for name, number in ordered
        ),
        badges=tuple(LEVELS[known[name].outcome] for name, _ in ordered),
    )


def first_reason(item: Judged) -> str | None:
    """Return the strictest reason of a host's best way; None where nothing stands in the way."""
    if item.decision is not None and item.decision.verdict is not None:
        return f"Decided: {item.decision.why}"
    if not item.best.reasons:
        return None
    return max(item.best.reasons, key=lambda basis: RANK[basis.outcome]).text


def host_verdict(item: Judged) -> Verdict:
    """Return what a host is, by its best way or by the reader's decision."""
    decision = item.decision
    told = [f"Best way: {item.best.name}."]
    if decision is not None:
        left_out = " It is left out of the project." if decision.excluded else ""
        told.append(f"You decided so{f' on {decision.since}' if decision.since else ''}: {decision.why}{left_out}")
    if item.apart is not None:
        told.append(f"It is a {item.apart}, no machine to protect as it stands.")
    return Verdict(level=LEVELS[item.verdict], label=SAID[item.verdict].capitalize(), text=" ".join(told))


def host_reasons(item: Judged) -> tuple[Reason, ...]:
    """Return the reasons of a host's best way, with what to do and where each rule stands."""
    return tuple(
        Reason(
            level=LEVELS[basis.outcome],
            label=SAID[basis.outcome],
            text=basis.text,
            remedy=basis.remedy or None,
            source=basis.source,
            link=PageLink(page=basis.page, label="Read more"),
            conflicts=basis.conflicts,
        )
        for basis in item.best.reasons
    )


def host_ways(item: Judged) -> Table:
    """Return what a host is for each way that reads its platform, with the strictest reason."""
    ways = [way for way in item.ways if way.applies]
    return Table(
        title="Each way to read it",
        columns=("Way", "Verdict", "Why"),
        rows=tuple((way.name, SAID[way.verdict], _why(way)) for way in ways),
        badges=tuple(LEVELS[way.verdict] for way in ways),
    )


def _why(way: WayVerdict) -> str:
    strictest = [basis.text for basis in way.reasons if basis.outcome == way.verdict]
    return " ".join(dict.fromkeys(strictest)) or "Nothing that the inventory shows stands in the way."
