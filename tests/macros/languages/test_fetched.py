"""What browsers fetch of a language holds the words of everything that answers say."""

import json
from collections.abc import Iterator
from typing import Any

from calculators.bridge import answer
from calculators.catalog import load
from calculators.project import sample, write
from macros.languages.files import languages
from macros.languages.markup import Translator
from macros.languages.missing import html_in
from macros.publish.snapshot import warm
from tests.cases import proofs
from tests.conftest import ROOT


def answers() -> Iterator[Any]:
    yield from map(json.loads, warm.answers(warm.requests()))
    for case in proofs.load():
        asked = {"id": 0, "base": "../", "proof": {"id": case.proof, "text": case.text}}
        yield json.loads(answer(json.dumps(asked)))
    catalog = load()
    for kind in catalog.runbooks.kinds:
        wanted = ["order", "steps", "contacts", "messages"]
        runbook = {"text": write(sample(catalog), catalog), "kind": kind.id, "wanted": wanted}
        yield json.loads(answer(json.dumps({"id": 0, "base": "../", "runbook": runbook})))


def test_no_answer_needs_words_that_only_pages_have() -> None:
    said = [html for given in answers() for html in html_in(given)]
    for words in languages(ROOT):
        open_in_pages, open_in_browsers = (
            {key for html in said for key in Translator(memory).page(html)[1].open}
            for memory in (words.memory(), words.memory(in_browsers=True))
        )
        assert open_in_browsers - open_in_pages == set()
