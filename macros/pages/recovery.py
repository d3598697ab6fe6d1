"""RPO and RTO: tiers, minimums, the published tables."""

import dataclasses

import pandas as pd
from markupsafe import Markup

from calculators import sizing
from calculators.records.evidence import Source
from calculators.units import DATA_UNITS, MINUTE, rate_to_binary_mbps, rate_to_mbps
from calculators.wording import number
from macros.view import Cell, View, bullets, joined, table, text


def tiers(view: View) -> Markup:
    """Return the classes of importance."""
    return table(
        "Tiers and their usual objectives",
        ("Tier", "Applications", "RTO", "RPO", "How it is reached", "Source"),
        (
            (tier.name, tier.applications, tier.rto, tier.rpo, tier.means, view.cite(tier.source))
            for tier in view.data.recovery.tiers
        ),
    )


def objectives(view: View) -> Markup:
    """Return what block and object storage reach."""
    return table(
        "Block and object storage",
        ("Storage", "Platform", "Smallest RPO", "Recovery of a host", "Grows with the data", "Source"),
        (
            (
                f"{item.storage.capitalize()} storage",
                item.platform,
                f"{number(item.minimum_rpo_minutes)} minutes",
                joined(item.rto, view.disagreements(item.conflicts)),
                "yes" if item.depends_on_volume else "no",
                view.cite(item.source),
            )
            for item in view.data.recovery.objectives
        ),
    )


def recovery_facts(view: View, topic: str) -> Markup:
    """Return what else to know about one topic: rpo, rto or object."""
    return bullets(
        joined(item.fact, _cite(view, item.source), view.disagreements(item.conflicts))
        for item in view.data.recovery.facts
        if item.topic == topic
    )


def snapshot_facts(view: View) -> Markup:
    """Return what is known about the time of cloud snapshots."""
    return table(
        "Time of a cloud snapshot",
        ("Platforms", "What is known", "Source"),
        ((", ".join(item.platforms), item.fact, view.cite(item.source)) for item in view.data.recovery.snapshots),
    )


def published_bandwidth(view: View) -> Markup:
    """Return the published planning table beside the same rule computed here."""
    rows: list[tuple[Cell, ...]] = []
    for row in view.data.recovery.bandwidth.rows:
        used = row.data_tb * DATA_UNITS["TiB"]
        rate = sizing.published_rate(used, row.change_percent / 100, row.rpo_minutes * MINUTE)
        rows.append(
            (
                f"{number(row.rpo_minutes)} minutes",
                f"{number(row.data_tb)} TB",
                f"{number(row.change_percent)} %",
                f"{number(row.change_gb)} GB",
                f"{number(row.bandwidth_mbps)}",
                f"{number(rate_to_binary_mbps(rate))}",
                f"{number(rate_to_mbps(rate))} Mbit/s",
            )
        )
    source = view.data.recovery.bandwidth.source
    columns = (
        "RPO",
        "Data",
        "Change",
        "Volume",
        "Printed, Mbps",
        "Computed, 1024-based",
        "As carriers count",
    )
    return table("The published planning rule", columns, rows) + _source_line(view, source)


def block_recovery(view: View) -> Markup:
    """Return the measured recoveries from block storage."""
    found = view.data.recovery.block
    return (
        table(
            f"Recovery of a host from block storage, {found.platform}",
            ("Disks", "Used data", "Disk types", "Minutes"),
            (
                (
                    row.disks.capitalize(),
                    f"{number(row.used_gb)} GB",
                    ", ".join(row.disk_types),
                    f"{number(row.minutes_min)} to {number(row.minutes_max)}",
                )
                for row in found.rows
            ),
        )
        + _source_line(view, found.source)
        + view.disagreements(found.conflicts)
    )


def object_recovery(view: View) -> Markup:
    """Return the measured recoveries from object storage: a row a size and host, a column a disk type."""
    found = view.data.recovery.object
    frame = pd.DataFrame([dataclasses.asdict(row) for row in found.rows])
    kinds = tuple(frame["disk_type"].unique())
    groups = ["used_gb", "disks", "memory", "bandwidth"]
    wide = frame.pivot(index=groups, columns="disk_type", values="minutes")[list(kinds)]
    rows = (
        (
            f"{number(used)} GB, {disks} disk{'s' if disks == 'multiple' else ''}",
            f"{memory}, {bandwidth}",
            *("not measured" if pd.isna(cell) else number(cell) for cell in cells),
        )
        for (used, disks, memory, bandwidth), cells in zip(wide.index, wide.to_numpy(), strict=True)
    )
    return (
        table(
            f"Recovery of a host from object storage, {found.platform}, in minutes",
            ("Used data", "Recovery host", *kinds),
            rows,
        )
        + _source_line(view, found.source)
        + view.disagreements(found.conflicts)
    )


def recovery_flavors(view: View) -> Markup:
    """Return the advised recovery hosts for object mode."""
    found = view.data.recovery.flavors
    return table(
        f"Recovery hosts for object storage, {found.platform}",
        ("Memory", "Bandwidth", "Family", "Series"),
        ((row.memory, row.bandwidth, row.family, ", ".join(row.series)) for row in found.rows),
    ) + _source_line(view, found.source)


def field_results(view: View) -> Markup:
    """Return what published projects reached."""
    return table(
        "What published projects reached",
        ("Project", "Size", "Route", "RPO", "RTO", "Source"),
        (
            (
                item.project,
                item.size,
                item.route,
                item.rpo,
                joined(item.rto, view.disagreements(item.conflicts)),
                view.cite(item.source),
            )
            for item in view.data.recovery.field_results
        ),
    )


def figure(view: View, name: str) -> Markup:
    """Return a figure with its unit; what it is and where it stands is in the title."""
    item = view.data.catalog.figure(name)
    title = (
        f"{item.label}. {view.data.catalog.document(item.source).title}, {item.source.section}"
        if item.source
        else f"{item.label}. {item.why}"
    )
    shown = f"{number(item.value)} {item.unit}".rstrip()
    return (
        Markup('<span class="hb-figure" title="')
        + Markup.escape(title)
        + Markup('">')
        + text(shown)
        + Markup("</span>")
    )


def _cite(view: View, source: Source) -> Markup:
    return Markup('<span class="hb-cite">') + view.cite(source) + Markup("</span>")


def _source_line(view: View, source: Source) -> Markup:
    return Markup('\n<p class="hb-cite">Source: ') + view.cite(source) + Markup("</p>\n")
