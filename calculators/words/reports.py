"""An answer in the words of another language."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from calculators.words.forms import Language
from calculators.words.keys import MARK, balanced
from calculators.words.memory import Memory

KEPT = frozenset(
    (
        *("id", "field", "bar", "page", "level", "kind", "axis", "x_kind", "calculator", "unit"),
        *("conflicts", "source", "sources", "required"),
    )
)
"""Fields whose texts are no words: ids, and what is looked up by them."""
CODE = re.compile(r"`[^`]+`")
LINE = re.compile(r"(\s*(?:#+ |[-*] |\| )?)(.*?)( \|)?")
RULE = re.compile(r"\|(?: -+ \|)+")
BETWEEN_CELLS = " | "
BOLD_OR_LINK = re.compile(r"(\*\*)(.+?)(\*\*)|(\[)([^]]+)(\]\([^)]*\))")


def memory_of(words: Mapping[str, Any]) -> Memory:
    """Return the memory of words as JSON has them: `language` and `entries`."""
    given = dict(words["language"])
    given |= {"names": frozenset(given["names"]), "days": tuple(given["days"])}
    return Memory(Language(**given), words["entries"].items())


def in_words[Record](record: Record, memory: Memory) -> Record:
    """Return a record of the answers, such as a report, with its texts in the language; numbers and ids stay."""
    told: Record = _told(record, memory)
    return told


def lines_in_words(text: str, memory: Memory) -> str:
    """Return Markdown or plain text with the words around the texts of an answer in the language, line by line."""
    return "\n".join(_line(line, memory) for line in text.split("\n"))


def _line(line: str, memory: Memory) -> str:
    found = LINE.fullmatch(line)
    if found is None or not found[2] or RULE.fullmatch(line):
        return line
    start, said, end = found[1], found[2], found[3] or ""
    parts = said.split(BETWEEN_CELLS) if end else [said]
    return f"{start}{BETWEEN_CELLS.join(_marked_up(part, memory) for part in parts)}{end}"


def _marked_up(text: str, memory: Memory) -> str:
    """Return a piece of Markdown in the language, as it is where not all of it is known."""
    around: list[tuple[str, str]] = []

    def mark(match: re.Match[str]) -> str:
        around.append((match[1] or match[4], match[3] or match[6]))
        return f"<{len(around)}>{match[2] or match[5]}</{len(around)}>"

    told = memory.text(BOLD_OR_LINK.sub(mark, text))
    if not told.known or not balanced(told.text):
        return text
    return MARK.sub(lambda found: around[int(found[2]) - 1][bool(found[1])], told.text)


def _told(value: Any, memory: Memory) -> Any:
    if isinstance(value, str):
        return _text(value, memory)
    if isinstance(value, tuple):
        return tuple(_told(item, memory) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            item.name: told
            for item in fields(value)
            if item.name not in KEPT and (told := _told(was := getattr(value, item.name), memory)) is not was
        }
        return replace(value, **changed) if changed else value
    return value


def _text(text: str, memory: Memory) -> str:
    """Return a text in the language; `code` in it stays."""
    if "`" not in text:
        return memory.text(text).text
    codes: list[str] = []

    def mark(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"<{len(codes)}/>"

    return MARK.sub(lambda found: codes[int(found[2]) - 1], memory.text(CODE.sub(mark, text)).text)
