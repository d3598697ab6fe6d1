"""The words of a project for the strip on every page."""

import json

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from macros.publish.words import words


def test_every_value_of_the_sample_can_be_told_with_its_unit_or_its_label(catalog: Catalog):
    named = json.loads(words(catalog))
    known = {field.id: field for field in fields(catalog.project)}
    for item in catalog.sample:
        assert named[item.id]["unit"] == known[item.id].unit
        if known[item.id].choices:
            assert named[item.id]["choices"][str(item.value)]
