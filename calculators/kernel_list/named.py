"""A kernel as somebody names it, in a listing or in an inventory."""

from dataclasses import dataclass

from calculators.kernel_list.names import DEBUGINFO, Kernel, read, unsure


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
