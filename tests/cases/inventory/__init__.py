"""Cases of inventories: files, what must be read of them, and where it is known from.

A case has `files`, the texts by their names, perhaps `answers`, and what is `expected`: `hosts`, each with the values
of some fields, in order; all `doubts`, `rejected` and `questions` by topic, category and key, with counts; and `merged`
by what showed it. What is not named is not looked at, but of those four there are none then.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cases.reading import read_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class InventoryCase:
    file: str
    name: str
    files: dict[str, str]
    expected: dict[str, Any]
    source: str
    answers: dict[str, str] = field(default_factory=dict)
    dialect: str | None = None

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def load() -> list[InventoryCase]:
    """Return all cases."""
    return [
        InventoryCase(file=path.stem, **case)
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in read_yaml(path.read_text("utf-8"))
    ]
