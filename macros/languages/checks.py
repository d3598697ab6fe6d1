"""What is wrong with the words of a language: holes, marks, figures, terms and signs."""

import re
from collections.abc import Iterable, Iterator

from calculators.words.keys import HOLE, LETTERS, MARK, WORD, balanced, key_of
from macros.data.datafile import Problem
from macros.languages.files import Entry, Terms, Words

CHINESE = "\u3400-\u9fff"
NUMBERED = re.compile(r"\{[0-9]*\}")
TOUCHING = re.compile(r"\{[a-z]\}\{[a-z]?\}|\{\}\{[a-z]\}")
DIGITS = re.compile(r"[0-9]+")
CHINESE_LETTER = re.compile(f"[{CHINESE}]")
SIGNS = (
    (re.compile(rf"[{CHINESE}][A-Za-z0-9]|[A-Za-z0-9%][{CHINESE}]"), "a space is missing between Chinese and Latin"),
    (re.compile(rf"[{CHINESE}](?:\{{[0-9]*\}})|(?:\{{[0-9]*\}})[{CHINESE}]"), "a space is missing beside a figure"),
    (re.compile(rf"[{CHINESE}] +[{CHINESE}]"), "a space stands between Chinese letters"),
    (re.compile(rf"[{CHINESE}][,;:?!](?![A-Za-z0-9/])|[{CHINESE}]\.(?:\s|$)"), "this sign has to be full-width"),
    (re.compile(r"\s[，。；：？！、（）]|[，。；：？！、（]\s(?!$)"), "a space stands beside a full-width sign"),
    (re.compile(rf"[{CHINESE}]\(|\)[{CHINESE}]"), "brackets beside Chinese have to be full-width"),
)
"""What the typography of Chinese asks for, where the words are Chinese."""
TIGHT_NAMES = re.compile(r"华为云Stack|高I/O|通用型SSD|天翼云4\.0|[0-9]+(?:年|月|日)|第[0-9]|[0-9][0-9]*：")


def entry_problems(entry: Entry, terms: Terms, wide: bool) -> Iterator[str]:
    """Yield what is wrong with an entry. `wide` says that the language is written with Chinese letters."""
    if entry.words:
        yield from _of_places(entry.english, entry.words)
        yield from _of_figures(entry.english, entry.words)
        yield from _of_terms(entry.english, entry.words, terms)
        if wide and CHINESE_LETTER.search(entry.words):
            yield from _of_signs(entry.words)


def _of_places(english: str, words: str) -> Iterator[str]:
    if key_of(english)[0] != english:
        yield f"the English is not looked up like this, but as {key_of(english)[0]!r}."
    if sorted(LETTERS.findall(english)) != sorted(set(LETTERS.findall(words))):
        yield "the holes for words differ: each of {a}, {b} … of one side has to stand in the other."
    if LETTERS.search(english) and not WORD.search(MARK.sub(" ", LETTERS.sub(" ", english.replace(HOLE, " ")))):
        yield "a pattern needs a word of its own, or it would take any text."
    if TOUCHING.search(english):
        yield "two holes touch, and nothing says where one ends: write an entry for each way that they are filled."
    if sorted(map("".join, MARK.findall(english))) != sorted(map("".join, MARK.findall(words))) or not balanced(words):
        yield "the marks <1> differ from those of the English, or are not closed in order."


def _of_figures(english: str, words: str) -> Iterator[str]:
    holes = NUMBERED.findall(words)
    numbers = {int(hole[1:-1]) for hole in holes if hole != HOLE}
    wanted = english.count(HOLE)
    counted = numbers == set(range(1, wanted + 1)) and HOLE not in holes if numbers else len(holes) == wanted
    if not counted:
        yield f"the English has {wanted} figures {{}}. Write each of them as {{}}, or all as {{1}}, {{2}} …"
    had = set(DIGITS.findall(MARK.sub("", english)))
    more = sorted(set(DIGITS.findall(MARK.sub("", NUMBERED.sub("", words)))) - had)
    if more:
        yield f"the words have a figure that the English has not: {', '.join(more)}."


def _of_terms(english: str, words: str, terms: Terms) -> Iterator[str]:
    for word, instead in terms.avoided:
        if word in words:
            yield f"{word} is not the vendor's word. Write {instead}."
    said = words.lower()
    for term in terms.found(english):
        if not any(word.lower() in said for word in (term.english, *term.words)):
            yield f"'{term.english}' is {', or '.join(term.words)} in the vendor's words."


def _of_signs(words: str) -> Iterator[str]:
    plain = TIGHT_NAMES.sub("", MARK.sub(lambda mark: "X" if mark[3] else "", words))
    for pattern, message in SIGNS:
        if found := pattern.search(plain):
            yield f"{message}: {found[0]!r}."


def entries_problems(entries: Iterable[Entry], words: Words) -> Iterator[Problem]:
    """Yield every problem of entries, each alone and beside the others, by the terms of a language."""
    wide = words.language.html.startswith("zh")
    seen: dict[str, Entry] = {}
    for entry in entries:
        for message in entry_problems(entry, words.terms, wide):
            yield Problem(entry.file, entry.line, 1, entry.english, message)
        other = seen.setdefault(entry.english, entry)
        if other is not entry and entry.words and other.words and entry.words != other.words:
            place = f"{other.file}:{other.line}"
            yield Problem(entry.file, entry.line, 1, entry.english, f"{place} has other words for the same text.")


def problems(words: Words) -> Iterator[Problem]:
    """Yield every problem of the words of a language."""
    yield from words.broken
    yield from entries_problems(words.entries, words)
