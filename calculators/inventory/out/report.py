"""An assessed inventory as a report, in the vocabulary of every other answer."""

from collections.abc import Iterator, Mapping, Sequence

from calculators.answers.report import Answer, PageLink, ReadLine, Reason, Report, Table, Verdict
from calculators.answers.wording import count, number
from calculators.catalog import Catalog
from calculators.inventory.amounts import CAPACITIES, MEANINGS, Capacity
from calculators.inventory.judge import AGENT, RANK, VERDICTS, Assessed, Judged
from calculators.inventory.out.shown import seen, signs_of
from calculators.inventory.out.words import LEVELS, SAID, said_of
from calculators.inventory.totals import Dimension, Presence, Row, Sum, Totals, totals
from calculators.records.assessment import Basis, HostVerdict
from calculators.records.flow import Level
from calculators.replication.units import from_bytes

NAME = "inventory"
TITLE = "Inventory assessment"
PAGE = PageLink(page="compatibility/index.md", label="What can be protected")
FIELDS: Mapping[str, str] = {
    "os_reported": "system that runs",
    "os_configured": "system as configured",
    "vcpus": "vCPU",
    "memory_bytes": "memory",
    "disks": "disks one by one",
    "disk_count": "number of disks",
    "disk_bytes": "disks together",
    "guest_used_bytes": "used by partitions",
    "provisioned_bytes": "provisioned",
    "in_use_bytes": "in use",
    "snapshots": "number of snapshots",
}
"""What an answer calls fields whose names say less."""
DIMENSIONS: tuple[tuple[Dimension, str], ...] = (
    ("system", "By operating system"),
    ("cluster", "By cluster"),
    ("way", "By way to read them"),
)


def report(assessed: Assessed, catalog: Catalog, way: str | None = None, *, listed: bool = True) -> Report:
    """Return the answer for the best way of each host, or for one way: figures, reasons, hosts, totals, gaps.

    `listed` is whether its first table has every host.
    """
    summed = totals(assessed, way)
    reasons = tuple(_reasons(assessed, catalog, way))
    return Report(
        calculator=NAME,
        title=TITLE,
        verdict=_verdict(summed),
        read=tuple(_read(assessed, summed)),
        given=(),
        answers=tuple(_answers(summed)),
        matter=len(VERDICTS),
        reasons=reasons,
        warnings=tuple(_warnings(assessed, summed)),
        tables=(*((_hosts(assessed.hosts, way),) if listed else ()), *_tables(assessed, summed)),
        notes=tuple(_notes(assessed, catalog)),
        sources=tuple(dict.fromkeys(reason.source for reason in reasons)),
        data_date=catalog.date,
    )


def _verdict(summed: Totals) -> Verdict:
    told = [f"{amount} {said_of(verdict, amount)}" for verdict, amount in summed.all.verdicts.items() if amount]
    worst = next((verdict for verdict in reversed(VERDICTS) if summed.all.verdicts[verdict]), None)
    level: Level = LEVELS[worst] if worst else "caution"
    label = f"{count(summed.all.hosts, 'host')}: {', '.join(told)}" if told else "No hosts were read"
    if not told:
        words = "Above stands what each file is. Drop an export that lists hosts."
        return Verdict(level=level, label=label, text=words, link=PAGE)
    apart = [f"{amount} {_apart(name, amount)}" for name, amount in summed.apart.items()]
    verb = "is" if sum(summed.apart.values()) == 1 else "are"
    also = f" Among them {verb} {', '.join(apart)}." if apart else ""
    out = f" {summed.excluded} of them were left out by a decision." if summed.excluded else ""
    return Verdict(level=level, label=label, text=f"Every host counts once, under one verdict.{also}{out}", link=PAGE)


APART: Mapping[str, tuple[str, str]] = {
    "template": ("template", "templates"),
    "placeholder": ("placeholder of SRM", "placeholders of SRM"),
    "service": ("machine of the platform itself", "machines of the platform itself"),
}


