"""Reports as text: well formed, safe, and complete in every format."""

import csv
import dataclasses
import io
import json
import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from calculators.answers import render
from calculators.answers.inputs import InputError, InputProblem
from calculators.answers.report import Answer, Band, Chart, Given, Marker, PageLink, Report, Series, Table, Working
from calculators.catalog import Catalog
from calculators.qualification import flows
from calculators.registry import CALCULATORS, run

EVIL = "<script>alert('x')</script> & \"quoted\" | pipe"
# Words that people read. Ids, addresses and units of choice are names for machines.
TEXTS = {
    "assumed", "empty_means", "help", "hint", "label", "next_label", "page_label", "reason", "remedy", "section",
    "short", "summary", "text", "title", "why",
}  # fmt: skip
VOID = re.compile(r"<(br|hr|img|input|wbr)\b([^<>]*?)/?>")
BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "details", "section"}


def parsed(html: str) -> ET.Element:
    """Return the HTML as a tree. XML takes no open tag, no stray < or & and no bare attribute but `open`."""
    closed = VOID.sub(r"<\1\2/>", html).replace("<details open ", '<details open="" ')
    return ET.fromstring(f"<body>{closed}</body>")


CHARTS = (
    Chart(
        id="hours",
        title="Change and link",
        summary="The change | passes the link twice.",
        x=(1774747800.0, 1774751400.0, 1774755000.0),
        x_label="Time",
        x_kind="date",
        y_label="Mbit/s",
        y2_label="GB",
        series=(
            Series(name="Change (Mbit/s)", values=(10.0, None, 12.5), kind="area"),
            Series(name="Link (Mbit/s)", values=(11.0, math.inf, 11.0), kind="step"),
            Series(name="Backlog (GB)", values=(0.0, 1.0, 12345.678), axis="right"),
        ),
        markers=(Marker(x=1774751400.0, y=11.0, label="Overtaken"), Marker(x=1774755000.0, y=None, label="End")),
        bands=(Band(start=1774747800.0, end=1774751400.0, label="Throttled"),),
    ),
    Chart(
        id="parts",
        title="Where the time goes",
        summary="Restoring takes most of it.",
        x=(0.0, 1.0),
        x_label="Step",
        x_kind="category",
        x_names=("Declare & decide", "Restore"),
        y_label="Minutes",
        series=(
            Series(name="Least", values=(5.0, 20.0), kind="bar"),
            Series(name="Most", values=(30.0, 70.0), kind="bar"),
        ),
        stacked=True,
    ),
    Chart(
        id="long",
        title="Every minute of a week",
        summary="Nothing happens.",
        x=tuple(float(minute) for minute in range(10_080)),
        x_label="Minute",
        y_label="Mbit/s",
        series=(Series(name="Rate", values=(1.5,) * 10_080),),
    ),
)


def reports(catalog: Catalog) -> dict[str, Report]:
    """Return a report with each part that a report can have, of both calculators."""
    found = {name: run(name, {}, catalog) for name in CALCULATORS}
    found["nothing works"] = run(
        "rpo_bandwidth", {"link_mbps": 1, "loss_percent": 5, "rtt_ms": 300, "interval_minutes": 600}, catalog
    )
    found["every state"] = run(
        "kernels",
        {"kernels": "6.8.0-31-generic\n6.8.0-200-generic\n2.6.18-398.el5\n5.15.0-1089-azure\nno & kernel |"},
        catalog,
    )
    found["every reason"] = run(
        "qualification",
        {"applications": "partly", "beside": "both", "architecture": "arm", "system": "customised", "rpo": "zero"},
        catalog,
    )
    found["every chart"] = dataclasses.replace(found["rpo_bandwidth"], charts=CHARTS)
    return found


KINDS = ("qualification", "rpo_bandwidth", "kernels", "nothing works", "every reason", "every state", "every chart")


