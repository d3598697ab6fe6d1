"""The memory of words: what it says of a text, in Python and in the browser alike."""

import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.words import memory_of
from calculators.words.keys import MARK, key_of, sentences
from macros.languages.markup import Translator
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/cases/words.json").read_text("utf-8"))
SCRIPT = """
import { readFileSync } from "node:fs";
const [cases, folder] = process.argv.slice(1);
const { Memory } = await import(`${folder}/memory.mjs`);
const { inWords } = await import(`${folder}/markup.mjs`);
const { language, entries, texts, pages } = JSON.parse(readFileSync(cases, "utf8"));
const memory = new Memory({ language, entries });
const told = texts.map(([text]) => memory.text(text)).map(({ text, isKnown }) => [text, isKnown]);
console.log(JSON.stringify({ told, pages: pages.map(([html]) => inWords(html, memory)) }));
"""
NUMBER = re.compile("[0-9]+")
MEMORY = memory_of(CASES)


@pytest.mark.parametrize(("text", "said", "known"), CASES["texts"], ids=lambda value: str(value)[:30])
def test_what_is_said_of_a_text(text: str, said: str, known: bool) -> None:
    told = MEMORY.text(text)
    assert (told.text, told.known) == (said, known)


@pytest.mark.parametrize(("html", "said"), CASES["pages"])
def test_what_is_said_of_a_page(html: str, said: str) -> None:
    assert Translator(MEMORY).page(html)[0] == said


def test_the_browser_says_the_same() -> None:
    node = "node"
    folder = (ROOT / "docs/assets/words").as_uri()
    arguments = ["--input-type=module", "--eval", SCRIPT, str(ROOT / "tests/cases/words.json"), folder]
    done = subprocess.run([node, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["told"] == [[said, known] for _, said, known in CASES["texts"]]
    assert told["pages"] == [said for _, said in CASES["pages"]]


words = st.sampled_from(
    [
        "host",
        "Disk",
        "<1>your project</1>",
        "<2/>",
        "34 min",
        "5 %",
        "about 3 days",
        "Nobody",
        "Wait.",
        "x86_64",
        "and",
        ":",
    ]
)


@given(st.lists(words, min_size=1, max_size=12))
def test_marks_and_numbers_of_any_text_stay(parts: list[str]) -> None:
    text = " ".join(parts)
    told = MEMORY.text(text).text
    assert sorted(MARK.findall(told)) == sorted(MARK.findall(text))
    bare, bare_told = MARK.sub(" ", text), MARK.sub(" ", told)
    assert sorted(NUMBER.findall(bare_told)) == sorted(NUMBER.findall(bare))


@given(st.text(alphabet="ab .?!<>/1{}Ü5%\u202f"))
def test_a_text_of_any_signs_is_told_without_a_fault(text: str) -> None:
    key, figures = key_of(text)
    assert key.count("{}") >= len(figures)
    assert " ".join(sentences(key)) == key
    MEMORY.text(text)
