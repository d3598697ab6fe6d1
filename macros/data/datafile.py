"""A YAML file with the place of every value in it, and problems that say where they are."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from macros.data.letters import odd_letters, without_odd_letters
from macros.data.reading import UnreadableError, places, read_text
from macros.data.syntax import comment_behind, conflicts, explained, further

type Location = tuple[str | int, ...]
type Level = Literal["error", "warning"]

DEEPEST = 30
# Up to here every whole number is exact in the floating-point numbers of Python and the browser.
LARGEST_NUMBER = 2**53

# What a plain scalar means by the core schema of YAML 1.2: `no`, `on`, `1:30` and dates are text.
WORDS = {"": None} | {
    form: value
    for word, value in {"~": None, "null": None, "true": True, "false": False}.items()
    for form in (word, word.title(), word.upper())
}
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
CURLY = re.compile(r"[“”„][^“”„]*[“”]|[‘’‚][^‘’‚]*[‘’]")
ODD_NUMBER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a data file."""

    file: str
    line: int
    column: int
    path: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        """Return `file:line:column: path: message`."""
        place = f"{self.file}:{self.line}:{self.column}: "
        return place + ("warning: " if self.level == "warning" else "") + self._text()

    def annotation(self) -> str:
        """Return the problem as an annotation that a pull request shows at the line."""
        escaped = self._text().replace("%", "%25")
        return f"::{self.level} file={self.file},line={self.line},col={self.column}::{escaped}"

    def _text(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class DataError(Exception):
    """Raised with every problem of the data."""

    def __init__(self, problems: Iterable[Problem], waiting: Iterable[str] = ()) -> None:
        """Keep the problems in the order of files and lines, and the checks that wait until they are mended."""
        self.waiting = tuple(waiting)
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Node:
    """A key or a value, and where it starts."""

    line: int
    """From 1."""

    column: int
    """From 1."""

    value: Any
    """As JSON has it."""

    written: str = ""
    """A scalar as it stands in the file, without quotes."""

    children: dict[str | int, tuple["Node", "Node"]] | None = None
    """By key or number: the node to point at, and the value; None for a scalar."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A parsed file that can tell the line of every value in it."""

    name: str
    root: Node
    empty: tuple[Location, ...] = ()
    """Keys with nothing behind them, not even `null`."""

    def at(self, location: Location) -> tuple[Node, Node, str]:
        """Return the deepest existing value: the node to point at, the node of the value, its readable path."""
        node, at, depth = self.root, self.root, 0
        for part in location:
            step = (node.children or {}).get(part)
            if step is None:
                break
            at, node = step
            depth += 1
        return at, node, readable(location[:depth])

    def mark(self, location: Location) -> tuple[int, int, str]:
        """Return line and column, from 1, and the readable path of the deepest existing value."""
        at, _, path = self.at(location)
        return at.line, at.column, path

    def problem(self, location: Location, message: str, level: Level = "error") -> Problem:
        """Return a problem at a location in this file."""
        line, column, path = self.mark(location)
        return Problem(self.name, line, column, path, message, level)


def readable(location: Location) -> str:
    """Return a location as `[3].source.section`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")


def parse(path: Path, name: str) -> DataFile:
    """Return a parsed YAML 1.2 file.

    Raises DataError when it is missing or is not such a file, and with every duplicate key, anchor, tag and odd number.
    """
    try:
        return parse_text(read_text(path), name)
    except UnreadableError as error:
        raise DataError([Problem(name, *error.place, "", str(error))]) from None


def parse_text(text: str, name: str) -> DataFile:
    """Return the file of this name that holds a text, as `parse` does."""
    letters = list(odd_letters(text))
    at = places(text, (index for index, _ in letters))
    odd = [Problem(name, line, column, "", message) for (line, column), (_, message) in zip(at, letters, strict=True)]
    if odd:
        text = without_odd_letters(text)
    if sides := [Problem(name, line, column, "", message) for line, column, message in conflicts(text)]:
        raise DataError([*odd, *sides])
    # libyaml parses ten times as fast as Python does. Events, unlike nodes, show every anchor and tag.
    composer = _Composer(name, text, yaml.parse(text, Loader=yaml.CBaseLoader))
    try:
        file = composer.file()
    except yaml.MarkedYAMLError as error:
        told = (explained(text, error), *further(text, error))
        syntax = (Problem(name, line, column, "", message) for line, column, message in told)
        raise DataError([*odd, *composer.problems, *syntax]) from None
    except DataError as error:
        raise DataError([*odd, *error.problems]) from None
    if odd:
        raise DataError(odd)
    return file


class _Composer:
    """Makes nodes of the parser's events, noting on the way what is not used here."""

    def __init__(self, name: str, text: str, events: Iterator[Any]) -> None:
        self.name = name
        self.lines = text.split("\n")
        # Where a comment may stand behind a value.
        self.with_comments = {number for number, line in enumerate(self.lines) if "#" in line} if "#" in text else set()
        self.events = events
        self.problems: list[Problem] = []
        self.empty: list[Location] = []

    def file(self) -> DataFile:
        """Return the file; raises DataError with every problem in it."""
        next(self.events)
        if not isinstance(next(self.events), DocumentStartEvent):
            raise DataError([Problem(self.name, 1, 1, "", "the file is empty. Write records, or delete the file.")])
        event = next(self.events)
        root = self._node(event, event.start_mark, ())
        for event in itertools.islice(self.events, 1, None):
            if isinstance(event, DocumentStartEvent):
                message = "a second document starts here. A file holds one: delete the '---'."
                self._note(event.start_mark, (), message)
                break
        if self.problems:
            raise DataError(self.problems)
        return DataFile(self.name, root, tuple(self.empty))

    def _note(self, mark: Any, location: Location, message: str) -> None:
        problem = Problem(self.name, mark.line + 1, mark.column + 1, readable(location), message)
        self.problems.append(problem)

    def _node(self, event: Any, at: Any, location: Location) -> Node:
        """Return the node that starts with an event; its problems are marked `at`."""
        if len(location) > DEEPEST:
            self._note(event.start_mark, (), f"more than {DEEPEST} levels deep. Data here is never so deep.")
            raise DataError(self.problems)
        self._look_at(event, at, location)
        node = Node(event.start_mark.line + 1, event.start_mark.column + 1, None)
        if isinstance(event, ScalarEvent):
            node.written = event.value
            node.value = self._scalar(event, at, location)
        elif isinstance(event, SequenceStartEvent):
            node.children = dict(self._items(location))
            node.value = [child.value for _, child in node.children.values()]
        elif isinstance(event, MappingStartEvent):
            node.children = dict(self._pairs(location))
            node.value = {key: child.value for key, (_, child) in node.children.items()}
        return node

    def _items(self, location: Location) -> Iterator[tuple[int, tuple[Node, Node]]]:
        for index in itertools.count():
            event = next(self.events)
            if isinstance(event, SequenceEndEvent):
                return
            node = self._node(event, event.start_mark, (*location, index))
            yield index, (node, node)

    def _pairs(self, location: Location) -> Iterator[tuple[str, tuple[Node, Node]]]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, ScalarEvent):
                self._note(mark, location, "a key must be a word.")
                self._node(event, mark, location)
                self._node(next(self.events), mark, location)
                continue
            self._look_at(event, mark, location)
            word = event.value
            if word in lines:
                message = f"this key stands here twice, first in line {lines[word]}. Delete one."
                self._note(mark, (*location, word), message)
            lines.setdefault(word, mark.line + 1)
            key = Node(mark.line + 1, mark.column + 1, word, word)
            yield word, (key, self._node(next(self.events), mark, (*location, word)))

    def _look_at(self, event: Any, at: Any, location: Location) -> None:
        """Note what YAML can do and data does not need."""
        if event.anchor is not None:
            self._note(at, location, "anchors and aliases are not used here: write it out.")
        if not isinstance(event, AliasEvent) and event.tag is not None:
            self._note(at, location, f"the tag '{event.tag}' is not used here. Delete it.")

    def _scalar(self, event: Any, at: Any, location: Location) -> Any:
        """Return what a scalar means, noting what would get lost or be seen by nobody."""
        plain = event.implicit[0]
        value = self._plain(event, at, location) if plain else event.value
        if plain and event.value == "":
            self.empty.append(location)
        if plain and event.end_mark.line in self.with_comments:
            found = comment_behind(event, self.lines[event.end_mark.line], value)
            if found is not None:
                column, message = found
                self.problems.append(Problem(self.name, event.end_mark.line + 1, column, readable(location), message))
        elif event.style == '"':
            # Only here can letters stand that the text of the file does not show.
            for _, message in odd_letters(event.value):
                self._note(event.start_mark, location, message)
        if plain and CURLY.fullmatch(event.value):
            message = "the curly quotes are a part of this text. Type straight ones, or none."
            self._note(event.start_mark, location, message)
        return value

    def _plain(self, event: Any, at: Any, location: Location) -> Any:
        """Return what a scalar without quotes means."""
        text: str = event.value
        if text in WORDS:
            return WORDS[text]
        if ODD_NUMBER.fullmatch(text):
            self._note(at, location, f"'{text}' is not a plain number. Write it in digits.")
        elif NUMBER.fullmatch(text):
            number = float(text)
            if abs(number) > LARGEST_NUMBER:
                shown = text if len(text) <= 30 else f"{text[:30]}…"  # noqa: PLR2004
                self._note(at, location, f"{shown} is too large: at most {LARGEST_NUMBER}. Use a larger unit.")
            else:
                if LEADING_ZERO.match(text):
                    self._note(at, location, f"'{text}' starts with a zero. Leave it out, or put a text in quotes.")
                return int(text) if text.lstrip("+-").isdecimal() else number
        else:
            return text
        return None
