"""What one line of a listing says: a kernel, another system, something to ask about, or nothing to look up."""

from dataclasses import dataclass
from enum import Enum

from calculators.kernels.names import DEBUGINFO, Kernel, read, unsure


class Passed(Enum):
    """A line that is understood and holds no kernel of a host."""

    BESIDE = "package beside a kernel"
    ABSENT = "package that is not installed"
    HEADING = "heading, command or remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A kernel as a line names it."""

    kernel: Kernel
    """The kernel."""
    written: str
    """The name without the package's, as `uname -r` begins it."""
    debuginfo: bool = False
    """Whether the name was that of a package with debugging symbols."""
    installed: bool = False
    """Whether the line is of a package or a file: the host may run another one."""
    doubt: str = ""
    """Why the name may not be the kernel's whole name; empty where it is."""


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


def named(name: str, processor: str = "", *, installed: bool = False, doubt: str = "") -> Named:
    """Return a kernel by its name, `debuginfo-` included. `processor` is what the line says beside the name."""
    kernel = read(name)
    if processor and not kernel.processor:
        kernel = Kernel(kernel.name, kernel.plain, kernel.version, kernel.series, processor)
    told = unsure(f"{name}.{processor}" if processor else name)
    debuginfo = name.startswith(DEBUGINFO)
    return Named(kernel=kernel, written=name, debuginfo=debuginfo, installed=installed, doubt=doubt or told)


def on_processor(said: Named, processor: str) -> Named:
    """Return a kernel with the processor that is told beside it; as it was where its name tells one."""
    if said.kernel.processor:
        return said
    doubt = said.doubt if said.doubt != unsure(said.written) else ""
    return named(said.written, processor, installed=said.installed, doubt=doubt)
