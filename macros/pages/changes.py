"""What changed in the data."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from calculators.records.changes import DataVersion, RecordChange
from macros.api import LEADS_TO
from macros.changes import record_names
from macros.view import Cell, View, bullets, joined, table, text

# Keys that name a record for a reader.
NAMES = ("name", "title", "label", "term", "topic", "condition", "practice", "requirement")


def data_changes(view: View) -> Markup:
    """Return every version of the data with what changed in it, the newest first."""
    known = record_names(view.data)
    return Markup("\n").join(_version(view, version, known) for version in view.data.changes)


def data_version(view: View) -> Markup:
    """Return the name of the newest version that the list of changes holds."""
    return text(f"`{view.data.changes[0].version}`" if view.data.changes else None)


def _version(view: View, version: DataVersion, known: Mapping[str, Any]) -> Markup:
    day = f"{version.date.day} {version.date:%B %Y}"
    parts = [
        Markup("<h3>") + text(f"{word} on {day}") + Markup("</h3>\n") + bullets(_came_or_went(view, found, known))
        for word, change in (("Added", "added"), ("Removed", "removed"))
        if (found := [item for item in version.records if item.change == change])
    ]
    rows = [row for item in version.records for row in _rows(view, item, known)]
    if rows:
        columns = ("Record", "Key", "Before", "After")
        caption = f"Changed on {day}, version {version.version}"
        parts.append(table(caption, columns, rows, resources=("changes-records-fields",), sentences=True))
    # The search should find what the data says, not what it once said.
    return (
        Markup(f'<h2 id="{escape(version.version)}">')
        + text(f"{day}, version `{version.version}`")
        + Markup('</h2>\n<div class="hb-changes" data-search-exclude>\n')
        + Markup("\n").join(parts)
        + Markup("\n</div>")
    )


def _came_or_went(view: View, items: Iterable[RecordChange], known: Mapping[str, Any]) -> Iterator[Markup]:
    for item in items:
        inside = f"with {item.inside} record{'' if item.inside == 1 else 's'}" if item.inside else None
        yield joined(_record(view, item, known), inside)


def _rows(view: View, item: RecordChange, known: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each key that changed."""
    for field in item.fields:
        yield _record(view, item, known), text(f"`{field.field}`"), field.old, field.new


def _record(view: View, item: RecordChange, known: Mapping[str, Any]) -> Markup:
    """Return the name of a record and where it is or was, which leads to it."""
    record = known.get(item.record)
    name = next((value for key in NAMES if (value := getattr(record, key, None))), None)
    file = item.record if item.record.removeprefix("data/") in view.data.files else None
    path, place = text(f"`{item.record}`"), view.place(record) if record else file
    return joined(name, Markup(f'<a {LEADS_TO}="{escape(place)}">') + path + Markup("</a>") if place else path)
