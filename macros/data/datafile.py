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
from yaml.reader import ReaderError

type Location = tuple[str | int, ...]
type Level = Literal["error", "warning"]

LARGEST_FILE = 8_000_000
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
ODD_NUMBER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

# What the parser says, whether the start of what it was reading is the place to point at, and what to do.
ADVICE = (
    ("found a tab character", False, "a tab stands here. Indent with spaces."),
    ("cannot start any token", False, "a text cannot start with {character}. Put it in quotes."),
    (
        "mapping values are not allowed",
        False,
        "a colon makes a key here. Put a text with ': ' in quotes, or mend the indentation.",
    ),
    ("found unexpected end of stream", True, "the quote that opens here is not closed. Close it."),
    ("did not find expected key", False, "this does not line up with what is above. Mend the indentation or a quote."),
    (
        "did not find expected '-' indicator",
        False,
        "this does not line up with the list above. Mend the indentation, or start it with '- '.",
    ),
    ("expected ',' or ']'", False, "a comma or ']' is missing before this, in the list that opens at {start}."),
    ("expected ',' or '}'", False, "a comma or '}}' is missing before this, in the group that opens at {start}."),
    ("could not find expected ':'", True, "a ':' is missing after this key."),
    ("did not find expected node content", False, "a value is missing before this. Write it, or delete the sign."),
)


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

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of files and lines."""
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
    return parse_text(_read(path, name), name)


def parse_text(text: str, name: str) -> DataFile:
    """Return the file of this name that holds a text, as `parse` does."""
    # libyaml parses ten times as fast as Python does. Events, unlike nodes, show every anchor and tag.
    events = yaml.parse(text, Loader=yaml.CBaseLoader)
    try:
        return _Composer(name, events).file()
    except yaml.MarkedYAMLError as error:
        raise DataError([_explained(name, text, error)]) from None
    except ReaderError as error:
        line, column = _place(text[: error.position])
        message = f"the character U+{error.character:04X} cannot stand in YAML. Delete it."
        raise DataError([Problem(name, line, column, "", message)]) from None


def _read(path: Path, name: str) -> str:
    """Return what a file holds. Raises DataError when it is missing, too large or not UTF-8."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Problem(name, 1, 1, "", "the file is missing.")]) from None
    if len(content) > LARGEST_FILE:
        message = f"the file has {len(content) / 1e6:.0f} MB, more than {LARGEST_FILE / 1e6:.0f}. Split it."
        raise DataError([Problem(name, 1, 1, "", message)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(error.object[: error.start].decode("utf-8-sig", "replace"))
        found = (
            "the file is UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else f"byte {error.start} is not UTF-8"
        )
        raise DataError([Problem(name, line, column, "", f"{found}. Save the file as UTF-8.")]) from None


def _place(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _explained(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return what the parser found, with what to do about it."""
    found = f"{error.context}, {error.problem}" if error.context else str(error.problem)
    for said, at_start, advice in ADVICE:
        if said in found:
            mark = error.context_mark if at_start and error.context_mark else error.problem_mark
            sign = (text.splitlines()[mark.line : mark.line + 1] or [""])[0][mark.column : mark.column + 1]
            start = f"{error.context_mark.line + 1}:{error.context_mark.column + 1}" if error.context_mark else ""
            message = "a tab stands here. Indent with spaces." if sign == "\t" else advice
            message = message.format(character=f"'{sign}'", start=start)
            break
    else:
        mark, message = error.problem_mark, f"{found}."
    return Problem(name, mark.line + 1, mark.column + 1, "", f"not valid YAML: {message}")


class _Composer:
    """Makes nodes of the parser's events, noting on the way what is not used here."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self.name = name
        self.events = events
        self.problems: list[Problem] = []

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
        return DataFile(self.name, root)

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
            node.value = self._plain(event, at, location) if event.implicit[0] else event.value
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
                return int(text) if text.lstrip("+-").isdecimal() else number
        else:
            return text
        return None
