"""Names of kernels: what they say, and which of two is the newer one."""

import re
from dataclasses import dataclass

type Order = tuple[tuple[tuple[int, int, str], ...], str]

DEBUGINFO = "debuginfo-"
X86 = ("x86_64", "amd64")

_PROCESSOR = re.compile(
    r"[._](x86_64|amd64|aarch64|arm64|armv\w+|i[3-6]86|ppc64le|ppc64|ppc64el|s390x|riscv64)(?=\+|$)"
)
# The names of Debian and Ubuntu: a number, then the flavour. Debian's `arm64` is a flavour that names a processor.
_DASHED = re.compile(r"(\d+(?:\.\d+)+)-([\d.]+(?:-[\d.]+)*)-([A-Za-z].*)", re.DOTALL)
_OTHER_FLAVOURS = re.compile(r"(?:.*-)?(arm64|armmp|ppc64el|powerpc64le|s390x|riscv64)(?:-.*)?")
_PIECES = re.compile(r"[0-9]+|[A-Za-z]+")
_ENTERPRISE = re.compile(r"(el\d+)(?:_\d+)?")
_NUMBER = re.compile(r"[0-9]+")
_WORD = re.compile(r"[A-Za-z]+")
# The number of SUSE's kernels, without the flavour.
_SUSE = re.compile(r"(?:lp[0-9]+\.)?[0-9]+(?:\.[0-9]+)*")
FLAVOURS = frozenset(
    (
        "default", "generic", "generic-hwe", "generic-lpae", "generic-64k", "generic-pae", "lowlatency", "server",
        "virtual", "aws", "aws-fips", "azure", "azure-fips", "azure-fde", "gcp", "gcp-fips", "gke", "gkeop", "oracle",
        "ibm", "kvm", "oem", "raspi", "raspi2", "realtime", "intel", "intel-iotg", "nvidia", "fips", "amd64",
        "cloud-amd64", "rt-amd64", "686", "686-pae", "486", "arm64", "cloud-arm64", "armmp", "powerpc64le", "s390x",
        "xen", "pve", "pae", "trace", "preempt", "rt", "longterm", "microsoft-standard", "microsoft-standard-WSL2",
    )
)  # fmt: skip
"""How names of kernels end that carry a flavour behind a dash."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel's name, taken apart."""

    name: str
    """The name as printed, without `debuginfo-`."""
    plain: str
    """The name without the processor: the same for `uname -r`, packages and the list."""
    version: tuple[int, ...]
    """Version of the community kernel that it was made from."""
    series: str
    """What it is a member of: el7, el7uek, generic, oe2203sp4. Only within a series is one newer than another."""
    processor: str
    """Processor that the name tells, or nothing."""

    @property
    def order(self) -> Order:
        """Return what sorts kernels by version."""
        return order(self.plain)

    @property
    def words(self) -> frozenset[str]:
        """Return the words of the name."""
        return frozenset(re.findall("[a-z]+", self.plain.lower()))


def read(name: str) -> Kernel:
    """Return a kernel's name, taken apart. The name starts with a version, or with `debuginfo-` and one."""
    name = name.removeprefix(DEBUGINFO)
    found = _PROCESSOR.search(name)
    processor = found.group(1) if found else ""
    plain = name[: found.start()] + name[found.end() :] if found else name
    series, plain = _series(plain)
    flavour = _OTHER_FLAVOURS.fullmatch(series)
    if flavour and not processor:
        processor = flavour.group(1)
    return Kernel(name, plain, version(plain), series, processor)


def is_cut(flavour: str) -> bool:
    """Return whether a flavour is the beginning of a known one and none itself."""
    return flavour not in FLAVOURS and any(known.startswith(flavour) for known in FLAVOURS)


def unsure(name: str) -> str:
    """Return why a name may not be a whole one; nothing where it is, or where no list could hold it."""
    kernel = read(name)
    dashed = _DASHED.fullmatch(kernel.plain) or _DASHED.fullmatch(name)
    if dashed:
        return "its end is cut off" if is_cut(dashed.group(3)) else ""
    if kernel.processor or kernel.series == "community":
        return ""
    if kernel.series == "sles":
        return "the name ends with a number: SUSE's end with `-default`, others with their flavour or processor"
    return "its end is missing, which names the processor"


def version(text: str) -> tuple[int, ...]:
    """Return the numbers before the first dash: (3, 10, 0)."""
    return tuple(int(part) for part in _NUMBER.findall(text.partition("-")[0]))


def order(name: str) -> Order:
    """Return what sorts names by version: numbers as numbers, and a number after a word, as RPM has it.

    The name itself comes last, so that no two names are equal.
    """
    bare = name.removeprefix(DEBUGINFO)
    pieces = tuple((1, int(piece), "") if piece[0].isdigit() else (0, 0, piece) for piece in _PIECES.findall(bare))
    return pieces, name


def _series(plain: str) -> tuple[str, str]:
    """Return the series of a name without its processor, and the name without what the list leaves out."""
    dashed = _DASHED.fullmatch(plain)
    if dashed:
        upstream, release, flavour = dashed.groups()
        if flavour == "default":
            return "sles", f"{upstream}-{release}"
        # SUSE's kernels for clouds have the names of Ubuntu's, but releases with a point.
        return (f"sles-{flavour}" if "." in release else flavour), plain
    _, _, release = plain.partition("-")
    if not release:
        return "community", plain
    if _SUSE.fullmatch(release):
        return "sles", plain
    words = [part for part in release.split(".") if part[:1].isalpha()] or _WORD.findall(release)
    return ".".join(_ENTERPRISE.sub(r"\1", word) for word in words), plain
