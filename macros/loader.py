"""Read data/: parse with positions, validate against the records, report every problem at once."""

import dataclasses
import difflib
import functools
import json
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from calculators.catalog import Catalog
from calculators.records.compatibility import Modes, OperatingSystem, SourceType
from calculators.records.delivery import Checklists, Operations, Term
from calculators.records.evidence import Conflict, Document, Figure, Series
from calculators.records.flow import Flow
from calculators.records.form import Form
from calculators.records.network import Network
from calculators.records.planning import Investigation, Link, Plan
from calculators.records.recovery import Recovery

type Location = tuple[str | int, ...]

PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
RECORD_CONFIG = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


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


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of data file: where it lies and what it holds."""

    attribute: str
    pattern: str
    holds: Any

    @property
    def many_files(self) -> bool:
        """Whether every record has a file of its own."""
        return "*" in self.pattern


SUBJECTS = (
    Subject("documents", "documents.yaml", tuple[Document, ...]),
    Subject("figures", "figures.yaml", tuple[Figure, ...]),
    Subject("series", "series.yaml", tuple[Series, ...]),
    Subject("conflicts", "conflicts.yaml", tuple[Conflict, ...]),
    Subject("flows", "flows/*.yaml", Flow),
    Subject("forms", "calculators/*.yaml", Form),
    Subject("sources", "sources/*.yaml", SourceType),
    Subject("modes", "modes.yaml", Modes),
    Subject("operating_systems", "operating_systems.yaml", tuple[OperatingSystem, ...]),
    Subject("plan", "plan.yaml", Plan),
    Subject("investigation", "investigation.yaml", Investigation),
    Subject("links", "links.yaml", tuple[Link, ...]),
    Subject("recovery", "recovery.yaml", Recovery),
    Subject("network", "network.yaml", Network),
    Subject("checklists", "checklists.yaml", Checklists),
    Subject("operations", "operations.yaml", Operations),
    Subject("terms", "glossary.yaml", tuple[Term, ...]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Everything in data/, validated."""

    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    flows: tuple[Flow, ...]
    forms: tuple[Form, ...]
    sources: tuple[SourceType, ...]
    modes: Modes
    operating_systems: tuple[OperatingSystem, ...]
    plan: Plan
    investigation: Investigation
    links: tuple[Link, ...]
    recovery: Recovery
    network: Network
    checklists: Checklists
    operations: Operations
    terms: tuple[Term, ...]
    files: Mapping[str, DataFile] = field(repr=False)

    @property
    def catalog(self) -> Catalog:
        """Return the part that calculators read."""
        return Catalog(**{item.name: getattr(self, item.name) for item in dataclasses.fields(Catalog)})

    def roots(self) -> Iterator[tuple[DataFile, Any]]:
        """Yield every file with the record or the records that it holds."""
        for subject in SUBJECTS:
            value = getattr(self, subject.attribute)
            if subject.many_files:
                for record in value:
                    yield self.files[subject.pattern.replace("*", record.id)], record
            else:
                yield self.files[subject.pattern], value

    def walk(self) -> Iterator[tuple[DataFile, Location, Any]]:
        """Yield every record, however deep, with its file and location."""
        for file, root in self.roots():
            for location, record in _records(root, ()):
                yield file, location, record


def read(folder: Path) -> Data:
    """Return everything in `folder`.

    Raises DataError with every problem that parsing and validation find. Relations between
    records are not looked at: see macros.checks.
    """
    problems: list[Problem] = []
    files: dict[str, DataFile] = {}
    values: dict[str, Any] = {}
    expected: set[Path] = set()
    for subject in SUBJECTS:
        paths = sorted(folder.glob(subject.pattern)) if subject.many_files else [folder / subject.pattern]
        expected.update(paths)
        records: list[Any] = []
        for path in paths:
            key = path.relative_to(folder).as_posix()
            try:
                files[key] = parse(path, f"{folder.name}/{key}")
                record = validate(files[key], subject.holds)
                if subject.many_files and record.id != path.stem:
                    # Everything else finds the file of a record by its id.
                    message = f"the id is '{record.id}', but the file is called '{path.name}'."
                    problems.append(files[key].problem(("id",), message))
                records.append(record)
            except DataError as error:
                problems.extend(error.problems)
        if records:
            values[subject.attribute] = tuple(records) if subject.many_files else records[0]
        elif subject.many_files:
            values[subject.attribute] = ()
    for path in sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - expected):
        patterns = ", ".join(subject.pattern for subject in SUBJECTS)
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        problems.append(Problem(name, 1, 1, "", f"nothing reads this file. Allowed: {patterns}."))
    if problems:
        raise DataError(problems)
    return Data(files=types.MappingProxyType(files), **values)


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


