"""Names of hosts in listings: in front of lines, in headings of programs that ask many hosts, and in prompts."""

import itertools
import re
from dataclasses import dataclass

MOST_HOSTS = 10_000
"""How many hosts one heading may stand for."""

_NAME = r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?"
_HOST = re.compile(_NAME, re.ASCII)
_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+")
_NO_HOSTS = frozenset(
    (
        "kernel", "linux", "version", "release", "uname", "running", "machine", "operatingsystem", "os", "system",
        "architecture", "hostname", "host", "name", "total", "kernelrelease", "kernelversion", "kernelname",
        "current", "installed", "default", "image", "title", "id", "ansible_kernel", "unix", "gnu", "debian",
        "ubuntu", "centos", "redhat", "rhel", "suse", "sles", "none", "n", "a", "unknown", "error", "warning", "note",
        "stdout", "stderr",
        "ssh", "bash", "sh", "sudo", "failed", "usage", "connection", "permission",
        "package", "status", "menuentry", "clush", "pdsh", "expected", "pending", "booted", "ok",
        "changed", "fatal", "skipping", "unreachable",
    )
)  # fmt: skip

_ANSIBLE = re.compile(
    r"(\S+) \| ([A-Z]+)!?(?: \| rc=-?[0-9]+)?(?: >>\s*(.*)| =>(?:\s*(\{.*)|(?:\s+\w+=\S+)*)| \| \(stdout\)\s*(.*))?",
    re.DOTALL,
)
_PLAY = re.compile(
    r"(?:ok|changed|fatal|failed|skipping): \[([^\]\s]+)\](?:: [A-Z]+!)?(?: =>(?:\s*(\{.*)|(?:\s+\w+=\S+)*))?",
    re.DOTALL,
)
_PSSH = re.compile(r"\[[0-9]+\] [0-9]{2}:[0-9]{2}:[0-9]{2} \[(?:SUCCESS|FAILURE)\] (\S+)(?:\s.*)?", re.DOTALL)
_RULED = re.compile(
    r"(?:={2,}>?|#{2,}|-{2,}|\*{2,}|>{2,})\s*(?:host:?\s+)?(?:\w+@)?([\w.-]+?):?\s*(?:<?={2,}|#{2,}|-{2,}|\*{2,}|<{2,})?",
    re.IGNORECASE,
)
_GATHERED = re.compile(r"(\S*\[[0-9,-]+\]\S*):\s+(\S.*)", re.DOTALL)
_COLON = re.compile(r"(?:\w+@)?([\w.-]+):")
_STATIC = re.compile(r"\s*Static hostname:\s*(\S+)")
_RULE = re.compile(r"-{3,}|={3,}")
_PROMPT = re.compile(r"\[?(?:[\w.-]+@)?([\w.-]+)[ :][^\]#$>%]*\]?[#$>%]")
_SET = re.compile(r"([^\[\],]*)\[([0-9,-]+)\]([^\[\],]*)|([^\[\],]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that says whose output follows."""

    hosts: tuple[str, ...]
    """Names of the hosts."""
    rest: str = ""
    """What stands behind in the same line."""
    lines: int = 1
    """How many lines the heading takes."""
    facts: bool = False
    """Whether facts follow in indented lines."""


def is_host(word: str) -> bool:
    """Return whether a word can be the name or the address of a host."""
    if _ADDRESS.fullmatch(word):
        return True
    if not _HOST.fullmatch(word) or word.lower() in _NO_HOSTS:
        return False
    return any(letter.isalpha() for letter in word) and not re.match(r"v?[0-9]+\.[0-9]+(?:[.-]|$)", word)


def heading(lines: list[str], at: int) -> Heading | None:
    """Return the heading that begins at a line; None where there is none."""
    line = lines[at].rstrip()
    found = _ANSIBLE.fullmatch(line)
    if found and is_host(found.group(1)):
        rest = found.group(3) or found.group(4) or found.group(5) or ""
        return Heading(hosts=(found.group(1),), rest=rest, facts="=>" in line and not rest)
    found = _PLAY.fullmatch(line)
    if found and is_host(found.group(1)):
        rest = found.group(2) or ""
        return Heading(hosts=(found.group(1),), rest=rest, facts="=>" in line and not rest)
    found = _PSSH.fullmatch(line)
    if found:
        return Heading(hosts=(found.group(1),))
    if _RULE.fullmatch(line):
        named = node_set(lines[at + 1].strip()) if _ruled(lines, at) else ()
        return Heading(hosts=named, lines=3) if named else None
    found = _GATHERED.fullmatch(line)
    if found and node_set(found.group(1)):
        return Heading(hosts=node_set(found.group(1)), rest=found.group(2))
    found = _STATIC.match(line)
    if found and is_host(found.group(1)):
        return Heading(hosts=(found.group(1),))
    for pattern in (_RULED, _COLON):
        found = pattern.fullmatch(line)
        if found and is_host(found.group(1)):
            return Heading(hosts=(found.group(1),))
    return None


def _ruled(lines: list[str], at: int) -> bool:
    return at + 2 < len(lines) and bool(_RULE.fullmatch(lines[at + 2].rstrip()))


def host_of_prompt(line: str) -> str:
    """Return the host that a prompt names; nothing where there is none."""
    found = _PROMPT.match(line)
    return found.group(1) if found and is_host(found.group(1)) and ("@" in found.group() or "[" in line[:1]) else ""


def node_set(text: str) -> tuple[str, ...]:
    """Return the hosts of a short form such as `web[01-03,7],db1 (5)`; nothing where it is none."""
    text = re.sub(r"\s+\([0-9]+\)$", "", text)
    hosts: list[str] = []
    end = 0
    for found in _SET.finditer(text):
        if text[end : found.start()] not in ("", ","):
            return ()
        end = found.end()
        before, numbers, after, alone = found.groups()
        names = [alone] if alone else [f"{before}{number}{after}" for number in _numbers(numbers, MOST_HOSTS)]
        if not names or len(hosts) + len(names) > MOST_HOSTS or not all(map(is_host, names)):
            return ()
        hosts += names
    return tuple(hosts) if end == len(text) else ()


def _numbers(text: str, most: int) -> list[str]:
    """Return the numbers of ranges such as `01-03,7`; nothing where a range is none."""
    found: list[str] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if not (first.isdigit() and (last.isdigit() or not dash)) or len(part) > 20:  # noqa: PLR2004
            return []
        numbers = range(int(first), int(last or first) + 1)
        if len(found) + len(numbers) > most:
            return []
        found += [str(number).zfill(len(first)) for number in itertools.islice(numbers, most)]
    return found
