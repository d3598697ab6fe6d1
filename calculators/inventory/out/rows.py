"""Sheets for a workbook: every host with its verdicts, every reason, what was not used, what is to be decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculators.answers.escaping import spreadsheet_cell
from calculators.catalog import Catalog
from calculators.inventory.amounts import Capacity, amount, disk_count, used
from calculators.inventory.judge import Assessed
from calculators.inventory.out.shown import seen, signs_of
from calculators.inventory.out.words import SAID
from calculators.replication.units import from_bytes

HOST_COLUMNS = (
    "Host", "Verdict", "Best way", "Decided by", "Why", "System", "System as written", "Kernel", "Platform", "Cluster",
    "Folder", "Power", "vCPU", "Memory GiB", "Disks", "Disk sizes GiB", "Provisioned GiB", "In use GiB",
    "Partitions GiB", "Used data GiB", "Used data from", "Identifier", "File", "Row",
)  # fmt: skip
REASON_COLUMNS = (
    "Host", "Way", "Verdict of the way", "Reason", "What was seen", "Rule", "What to do", "Source", "Address",
)  # fmt: skip
REJECTED_COLUMNS = ("File", "Sheet", "Row", "Column", "Host", "Found", "Kind", "Why", "Left out", "Of this kind")
OPEN_COLUMNS = ("Text", "Hosts", "What it leaves open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook. Its cells are harmless: none begins a formula."""

    name: str
    """Name of the sheet."""
    columns: tuple[str, ...]
    """Header."""
    rows: tuple[tuple[str, ...], ...]
    """Cells below it."""


def sheets(assessed: Assessed, catalog: Catalog) -> tuple[Sheet, ...]:
    """Return all sheets. Each host stands in the first one, whatever it is."""
    return (
        _sheet("Hosts", _host_columns(assessed), _hosts(assessed)),
        _sheet("Reasons", REASON_COLUMNS, _reasons(assessed, catalog)),
        _sheet("Not used", REJECTED_COLUMNS, _rejected(assessed)),
        _sheet(
            "To decide", OPEN_COLUMNS, ((item.text, str(item.hosts), item.leaves_open) for item in assessed.unplaced)
        ),
    )


def _sheet(name: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Sheet:
    harmless = tuple(tuple(spreadsheet_cell(cell) for cell in row) for row in rows)
    return Sheet(name=name, columns=tuple(spreadsheet_cell(column) for column in columns), rows=harmless)


def _host_columns(assessed: Assessed) -> tuple[str, ...]:
    first = assessed.hosts[0].ways if assessed.hosts else ()
    return (*HOST_COLUMNS, *(way.name for way in first))


def _hosts(assessed: Assessed) -> Iterator[tuple[str, ...]]:
    for judged in assessed.hosts:
        host, decision = judged.host, judged.decision
        sizes = [found.size if (found := amount(host, name)) else None for name in _SIZES]
        told = used(host)
        place = host.read_from[0] if host.read_from else None
        yield (
            host.name,
            "left out" if judged.excluded else SAID[judged.verdict],
            judged.best.name,
            "the reader" if decision else "the rules",
            decision.why if decision else "",
            judged.placed.label,
            judged.placed.text,
            host.kernel or "",
            host.platform or "",
            host.cluster or "",
            host.folder or "",
            host.power or "",
            _plain(host.vcpus),
            _gib(host.memory_bytes),
            _plain(disk_count(host)),
            *map(_gib, sizes),
            _gib(told[0].size if told else None),
            told[1] if told else "",
            host.instance_uuid or host.vm_uuid or host.smbios_uuid or host.object_id or "",
            place.file if place else "",
            str(place.row) if place else "",
            *(SAID[way.verdict] if way.applies else "another platform" for way in judged.ways),
        )


_SIZES: tuple[Capacity, ...] = ("disks", "provisioned", "in use", "partitions")


def _reasons(assessed: Assessed, catalog: Catalog) -> Iterator[tuple[str, ...]]:
    signs = signs_of(catalog.assessment)
    for judged in assessed.hosts:
        for way in judged.ways:
            if not way.applies:
                continue
            for basis in way.reasons:
                document = catalog.document(basis.source)
                yield (
                    judged.host.name,
                    way.name,
                    SAID[way.verdict],
                    SAID[basis.outcome],
                    seen(judged, signs[basis.id]),
                    basis.text,
                    basis.remedy,
                    f"{document.title}, {basis.source.section}",
                    document.url,
                )


def _rejected(assessed: Assessed) -> Iterator[tuple[str, ...]]:
    for item in assessed.inventory.rejected:
        told = "the row" if item.whole_row else "the value"
        for example in item.examples:
            yield (
                example.place.file,
                example.place.table,
                str(example.place.row),
                example.column,
                example.host,
                example.found,
                item.category,
                item.reason,
                told,
                str(item.count),
            )
        if not item.examples:
            yield item.file, item.table, "", "", "", "", item.category, item.reason, told, str(item.count)


def _open(assessed: Assessed) -> Iterator[tuple[str, ...]]:
    yield from ((item.text, str(item.hosts), item.leaves_open) for item in assessed.unplaced)


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)


def _gib(size: int | None) -> str:
    return "" if size is None else f"{from_bytes(size, 'GiB'):.3f}".rstrip("0").rstrip(".")
