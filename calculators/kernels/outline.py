"""Indented text: facts in YAML as tools print them, and what Salt shows of its minions."""

import re
from typing import Any

MOST_LEVELS = 40
"""How deep a text may be indented."""

_KEY = re.compile(r"(\"[^\"]*\"|'[^']*'|[^\s#\[\]{}&*!|>'\"%@`,-][^#]*?|-[^\s:][^#]*?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"-(?:\s+(.*))?")
_BLOCK = re.compile(r"[|>][+-]?[0-9]?[+-]?")
_REMARK = re.compile(r"\s+#.*")
# Salt rules a line above what a minion says.
_RULE = re.compile(r"\s+-{4,}")

type _Line = tuple[int, str]


class _NoOutlineError(Exception):
    """Raised where a text is indented in another way."""


def parse(text: str) -> Any | None:
    """Return what an indented text says, as JSON has it: dictionaries, lists and texts; None where it is no such text.

    Several documents are a list. Numbers and words such as `true` stay texts. Keys that stand twice are refused: a
    listing may have two hosts of one name.
    """
    documents: list[list[_Line]] = [[]]
    for full in text.splitlines():
        line = full.rstrip()
        if line in ("---", "...") or line.startswith("--- "):
            documents.append([])
        elif "\t" in line[: len(line) - len(line.lstrip())]:
            return None
        elif line and not line.lstrip().startswith("#") and not _RULE.fullmatch(line):
            documents[-1].append((len(line) - len(line.lstrip(" ")), line.lstrip(" ")))
    try:
        found = [_whole(lines) for lines in documents if lines]
    except _NoOutlineError:
        return None
    return found[0] if len(found) == 1 else found or None


def _whole(lines: list[_Line]) -> Any:
    value, end = _value(lines, 0, lines[0][0], 0)
    if end != len(lines):
        raise _NoOutlineError
    return value


def _value(lines: list[_Line], at: int, indent: int, level: int) -> tuple[Any, int]:
    """Return what begins at a line, and the line behind it."""
    if level > MOST_LEVELS:
        raise _NoOutlineError
    text = lines[at][1]
    if _ITEM.fullmatch(text):
        return _list(lines, at, indent, level)
    if _KEY.fullmatch(text):
        return _dict(lines, at, indent, level)
    taken = []
    while at < len(lines) and lines[at][0] >= indent:
        taken.append(lines[at][1])
        at += 1
    return _scalar(" ".join(taken)), at


def _list(lines: list[_Line], at: int, indent: int, level: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while at < len(lines) and lines[at][0] == indent and (item := _ITEM.fullmatch(lines[at][1])):
        rest = item.group(1)
        if rest is None:
            value, at = _below(lines, at + 1, indent + 1, level)
        elif _KEY.fullmatch(rest) or _ITEM.fullmatch(rest):
            # What stands behind the dash is indented as far as it stands there.
            inner = indent + len(lines[at][1]) - len(rest)
            lines[at] = (inner, rest)
            value, at = _value(lines, at, inner, level + 1)
        else:
            value, at = _open_text(lines, at, indent, rest)
        found.append(value)
    _check(lines, at, indent)
    return found, at


def _dict(lines: list[_Line], at: int, indent: int, level: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while at < len(lines) and lines[at][0] == indent and not _ITEM.fullmatch(lines[at][1]):
        entry = _KEY.fullmatch(lines[at][1])
        if entry is None:
            raise _NoOutlineError
        name = entry.group(1).strip("\"'")
        rest = _REMARK.sub("", entry.group(2) or "")
        if name in found:
            raise _NoOutlineError
        if rest:
            found[name], at = _open_text(lines, at, indent, rest)
        else:
            # A list may stand as far to the left as its key.
            listed = at + 1 < len(lines) and lines[at + 1][0] == indent and bool(_ITEM.fullmatch(lines[at + 1][1]))
            found[name], at = _below(lines, at + 1, indent if listed else indent + 1, level)
    _check(lines, at, indent)
    return found, at


def _below(lines: list[_Line], at: int, least: int, level: int) -> tuple[Any, int]:
    if at < len(lines) and lines[at][0] >= least:
        return _value(lines, at, lines[at][0], level + 1)
    return "", at


def _open_text(lines: list[_Line], at: int, indent: int, first: str) -> tuple[Any, int]:
    """Return a text that may go on in lines that are indented further."""
    taken = [] if _BLOCK.fullmatch(first) else [first]
    at += 1
    while at < len(lines) and lines[at][0] > indent:
        taken.append(lines[at][1])
        at += 1
    return _scalar(" ".join(taken)), at


def _check(lines: list[_Line], at: int, indent: int) -> None:
    if at < len(lines) and lines[at][0] > indent:
        raise _NoOutlineError


def _scalar(text: str) -> Any:
    text = _REMARK.sub("", text).strip()
    if text in ("{}", "[]"):
        return {} if text == "{}" else []
    if text in ("~", "null"):
        return None
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text