def _apart(name: str, amount: int) -> str:
    return APART[name][amount != 1]


def _read(assessed: Assessed, summed: Totals) -> Iterator[ReadLine]:
    for file in assessed.inventory.files:
        rows = ", ".join(f"{count(table.rows, 'row')} of {table.kind}" for table in file.tables if table.kind)
        yield ReadLine(label=file.name, value=file.problem or f"{file.title}: {rows}")
    units = dict.fromkeys(f"{column}: {unit}" for _, column, unit in summed.read_in)
    if units:
        yield ReadLine(label="Units", value="; ".join(units))


def _answers(summed: Totals) -> Iterator[Answer]:
    details = {
        "supported": "Nothing that the files show stands in the way.",
        "conditional": "They work once the remedy of each reason is done.",
        "decision": "A person decides: no rule does.",
        "missing": "Something has to be found out first.",
        "unsupported": "As they are, no way reads them.",
    }
    for verdict in VERDICTS:
        amount = summed.all.verdicts[verdict]
        yield Answer(
            id=verdict,
            label=SAID[verdict].capitalize(),
            value=str(amount),
            detail=details[verdict],
            amount=amount,
            unit="hosts",
        )
    without = summed.all.without_disks
    lacking = f"{count(without, 'host')} {'does' if without == 1 else 'do'} not say theirs." if without else ""
    yield Answer(
        id="disks", label="Disks", value=str(summed.all.disks), detail=lacking, amount=summed.all.disks, unit="disks"
    )
    for capacity in CAPACITIES:
        found = summed.all.capacities[capacity]
        yield Answer(
            id=capacity.replace(" ", "-"),
            label=f"Capacity, {capacity}",
            value=_size(found),
            detail=f"{MEANINGS[capacity].capitalize()}. {_coverage(found)}",
            amount=from_bytes(found.size, "GiB") if found.hosts or found.partly else None,
            unit="GiB",
        )


def _size(found: Sum) -> str:
    if not (found.hosts or found.partly):
        return "not told"
    size = from_bytes(found.size, "TiB")
    told = f"{number(size)} TiB" if size >= 1 else f"{number(from_bytes(found.size, 'GiB'))} GiB"
    return told if found.whole else f"at least {told}"


def _coverage(found: Sum) -> str:
    whole = found.hosts + found.partly + found.missing
    derived = f" {found.derived} of them were worked out." if found.derived else ""
    if found.whole:
        return f"All {whole} hosts say it.{derived}" if whole else ""
    partly = f", {found.partly} a part of it" if found.partly else ""
    return f"{found.hosts} of {whole} hosts say it{partly}; the others count as nothing.{derived}"


def _reasons(assessed: Assessed, catalog: Catalog, way: str | None) -> Iterator[Reason]:
    """Yield each rule that hosts meet in the way that counts, the strictest and the most frequent first."""
    hosts: dict[str, list[Judged]] = {}
    bases: dict[str, Basis] = {}
    for judged in assessed.hosts:
        for basis in (judged.best if way is None else judged.way(way)).reasons:
            bases[basis.id] = basis
            hosts.setdefault(basis.id, []).append(judged)
    signs = signs_of(catalog.assessment)
    for basis in sorted(bases.values(), key=lambda item: (-RANK[item.outcome], -len(hosts[item.id]), item.id)):
        found = hosts[basis.id]
        first = found[0]
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Reason(
            level=LEVELS[basis.outcome],
            label=f"{count(len(found), 'host')} {said_of(basis.outcome, len(found))}",
            text=f"{basis.text} Seen at {first.host.name}{more}: {seen(first, signs[basis.id])}.",
            remedy=basis.remedy or None,
            source=basis.source,
            link=PageLink(page=basis.page, label="The rule"),
            conflicts=basis.conflicts,
        )


