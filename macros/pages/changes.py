"""What changed in the data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from calculators.answers.wording import count
from calculators.records.changes import DataVersion, RecordChange
from macros.data.changes import record_names
from macros.pages.view import Cell, View, bullets, joined, table, text
from macros.publish.api import LEADS_TO

SECTION = ".section"
"""A key whose value is what a publisher called a part of a document."""
LIKE_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[\w*-]+/[\w/*-]+\.\w+", re.ASCII)
"""An id of several words, or the path of a file."""
# Keys that name a record for a reader.
NAMES = ("name", "title", "label", "term", "topic", "condition", "practice", "requirement")


def data_changes(view: View) -> Markup:
    """Return every version of the data with what changed in it, the newest first and open, the others folded."""
    known = record_names(view.data)
    return Markup("\n").join(
        _version(view, version, known, newest=not index) for index, version in enumerate(view.data.changes)
    )


def data_version(view: View) -> Markup:
    """Return the name of the newest version that the list of changes holds."""
    return text(f"`{view.data.changes[0].version}`" if view.data.changes else None)


def _version(view: View, version: DataVersion, known: Mapping[str, Any], *, newest: bool) -> Markup:
    day = f"{version.date.day} {version.date:%B %Y}"
    parts: list[Markup] = []
    counts: list[str] = []
    for change in ("added", "removed"):
        if found := [item for item in version.records if item.change == change]:
            parts.append(
                Markup("<h3>")
                + text(f"{change.capitalize()} on {day}")
                + Markup("</h3>\n")
                + bullets(_came_or_went(view, found, known))
            )
            counts.append(f"{count(len(found), 'record')} {change}")
    if changed := [item for item in version.records if item.fields]:
        rows = [row for item in changed for row in _rows(view, item, known)]
        columns = ("Record", "Key", "Before", "After")
        caption = f"Changed on {day}, version {version.version}"
        parts.append(table(caption, columns, rows, resources=("changes-records-fields",), sentences=True))
        counts.append(f"{count(len(changed), 'record')} changed")
    # The search should find what the data says, not what it once said.
    return (
        Markup(f'<h2 id="{escape(version.version)}"{"" if newest else ' class="hb-chapter"'}>')
        + text(f"{day}, version `{version.version}`")
        + Markup(' <small class="hb-quiet">')
        + text(", ".join(counts))
        + Markup('</small></h2>\n<div class="hb-changes" data-search-exclude>\n')
        + Markup("\n").join(parts)
        + Markup("\n</div>")
    )


def _came_or_went(view: View, items: Iterable[RecordChange], known: Mapping[str, Any]) -> Iterator[Markup]:
    for item in items:
        inside = f"with {count(item.inside, 'record')}" if item.inside else None
        yield joined(_record(view, item, known), inside)


def _rows(view: View, item: RecordChange, known: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each key that changed."""
    for field in item.fields:
        old, new = (_value(field.field, one) for one in (field.old, field.new))
        yield _record(view, item, known), text(f"`{field.field}`"), old, new


def _value(key: str, value: Cell) -> Cell:
    """Return what a key had or has; ids, files and names of sections stay in every language."""
    if not isinstance(value, str):
        return value
    if key.endswith(SECTION):
        return Markup('<span translate="no">{}</span>').format(value)
    return text(f"`{value}`") if LIKE_CODE.fullmatch(value) else value


def _record(view: View, item: RecordChange, known: Mapping[str, Any]) -> Markup:
    """Return the name of a record and where it is or was, which leads to it."""
    record = known.get(item.record)
    name = next((value for key in NAMES if (value := getattr(record, key, None))), None)
    file = item.record if item.record.removeprefix("data/") in view.data.files else None
    path, place = text(f"`{item.record}`"), view.place(record) if record else file
    return joined(name, Markup(f'<a {LEADS_TO}="{escape(place)}">') + path + Markup("</a>") if place else path)
