"""What the check says of an entry: holes, marks, figures, terms and signs."""

import pytest

from macros.languages.checks import entry_problems
from macros.languages.files import Entry, Terms, entries_of, languages
from tests.conftest import ROOT

TERMS = Terms(
    {
        "terms": [{"en": "drill", "zh": "演练"}, {"en": "sync proxy", "zh": "源端同步代理", "also": ["同步代理"]}],
        "avoid": [{"zh": "灾备", "instead": "容灾"}],
    }
)


def told(english: str, words: str) -> list[str]:
    return list(entry_problems(Entry("zh/x.yaml", 1, english, words), TERMS, wide=True))


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("A drill takes {} of {}.", "演练占 {2} 中的 {1}。"),
        ("Open <1>it</1> with <2/>", "用 <2/> 打开<1>它</1>"),
        ("Two Sync Proxies", "两个同步代理"),
        ("Nothing yet", ""),
        ("TCP {} of {a}", "{a} 的 TCP {}"),
    ],
)
def test_a_good_entry_has_no_problem(english: str, words: str) -> None:
    assert told(english, words) == []


@pytest.mark.parametrize(
    ("english", "words", "said"),
    [
        ("It takes {}.", "需要一段时间。", "figures"),
        ("It takes {} or {}.", "需要 {1} 或 {}。", "figures"),
        ("It takes a while.", "需要 5 分钟。", "figure that the English has not"),
        ("Open <1>it</1>", "打开它", "marks"),
        ("Open <1>it</1> now", "</1>打开<1>它", "marks"),
        ("Seen at {a}", "已看到", "holes for words"),
        ("{a} {b}", "{b}{a}", "a word of its own"),
        ("Seen at {a}{b}", "见于 {a}{b}", "two holes touch"),
        ("A drill", "一次练习", "'drill' is 演练"),
        ("Disasters", "灾备", "Write 容灾"),
        ("Use it", "使用VMware", "space is missing"),
        ("Use it", "使用 它", "space stands between"),
        ("Use it, please", "请使用,谢谢", "full-width"),
        ("Use it", "使用 （它）", "full-width sign"),
        ("It takes 5 min", "需要 {}", "looked up"),
    ],
)
def test_what_is_wrong_is_told(english: str, words: str, said: str) -> None:
    assert any(said in message for message in told(english, words)), told(english, words)


def test_a_line_that_is_no_entry_is_told_with_its_number(tmp_path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text('# about\n"Host": "主机"\n"Disk": 磁盘\n', "utf-8")
    entries, broken = entries_of(file, "zh/x.yaml")
    assert [entry.english for entry in entries] == ["Host"]
    assert [(problem.file, problem.line) for problem in broken] == [("zh/x.yaml", 3)]


def test_every_language_names_what_it_needs() -> None:
    assert [words.language.id for words in languages(ROOT)]
    for words in languages(ROOT):
        assert words.language.name and words.language.html and words.offer and "{}" in words.open
