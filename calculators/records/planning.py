"""The delivery plan and the investigation."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A point in time of the delivery; the file lists them in order."""

    id: str
    """Name that phases use."""
    name: str
    """Name on the chart."""
    event: str
    """What happens at this point."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of the delivery."""

    id: str
    """Name that other phases use."""
    name: str
    """Name on the chart."""
    kind: Literal["commercial", "research", "planning", "delivery", "acceptance", "operations"]
    """Kind of work; colours the bar."""
    after: tuple[str, ...]
    """Ids of the phases that must be finished first."""
    begins: str
    """Id of the milestone where it begins."""
    ends: str
    """Id of the milestone where it ends."""
    work: str
    """What is done."""
    result: str
    """What is there when it is done."""
    page: str
    """Page of this guide that helps with it, as a path below docs/."""
    source: Source
    """Where it was read."""
    note: str | None = None
    """What to know about its timing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTask:
    """A task that the calculator proposes."""

    id: str
    """Short name."""
    name: str
    """What is done."""
    phase: str
    """Id of the phase that it belongs to."""
    takes: str
    """How long it takes: `3 days`, `4 h`, `36 h elapsed`, `sync` for the first synchronisation, or `hosts`."""
    after: tuple[str, ...] = ()
    """Ids of the tasks that must be finished first."""
    track: str | None = None
    """Whose people do it; None for what runs by itself."""
    why: str
    """Where the time comes from, a sentence."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleBar:
    """A phase of a published schedule."""

    phase: str
    """Name as printed, in our words."""
    first_day: int
    """Day on which it starts."""
    last_day: int
    """Day on which it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A published schedule of a real size of project."""

    id: str
    """Short name."""
    title: str
    """Which project."""
    bars: tuple[ScheduleBar, ...]
    """Its phases."""
    source: Source
    """Where the chart stands."""
    note: str
    """How the days were read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long something took or takes."""

    id: str
    """Short name."""
    what: str
    """The activity."""
    takes: str
    """The time, with its unit."""
    source: Source
    """Where it was read."""
    note: str | None = None
    """Circumstances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationStep:
    """A step of a migration project; the file lists them in order."""

    id: str
    """Short name."""
    name: str
    """Name of the step."""
    work: str
    """What is settled or done in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationPhase:
    """A phase of the implementation of a migration."""

    id: str
    """Short name."""
    name: str
    """Name of the phase, with its number where it has one."""
    items: tuple[str, ...]
    """What is done, in order."""
    executor: str
    """Who does it."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoverRole:
    """Someone who takes part in a cutover."""

    id: str
    """Short name."""
    role: str
    """The role."""
    does: str
    """What the role does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """How a migration project with HyperMotion runs."""

    frame: tuple[str, ...]
    """The parts of the project, in order."""
    frame_source: Source
    """Where the parts stand."""
    steps: tuple[MigrationStep, ...]
    """The project in steps."""
    steps_source: Source
    """Where the steps stand."""
    phases: tuple[MigrationPhase, ...]
    """The implementation and what follows it."""
    roles: tuple[CutoverRole, ...]
    """Who takes part in the cutover."""
    roles_source: Source
    """Where the roles stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The delivery plan."""

    milestones: tuple[Milestone, ...]
    """Points in time, in order."""
    phases: tuple[Phase, ...]
    """Phases, in the order of the chart."""
    tasks: tuple[ProposedTask, ...]
    """Tasks of a project that nobody has planned yet."""
    schedules: tuple[Schedule, ...]
    """Published schedules with days."""
    durations: tuple[Duration, ...]
    """Single activities with their time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to collect in the investigation."""

    id: str
    """Unique in the investigation."""
    what: str
    """What to collect."""
    why: str
    """What it decides."""
    source: Source
    """Where it was read."""
    system: Literal["linux", "windows", "vmware", "any"] = "any"
    """On which kind of host."""
    command: str | None = None
    """Command that shows it; null where none is published."""
    read_from: str | None = None
    """Which line or column of the output."""
    note: str | None = None
    """What to watch out for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One of the three parts of the investigation."""

    id: Literal["host", "network", "application"]
    """Which part."""
    title: str
    """Heading."""
    purpose: str
    """What it decides."""
    facts: tuple[Fact, ...]
    """What to collect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What facts of the investigation decide."""

    id: str
    """Unique in the investigation."""
    name: str
    """What is decided, in a few words."""
    page: str
    """Page of this guide where it is worked out, as a path below docs/."""
    facts: tuple[str, ...]
    """Ids of the facts that decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A file in which an inventory arrives."""

    id: str
    """Short name."""
    name: str
    """What it is called."""
    format: str
    """File type."""
    how: str
    """How to get it."""
    columns: tuple[str, ...]
    """Columns worth knowing; empty where the file could not be read."""
    source: Source
    """Where it is described."""
    note: str | None = None
    """What to watch out for."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    """What to collect before planning."""

    areas: tuple[Area, ...]
    """Host, network, application."""
    conclusions: tuple[Conclusion, ...]
    """What the facts decide, in the order of the picture: hosts, several areas, the network, applications."""
    formats: tuple[ExportFormat, ...]
    """Files in which inventories arrive."""
    result: tuple[str, ...]
    """What the plan names that the investigation leads to."""
    result_source: Source
    """Where that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address outside this guide that it sends readers to."""

    id: str
    """Short name."""
    title: str
    """Words of the link."""
    url: str
    """Address."""
    what: str
    """What is found there."""
    group: Literal["compatibility", "checklist", "investigation", "pre-settings", "costs"]
    """Where the link is shown."""
    source: Source
    """Where the link was found."""
