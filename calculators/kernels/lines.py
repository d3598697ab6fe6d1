"""One line of a listing: the host in it, and its kernel."""

import re

from calculators.kernel_list.named import named
from calculators.kernel_list.names import DEBUGINFO
from calculators.kernels.found import NO_KERNEL, Open, Passed, Said
from calculators.kernels.hosts import is_host
from calculators.kernels.packages import PROCESSORS, VERSION, package
from calculators.kernels.systems import host_of, is_freebsd, is_unix, other_system

_KERNEL = re.compile(rf"(?:vmlinuz-|kernel-)?((?:{DEBUGINFO})?{VERSION}-[0-9A-Za-z][\w.+~-]*)", re.ASCII)
# A kernel from kernel.org has no release behind its version.
_COMMUNITY = re.compile(r"[0-9]{1,2}\.[0-9]{1,3}\.[0-9]{1,3}\+?")
_WSL = re.compile(rf"{VERSION}-microsoft-standard[\w-]*")
_SEPARATORS = re.compile(r"[\s,;:|\"'`()\[\]{}<>=]+")
_EPOCH = re.compile(r"(?<![^\s-])[0-9]+:(?=[0-9]+\.[0-9])")

_PROMPT = re.compile(r"(?:\[[^\]]++\]|[\w.-]++@[\w.-]++[^#$>%]*+)?\s*+[#$>%]++(?:\s+|$)(.*)", re.DOTALL)
_COMMAND = re.compile(
    r"(?:sudo\s+)?(?:uname|rpm|dpkg|dpkg-query|apt|apt-cache|apt-get|yum|dnf|zypper|cat|ls|ssh|exit|logout|hostnamectl|"
    r"grubby|for|do|done|ansible|ansible-inventory|clush|pssh|pdsh|salt|kubectl|oc|systeminfo|Get-\w+|Invoke-Command)"
    r"(?:\s.*)?",
    re.DOTALL,
)
_HEADING = re.compile(
    r"Desired=|\| Status=|\|/ Err\?=|\|\|/ |\+\+\+-|[-=+| ]+$|sep=.$|Loaded plugins|Last metadata expiration|"
    r"Loading repository data|Reading installed packages|WARNING: apt does not have a stable CLI|"
    r"(?:PLAY|TASK|RUNNING HANDLER)\b.*\*+$|[\w.-]+\s+: ok=[0-9]+\s+changed=[0-9]+|[{}\[\]],?$|"
    r"Loading mirror speeds|Repository .* is listed more than once|"
    r"(?:total|insgesamt|totale|total de|итого|合計|总计|总用量|總計|합계|razem|celkem|summa|totalt) [0-9]+$",
    re.IGNORECASE,
)
_INSTALLED = re.compile(
    r"installed packages|installierte pakete|paquets installés|paquetes instalados|pacchetti installati|"
    r"pacotes instalados|已安装的软件包|インストール済みパッケージ|установленные пакеты",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    r"(?:available|upgradable|obsoleting) packages|available upgrades|verfügbare pakete|paquets disponibles|"
    r"paquetes disponibles|pacchetti disponibili|pacotes disponíveis|可安装的软件包|可用的软件包|"
    r"利用可能なパッケージ|доступные пакеты",
    re.IGNORECASE,
)
# What apt says first, in any language: words without digits, and dots.
_WAITS = re.compile(r"[^\d\s:/]+(?: [^\d\s:/]+){0,4}\.\.\.(?: [^\d\s:/]+)?")
_ZYPPER = re.compile(r"\S{1,2}\s*\|(?:[^|\d]+\|){2,}[^|\d]+")
_DETAILS = re.compile(
    r"(?:Icon name|Chassis|Machine ID|Boot ID|Virtualization|CPE OS Name|Architecture|Hardware (?:Vendor|Model)|"
    r"Firmware (?:Version|Date|Age)|Transient hostname|Pretty hostname|Deployment|Location|OS Support End|"
    r"Operating System: (?!.*Windows)[^\n]*|index=|args=|root=|initrd=|title=|id=)[^\n]*"
)


def spoken(line: str) -> str:
    """Return what follows a prompt; nothing where that is a command, a heading or a remark."""
    prompt = _PROMPT.fullmatch(line)
    if prompt:
        line = prompt.group(1).strip()
    passed = _COMMAND.fullmatch(line) or _HEADING.match(line) or _WAITS.fullmatch(line) or _ZYPPER.fullmatch(line)
    return "" if passed or _INSTALLED.fullmatch(line) or _AVAILABLE.fullmatch(line) else line


