"""A project: what its reader knows of it, and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from calculators.checklist.work import Work
from calculators.inventory.kept import Kept
from calculators.project.runbook import KeptRunbook

type Origin = Literal["measured", "typed", "derived", "assumed"]
ORIGINS: tuple[Origin, ...] = ("measured", "typed", "derived", "assumed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value, and how it is known."""

    value: str
    """As it was typed, to the last digit; empty where nobody knows it and the assumption counts."""
    origin: Origin
    """`measured` at the customer's, `typed` by the reader, `derived` from other values, `assumed` by this guide."""
    since: str = ""
    """Day from which it holds, as YYYY-MM-DD; empty where it follows from others."""
    source: str = ""
    """What it was measured from, such as a recording with its period; empty where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something that was decided, so that nobody decides it again without knowing why."""

    what: str
    """What was decided."""
    why: str
    """The reason."""
    who: str = ""
    """Who decided it."""
    since: str = ""
    """Day of it, as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording of change that belongs to the project, and how its reader had it read.

    The text is kept as it came, with the answers to what it did not say, so that it is read as on the first day.
    """

    name: str
    """What its reader calls it."""
    text: str
    """What it holds."""
    unit: str = ""
    """These are inputs of the replay by their ids; empty where the text says enough."""
    column: str = ""
    trace_seconds: str = ""
    left_out_files: str = ""
    utc_offset_minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that is known of a project."""

    id: str
    """A name for it that no other project has, for the browser that keeps it."""
    values: Mapping[str, Known] = field(default_factory=dict)
    """What is said once, by the ids of data/project.yaml."""
    inputs: Mapping[str, Mapping[str, Known]] = field(default_factory=dict)
    """What was given to one calculator only, by its name and the id of the input: its own, or another than `values`."""
    traces: tuple[Recording, ...] = ()
    """Recordings of change; the first one is the one in use."""
    decisions: tuple[Decision, ...] = ()
    """What was decided, the oldest first."""
    work: Work = field(default_factory=Work)
    """What was worked through of checklists."""
    inventory: Kept = field(default_factory=Kept)
    """What was said and decided about the customer's inventory; its hosts themselves are never kept."""
    runbook: KeptRunbook = field(default_factory=KeptRunbook)
    """Systems, contacts and logs of its runbook."""
    further: Mapping[str, object] = field(default_factory=dict)
    """What this release does not use, as it came: it is kept and written again."""

    @property
    def name(self) -> str:
        """Return what it is called."""
        known = self.values.get("name")
        return known.value if known and known.value.strip() else "Project without a name"

    def value(self, name: str) -> str:
        """Return one of its values, or nothing."""
        known = self.values.get(name)
        return known.value if known else ""

    def told(self) -> Iterator[tuple[str, str, Known]]:
        """Yield every value with the calculator that it is for, or nothing for what is said once, and its id."""
        for name, known in self.values.items():
            yield "", name, known
        for calculator, inputs in self.inputs.items():
            for name, known in inputs.items():
                yield calculator, name, known

    def having(self, **values: Known) -> "Project":
        """Return the project with other values."""
        return replace(self, values={**self.values, **values})
