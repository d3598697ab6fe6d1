"""Cases of pasted outputs, of the YAML files beside this module.

A case has `name`, the id of the `proof`, what the `project` says, the `text`, the `verdict`, and where they matter a
part of the sentence (`says`) and what the project is offered (`offers`). `source` names where the form was read.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests.cases.reading import read_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofCase:
    """A text and what it proves."""

    name: str
    proof: str
    text: str
    verdict: str
    source: str
    says: str = ""
    project: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.proof}: {self.name}"


def load() -> list[ProofCase]:
    """Return all cases."""
    return [ProofCase(**case) for path in sorted(FOLDER.glob("*.yaml")) for case in read_yaml(path.read_text("utf-8"))]
