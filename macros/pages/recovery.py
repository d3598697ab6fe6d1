"""RPO and RTO: tiers, minimums, the published tables."""

from markupsafe import Markup

from calculators.answers.inputs import fields
from calculators.answers.wording import exact, number
from calculators.records.evidence import Source
from calculators.records.recovery import ObjectTable, PublishedBandwidth, StartTime
from calculators.recovery_time.model import PARTS
from calculators.replication import sizing
from calculators.replication.units import DATA_UNITS, MINUTE, rate_to_binary_mbps, rate_to_mbps
from macros.diagrams import Value, objectives_timeline, storage_paths
from macros.pages.following import part
from macros.pages.view import Cell, View, bullets, joined, table, text


def tiers(view: View) -> Markup:
    """Return the classes of importance."""
    return view.records(
        "Tiers and their usual objectives",
        ("Tier", "Applications", "RTO", "RPO", "How it is reached", "Source"),
        view.data.recovery.tiers,
        lambda tier: (tier.name, tier.applications, tier.rto, tier.rpo, tier.means, view.cite(tier.source)),
        anchor="tier",
    )


def objectives(view: View) -> Markup:
    """Return what block and object storage reach."""
    return view.records(
        "Block and object storage",
        ("Storage", "Platform", "Smallest RPO", "Recovery of a host", "Grows with the data", "Source"),
        view.data.recovery.objectives,
        lambda item: (
            f"{item.storage.capitalize()} storage",
            item.platform,
            f"{exact(item.minimum_rpo_minutes)} minutes",
            joined(item.rto, view.disagreements(item.conflicts)),
            "yes" if item.depends_on_volume else "no",
            view.cite(item.source),
        ),
        follows="first",
    )


