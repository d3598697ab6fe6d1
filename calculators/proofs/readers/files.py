"""How much space is free: `df` in any of its forms. Its head is in the language of the host, its lines are not."""

import re
from dataclasses import dataclass

from calculators.proofs.model import Claim, Judgement
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "df"

_SIZE = r"[\d.,]+[KMGTP]?i?B?"
_LINE = re.compile(
    rf"^(?P<source>\S.*?)[ \t]+(?:(?P<kind>[a-z][\w.]*)[ \t]+)?{_SIZE}[ \t]+{_SIZE}[ \t]+(?P<free>-?{_SIZE})[ \t]+"
    r"(?P<percent>\d+)%[ \t]+(?:\d+[ \t]+\d+[ \t]+\d+%[ \t]+)?(?P<mount>/[^\n]*?)[ \t]*$",
    re.MULTILINE,
)
# A name that is too long for its column stands on a line of its own.
_WRAPPED = re.compile(r"^(\S+)\n[ \t]+(?=\d)", re.MULTILINE)
_INODES = re.compile(r"^[^\n/]*\b(?:i-?nodes?|I-?Nodes|iノード|i节点)[^\n/]*%", re.MULTILINE | re.IGNORECASE)
_MAC = re.compile(r"\biused +ifree\b")
# What holds no file of the host: memory, images that are full by their nature, and what containers see.
_NONE = re.compile(
    r"^(?:tmpfs|devtmpfs|udev|none|overlay|shm|squashfs|/dev/loop\d+|/dev/sr\d+|efivarfs|cgroup\w*|devfs|map .*)$"
)
ROOT = "/"


@dataclass(frozen=True, slots=True)
class Mounted:
    """A file system."""

    mount: str
    source: str
    free_percent: int
    free: str
    line: str


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is output of `df`."""
    return "sure" if _read(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether enough is free on every file system."""
    if _INODES.search(text) and not _MAC.search(text):
        return wanted.judgement("another command", "This counts inodes (`df -i`), not space. Wanted is `df -h`.")
    found = _read(text)
    limits = tuple(wanted.limits("percent"))
    rows = (
        ("File system", "Free", "Share"),
        *((item.mount, item.free, f"{item.free_percent} %") for item in found),
    )
    lines = tuple(shown(item.line) for item in found)
    least = min(found, key=lambda item: item.free_percent)
    values = (wanted.held("percent", f"Least free, {least.mount}", least.free_percent, f"{least.free_percent} %"),)
    tight = [item for item in found if not all(limit.holds(item.free_percent) for limit in limits)]
    if tight:
        named = ", ".join(f"{item.mount} ({item.free_percent} %)" for item in tight)
        sentence = f"Too little is free on {named}. Wanted is {limits[0].told} on each. Free some, or enlarge it."
        return wanted.judgement("not proved", sentence, values=values, rows=rows, lines=lines)
    if not any(item.mount == ROOT for item in found):
        sentence = "The file system `/` is not in the list: the output is cut, or of one folder. Paste all of `df -h`."
        return wanted.judgement("cannot tell", sentence, values=values, rows=rows, lines=lines)
    sentence = f"Enough is free on all {len(found)} file systems, least on {least.mount} with {least.free_percent} %."
    return wanted.judgement("proved", sentence, values=values, rows=rows, lines=lines)


def _read(text: str) -> list[Mounted]:
    found: dict[tuple[str, str], Mounted] = {}
    for line in _LINE.finditer(_WRAPPED.sub(r"\1 ", text)):
        if not _NONE.match(line["source"]) and line["kind"] not in ("squashfs", "tmpfs", "overlay", "iso9660"):
            # Outputs of several hosts may stand together: each line counts.
            found[line["mount"], line[0]] = Mounted(
                line["mount"], line["source"], 100 - int(line["percent"]), line["free"], line[0]
            )
    return list(found.values())
