"""The words of the languages in data/: a folder a language, a line an entry.

`"English with {} for each figure": "the words for it"`, as JSON writes texts, so that any program can read and write
a file line by line; `#` begins a comment.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from calculators.words import Language, Memory
from calculators.words.keys import MARK
from macros.data.datafile import Problem

SETTINGS = "language.yaml"
ENTRY = re.compile(r'(?P<english>"(?:[^"\\]|\\.)*")\s*:\s*(?P<words>"(?:[^"\\]|\\.)*")\s*(?:#.*)?')
PAGES_ONLY = frozenset(("evidence", "maintainers"))
"""Files whose words only stand in the text of pages, which no browser has to fetch; see macros/languages/missing.py."""
PAGES_MOSTLY = frozenset(("compatibility", "stages"))
"""Files of which a browser fetches the words that calculators, their data and scripts could say."""
COULD_SAY = (("calculators", "*.py"), ("calculators", "dataset.json"), ("docs/assets", "*.mjs"))
COUNTS = "build/languages.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An English text and the words for it."""

    file: str
    line: int
    english: str
    words: str

    @property
    def group(self) -> str:
        """The name of its file."""
        return Path(self.file).stem


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field."""

    english: str
    words: tuple[str, ...]
    """Its word, and others that will do."""


class Terms:
    """The term base of a language."""

    def __init__(self, given: dict[str, Any]) -> None:
        """Take what terms.yaml says."""
        terms = [Term(item["en"], (item["zh"], *item.get("also", ()))) for item in given.get("terms", ())]
        self.avoided = tuple((item["zh"], item["instead"]) for item in given.get("avoid", ()))
        self._terms = {term.english.lower(): term for term in terms}
        names = sorted(self._terms, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?:s|es)?(?![\w-])", re.IGNORECASE)
            if names
            else None
        )

    def found(self, english: str) -> list[Term]:
        """Return the terms in an English text; the longest one of a place counts alone."""
        return [self._terms[match[1].lower()] for match in self._pattern.finditer(english)] if self._pattern else []


@dataclass(frozen=True, slots=True)
class Words:
    """What data/ says of a language."""

    language: Language
    entries: tuple[Entry, ...]
    broken: tuple[Problem, ...]
    """Lines that are no entries."""
    terms: "Terms"
    """The term base."""
    offer: str
    """A sentence in the language that says that the guide has it."""
    open: str
    """A sentence in the language that says how many texts of a page are English still."""
    root: Path
    """Where data/ lies."""

    def is_fetched(self, entry: Entry) -> bool:
        """Return whether browsers fetch an entry for answers: its longest piece stands where they come from."""
        if entry.group not in PAGES_MOSTLY:
            return entry.group not in PAGES_ONLY
        return longest_piece(entry.english) in _could_say(self.root)

    def memory(self, *, in_browsers: bool = False) -> Memory:
        """Return the memory of the words, or of those that browsers have for answers."""
        entries = (entry for entry in self.entries if not in_browsers or self.is_fetched(entry))
        return Memory(self.language, ((entry.english, entry.words) for entry in entries if entry.words))


def languages(root: Path) -> tuple[Words, ...]:
    """Return the words of every language besides English."""
    return tuple(read(path.parent, root) for path in sorted((root / "data").glob(f"*/{SETTINGS}")))


def read(folder: Path, root: Path) -> Words:
    """Return the words in a folder of data/."""
    settings = _read_yaml(folder / SETTINGS)
    terms_file = folder / "terms.yaml"
    terms = _read_yaml(terms_file) if terms_file.is_file() else {}
    known = {item.name for item in fields(Language)}
    given = {key: value for key, value in settings.items() if key in known}
    given |= {"id": folder.name, "names": frozenset(given.get("names", ())), "days": tuple(given.get("days", ()))}
    entries: list[Entry] = []
    broken: list[Problem] = []
    for path in sorted(folder.glob("[!.]*.yaml")):
        if path.name not in (SETTINGS, terms_file.name):
            found, wrong = entries_of(path, path.relative_to(root).as_posix())
            entries += found
            broken += wrong
    return Words(
        Language(**given), tuple(entries), tuple(broken), Terms(terms), settings["offer"], settings["open"], root
    )


def longest_piece(english: str) -> str:
    """Return the longest text between two holes or marks of an entry, as its letters."""
    return spelled(max(re.split(r"\{[a-z]?\}|</?[0-9]+/?>", english), key=len))


def spelled(text: str) -> str:
    """Return the words of a text, however it is broken into lines, escaped and put together."""
    return " ".join(re.findall(r"[a-z]+", MARK.sub(" ", text).lower()))


@cache
def _could_say(root: Path) -> str:
    """Return the letters of everything that answers and scripts are made of."""
    files = (file for folder, names in COULD_SAY for file in sorted((root / folder).rglob(names)))
    return spelled(" ".join(file.read_text("utf-8") for file in files))


def entries_of(path: Path, name: str) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of a file, and the lines that are none."""
    entries, broken = [], []
    for line, found in _lines(path):
        if isinstance(found, str):
            broken.append(Problem(name, line, 1, "", found))
        else:
            entries.append(Entry(name, line, *found))
    return entries, broken


def _read_yaml(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def _lines(path: Path) -> Iterator[tuple[int, tuple[str, str] | str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        found = ENTRY.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            yield number, (json.loads(found["english"]), json.loads(found["words"]))
        except ValueError:
            yield number, 'an entry is one line: "English": "words", with \\" for a quotation mark within.'


def kept_counts(root: Path) -> dict[str, dict[str, int]]:
    """Return by language how many `texts` the pages had when the site was last built, and how many were `missing`.

    `sentences` is how many had no words when `make words` last looked at pages, answers and scripts.
    """
    file = root / COUNTS
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def keep(root: Path, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Write counts by language beside those that are there."""
    kept = kept_counts(root)
    file = root / COUNTS
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({name: kept.get(name, {}) | dict(own) for name, own in counts.items()}) + "\n", "utf-8")
