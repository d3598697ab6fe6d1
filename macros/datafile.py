"""A YAML file with the line of every value in it, and problems that say where they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

type Location = tuple[str | int, ...]

PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a data file."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        """Return `file:line:column: path: message`."""
        place = f"{self.file}:{self.line}:{self.column}: "
        return place + (f"{self.path}: {self.message}" if self.path else self.message)

    def annotation(self) -> str:
        """Return the problem as an annotation that a pull request shows at the line."""
        text = f"{self.path}: {self.message}" if self.path else self.message
        escaped = text.replace("%", "%25")
        return f"::error file={self.file},line={self.line},col={self.column}::{escaped}"


class DataError(Exception):
    """Raised with every problem of the data."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of files and lines."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class DataFile:
    """A parsed file that can tell the line of every value in it."""

    name: str
    root: Node

    def at(self, location: Location) -> tuple[Node, Node, str]:
        """Return the deepest existing value: the node to point at, the node of the value, its readable path."""
        node, path, at = self.root, "", self.root
        for part in location:
            step = _child(node, part)
            if step is None:
                break
            at, node = step
            path += f"[{part}]" if isinstance(part, int) else (f".{part}" if path else str(part))
        return at, node, path

    def mark(self, location: Location) -> tuple[int, int, str]:
        """Return line and column, from 1, and the readable path of the deepest existing value."""
        at, _, path = self.at(location)
        return at.start_mark.line + 1, at.start_mark.column + 1, path

    def problem(self, location: Location, message: str) -> Problem:
        """Return a problem at a location in this file."""
        line, column, path = self.mark(location)
        return Problem(self.name, line, column, path, message)


def parse(path: Path, name: str) -> DataFile:
    """Return a parsed YAML 1.2 file. Raises DataError when it is missing or is not such a file."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise DataError([Problem(name, 1, 1, "", "the file is missing.")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.start} is not UTF-8. Save the file as UTF-8."
        raise DataError([Problem(name, line, 1, "", message)]) from None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = error.problem or error.context or "not YAML"
        if found.startswith("but "):
            found = f"{error.context}, {found}"
        raise DataError([Problem(name, line, column, "", f"not valid YAML: {found}.")]) from None
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        message = f"the character U+{error.character:04X} cannot stand in YAML. Delete it."
        raise DataError([Problem(name, line, column, "", message)]) from None
    except (YAMLError, AttributeError, RecursionError) as error:
        # An alias inside its own anchor ends as AttributeError in ruamel.yaml's composer.
        detail = "an alias points into itself" if isinstance(error, AttributeError) else str(error)
        raise DataError([Problem(name, 1, 1, "", f"not valid YAML: {detail}.")]) from None
    if root is None:
        raise DataError([Problem(name, 1, 1, "", "the file is empty.")])
    return DataFile(name, root)


def plain(file: DataFile) -> Any:
    """Return a parsed file as JSON values by the rules of YAML 1.2.

    Raises DataError with every duplicate key, anchor, tag and odd number in it.
    """
    problems: list[Problem] = []
    value = _plain(file, file.root, (), problems)
    if problems:
        raise DataError(problems)
    return value


def _child(node: Node, part: str | int) -> tuple[Node, Node] | None:
    """Return the node to point at and the node of the value, or None when there is none."""
    if isinstance(node, MappingNode) and isinstance(part, str):
        for key, value in node.value:
            if key.value == part:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def _plain(file: DataFile, node: Node, location: Location, problems: list[Problem]) -> Any:
    """Return a node as JSON values, noting what is not used here."""
    if node.anchor:
        problems.append(file.problem(location, "anchors and aliases are not used here: write it out."))
        return None
    if isinstance(node, (MappingNode, SequenceNode)) and str(node.tag) not in PLAIN_TAGS:
        problems.append(file.problem(location, f"the tag '{node.tag}' is not used here."))
        return None
    if isinstance(node, MappingNode):
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                problems.append(file.problem(location, "a key must be a word."))
                continue
            if key.value in result:
                line, column = key.start_mark.line + 1, key.start_mark.column + 1
                _, _, path = file.mark((*location, key.value))
                problems.append(Problem(file.name, line, column, path, "this key stands here twice."))
            result[key.value] = _plain(file, value, (*location, key.value), problems)
        return result
    if isinstance(node, SequenceNode):
        return [_plain(file, item, (*location, index), problems) for index, item in enumerate(node.value)]
    return _scalar(file, node, location, problems)


def _scalar(file: DataFile, node: Any, location: Location, problems: list[Problem]) -> Any:
    kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
    text: str = node.value
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind in ("int", "float"):
        try:
            return int(text) if kind == "int" else _finite(text)
        except ValueError:
            problems.append(file.problem(location, f"'{text}' is not a plain number. Write it in digits."))
            return None
    if kind == "timestamp":
        return text
    problems.append(file.problem(location, f"the tag '{node.tag}' is not used here."))
    return None


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError(text)
    return number
