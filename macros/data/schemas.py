"""JSON Schemas of records: for the site API, and in data/schemas/ for editors.

``python -m macros.data.schemas`` writes data/schemas/ and the first line of every data file, which names its schema.
"""

import copy
import dataclasses
import functools
import hashlib
import json
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydantic
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from calculators import records
from macros.data import validation
from macros.data.loader import SUBJECTS, Subject
from macros.data.validation import RECORD_CONFIG

DIALECT = GenerateJsonSchema.schema_dialect
MARK = "# yaml-language-server: $schema="
# What a build leaves for the next one, below the project's root.
KEPT = "build/schemas.json"

_kept: dict[str, dict[str, Any]] = {}


class _WithoutTitles(GenerateJsonSchema):
    """A title that only repeats the key says nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def list_schema(kind: type) -> dict[str, Any]:
    """Return the schema of a list of records, which is the caller's; the record is under `$defs`, by its name."""
    return copy.deepcopy(_list_schema(kind))


def recall(root: Path) -> None:
    """Take up the schemas that `keep` left, unless the code that they follow from has changed since."""
    file = root / KEPT
    if file.is_file():
        kept = json.loads(file.read_text("utf-8"))
        _kept.update(kept["schemas"] if kept["code"] == _code() else {})


def keep(root: Path) -> None:
    """Leave the schemas that were made for the next build: to make them takes as long as to read all of data/."""
    file = root / KEPT
    file.parent.mkdir(exist_ok=True)
    # A build that is stopped here leaves no half of it.
    half = file.with_suffix(".half")
    half.write_text(json.dumps({"code": _code(), "schemas": _kept}), "utf-8")
    half.replace(file)


def _code() -> str:
    """Return a hash of the code that the schemas follow from."""
    files = sorted(Path(records.__file__).parent.glob("*.py"))
    texts = (file.read_bytes() for file in (*files, Path(__file__), Path(validation.__file__)))
    return hashlib.sha256(b"".join((pydantic.VERSION.encode(), *texts))).hexdigest()


@functools.cache
def _list_schema(kind: type) -> dict[str, Any]:
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in _kept:
        made = _made(kind)
        if kind.__module__.startswith(records.__name__):
            _kept[name] = made
        return made
    return _kept[name]


def _made(kind: type) -> dict[str, Any]:
    config = RECORD_CONFIG | {"use_attribute_docstrings": True}
    adapter = TypeAdapter(tuple[kind, ...], config=config)  # type: ignore[valid-type]  # made at run time
    made = adapter.json_schema(schema_generator=_WithoutTitles)
    # pydantic reads the docstrings of the class itself only.
    for base in filter(dataclasses.is_dataclass, kind.__mro__[1:]):
        known = _list_schema(base)["$defs"][base.__name__]["properties"]
        for name, rule in made["$defs"][kind.__name__]["properties"].items():
            if name in known and "description" in known[name]:
                rule.setdefault("description", known[name]["description"])
    return made


def file_schema(subject: Subject) -> dict[str, Any]:
    """Return the schema of a data file."""
    if typing.get_origin(subject.holds) is tuple:
        return {"$schema": DIALECT} | list_schema(typing.get_args(subject.holds)[0])
    schema = list_schema(subject.holds)
    return {"$schema": DIALECT, "$ref": schema["items"]["$ref"], "$defs": schema["$defs"]}


def first_line(subject: Subject) -> str:
    """Return the first line of a data file, by which an editor finds its schema."""
    return f"{MARK}{'../' * subject.pattern.count('/')}schemas/{subject.attribute}.json\n"


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def expected(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file that the command keeps up to date below `folder`, which is data/, with its text."""
    for subject in SUBJECTS:
        schema = folder / "schemas" / f"{subject.attribute}.json"
        yield schema, schema_text(file_schema(subject))
        for path in sorted(folder.glob(subject.pattern)):
            line = first_line(subject)
            text = path.read_text("utf-8")
            yield path, line + (text.partition("\n")[2] if text.startswith(MARK) else text)


def main() -> int:
    """Write what is not as it should be, print its names, and return 0."""
    folder = Path("data")
    wanted = dict(expected(folder))
    for path in sorted({*(folder / "schemas").glob("*.json")} - wanted.keys()):
        path.unlink()
        print(f"{path} is removed: no data file has this schema.")
    for path, text in wanted.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"{path} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
