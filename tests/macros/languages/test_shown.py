"""What browsers are given of a language for what scripts show of the data."""

import json

from macros.languages.files import languages
from macros.languages.pages import shown_texts, words_files
from tests.conftest import ROOT


def test_scripts_have_words_for_what_they_show_of_the_data(tmp_path) -> None:
    (words,) = (one for one in languages(ROOT) if one.language.id == "zh")
    known = '{"options": {"huawei": "Huawei Cloud"}, "lists": [["VMware agentless"]]}'.replace('"', "&quot;")
    shown = shown_texts(tmp_path, [f'<hb-finder data-known="{known}"></hb-finder>'])
    assert {"Huawei Cloud", "VMware agentless"} <= shown
    entries = json.loads(dict(words_files(words, shown))["assets/words/zh-interface.json"])["entries"]
    assert entries["Huawei Cloud"] == "华为云"
