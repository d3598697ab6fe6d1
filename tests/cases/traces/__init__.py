"""Cases of texts with a change trace: those of `field/`, a file each, and those of the YAML files beside this module.

A case has `name`, the `dialect` that is sure of it (none for the table reader), the `text`, what is `given` with it,
and one of `right` (what must come out), `asked` (the field of the question, with the `answers` after which it is
right) and `refused` (words of the reason). `doubted` says that no answer from it is sure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cases.reading import read_yaml

FOLDER = Path(__file__).parent
KEYS = {"name", "dialect", "text", "given", "right", "asked", "answers", "refused", "doubted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceCase:
    """A text and what is right."""

    name: str
    dialect: str | None
    """None where the case does not say."""
    text: str
    given: dict[str, Any] = field(default_factory=dict)
    right: dict[str, Any] | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    asked: str = ""
    refused: str = ""
    doubted: bool = False

    def __str__(self) -> str:
        return self.name


def load() -> list[TraceCase]:
    """Return all cases."""
    return [*_field(), *_own()]


def _field() -> Iterator[TraceCase]:
    for path in sorted(FOLDER.glob("field/t*.expected.yaml")):
        case = read_yaml(path.read_text("utf-8"))
        yield TraceCase(
            name=case["id"],
            dialect=None,
            text=(path.parent / case["file"]).read_text("utf-8"),
            given=case.get("inputs") or {},
            right=case["right"],
            answers=case.get("answers") or {},
            asked=case.get("asked", ""),
            doubted=case.get("doubted", False),
        )


def _own() -> Iterator[TraceCase]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in read_yaml(path.read_text("utf-8")):
            assert case.keys() <= KEYS, f"{path.name}: {case.keys() - KEYS} are no keys of a case: {KEYS}"
            yield TraceCase(
                name=f"{path.stem}: {case['name']}",
                dialect=case.get("dialect"),
                text=case["text"],
                given=case.get("given") or {},
                right=case.get("right"),
                answers=case.get("answers") or {},
                asked=case.get("asked", ""),
                refused=case.get("refused", ""),
                doubted=case.get("doubted", False),
            )
