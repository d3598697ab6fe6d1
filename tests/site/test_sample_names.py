"""The sample project is called in its page's language where a reader meets it: in fields as in answers."""

import re
from html import unescape
from pathlib import Path

import pytest

from calculators.catalog import load
from calculators.project import open_text
from calculators.project.page import is_sample
from calculators.takeover import read
from macros.languages.files import languages
from tests.conftest import ROOT

pytestmark = pytest.mark.site
SAMPLE = re.compile(r'data-sample="([^"]*)"')
HAN = re.compile("[\u3400-\u9fff]")


@pytest.mark.parametrize("page", ["project", "runbook"])
def test_the_fields_of_the_sample_have_the_words_of_its_answers(page: str, site: Path) -> None:
    catalog = load()
    for words in languages(ROOT):
        memory = words.memory()
        english, told = (
            open_text(unescape(SAMPLE.search((site / folder / page / "index.html").read_text("utf-8"))[1]), catalog)
            for folder in ("", words.language.id)
        )
        assert not told.slips
        for name in ("name", "customer", "notes"):
            assert told.project.value(name) == memory.text(english.project.value(name)).text
        assert is_sample(told.project, catalog)
        systems, problems = read(told.project.runbook.systems)
        assert not problems
        assert [len(system.needs) for system in systems] == [
            len(system.needs) for system in read(english.project.runbook.systems)[0]
        ]
        assert all(HAN.search(memory.text(item.name).text) for item in told.project.runbook.systems)
