"""What browsers are given of a language: the words of what they answer, and of what scripts show of the data."""

import json

import pytest

from calculators.bridge import answer
from calculators.catalog import load
from calculators.project import sample, write
from calculators.registry import CALCULATORS
from macros.languages.files import Words, languages
from macros.languages.markup import Translator
from macros.languages.missing import _html_in
from macros.languages.pages import shown_texts, words_files
from tests.conftest import ROOT

PROJECT = write(sample(load()), load())
ASKED = (
    *({"calculator": name, "inputs": {}} for name in CALCULATORS),
    {"project": {"text": PROJECT, "wanted": ["page"]}},
    *({"runbook": {"text": PROJECT, "kind": kind.id, "wanted": ["order", "steps"]}} for kind in load().runbooks.kinds),
)


@pytest.mark.parametrize("words", languages(ROOT), ids=lambda words: words.language.id)
def test_browsers_have_every_word_that_there_is_for_an_answer(words: Words) -> None:
    whole, fetched = words.memory(), Translator(words.memory(in_browsers=True))
    replies = [json.loads(answer(json.dumps({"id": 0, "base": "../", **asked}))) for asked in ASKED]
    assert all("result" in reply for reply in replies)
    texts = {text for html in _html_in(replies) for text in fetched.page(html)[1].open}
    assert not [text for text in texts if not whole.missing(text.replace("{}", "7"))]


def test_scripts_have_words_for_what_they_show_of_the_data(tmp_path) -> None:
    (words,) = (one for one in languages(ROOT) if one.language.id == "zh")
    known = '{"options": {"huawei": "Huawei Cloud"}, "lists": [["VMware agentless"]]}'.replace('"', "&quot;")
    shown = shown_texts(tmp_path, [f'<hb-finder data-known="{known}"></hb-finder>'])
    assert {"Huawei Cloud", "VMware agentless"} <= shown
    entries = json.loads(dict(words_files(words, shown))["assets/words/zh-interface.json"])["entries"]
    assert entries["Huawei Cloud"] == "华为云"
