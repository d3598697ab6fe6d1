"""What a project says already is not asked again by the qualification."""

import pytest

from calculators.catalog import Catalog
from calculators.project import Known, Project, lines, open_text, taken, write
from calculators.project.replies import replied
from calculators.qualification import told


def project(own: dict[str, str] | None = None, **values: str) -> Project:
    said = {name: Known(value=value, origin="typed") for name, value in values.items()}
    inputs = {"qualification": {name: Known(value=value, origin="typed") for name, value in (own or {}).items()}}
    return Project(id="x", values=said, inputs=inputs if own else {})


def answers(of: Project, catalog: Catalog) -> dict[str, str]:
    return {name: known.value for name, known in taken(of, catalog)["qualification"].items()}


@pytest.mark.parametrize(
    ("values", "told_answers"),
    [
        ({}, {}),
        ({"rpo_minutes": "60"}, {"rpo": "minutes"}),
        ({"source": "vmware-agentless"}, {"closer": "vmware"}),
        ({"source": "hcs-online-agentless", "tier": "tier-0"}, {"closer": "clouds,data", "data": "tier-0"}),
        ({"target": "generic"}, {"closer": "target", "target": "no-api"}),
        ({"target": "none", "tier": "tier-2", "source": "aws-agentless", "rpo_minutes": " "}, {}),
    ],
)
def test_a_project_answers_what_it_says(values: dict[str, str], told_answers: dict[str, str], catalog: Catalog) -> None:
    assert answers(project(**values), catalog) == told_answers


def test_an_assumption_is_no_answer(catalog: Catalog) -> None:
    assumed = Project(id="x", values={"tier": Known(value="tier-0", origin="assumed")})
    assert answers(assumed, catalog) == {}


def test_what_the_project_does_not_say_stays_an_open_question(catalog: Catalog) -> None:
    line = next(item for item in lines(project(rpo_minutes="60"), catalog) if item.calculator == "qualification")
    assert line.report is not None
    open_ones = len(line.report.required) - 1
    assert line.report.verdict.label.startswith(f"{open_ones} of {len(line.report.required)} questions are open.")


def test_what_the_project_says_raises_its_finding(catalog: Catalog) -> None:
    line = next(item for item in lines(project(tier="tier-0"), catalog) if item.calculator == "qualification")
    assert line.report is not None
    assert [reason.level for reason in line.report.reasons] == ["bad"]


def test_an_answer_of_the_reader_goes_before_it_even_where_nothing_is_ticked(catalog: Catalog) -> None:
    given = project({"closer": "", "rpo": "zero"}, source="vmware-agentless", rpo_minutes="60")
    kept = open_text(write(given, catalog), catalog)
    assert kept.slips == ()
    assert answers(kept.project, catalog) == {"closer": "", "rpo": "zero"}
    asked = {"text": write(given, catalog), "wanted": ["taken"]}
    instead = replied(asked, catalog, "")["taken"]["qualification"]
    assert {name: known["instead"]["value"] for name, known in instead.items()} == {
        "closer": "vmware",
        "rpo": "minutes",
    }


def test_every_answer_that_a_project_gives_is_one_of_the_form(catalog: Catalog) -> None:
    flow = catalog.flow("qualification")
    every = [by for asked in (*flow.questions, *flow.follow_ups) for answer in _answers(asked) for by in answer.told_by]
    assert every
    for by in every:
        for value in by.among or ("60",):
            assert told(flow, {by.value: value})


def _answers(asked):  # type: ignore[no-untyped-def]
    return getattr(asked, "options", ()) or asked.items
