"""The words of a project for the strip on every page: unit and choices of each value."""

import json

from calculators.answers.inputs import fields
from calculators.catalog import Catalog

WORDS_FILE = "assets/project/words.json"


def words(catalog: Catalog) -> str:
    """Return JSON: by the id of each value its `unit` and the labels of its `choices`."""
    named = {
        field.id: {"unit": field.unit, "choices": {choice.id: choice.label for choice in field.choices}}
        for field in fields(catalog.project)
    }
    return json.dumps(named, ensure_ascii=False, separators=(",", ":")) + "\n"
