"""What pages say about what holds for which projects; docs/assets/following/ shows what holds for the reader's."""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Literal

from markupsafe import Markup

from calculators.answers.inputs import fields
from calculators.answers.render import page_url
from calculators.records.form import LEFT, RIGHT, Form
from macros.data.addresses import checklist_page, target_page
from macros.data.findings import source_page
from macros.data.holding import EVERY, Holding, Record, holdings, named
from macros.data.loader import Data
from macros.pages.terms import TAG

type Follows = Literal["each", "nearest", "first", "columns"]
"""How a list follows the reader's project: it shows what holds for it, or where nothing does, what is nearest to it; or
everything, its own first; or only the columns of a table follow. Those that say for whom they are do in any case."""

ENTRIES_FILE = "assets/following/entries.json"


def attributes(data: Data, record: Record, follows: Follows = "each") -> str:
    """Return the attributes of what a list shows of a record: which projects it holds for, and which it names."""
    held = "" if follows == "first" else held_for(*holdings(data, record))
    own = named(data, record)
    return held + (f' data-is="{_written(own)}"' if own else "")


def held_for(*found: Holding) -> str:
    """Return the attribute of what holds for any of some combinations; nothing where it holds for every project."""
    return "" if EVERY in found else f' data-for="{_written(found)}"'


def part(data: Data, record: Record, html: Markup) -> Markup:
    """Return a part of a page that holds for the projects that a record holds for."""
    return Markup(f"<div{attributes(data, record)}>\n") + html + Markup("\n</div>")


def about(data: Data, record: Record) -> Markup:
    """Return the attribute that says which projects a whole page is about."""
    return Markup(f' data-about="{_written(holdings(data, record))}"')


def _written(found: Iterable[Holding]) -> str:
    return escape("|".join(map(str, found)))


def entries(data: Data, titles: Mapping[str, str]) -> str:
    """Return JSON with what there is one of for each project, by kind: what it holds for, title and address.

    `titles` are those of checklists by their ids.
    """
    lists = [item for item in data.ports.tables if item.extent == "whole" and item.direction == "dr"]
    found = {
        "source": [_entry(data, item, item.name, source_page(item)) for item in data.sources],
        "target": [_entry(data, item, item.name, target_page(item)) for item in data.targets],
        "checklist": [
            _entry(data, item, titles[item.id], checklist_page(item))
            for item in data.checklists.forms
            if item.direction == "dr"
        ],
        "ports": [_entry(data, item, item.title, f"ports.md#list-{item.id}") for item in lists],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(data: Data, record: Record, title: str, page: str) -> dict[str, str]:
    held = "|".join(map(str, holdings(data, record)))
    return {"for": held, "title": title, "url": page_url(page, "")}


def marked(html: str, project: Form) -> str:
    """Return a page in which what stands in the place of a project's value is marked with the id of the value."""
    if LEFT not in html:
        return html
    words = {escape(field.placeholder): field for field in fields(project) if field.placeholder}
    # What stands in a tag is an attribute, and stays as it is.
    pattern = re.compile(f"{TAG.pattern}|{LEFT}(?P<words>[^{RIGHT}]*){RIGHT}", re.DOTALL)

    def mark(found: re.Match[str]) -> str:
        field = words.get(found["words"])
        if field is None:
            return found[0]
        title = escape(f"{field.label}: say it once in your project, and it stands here")
        return f'<span class="hb-value" data-value="{field.id}" title="{title}">{found["words"]}</span>'

    return pattern.sub(mark, html)