def is_command(line: str) -> bool:
    """Return whether a line is a command with or without a prompt in front."""
    prompt = _PROMPT.fullmatch(line)
    return bool(_COMMAND.fullmatch(prompt.group(1).strip() if prompt else line))


def section(line: str, *, before: bool) -> bool:
    """Return whether the packages below a line are on offer only; `before` is what held until there."""
    if _INSTALLED.fullmatch(line):
        return False
    return before or bool(_AVAILABLE.fullmatch(line))


def read_line(line: str, *, absent: bool = False) -> tuple[str, Said]:
    """Return the host that a line names, or nothing, and what the line says.

    `absent` is whether packages stand under a heading that says that they are not installed.
    """
    found = package(line, absent=absent)
    if found is not None:
        return "", found
    if _DETAILS.fullmatch(line):
        return "", Passed.BESIDE
    if is_unix(line):
        return _without(line, [])
    words = [word for word in _SEPARATORS.split(_EPOCH.sub("", line)) if word]
    kernels = [(place, name) for place, word in enumerate(words) if (name := _kernel(words, place, word))]
    if not kernels:
        return _without(line, words)
    place, name = kernels[0]
    if place and not _may_stand(words, place, name):
        return _host(line, words), Open(why=f"not surely a kernel: `{name}`")
    others = {other for _, other in kernels[1:] if other != name and _is_whole(other)}
    doubt = "the line names more than one kernel" if others else ""
    told = next((word for word in words if re.fullmatch(PROCESSORS, word)), "")
    host = _host(line, words[:place])
    if len(words) == 2 and place == 0 and words[1] != told and is_host(words[1]):  # noqa: PLR2004
        host = words[1]
    return host, named(name, told, doubt=doubt)


def _kernel(words: list[str], place: int, word: str) -> str:
    """Return the kernel that a word names; nothing where it names none."""
    found = None if is_freebsd(word) else _KERNEL.fullmatch(word)
    if found or _WSL.fullmatch(word):
        return found.group(1) if found else word
    alone = len(words) == 1 or (place == 1 and len(words) == 2 and is_host(words[0])) or "Linux" in words[:place]  # noqa: PLR2004
    return word if alone and _COMMUNITY.fullmatch(word) else ""


def _is_whole(name: str) -> bool:
    """Return whether a name says more than numbers do."""
    return any(letter.isalpha() for letter in name.partition("-")[2])


def _may_stand(words: list[str], place: int, name: str) -> bool:
    """Return whether a name behind other words is a kernel: numbers alone are, behind a host or a word for it."""
    return (
        _is_whole(name)
        or (place == 1 and is_host(words[0]))
        or "Linux" in words[:place]
        or words[place - 1].lower() == "kernel"
    )


def _without(line: str, words: list[str]) -> tuple[str, Said]:
    """Return what a line without a Linux kernel says."""
    first = re.match(r"([\w.-]+)(?:\s*[:,;|]\s*|\s+)(\S.*)", line)
    for host, text in (("", line), (first.group(1), first.group(2)) if first else ("", "")):
        system = other_system(text) if text and (not host or is_host(host)) else None
        if system is not None:
            name = host or host_of(text) or (first.group(1) if first and _leads(first.group(1)) else "")
            return name, system
    host = words[0] if words and re.match(r"[\w.-]+\s*[:,;|\t]", line) and is_host(words[0]) else ""
    return host, Open(why=NO_KERNEL)


def _leads(word: str) -> bool:
    return is_host(word) and word.lower() not in ("windows", "microsoft", "server", "vmware", "vmkernel")


def _host(line: str, before: list[str]) -> str:
    """Return the host among the words before a kernel."""
    if before[:1] == ["Linux"]:
        return before[1] if len(before) == 2 and is_host(before[1]) else ""  # noqa: PLR2004
    if not before or not is_host(before[0]):
        return ""
    # `web01: Linux 5.4.0-150-generic` and `web01,5.4.0-150-generic`, but no sentence that begins with a word.
    return before[0] if len(before) <= 6 or re.match(r"\S+[:,;|]", line) else ""  # noqa: PLR2004
