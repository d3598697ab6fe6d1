"""The qualification as a calculator: its cases, every way through the questions, and follow-ups one by one."""

import pytest

from calculators import qualification
from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.qualification import flows
from calculators.registry import run
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = qualification.NAME


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


def test_the_cases_see_every_finding_of_the_flow(catalog: Catalog) -> None:
    flow = catalog.flow(NAME)
    seen = {
        reason.text
        for case in cases.load(NAME)
        if not case.expected.problems
        for reason in run(NAME, case.inputs, catalog).reasons
    }
    every = {finding.reason for item in flow.questions for option in item.options for finding in option.findings}
    every |= {finding.reason for asked in flow.follow_ups for item in asked.items for finding in item.findings}
    assert seen == every


def test_the_form_asks_every_question_with_every_option(catalog: Catalog) -> None:
    flow = catalog.flow(NAME)
    asked = {field.id: [choice.id for choice in field.choices] for field in fields(qualification.form(catalog))}
    assert asked == {item.id: [option.id for option in item.options] for item in flow.questions} | {
        follow_up.id: [item.id for item in follow_up.items] for follow_up in flow.follow_ups
    }


def test_every_path_gives_the_outcome_of_the_flow_and_all_its_findings(catalog: Catalog) -> None:
    flow = catalog.flow(NAME)
    order = [outcome.mark for outcome in flow.outcomes]
    for answers in flows.paths(flow):
        report = run(NAME, answers, catalog)
        expected = flows.outcome(flow, answers)
        assert (report.verdict.label, report.verdict.level) == (expected.label, expected.level)
        raised = flows.findings(flow, answers)
        assert sorted(reason.text for reason in report.reasons) == sorted(finding.reason for finding in raised)
        ranks = [order.index(reason.label) for reason in report.reasons]
        assert ranks == sorted(ranks, reverse=True)
        followed = [(asked.id, "none of these") for asked, _ in flows.opened(flow, answers)]
        assert [given.field for given in report.given] == [*answers, *(name for name, _ in followed)]
        assert [(given.field, given.value) for given in report.given[len(answers) :]] == followed


def test_every_reason_brings_its_remedy_source_and_page(catalog: Catalog) -> None:
    flow = catalog.flow(NAME)
    for answers in flows.paths(flow):
        report = run(NAME, answers, catalog)
        for reason in report.reasons:
            assert reason.remedy and reason.link.page.endswith(".md")
            assert reason.source in report.sources
        assert len(set(report.sources)) == len(report.sources)


def test_the_items_of_a_follow_up_come_as_a_list_or_with_commas(catalog: Catalog) -> None:
    report = run(NAME, {"closer": ["linux"], "linux": ["btrfs", "luks"]}, catalog)
    assert run(NAME, {"closer": "linux", "linux": " luks , btrfs,"}, catalog) == report
    assert report.given[-1].value == "Disks encrypted with LUKS; Btrfs"


def test_a_condition_says_for_which_hosts_it_holds_and_where_it_stands(catalog: Catalog) -> None:
    report = run(NAME, {"closer": "windows", "windows": "refs"}, catalog)
    assert [reason.conflicts for reason in report.reasons] == [("refs",), ("refs",)]
    assert [reason.link.page for reason in report.reasons] == [
        "compatibility/windows-agent.md#condition-win-fs-refs",
        "compatibility/windows-agent.md#condition-win-refs-adapt",
    ]
    assert all("with Windows Agent" in reason.text for reason in report.reasons)


def test_answers_that_are_not_asked_change_nothing_that_is_shown(catalog: Catalog) -> None:
    alone = run(NAME, {"applications": "oracle"}, catalog)
    assert run(NAME, {"applications": "oracle", "architecture": "arm", "rpo": "zero"}, catalog) == alone


def test_a_verdict_says_how_many_questions_are_open(catalog: Catalog) -> None:
    flow = catalog.flow(NAME)
    mildest, answered = flow.outcomes[0].label, {"applications": "hosts", "architecture": "x86", "system": "common"}
    one_open = run(NAME, answered, catalog).verdict
    assert (one_open.label, one_open.level) == (f"1 of 4 questions is open. So far: {mildest}", "mixed")
    assert run(NAME, answered | {"rpo": "minutes"}, catalog).verdict.label == mildest
    bad = run(NAME, {"applications": "hosts", "architecture": "arm"}, catalog).verdict
    assert (bad.level, bad.text.endswith("2 of 4 questions are open.")) == ("bad", True)
