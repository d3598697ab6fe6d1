"""What the kernel lookup knows: the lists in short form, and what the sources say about all other kernels."""

from dataclasses import dataclass

from calculators.records.evidence import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedRelease:
    """A release with its kernels in short form, as the browser gets it."""

    name: str
    """Heading in the list."""
    packed: str
    """Kernels: see `calculators.kernel_list.packing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedKernels:
    """The kernels of one distribution in short form, as the browser gets them."""

    id: str
    """Id of the distribution."""
    name: str
    """Heading in the list."""
    generated: str
    """When the list was generated, as printed: date and time."""
    source: Source
    """Where the list stands."""
    releases: tuple[PackedRelease, ...]
    """Releases, the oldest first."""
    confirm: str | None
    """Why no kernel of this list may be promised without asking."""
    note: str | None
    """What to know about the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRange:
    """Versions of the kernel that are supported, as a page says."""

    lowest: str
    """First version."""
    highest: str
    """Last version; one of two parts means all of its releases."""
    source: Source
    """Where the range stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudTag:
    """Part of a kernel's name that says for which cloud it was built."""

    id: str
    """The part of the name."""
    provider: str
    """Whose cloud or distribution it is."""
    basis: str
    """How it is known to be such a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerTag:
    """Part of a kernel's name that says that it is none of a distribution's own kernels."""

    id: str
    """The part of the name, in small letters."""
    maker: str
    """Whose kernel it is, or what kind."""
    basis: str
    """How it is known to be such a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DkmsSystem:
    """A system on which the module can be built."""

    name: str
    """Name of the system."""
    hyperbdr: str
    """First version of HyperBDR that can do it."""
    series: tuple[str, ...]
    """Endings of the kernels' names on this system, without the processor: `generic`, or `el8` for el8_4 too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dkms:
    """How the module is built on the host."""

    lowest: str
    """First version of the kernel."""
    highest: str
    """Last version of the kernel, with all of its releases."""
    flag: str
    """Option of the agent's installation."""
    needs: tuple[str, ...]
    """What the host must have."""
    systems: tuple[DkmsSystem, ...]
    """Where it works."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A rule in words, with its source."""

    text: str
    """The rule."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRules:
    """What the sources say about kernels beside the list."""

    supported: KernelRange
    """The range that this guide uses."""
    other: KernelRange
    """The range that another page names."""
    conflicts: tuple[str, ...]
    """Ids of the disagreements about the ranges."""
    dkms: Dkms
    """How the module is built for a kernel that is not in the list."""
    cloud: Sentence
    """What holds for kernels of clouds."""
    cloud_tags: tuple[CloudTag, ...]
    """How they are told."""
    maker_tags: tuple[MakerTag, ...]
    """How other kernels are told that are none of a distribution's own."""
    processor: Sentence
    """Which processors the list is for."""
    upgrade: Sentence
    """What follows from an upgrade of the kernel."""
