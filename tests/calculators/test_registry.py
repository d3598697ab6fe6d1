"""What is kept of an answer is what would be worked out anew."""

from dataclasses import replace

import pytest

from calculators import registry
from calculators.catalog import Catalog
from calculators.project import Known, lines, sample
from calculators.registry import CALCULATORS, run, run_begun


@pytest.mark.parametrize("name", CALCULATORS)
def test_an_answer_that_was_kept_is_the_one_that_is_worked_out_anew(name: str, catalog: Catalog) -> None:
    registry.forget()
    fresh = run(name, {}, catalog)
    run_begun(name, {}, catalog)
    assert run(name, {}, catalog) == fresh


def test_what_is_kept_for_one_dataset_does_not_answer_for_another(catalog: Catalog) -> None:
    fewer = replace(catalog, forms=tuple(replace(form, title=f"Other {form.title}") for form in catalog.forms))
    assert run("rpo_bandwidth", {}, catalog).title != run("rpo_bandwidth", {}, fewer).title


def test_the_reader_is_told_what_was_typed_also_of_a_kept_answer(catalog: Catalog) -> None:
    assert run("rpo_bandwidth", {"link_mbps": "33"}, catalog, typed=()).example
    assert not run("rpo_bandwidth", {"link_mbps": "33"}, catalog).example


@pytest.mark.parametrize(
    ("name", "said", "open_still"),
    [
        ("rpo_bandwidth", {"used": "1", "change_percent": "5", "rpo_minutes": "60", "link_mbps": "200"}, "used"),
        ("replay", {"rpo_minutes": "60", "link_mbps": "200"}, "rpo_minutes"),
        ("recovery_time", {"rto_minutes": "240", "hosts": "10", "target": "huawei", "storage": "block"}, "rto_minutes"),
    ],
)
def test_no_guess_is_green(name: str, said: dict[str, str], open_still: str, catalog: Catalog) -> None:
    sure = run(name, said, catalog).verdict
    guessed = run(name, said, catalog, typed=said.keys() - {open_still})
    assert (sure.level, guessed.verdict.level) == ("good", "mixed")
    assert guessed.verdict.label == f"{sure.label}, on assumptions"
    label = next(item.label for item in guessed.given if item.field == open_still)
    assert guessed.verdict.text.endswith(f" Assumed: {label}.")


def test_what_is_tried_aside_takes_no_answer_away(catalog: Catalog) -> None:
    registry.forget()
    kept = run_begun("rpo_bandwidth", {"link_mbps": "33"}, catalog).answers
    run_begun("rpo_bandwidth", {"link_mbps": "70"}, catalog, keep=False)
    assert run_begun("rpo_bandwidth", {"link_mbps": "33"}, catalog).answers[0] is kept[0]


def test_the_lines_of_a_project_follow_each_value_from_what_was_kept(catalog: Catalog) -> None:
    for link in ("400", "40", "400"):
        project = sample(catalog).having(link_mbps=Known(value=link, origin="typed"))
        kept = lines(project, catalog, briefly=True)
        registry.forget()
        for brief, whole in zip(kept, lines(project, catalog), strict=True):
            assert brief.problems == whole.problems
            told = [(line.report.verdict, line.report.answers) for line in (brief, whole) if line.report]
            assert told[:1] == told[1:]
