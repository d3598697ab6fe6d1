"""Systems without a Linux kernel, which stand in inventories among the others."""

import re

from calculators.kernels.found import Other

_WINDOWS = re.compile(r"\bwindows\b", re.IGNORECASE)
# Windows Server 2008 to 2025 count builds with four and five digits.
_BUILD = re.compile(r"(?:6\.[0-3]\.[67689][0-9]{3}|10\.0\.[1-9][0-9]{4})(?:\.[0-9]+)*")
_UNIX = re.compile(
    r"(AIX|SunOS|HP-UX|Darwin|FreeBSD|OpenBSD|NetBSD|VMkernel|VMware ESXi?|OSF1|CYGWIN_NT|MINGW64_NT|MSYS_NT)\b(.*)",
    re.DOTALL,
)
_FREEBSD = re.compile(r"[0-9]+\.[0-9]+-(?:RELEASE|STABLE|CURRENT)(?:-p[0-9]+)?")
_HOST = re.compile(r"\s+([A-Za-z][\w.-]*)\s")
SHOWN = 60


def other_system(text: str) -> Other | None:
    """Return the system that a text names, where that is none with a Linux kernel."""
    words = " ".join(text.split())
    if _WINDOWS.search(words):
        return Other(system=words[:SHOWN])
    for word in re.split(r"[\s,;|\[\]()\"'=]+", words):
        if _BUILD.fullmatch(word):
            return Other(system=f"Windows {word}")
        if is_freebsd(word):
            return Other(system=f"FreeBSD {word}")
    found = _UNIX.match(words)
    return Other(system=words[:SHOWN]) if found else None


def is_freebsd(word: str) -> bool:
    """Return whether a word is the version of a FreeBSD kernel."""
    return bool(_FREEBSD.fullmatch(word))


def is_unix(text: str) -> bool:
    """Return whether a text begins as `uname -a` does on another system than Linux, behind a host or not."""
    return bool(_UNIX.match(re.sub(r"^[\w.-]+[:,;|]\s*", "", text)))


def host_of(text: str) -> str:
    """Return the name of the host in what `uname -a` prints on another system than Linux; nothing without one."""
    found = _UNIX.match(text)
    name = _HOST.match(f"{found.group(2)} ") if found else None
    return name.group(1) if name else ""