def validate(file: DataFile, holds: Any) -> Any:
    """Return the record or records of a parsed file. Raises DataError with every problem in it."""
    problems: list[Problem] = []
    plain = _plain(file, file.root, (), problems)
    if problems:
        raise DataError(problems)
    adapter, unpack = _adapter(holds)
    try:
        return unpack(adapter.validate_json(json.dumps(plain if unpack is _same else [plain])))
    except ValidationError as error:
        raise DataError(
            _explain(file, holds, detail, wrapped=unpack is not _same) for detail in error.errors()
        ) from None


def _same(value: Any) -> Any:
    return value


def _only(values: tuple[Any, ...]) -> Any:
    return values[0]


@functools.cache
def _adapter(holds: Any) -> tuple[TypeAdapter[Any], Any]:
    # pydantic takes no config beside a bare dataclass, so a single record travels in a tuple.
    if typing.get_origin(holds) is tuple:
        return TypeAdapter(holds, config=RECORD_CONFIG), _same
    return TypeAdapter(tuple[holds, ...], config=RECORD_CONFIG), _only


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
    """Return the node as JSON values by the rules of YAML 1.2, noting duplicate keys and odd ones."""
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


def _explain(file: DataFile, holds: Any, detail: Any, *, wrapped: bool) -> Problem:
    """Return what pydantic found in words that say what is allowed."""
    location: Location = detail["loc"][1:] if wrapped else detail["loc"]
    kind, value = detail["type"], detail["input"]
    if kind == "unexpected_keyword_argument":
        key = str(location[-1])
        allowed = sorted(item.name for item in dataclasses.fields(_type_at(holds, location[:-1])))
        return file.problem(location, f"'{key}' is not a key here.{_advice(key, allowed)}")
    if kind in ("missing", "missing_argument"):
        return file.problem(location[:-1], f"'{location[-1]}' is missing.")
    wanted = _type_at(holds, location)
    if isinstance(wanted, types.UnionType):
        # pydantic reports every kind of a union, each with its name as the last part of the location.
        location = location[:-1]
        return file.problem(location, f"must be a number or text, but {_shown(file, location, value)} is not.")
    shown = _shown(file, location, value)
    if kind == "literal_error":
        allowed = sorted(str(choice) for choice in _choices(wanted))
        return file.problem(location, f"{shown} is not allowed.{_advice(str(value), allowed)}")
    if kind == "string_type" and isinstance(value, (int, float)):
        return file.problem(location, f"must be text, but {shown} is not: put it in quotes.")
    wants = {
        "string_type": "must be text",
        "float_type": "must be a number",
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "bool_type": "must be true or false",
        "tuple_type": "must be a list",
        "dataclass_type": "must be a group of keys",
        "date_parsing": "must be a date such as 2026-08-07",
        "date_type": "must be a date such as 2026-08-07",
        "date_from_datetime_parsing": "must be a date such as 2026-08-07",
    }
    if kind in wants:
        return file.problem(location, f"{wants[kind]}, but {shown} is not.")
    return file.problem(location, f"{detail['msg'][0].lower()}{detail['msg'][1:]}.")


def _shown(file: DataFile, location: Location, value: Any) -> str:
    """Return a value as it stands in the file, text in quotes: 8.10 stays 8.10."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "an empty value"
    written = str(file.at(location)[1].value).replace("\n", "\\n")[:60]
    return f"'{written}'" if isinstance(value, str) else written


def _advice(word: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(word, allowed, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"{hint} Allowed: {', '.join(allowed)}."


def _type_at(holds: Any, location: Location) -> Any:
    """Return the type that a location must have, without `None`."""
    for part in location:
        holds = _bare(holds)
        if isinstance(part, int):
            holds = typing.get_args(holds)[0]
        elif dataclasses.is_dataclass(holds):
            hints = typing.get_type_hints(holds)
            if part in hints:
                holds = hints[part]
    return _bare(holds)


def _bare(holds: Any) -> Any:
    while isinstance(holds, typing.TypeAliasType):
        holds = holds.__value__
    if isinstance(holds, types.UnionType):
        rest = [item for item in typing.get_args(holds) if item is not types.NoneType]
        return _bare(rest[0]) if len(rest) == 1 else holds
    return holds


def _choices(holds: Any) -> tuple[Any, ...]:
    return typing.get_args(holds) if typing.get_origin(holds) is Literal else ()


def _records(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    if dataclasses.is_dataclass(value):
        yield location, value
        for item in dataclasses.fields(value):
            yield from _records(getattr(value, item.name), (*location, item.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _records(item, (*location, index))
