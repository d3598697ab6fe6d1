"""The page for the customer: what matters by name, what is open, and that a sample says that it is one."""

import json
from dataclasses import replace

import pytest

from calculators.answers import render
from calculators.catalog import Catalog
from calculators.project import Decision, Known, Project, Recording, lines, page, sample, write
from calculators.project.page import FIGURES, SAMPLE, counted
from calculators.project.replies import replied
from calculators.project.sheets import sheets
from calculators.registry import CALCULATORS, run


def typed(value: str) -> Known:
    return Known(value=value, origin="typed", since="2026-11-28")


def test_every_figure_that_matters_is_one_of_its_calculator(catalog: Catalog) -> None:
    assert set(FIGURES) <= set(CALCULATORS)
    for name, wanted in FIGURES.items():
        assert set(wanted) <= {answer.id for answer in run(name, {}, catalog).answers}


def test_the_page_says_what_each_calculator_says(catalog: Catalog) -> None:
    project = sample(catalog)
    report = page(project, catalog)
    answers = counted(lines(project, catalog))
    said = {line.title: line.report for line in answers if line.report and not line.report.example}
    shown = {row[0]: row[1] for row in report.tables[0].rows}
    assert {title: own.verdict.label for title, own in said.items()}.items() <= shown.items()
    amounts = {(answer.id, answer.amount) for own in said.values() for answer in own.answers}
    assert {(answer.id, answer.amount) for answer in report.answers} <= amounts
    assert {"worst_age", "needed_link", "seed", "rto", "sync_proxy"} <= {answer.id for answer in report.answers}


def test_nothing_that_is_given_or_open_is_left_out(catalog: Catalog) -> None:
    project = replace(
        sample(catalog).having(change_percent=Known(value="", origin="assumed")),
        decisions=(Decision(what="Block storage", why="The RTO", who="ACME", since="2026-11-27"),),
    )
    tables = {table.title: table.rows for table in page(project, catalog).tables}
    assert ("Hosts", "120 hosts", "typed", "") in tables["What was given"]
    assert ("Used data", "14 TB", "typed", "") in tables["What was given"]
    assert any(row[0] == "Change per day" and row[1].startswith("5 %") for row in tables["Open questions"])
    assert tables["Decisions"] == (("Block storage", "The RTO", "ACME", "2026-11-27"),)


@pytest.mark.parametrize("form", ["text", "markdown", "summary", "csv", "json", "html", "paper"])
def test_a_sample_says_so_in_every_format_until_it_has_other_names(form: str, catalog: Catalog) -> None:
    def told(project: Project) -> str:
        asked = {"text": write(project, catalog), "wanted": ["page"], "format": form}
        return str(replied(asked, catalog, "../")["page"]).replace("&#x27;", "'")

    assert SAMPLE in told(replace(sample(catalog), id="another"))
    named = {name: Known(value="示例", origin="typed") for name in ("name", "customer")}
    assert SAMPLE in told(sample(catalog).having(**named))
    assert page(sample(catalog), catalog).verdict.level == "example"
    assert SAMPLE not in told(sample(catalog).having(name=typed("ACME"), customer=typed("ACME")))


def test_a_replay_has_figures_of_its_own_only_with_a_record(catalog: Catalog) -> None:
    def reached(project: Project) -> bool:
        return any(answer.id == "reached" for answer in page(project, catalog).answers)

    record = Recording(name="day.csv", text="time,MB/s\n2026-01-05 00:00,1\n2026-01-05 01:00,2\n2026-01-05 02:00,1\n")
    assert not reached(sample(catalog))
    assert reached(replace(sample(catalog), traces=(record,)))


def test_an_empty_project_says_what_to_do(catalog: Catalog) -> None:
    report = page(Project(id="x"), catalog)
    assert (report.verdict.level, report.verdict.label) == ("example", "Nothing is answered yet")
    assert report.answers == ()


def test_what_two_calculators_say_of_one_thing_is_said_once(catalog: Catalog) -> None:
    verdict = page(sample(catalog).having(link_mbps=typed("60")), catalog).verdict
    assert verdict.label.startswith("2 of ")
    assert verdict.text.count("RPO of 60 min is missed.") == 1


def test_sheets_have_numbers_as_numbers_and_units_apart(catalog: Catalog) -> None:
    found = {sheet["name"]: sheet for sheet in sheets(sample(catalog), catalog)}
    assert list(found) == ["Summary", "Answers", "Components", "Open questions", "Inputs", "Sources"]
    inputs = {row[1]: row for row in found["Inputs"]["rows"]}
    assert inputs["Hosts"][2:4] == [120, "hosts"]
    assert inputs["Used data"][2:4] == [14, "TB"]
    assert inputs["Target platform"][2:4] == ["Huawei Cloud", None]
    report = next(line.report for line in lines(sample(catalog), catalog) if line.calculator == "rpo_bandwidth")
    assert report is not None
    answers = {(row[0], row[1]): row for row in found["Answers"]["rows"]}
    for item in report.answers:
        assert answers[report.title, item.label][2:4] == [item.amount, item.unit or None]
    counts = {row[0]: row[1] for row in found["Components"]["rows"]}
    assert counts["Sync Proxy"] == 8
    json.dumps(found, allow_nan=False)
    for sheet in found.values():
        assert {len(row) for row in sheet["rows"]} == {len(sheet["columns"])}
        assert len(sheet["name"]) <= 31


def test_a_plan_has_sheets_once_somebody_gave_its_first_day(catalog: Catalog) -> None:
    project = replace(sample(catalog), inputs={"plan": {"first_day": typed("2027-01-11"), "country": typed("germany")}})
    found = {sheet["name"]: sheet for sheet in sheets(project, catalog)}
    plan = found["Plan"]
    assert plan["dates"] == ["Begins", "Ends", "Planned start", "Planned end"]
    assert min(str(row[1]) for row in plan["rows"]) == "2027-01-11"


def test_no_cell_begins_a_formula_and_a_long_text_says_where_the_rest_is(catalog: Catalog) -> None:
    project = replace(
        sample(catalog).having(name=typed('=HYPERLINK("x")'), customer=typed("@a"), notes=typed("-1+2\n" + "n" * 5000)),
        decisions=(Decision(what="+1+A1", why="=A1", who="@x", since="-1+2"),),
    )
    cells = [cell for sheet in sheets(project, catalog) for row in sheet["rows"] for cell in row]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert any(text.endswith("more letters stand in the project's file.") for text in texts)
    assert render.to_markdown(page(project, catalog), catalog).startswith('# =HYPERLINK("x") · @a')