def _warnings(assessed: Assessed, summed: Totals) -> Iterator[str]:
    rejected = sum(item.count for item in assessed.inventory.rejected if item.whole_row)
    values = sum(item.count for item in assessed.inventory.rejected if not item.whole_row)
    if rejected or values:
        left = [count(amount, word) for amount, word in ((rejected, "row"), (values, "value")) if amount]
        was = "was" if rejected + values == 1 else "were"
        yield f"{' and '.join(left)} of the files {was} not used: see which, and why."
    secrets = sum(judged.host.password_in_notes for judged in assessed.hosts)
    if secrets:
        yield f"Notes of {count(secrets, 'host')} look like passwords in clear text. They are not shown and go nowhere."
    for question in assessed.inventory.questions:
        yield question.text
    if summed.shared_disks:
        yield f"Listed more than once, counted once: {count(summed.shared_disks, 'disk')} of several hosts."
    yield from assessed.carried
    yield from assessed.unused


def _tables(assessed: Assessed, summed: Totals) -> Iterator[Table]:
    names = {way.way: way.name for judged in assessed.hosts[:1] for way in judged.ways}
    for dimension, title in DIMENSIONS:
        yield Table(
            title=title,
            columns=("Name", "Hosts", *map(_headed, VERDICTS), "Disks", *map(_heading, CAPACITIES)),
            rows=tuple(_total(row, names) for row in summed.by[dimension]),
        )
    if assessed.unplaced:
        yield Table(
            title="Texts for operating systems to decide about",
            columns=("Text", "Hosts", "What it leaves open"),
            rows=tuple((item.text, str(item.hosts), item.leaves_open) for item in assessed.unplaced),
        )
    yield Table(
        title="Which values are there",
        columns=("Value", "Reported", "Worked out", "Missing"),
        rows=tuple(_there(item) for item in summed.presence),
    )


def _there(item: Presence) -> tuple[str, ...]:
    name = FIELDS.get(item.field, item.field.replace("_", " "))
    return name, str(item.reported), str(item.derived), str(item.missing)


def _headed(verdict: HostVerdict) -> str:
    return SAID[verdict].capitalize()


def _heading(capacity: Capacity) -> str:
    return f"GiB {capacity}"


def _total(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    sizes = (row.capacities[capacity] for capacity in CAPACITIES)
    return (
        names.get(row.name, row.name),
        str(row.hosts),
        *(str(row.verdicts[verdict]) for verdict in VERDICTS),
        str(row.disks),
        *(_gib(found) for found in sizes),
    )


def _gib(found: Sum) -> str:
    if not (found.hosts or found.partly):
        return ""
    told = number(from_bytes(found.size, "GiB"))
    return told if found.whole else f"at least {told}"


def _hosts(hosts: Sequence[Judged], way: str | None) -> Table:
    ordered = sorted(hosts, key=lambda judged: (-RANK[judged.verdict_for(way)], judged.host.name.casefold()))
    return Table(
        title="Each host, what needs attention first",
        columns=("Host", "Verdict", "Way", "System", "Reasons"),
        rows=tuple(_host(judged, way) for judged in ordered),
        badges=tuple(LEVELS[judged.verdict_for(way)] for judged in ordered),
    )


def _host(judged: Judged, way: str | None) -> tuple[str, ...]:
    counted = judged.best if way is None else judged.way(way)
    own = f"decided: {judged.decision.why}" if judged.decision else ""
    verdict = "left out" if judged.excluded else SAID[judged.verdict_for(way)]
    told = "; ".join(filter(None, (own, *(basis.id for basis in counted.reasons))))
    return judged.host.name, verdict, counted.name, judged.placed.label or judged.placed.text or "not told", told


def _notes(assessed: Assessed, catalog: Catalog) -> Iterator[str]:
    yield "No inventory holds how much data changes: take it from a measurement, or ask for it."
    reading = {way.way for judged in assessed.hosts for way in judged.ways if way.applies}
    for item in catalog.assessment.ways:
        if item.unseen and (item.mode == AGENT or item.id in reading):
            yield f"{item.name}: {item.unseen} of its conditions stand in no inventory. Ask for them on its page."