def poisoned(value: Any, name: str = "") -> Any:
    """Return records with markup in every text that people read."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {item.name: poisoned(getattr(value, item.name), item.name) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(item, name) for item in value)
    return f"{value} {EVIL}" if isinstance(value, str) and name in TEXTS else value


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_well_formed_and_has_no_blank_lines(kind: str, catalog: Catalog) -> None:
    html = render.to_html(reports(catalog)[kind], catalog, "../")
    body = parsed(html)
    assert all(line.strip() for line in html.splitlines())
    for outer in (*body.iter("p"), *body.iter("span")):
        assert not BLOCKS & {inner.tag for inner in outer.iter() if inner is not outer}
    for row in (*body.iter("ul"), *body.iter("ol")):
        assert {child.tag for child in row} == {"li"}
    for table in body.iter("table"):
        widths = {len(list(row)) for row in table.iter("tr")}
        assert len(widths) == 1


def test_the_parser_refuses_what_is_not_well_formed() -> None:
    for html in ("<p>open", "<p><b></p></b>", "1 < 2", "a & b", "<a href=x>y</a>"):
        with pytest.raises(ET.ParseError):
            parsed(html)
    assert parsed('<p>a<br>b<img src="x" alt=""></p>').find("p") is not None


@pytest.mark.parametrize("kind", KINDS)
def test_text_from_the_data_cannot_become_markup(kind: str, catalog: Catalog) -> None:
    bad = poisoned(catalog)
    report = reports(bad)[kind]
    html = render.to_html(report, bad, "../")
    assert "<script" not in html
    body = parsed(html)
    assert "<script>alert('x')</script>" in "".join(body.itertext())
    clean = parsed(render.to_html(reports(catalog)[kind], catalog, "../"))
    assert [element.tag for element in body.iter()] == [element.tag for element in clean.iter()]


def test_every_part_of_a_report_is_escaped(catalog: Catalog) -> None:
    report = dataclasses.replace(
        run("rpo_bandwidth", {}, catalog),
        title=EVIL,
        verdict=dataclasses.replace(
            run("qualification", {}, catalog).verdict, label=EVIL, text=EVIL, link=PageLink(page="a.md", label=EVIL)
        ),
        answers=(Answer(id='"><i>', label=EVIL, value=EVIL, detail=EVIL),),
        warnings=(EVIL,),
        notes=(EVIL,),
        tables=(Table(title=EVIL, columns=(EVIL, EVIL), rows=((EVIL, EVIL),)),),
        working=(Working(label=EVIL, formula=EVIL, numbers=EVIL, result=EVIL),),
        given=(Given(field="f", label=EVIL, value=EVIL, assumed=EVIL),),
    )
    html = render.to_html(report, catalog, '"><script>')
    assert "<script" not in html and "<i>" not in html
    shown = "".join(parsed(html).itertext())
    assert shown.count(EVIL) == 3 + 3 + 1 + 1 + 1 + 4 + 4 + 3


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_text_comes_out_as_it_is(text: str) -> None:
    shown = "".join(parsed(render.code(text)).itertext())
    assert shown.replace("`", "") == text.replace("`", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("run `uname -r` now", "run <code>uname -r</code> now"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("one ` alone", "one ` alone"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_backticks_become_code(text: str, html: str) -> None:
    assert render.code(text) == html


def test_a_command_in_the_data_is_shown_as_code(catalog: Catalog) -> None:
    html = render.to_html(run("qualification", {"system": "customised"}, catalog), catalog, "")
    assert "uname -r" in [element.text for element in parsed(html).iter("code")]


@pytest.mark.parametrize(
    ("page", "base", "url"),
    [
        ("rpo-rto.md", "../", "../rpo-rto/"),
        ("compatibility/linux-agent.md", "../../", "../../compatibility/linux-agent/"),
        ("compatibility/index.md", "../", "../compatibility/"),
        ("index.md", "../", "../"),
        ("api/v1/index.json", "../", "../api/v1/index.json"),
    ],
)
def test_page_url(page: str, base: str, url: str) -> None:
    assert render.page_url(page, base) == url


def test_every_link_leads_to_the_site_or_to_a_source(catalog: Catalog) -> None:
    urls = {document.url for document in catalog.documents}
    for report in reports(catalog).values():
        for link in parsed(render.to_html(report, catalog, "../../")).iter("a"):
            assert link.get("href", "").startswith("../../") or link.get("href") in urls
            assert link.text


def test_the_state_of_a_row_is_a_badge_of_its_colour(catalog: Catalog) -> None:
    report = reports(catalog)["every state"]
    (table,) = report.tables
    badges = [
        (span.get("class"), span.text)
        for cell in parsed(render.to_html(report, catalog, "")).iter("td")
        for span in cell.iter("span")
    ]
    expected = zip(table.badges, (row[1] for row in table.rows), strict=True)
    assert badges == [(f"hb-badge hb-{level}", words) for level, words in expected]
    assert {level for level, _ in zip(table.badges, table.rows, strict=True)} == {"good", "mixed", "caution", "bad"}


def test_answers_can_be_found_by_id(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", {}, catalog)
    body = parsed(render.to_html(report, catalog, ""))
    found = {
        item.get("data-answer"): "".join(item.itertext()).replace("\u00a0", " ")
        for item in body.iter()
        if item.get("data-answer") is not None
    }
    assert list(found) == [answer.id for answer in report.answers]
    assert all(answer.value in found[answer.id] for answer in report.answers)


# What a ticket or a wiki makes of Markdown.
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def words(token: Token) -> str:
    """Return the text of a part of Markdown, code in backticks."""
    signs = {"text": "", "code_inline": "`"}
    return "".join(
        signs[part.type] + part.content + signs[part.type] for part in token.children or () if part.type in signs
    )


def plain_text(text: str) -> str:
    """Return what a reader of rendered Markdown sees, a line a block."""
    return "\n".join(words(token) for token in MARKDOWN.parse(text) if token.type == "inline")


def markdown_tables(text: str) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = []
    tokens = MARKDOWN.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif before.type in ("th_open", "td_open"):
            tables[-1][-1].append(words(token))
    return tables


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_tables_keep_their_columns(kind: str, catalog: Catalog) -> None:
    report = poisoned(reports(catalog)[kind])
    text = render.to_markdown(report, catalog)
    tables = markdown_tables(text)
    figures = bool(report.answers) + bool(report.answers[report.matter :])
    assert len(tables) == 1 + figures + len(report.tables) + len(report.charts)
    for table in tables:
        assert len({len(row) for row in table}) == 1
    assert [row[0] for row in tables[-1][1:]] == [given.label for given in report.given]


def test_markdown_holds_the_whole_answer(catalog: Catalog) -> None:
    for report in reports(catalog).values():
        text = render.to_markdown(report, catalog)
        seen = plain_text(text)
        assert f"{report.verdict.label}. {report.verdict.text}" in seen
        parts = [*report.warnings, *report.notes, *(answer.value for answer in report.answers)]
        parts += [reason.text for reason in report.reasons] + [reason.remedy for reason in report.reasons]
        assert [part for part in parts if part not in seen] == []
        for source in report.sources:
            document = catalog.document(source)
            assert f"]({document.url})" in text
            assert f"{document.title}, {source.section}, {document.read.isoformat()}" in seen
        assert f"Data of {catalog.date.isoformat()}." in seen


def test_plain_text_holds_the_answer_and_what_was_assumed(catalog: Catalog) -> None:
    for report in reports(catalog).values():
        text = render.to_text(report, catalog)
        example = "Example: " if report.example else ""
        assert text.startswith(f"{example}{report.verdict.label}. {report.verdict.text}")
        parts = [*report.warnings, *report.notes, *(answer.value for answer in report.answers)]
        parts += [given.value for given in report.given if given.assumed]
        assert [part for part in parts if part not in text] == []
        assert not re.search(r"</?[a-z]+[ >]", text)


@pytest.mark.parametrize("kind", KINDS)
def test_csv_comes_back(kind: str, catalog: Catalog) -> None:
    report = poisoned(reports(catalog)[kind])
    rows = list(csv.reader(io.StringIO(render.to_csv(report, catalog))))
    assert rows[0] == ["kind", "id", "label", "value", "unit", "text"]
    assert {len(row) for row in rows} == {6}
    found = {row[1]: row for row in rows if row[0] == "answer"}
    assert list(found) == [answer.id for answer in report.answers]
    for answer in report.answers:
        assert found[answer.id][3] == "" if answer.amount is None else float(found[answer.id][3]) == answer.amount
        assert found[answer.id][4:] == [answer.unit, answer.value]
    assert [row[5] for row in rows if row[0] == "warning"] == list(report.warnings)
    inputs = [row[1:4] for row in rows if row[0] == "input"]
    assert inputs == [[given.field, given.label, given.value] for given in report.given]
    assert [row[3] for row in rows if row[0] == "working"] == [step.result for step in report.working]
    assert [row[5] for row in rows if row[0] == "note"] == list(report.notes)
    assert len([row for row in rows if row[0] == "source"]) == len(report.sources)
    assert rows[-1] == ["data", "", "Date of the data", catalog.date.isoformat(), "", ""]
    reasons = [row[5] for row in rows if row[0] == "reason"]
    assert all(reason.text in text for reason, text in zip(report.reasons, reasons, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_json_comes_back_with_its_sources(kind: str, catalog: Catalog) -> None:
    report = reports(catalog)[kind]
    found = json.loads(render.to_json(report, catalog))
    assert found["verdict"]["level"] == report.verdict.level
    assert [answer["amount"] for answer in found["answers"]] == [answer.amount for answer in report.answers]
    assert found["data_date"] == catalog.date.isoformat()
    documents = {document.url: document for document in catalog.documents}
    cited = [*found["sources"], *(reason["source"] for reason in found["reasons"])]
    assert len(found["sources"]) == len(report.sources)
    for source in cited:
        document = documents[source["url"]]
        assert (source["title"], source["read"]) == (document.title, document.read.isoformat())
        assert source["section"]


def test_problems_as_plain_values() -> None:
    error = InputError([InputProblem("used", "this is empty."), InputProblem("x", "no.")])
    assert render.problems(error) == [
        {"field": "used", "message": "this is empty."},
        {"field": "x", "message": "no."},
    ]


def test_the_same_report_gives_the_same_text(catalog: Catalog) -> None:
    flow = catalog.flow("qualification")
    for answers in list(flows.paths(flow))[:5]:
        first, second = (run("qualification", answers, catalog) for _ in range(2))
        assert render.to_html(first, catalog, "") == render.to_html(second, catalog, "")


def figures(catalog: Catalog) -> list[ET.Element]:
    return list(parsed(render.to_html(reports(catalog)["every chart"], catalog, "")).iter("figure"))


def test_a_chart_in_html_has_a_caption_a_summary_and_its_numbers(catalog: Catalog) -> None:
    for figure, chart in zip(figures(catalog), CHARTS, strict=True):
        assert figure.get("id") == f"chart-rpo_bandwidth-{chart.id}"
        assert [element.text for element in figure.iter("figcaption")] == [chart.title]
        assert next(element.text for element in figure.iter("p")) == chart.summary
        if chart.x_kind == "category":
            assert figure.get("data-chart") is None  # bars are no line to walk along
            continue
        drawing = json.loads(figure.get("data-chart", ""))
        assert drawing["x"] == list(chart.x)
        assert [series["name"] for series in drawing["series"]] == [series.name for series in chart.series]
        assert [series["values"] for series in drawing["series"]] == [
            [value if value is not None and math.isfinite(value) else None for value in series.values]
            for series in chart.series
        ]
        assert [marker["label"] for marker in drawing["markers"]] == [marker.label for marker in chart.markers]


def test_the_table_of_a_chart_shows_the_same_numbers(catalog: Catalog) -> None:
    hours, parts, _ = (
        [["".join(cell.itertext()) for cell in row] for row in figure.iter("tr")] for figure in figures(catalog)
    )
    assert hours == [
        ["Time", "Change (Mbit/s)", "Link (Mbit/s)", "Backlog (GB)"],
        ["Sunday 2026-03-29 01:30", "10", "11", "0"],
        ["Sunday 2026-03-29 02:30", "–", "–", "1"],
        ["Sunday 2026-03-29 03:30", "12.5", "11", "12\u202f346"],
    ]
    assert parts == [["Step", "Least", "Most"], ["Declare & decide", "5", "30"], ["Restore", "20", "70"]]
    marks = [element.text for part in figures(catalog)[0].iter("details") for element in part.iter("li")]
    assert marks == [
        "Overtaken (Time: Sunday 2026-03-29 02:30; Mbit/s: 11)",
        "End (Time: Sunday 2026-03-29 03:30)",
        "Throttled (Time: Sunday 2026-03-29 01:30 to Sunday 2026-03-29 02:30)",
    ]


def test_a_long_table_is_thinned_and_says_so(catalog: Catalog) -> None:
    figure = figures(catalog)[2]
    names = [row[0].text for row in figure.iter("tr")]
    assert len(names) == 1 + 50
    assert (names[1], names[-1]) == ("0", "10\u202f079")
    assert "50 of 10080 points, evenly spread" in "".join(figure.itertext())
    report = reports(catalog)["every chart"]
    assert "20 of 10080 points, evenly spread" in render.to_markdown(report, catalog)
    assert "20 of 10080 points, evenly spread" in render.to_text(report, catalog)


def test_csv_and_json_hold_every_point(catalog: Catalog) -> None:
    report = reports(catalog)["every chart"]
    rows = [
        row for row in csv.reader(io.StringIO(render.to_csv(report, catalog))) if row[1] in ("hours", "parts", "long")
    ]
    points = [row for row in rows if row[0] == "point"]
    assert len(points) == 3 * 3 + 2 * 2 + 10_080
    assert ["point", "hours", "Backlog (GB)", "12345.678", "Time", "2026-03-29T03:30:00"] in points
    assert ["point", "hours", "Link (Mbit/s)", "", "Time", "2026-03-29T02:30:00"] in points
    assert ["point", "parts", "Most", "70.0", "Step", "Restore"] in points
    assert ["marker", "hours", "Overtaken", "11.0", "Time", "2026-03-29T02:30:00"] in rows
    found = json.loads(render.to_json(report, catalog), parse_constant=pytest.fail)
    assert [len(chart["x"]) for chart in found["charts"]] == [3, 2, 10_080]
    assert found["charts"][0]["series"][1]["values"] == [11.0, None, 11.0]


def test_text_and_markdown_name_what_a_chart_points_out(catalog: Catalog) -> None:
    report = reports(catalog)["every chart"]
    for text in (render.to_text(report, catalog), plain_text(render.to_markdown(report, catalog))):
        for chart in CHARTS:
            assert chart.title in text and chart.summary in text
        assert "Throttled (Time: Sunday 2026-03-29 01:30 to Sunday 2026-03-29 02:30)" in text


def test_the_text_of_a_chart_cannot_become_markup(catalog: Catalog) -> None:
    chart = Chart(
        id="a", title=EVIL, summary=EVIL, x=(0.0,), x_label=EVIL, x_kind="category", x_names=(EVIL,), y_label=EVIL,
        series=(Series(name=EVIL, values=(1.0,)),), markers=(Marker(x=0.0, y=1.0, label=EVIL),),
        bands=(Band(start=0.0, end=0.0, label=EVIL),),
    )  # fmt: skip
    report = dataclasses.replace(run("rpo_bandwidth", {}, catalog), charts=(chart,))
    (figure,) = parsed(render.to_html(report, catalog, "")).iter("figure")
    assert "".join(figure.itertext()).count(EVIL) > 6
    assert "<script" not in render.to_html(report, catalog, "")


def test_a_csv_has_the_rows_of_tables_without_states_too(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", {}, catalog)
    rows = [row for row in csv.reader(io.StringIO(render.to_csv(report, catalog))) if row[0] == "row"]
    assert [row[2] for row in rows] == [row[0] for table in report.tables for row in table.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_paper_holds_every_input_and_nothing_folded_away_but_numbers(kind: str, catalog: Catalog) -> None:
    report = reports(catalog)[kind]
    body = parsed(render.to_paper(report, catalog, ""))
    shown = "".join(body.itertext())
    for used in report.given:
        assert used.label in shown and used.value in shown
        assert (used.assumed or "").replace("`", "") in shown
    assert f"Data of {catalog.date.isoformat()}." in shown
    assert all(source.section in shown for source in report.sources)
    for folded in body.iter("details"):
        assert folded.get("class") == "hb-numbers" or folded.get("open") is not None


def test_what_was_read_stands_above_the_verdict_in_every_format(catalog: Catalog) -> None:
    trace = "time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,2\n2026-11-23 08:02,3\n"
    report = run("replay", {"trace": trace}, catalog)
    html = render.to_html(report, catalog, "")
    assert html.index("What was read") < html.index("hb-verdict")
    assert 'data-field="unit"' in html and 'data-field="utc_offset_minutes"' in html
    text = render.to_markdown(report, catalog)
    assert text.index("What was read: Program") < text.index("RPO of")
    assert "Interval: 60 s" in text
    assert render.to_csv(report, catalog).splitlines()[1].startswith("read,,Program")


def test_a_question_has_a_button_for_each_answer(catalog: Catalog) -> None:
    report = run("replay", {"trace": "time,x,y\n2026-11-23 08:00,1,7\n2026-11-23 08:01,2,8\n"}, catalog)
    html = render.to_html(report, catalog, "")
    assert report.verdict.level == "caution"
    for column, first in (("x", "1, 2"), ("y", "7, 8")):
        assert f'data-field="column" data-value="{column}">{column} <small>{first}</small></button>' in html
    # On paper there is nothing to press.
    assert "<button" not in render.to_paper(report, catalog, "")
