"""What changed in the data."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup

from calculators.answers.wording import count
from calculators.records.changes import DataVersion, FieldChange, RecordChange
from macros.data.changes import record_names
from macros.pages.view import Cell, View, bullets, joined, table, text
from macros.publish.api import LEADS_TO

SECTION = ".section"
"""A key whose value is what a publisher called a part of a document."""
TYPED = "data/search.yaml"
"""The file whose words are those that people type, each in a language of its own."""
LIKE_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[\w*-]+/[\w/*-]+\.\w+", re.ASCII)
"""An id of several words, or the path of a file."""
# Keys that name a record for a reader.
NAMES = ("name", "title", "label", "term", "topic", "condition", "practice", "requirement")


def data_changes(view: View) -> Markup:
    """Return each day of changes with what was another by its end, the newest first, each folded."""
    known = record_names(view.data)
    days = groupby(view.data.changes, lambda version: version.date)
    return Markup("\n").join(_day(view, day, tuple(versions), known) for day, versions in days)


def data_version(view: View) -> Markup:
    """Return the name of the newest version that the list of changes holds."""
    return text(f"`{view.data.changes[0].version}`" if view.data.changes else None)


def _day(view: View, date: datetime.date, versions: Sequence[DataVersion], known: Mapping[str, Any]) -> Markup:
    day = f"{date.day} {date:%B %Y}"
    records, lost = by_its_end(versions)
    parts: list[Markup] = []
    counts: list[str] = []
    for change in ("added", "removed"):
        if found := [item for item in records if item.change == change]:
            parts.append(
                Markup("<h3>")
                + text(f"{change.capitalize()} on {day}")
                + Markup("</h3>\n")
                + bullets(_came_or_went(view, found, known))
            )
            counts.append(f"{count(len(found), 'record')} {change}.")
    if changed := [item for item in records if item.fields]:
        rows = [row for item in changed for row in _rows(view, item, known)]
        columns = ("Record", "Key", "Before", "After")
        caption = f"Changed on {day}"
        parts.append(table(caption, columns, rows, resources=("changes-records-fields",), sentences=True))
        counts.append(f"{count(len(changed), 'record')} changed.")
    if lost:
        counts.append(f"{count(lost, 'record')} changed and changed back.")
    parts.append(_names(versions, day))
    # The search should find what the data says, not what it once said.
    return (
        Markup(f'<h2 id="day-{date}" class="hb-chapter">')
        + text(day)
        + Markup(' <small class="hb-quiet">')
        + text(" ".join(counts))
        + Markup('</small></h2>\n<div class="hb-changes" data-search-exclude>\n')
        + Markup("\n").join(parts)
        + Markup("\n</div>")
    )


def _names(versions: Sequence[DataVersion], day: str) -> Markup:
    """Return the names of a day's versions, the newest first, each with the anchor that it is linked by."""
    names = Markup(" ").join(Markup('<code id="{0}">{0}</code>').format(version.version) for version in versions)
    return Markup("<h3>{}</h3>\n<p>{}</p>").format(f"Versions of {day}", names)


def by_its_end(versions: Sequence[DataVersion]) -> tuple[list[RecordChange], int]:
    """Return what lies between the first and the last of some versions, and how many records are as they were before.

    `versions` are given newest first. A record that went and came again is both removed and added: what it held before
    is not known here.
    """
    found: dict[str, list[RecordChange]] = {}
    for version in reversed(versions):
        for item in version.records:
            found.setdefault(item.record, []).append(item)
    records = {record: _between(items) for record, items in found.items()}
    between = [item for record in sorted(records) for item in records[record]]
    return between, sum(not items for items in records.values())


def _between(items: Sequence[RecordChange]) -> list[RecordChange]:
    """Return what all changes of a record, the oldest first, come to."""
    first, last = items[0], items[-1]
    was, is_there = first.change != "added", last.change != "removed"
    came = next((item for item in reversed(items) if item.change == "added"), last)
    went = next((item for item in items if item.change == "removed"), last)
    if not was or not is_there or came.change == "added":
        return [*([went] if was else []), *([came] if is_there else [])]
    fields: list[FieldChange] = []
    for field in (field for item in items for field in item.fields):
        # Of a list only what it lost and gained is known: what another version took up is told apart.
        before = next((one for one in fields if one.field == field.field and one.new == field.old), None)
        if before:
            fields[fields.index(before)] = replace(before, new=field.new)
        else:
            fields.append(field)
    kept = tuple(field for field in fields if field.old != field.new)
    return [replace(last, fields=kept)] if kept else []


def _came_or_went(view: View, items: Iterable[RecordChange], known: Mapping[str, Any]) -> Iterator[Markup]:
    for item in items:
        inside = f"with {count(item.inside, 'record')}" if item.inside else None
        yield joined(_record(view, item, known), inside)


def _rows(view: View, item: RecordChange, known: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each key that changed."""
    for field in item.fields:
        old, new = (_value(item.record, field.field, one) for one in (field.old, field.new))
        yield _record(view, item, known), text(f"`{field.field}`"), old, new


def _value(record: str, key: str, value: Cell) -> Cell:
    """Return what a key had or has; ids, files, names of sections and words to search for stay in every language."""
    if not isinstance(value, str):
        return value
    if key.endswith(SECTION) or record.startswith(TYPED):
        return Markup('<span translate="no">{}</span>').format(value)
    return text(f"`{value}`") if LIKE_CODE.fullmatch(value) else value


def _record(view: View, item: RecordChange, known: Mapping[str, Any]) -> Markup:
    """Return the name of a record and where it is or was, which leads to it."""
    record = known.get(item.record)
    name = next((value for key in NAMES if (value := getattr(record, key, None))), None)
    file = item.record if item.record.removeprefix("data/") in view.data.files else None
    path, place = text(f"`{item.record}`"), view.place(record) if record else file
    return joined(name, Markup(f'<a {LEADS_TO}="{escape(place)}">') + path + Markup("</a>") if place else path)
