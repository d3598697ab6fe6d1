"""What every macro needs to render records: escaping, links, citations, tables."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import repeat
from typing import Any

from markupsafe import Markup

from calculators.answers.render import FIGURE, code, is_column_of_figures, page_url, whole
from calculators.answers.wording import exact
from calculators.records.evidence import Conflict, Source, Statement
from macros.data.holding import Holding
from macros.data.loader import Data
from macros.pages.following import Follows, attributes, held_for

type Cell = str | float | Markup | None

# No source says anything. That is neither yes nor no.
NOT_STATED = Markup('<span class="hb-quiet">not stated</span>')


@dataclass(frozen=True, slots=True)
class View:
    """The data as seen from one page."""

    data: Data
    base: str
    """Way from the page to the site's root, such as `../`."""
    runtime: str
    """Folder of the browser's Python, from the site's root."""
    address: str = "http://127.0.0.1:8000/"
    """Address of the site's root, for commands that a reader copies: where `make serve` puts it, unless told."""

    def url(self, page: str, anchor: str = "") -> str:
        """Return the address of a page below docs/, or of a place on it."""
        return page_url(page, self.base) + (f"#{anchor}" if anchor else "")

    def link(self, page: str, words: str, anchor: str = "") -> Markup:
        """Return a link to a page below docs/, or to a place on it."""
        return Markup(f'<a href="{escape(self.url(page, anchor))}">{escape(words)}</a>')

    def cite(self, source: Source) -> Markup:
        """Return a source as a link to its document with the section; the title adds the date."""
        document = self.data.catalog.document(source)
        return Markup(
            f'<a class="hb-source" href="{escape(document.url)}" '
            f'title="{escape(source.section)}, version of {document.read.isoformat()}">'
            f'{escape(document.title)}</a><span class="hb-section">, {escape(source.section)}</span>'
        )

    def cited(self, source: Source) -> Markup:
        """Return a source in the small print that stands behind a sentence."""
        return Markup('<span class="hb-cite">') + self.cite(source) + Markup("</span>")

    def cited_all(self, sources: Iterable[Source]) -> Markup:
        """Return sources in the small print that stands behind a sentence."""
        return Markup('<span class="hb-cite">') + self.cites(sources) + Markup("</span>")

    def cites(self, sources: Iterable[Source]) -> Markup:
        """Return sources one after the other."""
        return Markup("; ").join(self.cite(source) for source in dict.fromkeys(sources))

    def place(self, record: object) -> str:
        """Return where a record stands in data/, as `data/file.yaml:line`."""
        file, line = self.data.places[id(record)]
        return f"{file}:{line}"

    def records[Record: Any](
        self,
        caption: str,
        columns: Sequence[str],
        records: Iterable[Record],
        cells: Callable[[Record], Sequence[Cell]],
        *,
        anchor: str = "",
        sentences: bool = False,
        follows: Follows | None = None,
        holder: Callable[[Record], Any] | None = None,
        columns_for: Sequence[Holding] = (),
    ) -> Markup:
        """Return a table with a row for each record, which knows where the record stands in data/.

        `anchor` starts the address of a row, `anchor-id`; records without an id have none. `sentences` is that of
        `table`. A table that `follows` the reader's project shows the rows that hold for it;
        `holder` gives the record that says so, where that is another one. `columns_for` is that of `table`.
        """
        found = tuple(records)
        return table(
            caption,
            columns,
            (cells(record) for record in found),
            [f"{anchor}-{record.id}" for record in found] if anchor else None,
            places=[self.place(record) for record in found],
            resources=dict.fromkeys(self.data.resources[id(item)] for item in found if id(item) in self.data.resources),
            sentences=sentences,
            holding=[attributes(self.data, holder(item) if holder else item, follows) for item in found]
            if follows and follows != "columns"
            else None,
            follows=follows,
            columns_for=columns_for,
        )

    def entries[Record: Any](
        self, records: Iterable[Record], words: Callable[[Record], Cell], name: str = "", follows: Follows | None = None
    ) -> Markup:
        """Return a list with an item for each record, which knows where the record stands in data/.

        `name` is what a screen reader calls it. A list that `follows` the reader's project shows the items that hold
        for it.
        """
        found = tuple(records)
        holding = [attributes(self.data, item, follows) for item in found] if follows else repeat("")
        # A list of which every item holds for every project has nothing to follow.
        is_followed = follows is not None and any(holding)
        return bullets(
            map(words, found),
            name=name,
            places=map(self.place, found),
            holding=holding if is_followed else None,
            follows=follows if is_followed else None,
        )

    def disagreements(self, names: Sequence[str]) -> Markup:
        """Return a mark for each disagreement that opens what every side says; nothing without names.

        What it opens is made by `sides`, once a page.
        """
        # The space before each is one that a line may end with.
        return Markup("").join(
            Markup(f' <button type="button" class="hb-conflict" popovertarget="sides-{name}">sources disagree</button>')
            for name in names
        )

    def sides(self, page: str) -> Markup:
        """Return what the marks on a page, given as HTML, open: one panel for each disagreement."""
        marked = set(re.findall(r'popovertarget="sides-([^"]*)"', page))
        return Markup("\n").join(self._sides(conflict) for conflict in self.data.conflicts if conflict.id in marked)

    def _sides(self, conflict: Conflict) -> Markup:
        # The page of disagreements is what the search should find, not each page that points to it.
        return (
            Markup(f'<div class="hb-sides" id="sides-{conflict.id}" popover data-search-exclude>\n<p class="hb-part">')
            + text(conflict.topic)
            + Markup("</p>\n")
            + self.statements(conflict.statements)
            + Markup("\n<p><b>Used here:</b> ")
            + text(conflict.used)
            + Markup(" ")
            + text(conflict.why)
            + Markup("</p>\n<p>")
            + self.link("disagreements.md", "Where sources disagree", conflict.id)
            + Markup("</p>\n</div>")
        )

    def statements(self, statements: Iterable[Statement]) -> Markup:
        """Return what each side says, with its source, as a list."""
        return bullets(
            joined(
                statement.says,
                self.cited(statement.source),
            )
            for statement in statements
        )


