"""Texts that are no tables: JSON and XML of programs that no other dialect knows."""

import json
from typing import Any

from calculators.traces.dialects import table
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found
from calculators.traces.model import Notebook

TITLE = "JSON or XML"
_KNOWN = (
    "Known are JSON of iostat -o JSON, sadf -j, CloudWatch, Azure Monitor and Prometheus, and lists of objects with a "
    "time and the data written."
)


def recognise(document: Document) -> Claim:
    """Return whether the text begins as JSON or XML does."""
    start = document.start
    if start[:1] == "<" or start[:2] in ('{"', "{\n", "{ ", "{}", "[{", "[\n", "[ ", "[]"):
        return Claim.LIKELY
    return Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a list of objects holds, read as a table; None for anything else, with the reason."""
    if document.start[:1] == "<":
        kind = "a web page" if "<html" in document.start[:2_000].casefold() else "XML"
        notebook.problem("xml", f"This is {kind}, not a table. Export CSV. XML is known of sadf -x.")
        return None
    try:
        content = json.loads(document.text)
    except (ValueError, RecursionError):
        notebook.problem("json", f"This is JSON, and it is not whole. Save the output again, to its end. {_KNOWN}")
        return None
    rows = _objects(content)
    if not rows:
        notebook.problem("json", f"This is JSON of a form that is not known. {_KNOWN}")
        return None
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(map(_cell, names)), *("\t".join(_cell(row.get(name, "")) for name in names) for row in rows)]
    return table.read(Document("\n".join(lines)), column=column, notebook=notebook)


def _objects(content: Any) -> list[dict[str, Any]]:
    """Return the list of plain objects in JSON, at its top or as the only list below one key."""
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else []
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        return []
    plain = all(not isinstance(value, (dict, list)) for row in content for value in row.values())
    return content if plain else []


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
