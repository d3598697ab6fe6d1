"""The steps of a checklist against the published order."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from calculators.checklist.steps import steps_of
from macros.data.loader import Data

PUBLISHED: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("sequences.yaml"))


def test_every_published_checklist_is_there(data: Data):
    assert len(PUBLISHED) == 28
    assert {form.id for form in data.checklists.forms} == set(PUBLISHED)
    assert sorted(form.number for form in data.checklists.forms) == list(range(1, 29))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_checklist_has_the_published_steps_in_the_published_order(data: Data, name: str):
    form = next(form for form in data.checklists.forms if form.id == name)
    steps = [step.id for step in steps_of(data.checklists, form)]
    assert steps == PUBLISHED[name]["steps"]
    assert len(steps) == PUBLISHED[name]["count"]


def test_no_step_is_without_a_checklist(data: Data):
    used = {name for found in PUBLISHED.values() for name in found["steps"]}
    assert {step.id for step in data.checklists.steps} == used
    assert sum(step.direction == "dr" for step in data.checklists.steps) == 58
    assert sum(step.direction == "failback" for step in data.checklists.steps) == 29
