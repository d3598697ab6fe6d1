"""The lists of Linux kernels that the agent has a prebuilt module for, as data/ holds them."""

from dataclasses import dataclass

from calculators.records.evidence import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRelease:
    """A release of a distribution with its kernels."""

    id: str
    """Unique within the distribution; the anchor on its page."""
    name: str
    """Heading in the list."""
    builds: tuple[str, ...]
    """Kernels as printed, in the order of versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelList:
    """The kernels of one distribution."""

    id: str
    """File name without its ending."""
    name: str
    """Heading in the list."""
    generated: str
    """When the list was generated, as printed: date and time."""
    source: Source
    """Where the list stands."""
    releases: tuple[KernelRelease, ...]
    """Releases, the oldest first."""
    confirm: str | None = None
    """Why no kernel of this list may be promised without asking."""
    note: str | None = None
    """What to know about the list."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
