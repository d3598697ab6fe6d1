"""The inputs of a calculator as its form shows them."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source

LEFT, RIGHT = "\u27e8", "\u27e9"
"""Between these stands, in a step or a command, what a project's value says once it does: its `placeholder`."""
PLACE = f"{LEFT}([^{RIGHT}]*){RIGHT}"
"""Pattern of such a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of an input that is chosen from a list."""

    id: str
    """Value in the query string."""
    label: str
    """Words in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input."""

    id: str
    """Name in the query string, on the command line and in the calculator's `Inputs`."""
    project: str | None = None
    """Id of the project's value that it takes, which is its own id too; that value says what is left out here."""
    label: str = ""
    """Words in the form; required where no project's value gives them."""
    help: str = ""
    """What to enter, and where to find it; required where no project's value gives it."""
    here: str | None = None
    """What holds in this calculator only, after the help of the project's value."""
    why: str | None = None
    """What the answer is needed for, of a project's value."""
    placeholder: str | None = None
    """What stands in the place of a project's value in commands and steps until it is said."""
    formerly: str | None = None
    """What it was called in addresses and files of earlier releases, which still open."""
    unit: str = ""
    """Unit shown behind the input."""
    unit_from: str | None = None
    """Id of the input that holds the unit, where the reader chooses it."""
    default: float | str | None = None
    """Value that the page starts with; null only where the input may stay empty."""
    minimum: float | None = None
    """Smallest allowed number."""
    minimum_is: str | None = None
    """Id of the figure that is the smallest allowed number, where that is a fact of the product."""
    maximum: float | None = None
    """Largest allowed number."""
    whole: bool = False
    """Whether it counts what comes whole: hosts, disks, snapshots."""
    choices: tuple[Choice, ...] = ()
    """Allowed values of an input that is chosen from a list."""
    choices_from: Literal["targets", "agentless_sources", "kernel_lists", "holidays"] | None = None
    """Records that follow `choices` as further ones, each by its id and name, in the order of the names."""
    several: bool = False
    """Whether any number of the choices may be taken, which a flow's follow-up asks for."""
    lines: int | None = None
    """Largest number of lines of an input that is a text; only such an input has it."""
    letters: int | None = None
    """Largest number of characters of an input that is a text; required for one."""
    shorten: str | None = None
    """What makes a text of more characters shorter, a sentence in plain words."""
    joined: bool = False
    """Whether several files may be given at once for a text, each then behind a line `==> its name <==`."""
    hourly: str | None = None
    """Id of the input that holds the unit, of a text of 24 numbers for the hours of a day, which may be drawn too.

    `unit` is then the usual unit.
    """
    optional: bool = False
    """Whether the input may stay empty."""
    empty_means: str | None = None
    """What the answer assumes when the input stays empty; required where it may."""
    assumed: str | None = None
    """Why the default is what it is; the answer calls it assumed until the reader changes it."""
    source: Source | None = None
    """Where the default or the bound was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Inputs that stand together."""

    title: str
    """Heading of the group."""
    fields: tuple[Field, ...]
    """The inputs."""
    folded: bool = False
    """Whether the group starts folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Every input of a calculator."""

    id: str
    """Name of the calculator; the file name without its ending."""
    title: str
    """Heading of the calculator."""
    summary: str
    """What it answers, in a sentence."""
    groups: tuple[Group, ...]
    """The inputs, in the order of the form."""
