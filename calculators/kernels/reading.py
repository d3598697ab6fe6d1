"""What a reader pasted: the kernels in it, and the lines that name none."""

import re
from dataclasses import dataclass

from calculators.kernels.names import DEBUGINFO, X86, Kernel, read

SHOWN_LETTERS = 80
"""How much of a line that names no kernel is repeated."""
LINE_LETTERS = 500
"""How much of a line is read. What tells the kernel stands at its beginning."""

_VERSION = r"[0-9]{1,2}\.[0-9]+(?:\.[0-9]+)*"
# Packages that hold a kernel to start. All others with such a name belong to one, as headers do.
_PACKAGES = (
    r"kernel(?:-(?:uek|lt|ml|plus|default|azure|rt|longterm))?(?:-core)?-|"
    r"linux-image-(?:unsigned-|extra-)?|vmlinuz-|"
)
_KERNEL = re.compile(rf"({_PACKAGES}{DEBUGINFO})?({_VERSION}-[0-9A-Za-z][\w.+~-]*)", re.ASCII)
# A kernel from kernel.org has no release behind its version.
_COMMUNITY = re.compile(r"([0-9]{1,2}\.[0-9]{1,3}\.[0-9]{1,3}\+?)")
_NAME_AND_PROCESSOR = re.compile(r"([\w+-]+)\.(x86_64|aarch64|i[3-6]86|noarch|ppc64le|s390x|src)", re.ASCII)
_HOLDS_KERNEL = re.compile(r"kernel(?:-(?:uek|lt|ml|plus|default|azure|rt|longterm))?(?:-core)?")
_BESIDE = re.compile(r"(?:kernel|linux)(?:-[\w.+~-]*|$)|[\w.+~-]*kernel[\w.+~-]*", re.ASCII)
_PROCESSORS = frozenset(("x86_64", "amd64", "aarch64", "arm64", "armhf", "i386", "i686", "ppc64le", "ppc64el", "s390x"))
# RPM prints an epoch in front of the version.
_EPOCH = re.compile(r"(?<![^\s-])[0-9]+:(?=[0-9])")
_SEPARATORS = re.compile(r"[\s,;:|\"'`()\[\]{}<>=]+")

