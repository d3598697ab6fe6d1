"""What has no words in a language yet: on the pages of the built site, in answers, and in the page's scripts."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from calculators.words import Memory
from calculators.words.reports import CODE
from macros.languages.files import Words
from macros.languages.markup import Translator
from macros.languages.pages import INDEX, english_pages
from macros.languages.scripts import forms_of, missing_in, said
from macros.publish.snapshot import warm

MOST_PAGES = 60
"""What more pages show than this belongs to the frame of all."""
GROUPS = {
    "home": ("", "project", "offline"),
    "calculators": ("rpo-rto", "rpo", "replay", "recovery-time", "inventory", "plan", "components", "kernels"),
    "checklists": ("deploy", "steps", "checklists", "ports"),
    "compatibility": ("compatibility", "targets"),
    "evidence": ("disagreements", "sources"),
    "maintainers": ("data-changes", "api", "contribute"),
}
"""Files of words by the folders of the pages that show them; what an answer says comes before all but `home`."""
INTERFACE, ANSWERS, STAGES = "interface", "answers", "stages"
"""Files of what scripts say, of what only answers say, and of all other pages."""
SHEETS = ("sheets", "checklist_sheets")
NAMES = frozenset(
    (
        *(
            "Host",
            "Cluster",
            "Folder",
            "File",
            "Sheet",
            "Column",
            "Found",
            "Text",
            "System",
            "System as written",
            "Kernel",
        ),
        *("Platform", "Identifier", "Value", "Source", "Document", "Section", "Address"),
    )
)
"""Columns of sheets that hold what files and documents are called and say, which stays as it is."""
TOLD = frozenset(("message", "refused", "problem", "told", "label", "text", "title", "asked", "does"))
"""What holds a sentence in answers that is no HTML."""
HTML = re.compile(r"\s*<.*>\s*", re.DOTALL)
OWN = "own"
"""What holds the reader's own names in answers."""


@dataclass(slots=True)
class Missing:
    """A text without words."""

    times: int = 0
    """How often pages and answers show it."""
    places: list[str] = field(default_factory=list)
    """Pages that show it; `answer` for answers, and scripts by their file."""
    group: str = ""
    """The file of data/<language>/ that it belongs into."""

    @property
    def place(self) -> str:
        """Return the first place that is a page, or else the first of all."""
        return next((place for place in self.places if place != ANSWERS), ANSWERS)


def missing(
    root: Path, languages: Sequence[Words], wanted: Words, answers: Iterable[Any] = ()
) -> tuple[dict[str, Missing], Memory]:
    """Return what has no words by its English, and the memory, which knows what was used of it.

    `answers` are answers of the calculators besides those that the snapshot is warmed by. An answer has the words that
    browsers fetch, so those for pages only are missing there.
    """
    memory, fetched = wanted.memory(), wanted.memory(in_browsers=True)
    translator, answering = Translator(memory), Translator(fetched)
    found: dict[str, Missing] = defaultdict(Missing)
    given = (*map(json.loads, warm.answers(warm.requests(), _with_names)), *answers)
    shown = (
        *((place, html, translator) for place, html in _pages(root / "site", languages)),
        *((ANSWERS, html, answering) for html in html_in(given)),
    )
    for place, html, turned in shown:
        for key, times in turned.page(html)[1].open.items():
            found[key].times += times
            if place not in found[key].places:
                found[key].places.append(place)
    for reply in given:
        names = reply.get(OWN, ()) if isinstance(reply, dict) else ()
        for text in _told_in(reply):
            for key in _open(text, names, fetched):
                found[key].times += 1
                found[key].places = found[key].places or [ANSWERS]
    for item in found.values():
        item.group = _group(item.places)
    forms = forms_of(memory)
    for text, file in said(root / "docs" / "assets"):
        for key in missing_in(text, memory, forms):
            found[key].places.append(file)
            found[key].group = INTERFACE
    memory.used |= fetched.used
    return found, memory


def _with_names(request: str) -> str:
    """Return a request for an answer that also says which names in it are the reader's own, as pages ask."""
    try:
        return json.dumps({**json.loads(request), "own": True})
    except ValueError:
        return request


def _open(text: str, names: Collection[str], memory: Memory) -> list[str]:
    """Return what has no words in a text, in which code and the reader's own names stay as they are."""
    hidden = _hidden(text, CODE.pattern)
    found = memory.missing(hidden)
    own = [re.escape(name) for name in names if name in hidden]
    if found and own:
        spared = memory.missing(_hidden(text, rf"{CODE.pattern}|(?<![\w-])(?:{'|'.join(own)})(?![\w-])"))
        # One of our own sentences may have the word.
        found = min(found, spared, key=len)
    return found


def _hidden(text: str, pattern: str) -> str:
    marks = count(1)
    return re.sub(pattern, lambda _: f"<{next(marks)}/>", text)


def _group(places: Sequence[str]) -> str:
    if len(places) > MOST_PAGES:
        return "home"
    tops = {place.partition("/")[0] for place in places}
    groups = [name for name, folders in GROUPS.items() if tops & {*folders}]
    if ANSWERS in tops and "home" not in groups:
        return "calculators" if "calculators" in groups else ANSWERS
    return groups[0] if groups else STAGES


def _pages(site: Path, languages: Sequence[Words]) -> Iterator[tuple[str, str]]:
    for path, html in english_pages(site, languages).items():
        yield path.removesuffix(INDEX).rstrip("/"), html


def html_in(value: Any) -> Iterator[str]:
    """Yield the texts of an answer that are HTML."""
    if isinstance(value, str):
        if HTML.fullmatch(value):
            yield value
    elif isinstance(value, dict | list | tuple):
        for item in (value[key] for key in value if key != OWN) if isinstance(value, dict) else value:
            yield from html_in(item)


def _told_in(value: Any) -> Iterator[str]:
    """Yield what scripts show of an answer that is no HTML: problems, refusals, cells of sheets."""
    if isinstance(value, dict):
        # A file to hand on is made of the same sentences, in the language from the beginning.
        if value.keys() == {"text"}:
            return
        for key, item in value.items():
            if key in TOLD and isinstance(item, str):
                # What is HTML is looked at as HTML.
                if not HTML.fullmatch(item):
                    yield item
            elif key in SHEETS and isinstance(item, list):
                yield from (text for sheet in item for text in _cells(sheet))
            else:
                yield from _told_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _told_in(item)


def _cells(sheet: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a sheet, but for the columns that hold names."""
    yield from (sheet["name"].lstrip("0123456789 "), *sheet["columns"])
    said = [place for place, column in enumerate(sheet["columns"]) if column not in NAMES]
    yield from (row[place] for row in sheet["rows"] for place in said if isinstance(row[place], str))
