"""The steps of a checklist against the published order."""

from pathlib import Path
from typing import Any

import pytest

from calculators.checklist.steps import steps_of
from macros.data.loader import Data
from tests.cases.reading import read_yaml

PUBLISHED: dict[str, Any] = read_yaml(Path(__file__).with_name("sequences.yaml").read_text("utf-8"))


def test_every_published_checklist_is_there(data: Data):
    forms = data.checklists.forms
    assert {form.id for form in forms} >= set(PUBLISHED)
    assert len({form.number for form in forms}) == len(forms)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_checklist_has_the_published_steps_in_the_published_order(data: Data, name: str):
    form = next(form for form in data.checklists.forms if form.id == name)
    published = PUBLISHED[name]["steps"]
    # A step that a maintainer adds stands between them.
    steps = [step.id for step in steps_of(data.checklists, form) if step.id in published]
    assert steps == published
    assert len(steps) == PUBLISHED[name]["count"]