_PROMPT = re.compile(r"(?:\[[^\]]++\]|[\w.-]++@[\w.-]++[^#$>%]*+)?\s*+[#$>%]++(?:\s+|$)(.*)", re.DOTALL)
_COMMAND = re.compile(
    r"(?:sudo\s+)?(?:uname|rpm|dpkg|dpkg-query|apt|apt-cache|apt-get|yum|dnf|zypper|cat|ls|ssh|exit|logout|hostnamectl)"
    r"(?:\s.*)?",
    re.DOTALL,
)
_HEADING = re.compile(
    r"Desired=|\| Status=|\|/ Err\?=|\|\|/ Name|\+\+\+-|"
    r"Installed Packages|Available Packages|Listing\.\.\.|Loaded plugins"
)
# The state of a package, as `dpkg -l` puts it in front: wanted, found, fault.
_STATE = re.compile(r"([uihrp][nicurHWUFtT][R ]?)\s+(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that names no kernel."""

    number: int
    """Number of the line, from 1."""
    text: str
    """Its beginning, fit to be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A kernel that was pasted, once however often it stood there."""

    kernel: Kernel
    """The kernel."""
    written: str
    """The name as it stood there first, without the package's."""
    debuginfo: bool
    """Whether the name was that of a package with debugging symbols."""
    rebuilt: bool
    """Whether the name is that of a SUSE package, which ends with a number that `uname -r` does not print."""
    line: int
    """Number of the first line, from 1."""
    times: int
    """How many lines name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was pasted."""

    named: tuple[Named, ...]
    """Kernels, in the order in which they came."""
    unread: tuple[Line, ...]
    """Lines that name no kernel."""
    beside: int
    """Lines of packages that belong to a kernel or stand beside one, such as headers."""
    removed: int
    """Lines of packages that are not installed any more."""


def lines(text: str) -> list[str]:
    """Return the lines of a pasted text."""
    return text.removeprefix("\ufeff").splitlines()


def read_text(text: str) -> Reading:
    """Return what a pasted text names."""
    found: dict[tuple[str, str, bool], Named] = {}
    counts: dict[tuple[str, str, bool], int] = {}
    unread: list[Line] = []
    beside = removed = 0
    for number, full in enumerate(lines(text), start=1):
        line = _without_prompt(full[:LINE_LETTERS].strip())
        if not line:
            continue
        state = _STATE.match(line)
        if state and state.group(1)[0] in "rp" and state.group(2).startswith("linux-image-"):
            removed += 1
            continue
        named = _named(line, number)
        if isinstance(named, Named):
            other = "" if named.kernel.processor in X86 else named.kernel.processor
            key = (named.kernel.plain, other, named.debuginfo)
            found.setdefault(key, named)
            counts[key] = counts.get(key, 0) + 1
        elif named:
            beside += 1
        else:
            unread.append(Line(number=number, text=fit(full)))
    return Reading(
        named=tuple(_times(named, counts[key]) for key, named in found.items()),
        unread=tuple(unread),
        beside=beside,
        removed=removed,
    )


def fit(text: str) -> str:
    """Return a text as it can be shown in one line: cut short, without signs that cannot be seen."""
    letters = " ".join(text[: 2 * SHOWN_LETTERS].replace("`", "'").split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in letters)
    return shown if len(shown) <= SHOWN_LETTERS and len(text) <= LINE_LETTERS else f"{shown[:SHOWN_LETTERS]}..."


def _times(named: Named, times: int) -> Named:
    return Named(
        kernel=named.kernel,
        written=named.written,
        debuginfo=named.debuginfo,
        rebuilt=named.rebuilt,
        line=named.line,
        times=times,
    )


def _without_prompt(line: str) -> str:
    """Return what follows a prompt; nothing where that is a command, or where the line is a heading."""
    prompt = _PROMPT.fullmatch(line)
    if prompt:
        line = prompt.group(1).strip()
    return "" if _COMMAND.fullmatch(line) or _HEADING.match(line) else line


def _named(line: str, number: int) -> Named | bool:
    """Return the kernel that a line names, or whether the line is of another package."""
    words = [word for word in _SEPARATORS.split(_EPOCH.sub("", line)) if word]
    state = _STATE.match(line)
    told = next((word for word in words if word in _PROCESSORS), "")
    if state:
        words = words[1:2]
    package = ""
    for place, word in enumerate(words):
        word = word.removesuffix(".rpm")  # noqa: PLW2901
        if word.endswith(".deb"):
            word = word.partition("_")[0]  # noqa: PLW2901
        match = _KERNEL.fullmatch(word)
        if match:
            prefix, name = match.group(1) or "", match.group(2)
            told = package or told
            kernel = _with_processor(name, told)
            if prefix or place == 0 or package or kernel.series not in ("sles", "community"):
                return Named(
                    kernel=kernel,
                    written=name if not prefix.endswith(DEBUGINFO) else DEBUGINFO + name,
                    debuginfo=prefix == DEBUGINFO,
                    rebuilt=prefix.startswith("kernel-default"),
                    line=number,
                    times=1,
                )
        elif _COMMUNITY.fullmatch(word) and (len(words) == 1 or (words[0] == "Linux" and place == 2)):  # noqa: PLR2004
            return Named(
                kernel=_with_processor(word, told), written=word, debuginfo=False, rebuilt=False, line=number, times=1
            )
        listed = _NAME_AND_PROCESSOR.fullmatch(word)
        if listed:
            if not _HOLDS_KERNEL.fullmatch(listed.group(1)):
                return True
            package = listed.group(2)
        elif not match and _BESIDE.fullmatch(word) and word.lower() not in ("kernel", "linux"):
            return True
    return False


def _with_processor(name: str, told: str) -> Kernel:
    kernel = read(name)
    if kernel.processor or not told:
        return kernel
    return Kernel(kernel.name, kernel.plain, kernel.version, kernel.series, told)
