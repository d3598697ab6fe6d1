"""What proves a step done: a command, what it prints then, and what its output is held against."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.compatibility import Verdict
from calculators.records.evidence import Source
from calculators.records.storage import Storage
from calculators.records.units import Unit

type ReaderName = Literal[
    "agent",
    "clock",
    "containers",
    "disks",
    "files",
    "http",
    "iperf",
    "kernel",
    "name",
    "ping",
    "port",
    "recovery_report",
    "service",
    "sync_report",
]
"""The module of calculators/proofs/readers/ that reads the output."""
type Measure = Literal["loss_percent", "mbps", "minutes", "percent", "rpo_minutes", "rto_minutes", "rtt_ms"]
"""What is read of an output; its last word is its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofCommand:
    """A command, and what it prints when all is well."""

    system: Literal["any system", "Linux", "Linux or macOS", "macOS", "Windows"]
    """Where it is run."""
    command: str
    """As it is typed; what the project knows stands in it."""
    expected: str
    """What is seen then, in the words of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLimit:
    """What a value that is read is held against: a figure, a value of its own, or one of the project."""

    measure: Measure
    """The value."""
    bound: Literal["at least", "at most", "below"]
    """On which side of the limit it must be."""
    figure: str | None = None
    """Id of the figure that is the limit."""
    value: float | None = None
    """The limit, in `unit`, where no figure is it."""
    unit: Unit = ""
    """Unit of the value."""
    project: str | None = None
    """Id of the project's value that is the limit, where the project says it."""
    storage: Storage | None = None
    """The storage that it holds for; left out, it holds for both."""
    source: Source | None = None
    """Where the value was read; a figure has a source of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSign:
    """Words of an output that show what a condition of a source type is about."""

    words: tuple[str, ...]
    """As the command prints them, or what the reader calls what it sees."""
    condition: str
    """Id of the condition."""
    weighs: bool = True
    """Whether the verdict goes by it; what holds no data is told only."""
    verdict: Verdict | None = None
    """Whether it works, taken from the condition."""
    said: str | None = None
    """What the condition says, taken from there."""
    remedy: str | None = None
    """What to do about it, taken from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Something that the pasted output of a command proves."""

    id: str
    """Name that steps use."""
    title: str
    """What is proved, in a few words."""
    reader: ReaderName
    """What reads the output."""
    commands: tuple[ProofCommand, ...]
    """Commands whose output is read, each for a system."""
    reads: str
    """What is read of the output, and when it proves the step."""
    limits: tuple[ProofLimit, ...] = ()
    """What the values are held against."""
    host: str | None = None
    """Id of the project's value that names the host that must be seen in the output."""
    ports: tuple[int, ...] = ()
    """TCP ports that must answer."""
    services: tuple[str, ...] = ()
    """Services that must run, by their names."""
    networks: tuple[str, ...] = ()
    """Address ranges in which a name must resolve."""
    answers: tuple[str, ...] = ()
    """Status codes and error codes that show that an HTTP service is reached."""
    signs: tuple[ProofSign, ...] = ()
    """What the output may show, and which conditions that is about."""
    kind: Literal["drill", "takeover", "pair"] | None = None
    """Of two reports with the same columns, which one; or that two hosts are compared."""
    source: Source
    """Where the step and its command were read."""