def way_to_root(url: str) -> str:
    """Return the way from a page to the site's root, such as `../`, by the page's address in the site."""
    # MkDocs calls the address of the home page "./".
    return "../" * url.removeprefix("./").count("/")


def text(value: Cell) -> Markup:
    """Return a value as HTML: numbers with their digits, text escaped, `backticks` as code, None as a dash."""
    if value is None:
        return Markup("–")
    if isinstance(value, Markup):
        return value
    if isinstance(value, float):
        return Markup(exact(value))
    return Markup(code(value).replace("\n", " "))


def stated(value: str | None) -> Markup:
    """Return a text as HTML, or that no source states it."""
    return text(value) if value else NOT_STATED


def quantity(value: float | str, unit: str) -> str:
    """Return a value with its unit; a version stands alone."""
    shown = exact(value) if isinstance(value, float) else value
    return shown if unit in ("version", "") else f"{shown} {unit}"


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    ids: Iterable[str] | None = None,
    *,
    places: Iterable[str] | None = None,
    resources: Iterable[str] = (),
    sentences: bool = False,
    holding: Iterable[str] | None = None,
    follows: Follows | None = None,
    columns_for: Sequence[Holding] = (),
) -> Markup:
    """Return an HTML table whose first column names the row.

    `ids` are anchors of the rows, `places` where each row's record stands in data/, `resources` the names of the
    records' lists in the site API. `sentences` says that the first column holds whole sentences, which are not set
    in bold. `holding` has the attributes of rows that say for which projects they hold, and `follows` how the table
    follows the reader's. `columns_for` says for which projects each column holds, the first one, too.
    """
    # Every part is escaped by `text`, so plain strings will do: a Markup would look at each part once more.
    kinds = map(held_for, columns_for) if columns_for else repeat("", len(columns))
    lines = [tuple(row) for row in rows]
    looks = ["", *(FIGURE if is_column_of_figures(row[at] for row in lines) else "" for at in range(1, len(columns)))]
    head = "".join(
        f'<th scope="col"{look}{kind}>{text(column)}</th>'
        for column, look, kind in zip(columns, looks, kinds, strict=True)
    )
    body: list[str] = []
    anchors = iter(ids) if ids is not None else None
    origins = iter(places) if places is not None else None
    held = iter(holding) if holding is not None else None
    for row in lines:
        anchor = f' id="{escape(next(anchors))}"' if anchors else ""
        if origins:
            anchor += f' data-at="{escape(next(origins))}"'
        if held:
            anchor += next(held)
        cells = "".join(f"<td{look}>{whole(text(cell))}</td>" for look, cell in zip(looks[1:], row[1:], strict=True))
        body.append(f'<tr{anchor}><th scope="row">{text(row[0])}</th>{cells}</tr>\n')
    label = escape(caption)
    look = "hb-table hb-sentences" if sentences else "hb-table"
    lists = escape(" ".join(resources))
    start = (
        f'<div class="{look}" role="group" tabindex="0" aria-label="{label}"'
        + (f' data-records="{lists}"' if lists else "")
        + (f' data-follow="{follows}"' if follows else "")
        + f">\n<table>\n<caption>{label}</caption>\n"
    )
    return Markup(f"{start}<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(body)}</tbody>\n</table>\n</div>")


def folded(title: Cell, body: Markup) -> Markup:
    """Return a part of a page folded under its title; an address that leads into it unfolds it."""
    return (
        Markup('<details class="hb-fold">\n<summary>')
        + text(title)
        + Markup("</summary>\n")
        + body
        + Markup("\n</details>")
    )


def unfolding(title: Cell, body: Cell) -> Markup:
    """Return what a cell says only where a reader asks for it; a copy of the table has it, and so has paper."""
    return Markup('<details class="hb-unfold"><summary>{}</summary>{}</details>').format(text(title), text(body))


def day(date: datetime.date) -> Markup:
    """Return a date that no line breaks at its hyphens."""
    return Markup("<time>") + date.isoformat() + Markup("</time>")


def joined(*parts: Cell) -> Markup:
    """Return the parts that are there, separated by spaces."""
    return Markup(" ").join(text(part) for part in parts if part)


def bullets(
    items: Iterable[Cell],
    kind: str = "ul",
    name: str = "",
    places: Iterable[str] | None = None,
    *,
    holding: Iterable[str] | None = None,
    follows: Follows | None = None,
) -> Markup:
    """Return a list of cells.

    `kind` is ul or ol, `name` is what a screen reader calls it, `places` where each item's record stands in data/,
    `holding` and `follows` are those of `table`.
    """
    origins = (f' data-at="{escape(place)}"' for place in places) if places is not None else repeat("")
    lines = Markup("\n").join(
        Markup(f"<li{origin}{held}>") + text(item) + Markup("</li>")
        for origin, held, item in zip(origins, holding or repeat(""), items, strict=False)
    )
    label = f' aria-label="{escape(name)}"' if name else ""
    way = f' data-follow="{follows}" data-each="points"' if follows else ""
    return Markup(f"<{kind}{label}{way}>\n") + lines + Markup(f"\n</{kind}>")
