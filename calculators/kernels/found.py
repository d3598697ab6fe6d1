"""What one line of a listing says: a kernel, another system, something to ask about, or nothing to look up."""

from dataclasses import dataclass
from enum import Enum

from calculators.kernel_list.named import Named


class Passed(Enum):
    """A line that is understood and holds no kernel of a host."""

    BESIDE = "package beside a kernel"
    ABSENT = "package that is not installed"
    HEADING = "heading, command or remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A host without a Linux kernel."""

    system: str
    """What it runs, as far as the line says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A line that cannot be answered."""

    why: str
    """What is missing, in a few words."""


type Said = Named | Other | Open | Passed

NO_KERNEL = "no kernel is named"
CUT = "the name of the package is cut off"
