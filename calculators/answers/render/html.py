"""Reports as HTML: for the page, and for a sheet of paper."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import chain

from calculators.answers import charts, course, gantt, instructions
from calculators.answers.report import Answer, Chart, PageLink, ReadLine, Reason, Report, Table, citation
from calculators.catalog import Catalog
from calculators.records.evidence import Source

EXAMPLE = "Nothing is answered yet: this is for the values that the form starts with. Change one and it is yours."
ELSEWHERE = "The working, all tables and what the page explains are on the page; its files have working and tables."
"""What paper says of what it leaves out."""
_DAY = re.compile(r"\b[A-Z][a-z]{2} \d{4}-\d{2}-\d{2}\b", re.ASCII)
"""A date with its weekday, which stands on one line."""
_UNIT = re.compile(r"(?<=\d) (?=(?:min|h|s|days?|[KMGT]i?B|Mbit/s)\b)", re.ASCII)
"""What parts a number from its unit, which stand on one line."""
_FIGURE = re.compile(r"[-−~]?\d[\d\u202f ]*(?:[.,]\d+)?(?: ?(?:%|[A-Za-z]+(?:/[a-z]+)?))?", re.ASCII)
"""A number, with one unit or none."""
_NETWORK = re.compile(r'(?<![\w."/=-])\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}(?![\w"/])', re.ASCII)
FIGURE = ' class="hb-amount"'
"""What a cell of a column of figures is."""
SOURCE = "Source"
"""The last column of a table that says where each row stands: titles, which stay as their publisher wrote them."""
ONE_LINE = 12
"""Letters of a figure that fit a line of the narrowest tile."""
MOST_ROWS = 300
"""How many rows of a table a page shows; the other formats have all."""


def to_html(report: Report, catalog: Catalog, base: str) -> str:
    """Return the report as HTML without blank lines: the short answer, and all else behind it, folded.

    `base` leads from the page to the site's root.
    """
    return "\n".join(html_lines(report, catalog, base))


def html_lines(report: Report, catalog: Catalog, base: str) -> Iterator[str]:
    """Yield the lines of `to_html`, so that what is asked meanwhile need not wait for all of them."""
    # An answer without a picture is a list.
    listed = report.listed or (0 if report.charts else 1)
    short = chain(
        _short(report, base),
        _html_charts(report, report.charts[:1]),
        _later(_html_decides, report),
        _later(_html_list, "hb-warnings", "Watch out", report.warnings),
        _later(_html_reasons, report.reasons, catalog, base),
        # The picture of a plan stays in sight beside the form, as every other one.
        _later(_html_gantt, report, "chart"),
    )
    more = chain(
        _later(_html_answers, report.answers[report.matter :]),
        _html_charts(report, report.charts[1:]),
        map(_html_table, report.tables[listed:]),
        _later(_html_working, report),
        _later(_html_given, report),
        _later(_html_list, "hb-notes", escape(report.noted), report.notes),
        _later(_html_sources, report, catalog),
    )
    parts = chain(
        _later(_html_read, report.read, live=True),
        # What stands beside the form where there is room; the box around it is the room in which it stays in sight.
        _boxed('<div class="hb-rail"><div class="hb-short">', short, "</div></div>"),
        _later(_html_course, report, "chart"),
        map(_html_table, report.tables[:listed]),
        _boxed(f'<details class="hb-more"><summary>{escape(report.behind)}</summary>', more, "</details>"),
    )
    return (part for part in parts if part)


def _later[**Given](part: Callable[Given, str], *args: Given.args, **kwargs: Given.kwargs) -> Iterator[str]:
    """Yield what a function returns, which is called only then."""
    yield part(*args, **kwargs)


def _html_charts(report: Report, shown: Iterable[Chart]) -> Iterator[str]:
    return (charts.to_html(chart, f"chart-{report.calculator}-{chart.id}") for chart in shown)


def _boxed(opening: str, parts: Iterable[str], closing: str) -> Iterator[str]:
    """Yield the parts that there are between two tags, or nothing where there are none."""
    inside = False
    for part in parts:
        if part and not inside:
            yield opening
            inside = True
        yield part
    if inside:
        yield closing


def to_short_html(report: Report, base: str) -> str:
    """Return what `to_html` begins with, outside its boxes: what was read, the verdict, the figures that matter."""
    parts = (_html_read(report.read, live=True), *_short(report, base))
    return "\n".join(part for part in parts if part)


def _short(report: Report, base: str) -> tuple[str, ...]:
    return _html_verdict(report, base), _html_answers(report.answers[: report.matter])


def to_paper(report: Report, catalog: Catalog, base: str, *, appended: Iterable[Table] = ()) -> str:
    """Return the report as HTML for two sheets of paper: the short answer, then every input and source, unfolded.

    The working and the tables behind the answer are for a screen: the page and its files have them. Those that are
    `appended` belong onto paper, too.
    """
    parts = [
        f"<h1>{escape(report.title)}</h1>",
        _html_read(report.told, live=False),
        _html_verdict(report, base),
        _html_answers(report.answers[: report.matter]),
        *(charts.to_html(chart, f"paper-{report.calculator}-{chart.id}") for chart in report.charts[:1]),
        _html_decides(report),
        _html_list("hb-warnings", "Watch out", report.warnings),
        _html_reasons(report.reasons, catalog, base),
        _html_gantt(report, "paper") or _html_course(report, "paper"),
        *(_html_table(table) for table in report.tables[: report.listed]),
        *_appendix(report, catalog, appended),
        f'<p class="hb-quiet">Data of {report.data_date.isoformat()}.{_elsewhere(report)}</p>',
    ]
    return "\n".join(part for part in parts if part)


def _appendix(report: Report, catalog: Catalog, appended: Iterable[Table]) -> Iterator[str]:
    """Yield what stands behind the answer on paper, below a head of its own; nothing where there is nothing."""
    rows = ((item.label, item.value, f"Assumed: {item.assumed}" if item.assumed else "") for item in report.given)
    inputs = Table(title="Inputs", columns=("Input", "Value", "Note"), rows=tuple(rows))
    parts = (
        _html_table(inputs) if report.given else "",
        *_boxed('<div class="hb-appended">', map(_html_table, appended), "</div>"),
        _html_answers(report.answers[report.matter :]),
        *(charts.to_html(chart, f"paper-{report.calculator}-{chart.id}") for chart in report.charts[1:]),
        _html_list("hb-notes", escape(report.noted), report.notes),
        _html_sources(report, catalog).replace("<details ", "<details open ", 1),
    )
    return _boxed('<h2 class="hb-appendix">Appendix</h2>', parts, "")


def _elsewhere(report: Report) -> str:
    return f" {ELSEWHERE}" if report.working or report.tables[report.listed :] else ""


def _html_verdict(report: Report, base: str) -> str:
    verdict = report.verdict
    level, label = ("example", f"Example: {verdict.label}") if report.example else (verdict.level, verdict.label)
    told = [EXAMPLE] if report.example else []
    told += [report.assumed] if report.assumed else []
    assumed = f'<p class="hb-quiet">{escape(" ".join(told))}</p>' if told else ""
    link = f'<p class="hb-next">{_link(verdict.link, base)}</p>' if verdict.link else ""
    return (
        f'<div class="hb-verdict hb-{level}"><h3 class="hb-verdict-label">{escape(label)}</h3>'
        f"<p>{code(verdict.text)}</p>{assumed}{link}</div>"
    )


def _html_read(lines: tuple[ReadLine, ...], *, live: bool) -> str:
    """Return what was read of a text; on a page that is `live` with buttons that change it in the form."""
    if not lines:
        return ""
    shown = []
    for line in lines:
        buttons = _html_options(line) if live and line.field else ""
        changed = ' class="hb-changed"' if any(option.label and option.undo for option in line.options) else ""
        shown.append(f"<div{changed}><dt>{escape(line.label)}</dt><dd>{escape(line.value)}{buttons}</dd></div>")
    return f'<div class="hb-read"><h3 class="hb-part">What was read</h3><dl>{"".join(shown)}</dl></div>'


def _html_options(line: ReadLine) -> str:
    """Return the buttons that change a line: those in the open, the way to its field, and those of each group."""
    groups: dict[str, list[str]] = {}
    for option in line.options:
        groups.setdefault(option.group, []).append(
            f' <button type="button" class="hb-button hb-set" data-field="{escape(line.field)}" '
            f'data-value="{_one_line(option.value)}"{" data-undo" if option.undo else ""}>{escape(option.label)}'
            + (f" <small>{escape(option.detail)}</small>" if option.detail else "")
            + "</button>"
        )
    buttons = "".join(groups.pop("", ()))
    if all(option.group or option.undo for option in line.options):
        buttons += (
            f' <button type="button" class="hb-button hb-set" data-field="{escape(line.field)}" '
            f'aria-label="Change: {escape(line.label)}">Change</button>'
        )
    return buttons + "".join(
        f'<details class="hb-choices" data-part="{escape(line.field)} {escape(group.partition(",")[0])}">'
        f"<summary>{escape(group)}</summary>{''.join(items)}</details>"
        for group, items in groups.items()
    )


def _html_gantt(report: Report, where: str) -> str:
    if report.timetable is None:
        return ""
    return gantt.to_html(report.timetable, f"{where}-{report.calculator}-timetable")


def _html_course(report: Report, where: str) -> str:
    """Return what else the answer has along a line of time, or the steps to work through."""
    if report.course is not None:
        return course.to_html(report.course, f"{where}-{report.calculator}-course")
    return instructions.to_html(report.instructions) if report.instructions else ""


def _one_line(value: str) -> str:
    """Return a value of an attribute; Markdown would end the HTML at a blank line."""
    return escape(value).replace("\n", "&#10;")


def _html_decides(report: Report) -> str:
    binds = f'<p class="hb-binds"><b>What decides:</b> {code(report.binds)}</p>' if report.binds else ""
    return binds + _html_list("hb-change", "What to change", report.change)


def code(text: str) -> str:
    """Return text as HTML in which only `backticks` mean something."""
    if "`" not in text:
        return escape(text)
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:  # an odd number of backticks: leave them as they are
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))


def is_column_of_figures(cells: Iterable[object]) -> bool:
    """Return whether a column holds figures, each with at most one unit: then they line up at the right."""
    found = [cell for cell in cells if cell not in (None, "", "–")]
    return bool(found) and all(isinstance(cell, float) or _FIGURE.fullmatch(str(cell)) for cell in found)


def whole(html: str) -> str:
    """Return HTML of a cell whose addresses of networks no line breaks at their slash."""
    return _NETWORK.sub(r'<span class="hb-whole">\g<0></span>', html) if "/" in html else html


def page_url(page: str, base: str) -> str:
    """Return the address of a page below docs/, from a page whose way to the root is `base`."""
    file, hash_sign, anchor = page.partition("#")
    if not file.endswith(".md"):
        return base + page
    folder, _, name = file.rpartition("/")
    path = folder if name == "index.md" else file.removesuffix(".md")
    return (f"{base}{path}/" if path else base or "./") + hash_sign + anchor


def _link(link: PageLink, base: str) -> str:
    return f'<a href="{escape(page_url(link.page, base))}">{escape(link.label)}</a>'


def _source(source: Source, catalog: Catalog) -> str:
    cited = citation(source, catalog)
    return (
        f'<a class="hb-source" href="{escape(cited.url)}">{escape(cited.title)}</a>'
        f'<span class="hb-section">, {escape(cited.section)} ({cited.read.isoformat()})</span>'
    )


def _html_list(name: str, title: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    lines = "".join(f"<li>{code(item)}</li>" for item in items)
    return f'<div class="{name}"><h3 class="hb-part">{title}</h3><ul>{lines}</ul></div>'


def _html_reasons(reasons: tuple[Reason, ...], catalog: Catalog, base: str) -> str:
    if not reasons:
        return ""
    lines = "".join(
        f'<li class="hb-{reason.level}"><span class="hb-badge">{escape(reason.label)}</span> {code(reason.text)} '
        + (f'<span class="hb-remedy">{code(reason.remedy)}</span> ' if reason.remedy else "")
        + f'<span class="hb-cite">{_link(reason.link, base)}. {_html_conflicts(reason.conflicts, base)}'
        f"Source: {_source(reason.source, catalog)}</span></li>"
        for reason in reasons
    )
    return f'<div class="hb-reasons"><h3 class="hb-part">Why, and what to do</h3><ul>{lines}</ul></div>'


def _html_conflicts(names: tuple[str, ...], base: str) -> str:
    links = (PageLink(page=f"disagreements.md#{name}", label="Sources disagree about this") for name in names)
    return "".join(f"{_link(link, base)}. " for link in links)


def _html_answers(answers: tuple[Answer, ...]) -> str:
    if not answers:
        return ""
    cells = "".join(
        f'<div data-answer="{escape(answer.id)}"><dt>{escape(answer.label)}</dt>'
        f"<dd><strong>{_unbroken(escape(answer.value))}</strong><span>{code(answer.detail)}</span></dd></div>"
        for answer in answers
    )
    return f'<dl class="hb-answers">{cells}</dl>'


def _unbroken(html: str) -> str:
    """Return the HTML of a figure in which no line breaks within a date, or between a number and its unit."""
    return _UNIT.sub("\u00a0", _days(html)) if len(html) > ONE_LINE else html


def _days(html: str) -> str:
    """Return HTML in which no line breaks within a date."""
    return _DAY.sub(r'<span class="hb-day">\g<0></span>', html)


def _html_table(table: Table) -> str:
    shown = table.rows[:MOST_ROWS]
    looks = [
        FIGURE if place and is_column_of_figures(row[place] for row in shown) else ""
        for place in range(len(table.columns))
    ]
    head = "".join(
        f'<th scope="col"{look}>{escape(column)}</th>' for column, look in zip(table.columns, looks, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row">{code(row[0])}</th>{_html_cells(table, index, looks[1:])}</tr>'
        for index, row in enumerate(shown)
    )
    more = (
        f'<p class="hb-quiet">{len(table.rows) - MOST_ROWS} more rows are not shown here. '
        "The files take all of them.</p>"
        if len(table.rows) > MOST_ROWS
        else ""
    )
    return (
        f'<div class="hb-table" role="group" tabindex="0" aria-label="{escape(table.title)}">'
        f"<table><caption>{escape(table.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _html_cells(table: Table, index: int, looks: list[str]) -> str:
    """Return the cells of a row after its first, each with the look of its column."""
    cells = [_days(whole(code(cell))) for cell in table.rows[index][1:]]
    if table.columns[-1] == SOURCE and cells[-1]:
        cells[-1] = f'<span translate="no">{cells[-1]}</span>'
    if table.badges:
        cells[0] = f'<span class="hb-badge hb-{table.badges[index]}">{cells[0]}</span>'
    return "".join(f"<td{look}>{cell}</td>" for look, cell in zip(looks, cells, strict=True))


def _html_working(report: Report) -> str:
    if not report.working:
        return ""
    lines = "".join(
        f"<li><b>{escape(step.label)}</b><br>{escape(step.formula)}<br>= {escape(step.numbers)}<br>"
        f"= <strong>{escape(step.result)}</strong></li>"
        for step in report.working
    )
    return (
        f'<details class="hb-working"><summary>Working, with the numbers in place</summary><ol>{lines}</ol></details>'
    )


def _html_given(report: Report) -> str:
    if not any(given.assumed for given in report.given):
        return ""
    lines = "".join(
        f"<li>{escape(given.label)}: <b>{escape(given.value)}</b>. {code(given.assumed)}</li>"
        for given in report.given
        if given.assumed
    )
    count = sum(1 for given in report.given if given.assumed)
    return (
        f'<details class="hb-assumed"><summary>{count} assumed '
        f"{'inputs' if count > 1 else 'input'}, until you replace them</summary><ul>{lines}</ul></details>"
    )


def _html_sources(report: Report, catalog: Catalog) -> str:
    if not report.sources:
        return ""
    lines = "".join(f"<li>{_source(source, catalog)}</li>" for source in report.sources)
    return f'<details class="hb-sources"><summary>Sources, with dates</summary><ul>{lines}</ul></details>'