def start_times(view: View) -> Markup:
    """Return the published times until hosts have started."""
    return view.records(
        "Time until hosts have started, as published",
        ("What starts", "Platforms", "Time", "Source"),
        view.data.recovery.starts,
        lambda item: (
            item.what,
            ", ".join(item.platforms),
            joined(_start(item), item.note, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="start",
        follows="each",
    )


def _start(item: StartTime) -> str | None:
    if item.minutes_max is None:
        return None
    if item.minutes_min is None:
        return f"≤ {exact(item.minutes_max)} minutes"
    if item.minutes_min == item.minutes_max:
        return f"{'about ' if item.about else ''}{exact(item.minutes_max)} minutes"
    return f"{exact(item.minutes_min)} to {exact(item.minutes_max)} minutes"


def objectives_picture(view: View) -> Markup:
    """Return RPO and RTO around a disaster as a picture, with what the reader's project says."""
    known = {field.id: field for field in fields(view.data.project)}
    values = (known[name] for name in ("rpo_minutes", "rto_minutes", "interval_minutes", "snapshot_minutes"))
    return objectives_timeline(
        tuple(PARTS.values()), tuple(Value(id=one.id, label=one.label, unit=one.unit or "") for one in values)
    )


def storage_picture(view: View) -> Markup:
    """Return which way data goes with each storage type as a picture."""
    found = view.data.recovery.paths
    return (
        storage_paths(found)
        + Markup('\n<p class="hb-cite">Source: ')
        + view.cites(one.source for one in found)
        + Markup("</p>")
    )


def recovery_facts(view: View, topic: str) -> Markup:
    """Return what else to know about one topic: rpo, rto or object."""
    return view.entries(
        (item for item in view.data.recovery.facts if item.topic == topic),
        lambda item: joined(item.fact, view.cited(item.source), view.disagreements(item.conflicts)),
        follows="each",
    )


def snapshot_facts(view: View) -> Markup:
    """Return what is known about the time of cloud snapshots."""
    return view.records(
        "Time of a cloud snapshot",
        ("Platforms", "What is known", "Source"),
        view.data.recovery.snapshots,
        lambda item: (", ".join(item.platforms), item.fact, view.cite(item.source)),
        anchor="snapshot",
        follows="each",
    )


def published_bandwidth(view: View) -> Markup:
    """Return the published planning table beside the same rule computed here."""

    def cells(row: PublishedBandwidth) -> tuple[Cell, ...]:
        used = row.data_tb * DATA_UNITS["TiB"]
        rate = sizing.published_rate(used, row.change_percent / 100, row.rpo_minutes * MINUTE)
        return (
            f"{exact(row.rpo_minutes)} minutes",
            f"{exact(row.data_tb)} TB",
            f"{exact(row.change_percent)} %",
            f"{exact(row.change_gb)} GB",
            f"{exact(row.bandwidth_mbps)}",
            f"{number(rate_to_binary_mbps(rate))}",
            f"{number(rate_to_mbps(rate))} Mbit/s",
        )

    found = view.data.recovery.bandwidth
    columns = (
        "RPO",
        "Data",
        "Change",
        "Volume",
        "Printed, Mbps",
        "Computed, 1024-based",
        "As carriers count",
    )
    return view.records("The published planning rule", columns, found.rows, cells) + _source_line(view, found.source)


def block_recovery(view: View) -> Markup:
    """Return the measured recoveries from block storage."""
    found = view.data.recovery.block
    return part(
        view.data,
        found,
        view.records(
            f"Recovery of a host from block storage, {found.platform}",
            ("Disks", "Used data", "Disk types", "Minutes"),
            found.rows,
            lambda row: (
                row.disks.capitalize(),
                f"{exact(row.used_gb)} GB",
                ", ".join(row.disk_types),
                f"{exact(row.minutes_min)} to {exact(row.minutes_max)}",
            ),
        )
        + _source_line(view, found.source)
        + view.disagreements(found.conflicts),
    )


def object_recovery(view: View) -> Markup:
    """Return the measured recoveries from object storage: a row a size and host, a column a disk type."""
    found = view.data.recovery.object
    kinds = tuple(dict.fromkeys(row.disk_type for row in found.rows))
    measured: dict[tuple[float, str, str, str], dict[str, float | None]] = {}
    for row in found.rows:
        measured.setdefault((row.used_gb, row.disks, row.memory, row.bandwidth), {})[row.disk_type] = row.minutes
    rows = (
        (
            f"{exact(used)} GB, {disks} disk{'s' if disks == 'multiple' else ''}",
            f"{memory}, {bandwidth}",
            *("not measured" if minutes is None else exact(minutes) for minutes in map(cells.get, kinds)),
        )
        for (used, disks, memory, bandwidth), cells in sorted(measured.items())
    )
    return part(
        view.data,
        found,
        table(
            f"Recovery of a host from object storage, {found.platform}, in minutes",
            ("Used data", "Recovery host", *kinds),
            rows,
        )
        + _missing(found)
        + _source_line(view, found.source)
        + view.disagreements(found.conflicts),
    )


def _missing(found: ObjectTable) -> Markup:
    """Return how the table leaves out what was not measured."""
    cells: dict[str, list[str]] = {}
    for row in found.rows:
        if row.missing:
            cells.setdefault(row.missing, []).append(f"{exact(row.used_gb)} GB, {row.memory}, {row.disk_type}")
    if not cells:
        return Markup("")
    lines = (f"{reason}: {'; '.join(places)}." for reason, places in cells.items())
    return Markup("\n<p>Cells without a time:</p>\n") + bullets(lines)


def recovery_flavors(view: View) -> Markup:
    """Return the advised recovery hosts for object mode."""
    found = view.data.recovery.flavors
    rows = view.records(
        f"Recovery hosts for object storage, {found.platform}",
        ("Memory", "Bandwidth", "Family", "Series"),
        found.rows,
        lambda row: (row.memory, row.bandwidth, row.family, ", ".join(row.series)),
    )
    return part(view.data, found, rows + _source_line(view, found.source))


def field_results(view: View) -> Markup:
    """Return what published projects reached."""
    return view.records(
        "What published projects reached",
        ("Project", "Scale", "Route", "RPO", "RTO", "Source"),
        view.data.recovery.field_results,
        lambda item: (
            item.project,
            item.size,
            item.route,
            item.rpo,
            joined(item.rto, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="result",
    )


def figure(view: View, name: str) -> Markup:
    """Return a figure with its unit; what it is and where it stands is in the title."""
    item = view.data.catalog.figure(name)
    title = (
        f"{item.label}. {view.data.catalog.document(item.source).title}, {item.source.section}"
        if item.source
        else f"{item.label}. {item.why}"
    )
    shown = f"{exact(item.value)} {item.unit}".rstrip()
    return (
        Markup('<span class="hb-figure" title="')
        + Markup.escape(title)
        + Markup('">')
        + text(shown)
        + Markup("</span>")
    )


def _source_line(view: View, source: Source) -> Markup:
    return Markup('\n<p class="hb-cite">Source: ') + view.cite(source) + Markup("</p>\n")
