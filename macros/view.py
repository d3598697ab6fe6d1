"""What every macro needs to render records: escaping, links, citations, tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from calculators.records.evidence import Conflict, Source, Statement
from calculators.render import code, page_url
from calculators.wording import number
from macros.loader import Data

type Cell = str | float | Markup | None


@dataclass(frozen=True, slots=True)
class View:
    """The data as seen from one page."""

    data: Data
    base: str
    """Way from the page to the site's root, such as `../`."""
    runtime: str
    """Folder of the browser's Python, from the site's root."""

    def link(self, page: str, words: str) -> Markup:
        """Return a link to a page below docs/."""
        return Markup(f'<a href="{escape(page_url(page, self.base))}">{escape(words)}</a>')

    def cite(self, source: Source) -> Markup:
        """Return a source as a link to its document with the section; the title adds the date."""
        document = self.data.catalog.document(source)
        return Markup(
            f'<a class="hb-source" href="{escape(document.url)}" '
            f'title="{escape(source.section)}, version of {document.read.isoformat()}">'
            f'{escape(document.title)}</a><span class="hb-section">, {escape(source.section)}</span>'
        )

    def cites(self, sources: Iterable[Source]) -> Markup:
        """Return sources one after the other."""
        return Markup("; ").join(self.cite(source) for source in dict.fromkeys(sources))

    def disagreements(self, names: Sequence[str]) -> Markup:
        """Return a mark for each disagreement that opens what every side says; nothing without names."""
        return Markup("").join(self._disagreement(name) for name in names)

    def _disagreement(self, name: str) -> Markup:
        conflict: Conflict = next(item for item in self.data.conflicts if item.id == name)
        return (
            Markup('<details class="hb-conflict"><summary>sources disagree</summary><div><p>')
            + text(conflict.topic)
            + Markup("</p>")
            + self.statements(conflict.statements)
            + Markup("<p><b>Used here:</b> ")
            + text(conflict.used)
            + Markup(" ")
            + text(conflict.why)
            + Markup("</p></div></details>")
        )

    def statements(self, statements: Iterable[Statement]) -> Markup:
        """Return what each side says, with its source, as a list."""
        return bullets(
            joined(
                statement.says,
                Markup('<span class="hb-cite">') + self.cite(statement.source) + Markup("</span>"),
            )
            for statement in statements
        )


def text(value: Cell) -> Markup:
    """Return a value as HTML: numbers with their digits, text escaped, `backticks` as code, None as a dash."""
    if value is None:
        return Markup("–")
    if isinstance(value, Markup):
        return value
    if isinstance(value, float):
        return Markup(number(value))
    return Markup(code(value).replace("\n", " "))


def quantity(value: float | str, unit: str) -> str:
    """Return a value with its unit; a version stands alone."""
    shown = number(value) if isinstance(value, float) else value
    return shown if unit in ("version", "") else f"{shown} {unit}"


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    ids: Iterable[str] | None = None,
    *,
    sentences: bool = False,
) -> Markup:
    """Return an HTML table whose first column names the row; `ids` are anchors of the rows.

    `sentences` says that the first column holds whole sentences, which are not set in bold.
    """
    head = Markup("").join(Markup('<th scope="col">') + text(column) + Markup("</th>") for column in columns)
    body = Markup("")
    anchors = iter(ids) if ids is not None else None
    for row in rows:
        anchor = Markup(f' id="{escape(next(anchors))}"') if anchors else Markup("")
        body += Markup("<tr") + anchor + Markup('><th scope="row">') + text(row[0]) + Markup("</th>")
        for cell in row[1:]:
            body += Markup("<td>") + text(cell) + Markup("</td>")
        body += Markup("</tr>\n")
    label = escape(caption)
    kind = "hb-table hb-sentences" if sentences else "hb-table"
    start = (
        f'<div class="{kind}" role="group" tabindex="0" aria-label="{label}">\n<table>\n<caption>{label}</caption>\n'
    )
    return Markup("").join(
        (
            Markup(start + "<thead><tr>"),
            head,
            Markup("</tr></thead>\n<tbody>\n"),
            body,
            Markup("</tbody>\n</table>\n</div>"),
        )
    )


def joined(*parts: Cell) -> Markup:
    """Return the parts that are there, separated by spaces."""
    return Markup(" ").join(text(part) for part in parts if part)


def bullets(items: Iterable[Cell], kind: str = "ul", name: str = "") -> Markup:
    """Return a list of cells; `kind` is ul or ol, `name` is what a screen reader calls it."""
    lines = Markup("\n").join(Markup("<li>") + text(item) + Markup("</li>") for item in items)
    label = f' aria-label="{escape(name)}"' if name else ""
    return Markup(f"<{kind}{label}>\n") + lines + Markup(f"\n</{kind}>")
