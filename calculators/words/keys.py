"""What the words of a text are looked up by: its English with figures taken out, and its sentences.

docs/assets/words/memory.mjs does the same in the browser; tests/cases/words.json holds what both must come to.
"""

import re
from collections.abc import Sequence

UNITS = (
    *("Mbit/s", "Gbit/s", "kbit/s", "bit/s", "MB/s", "GB/s", "MiB/s", "KiB/s", "KiB", "MiB", "GiB", "TiB", "PiB"),
    *("KB", "kB", "MB", "GB", "TB", "PB", "IOPS", "vCPU", "ms", "minutes", "minute", "min", "seconds", "second", "s"),
    *("hours", "hour", "h", "days", "day", "weeks", "week", "months", "month", "years", "year", "%"),
)
"""What may stand behind a number as its unit; a longer one comes before one that it begins with."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = tuple(
    f"{month[:3]}(?:{month[3:]})?" if month[3:] else month
    for month in (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
)
"""How a month is written: whole, or with three letters."""
_MONTH = "|".join(MONTHS)
FIGURE = re.compile(
    r"(?<![A-Za-z0-9_.,/@#<:{-])"
    rf"(?:(?P<day>{'|'.join(DAYS)}) )?(?P<about>about )?"
    rf"(?P<number>(?P<date>[0-9]{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>[0-9]{{4}}))?"
    rf"|(?P<only>{_MONTH}) (?P<of>[0-9]{{4}})|[+\u2212-]?[0-9]+(?:[.,:\u202f/\u2013-][0-9]+)*)"
    rf"(?:(?P<gap>[ \u00a0\u202f]?)(?P<unit>{'|'.join(UNITS)})(?![A-Za-z0-9_])|(?![A-Za-z0-9_]|[.,:/-][A-Za-z0-9]))"
)
"""A number with its unit, or a date with its weekday, and whether it is about that."""
HOLE = "{}"
MARK = re.compile(r"<(/?)([0-9]+)(/?)>")
"""The place of a tag in a text: `<1>words</1>`, or `<1/>` for what stands there whole, such as code."""
SPACES = re.compile(r"[ \t\n\r\f]+")
END = re.compile(
    r"[.?!][\u201d\")]*(?:</[0-9]+>)*(?:\))? "
    r"(?=(?:<[0-9]+>)*[\u201c\"(]?(?:<[0-9]+/?>)*(?:[A-Z\u3400-\u9fff]|\{\}|<[0-9]+/>))"
)
"""Where a sentence may end."""
SHORTENED = re.compile(r"(?:^|[ (])(?:e\.g|i\.e|vs|No|etc|approx|incl)\.[^A-Za-z]*$|, \{\}\. ?$")
"""What ends with a stop and is no end of a sentence: a short word, or the number of a section."""
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_'’+./@:\\-]*")
QUOTED = re.compile(r"(?<![A-Za-z0-9])'[^']+'(?![A-Za-z])")
"""A name in quotes, as a text of the reader has it."""
LETTERS = re.compile(r"\{[a-z]\}")
"""Holes that words stand in."""


def key_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with a hole for each of its figures, and the figures."""
    figures: list[str] = []

    def hole(match: re.Match[str]) -> str:
        figures.append(match[0])
        return HOLE

    return FIGURE.sub(hole, SPACES.sub(" ", text).strip(" ")), tuple(figures)


def as_it_was(key: str, figures: Sequence[str]) -> str:
    """Return a text as it was before its figures were taken out."""
    parts = key.split(HOLE)
    return parts[0] + "".join(f"{figure}{part}" for figure, part in zip(figures, parts[1:], strict=True))


def sentences(key: str) -> list[str]:
    """Return the sentences of a key; none ends within a pair of marks, or within a name in quotes."""
    found: list[str] = []
    start = 0
    quoted = [name.span() for name in QUOTED.finditer(key)] if "'" in key else ()
    for end in END.finditer(key):
        if any(first < end.start() < last - 1 for first, last in quoted):
            continue
        piece = key[start : end.end() - 1]
        if SHORTENED.search(piece) or not balanced(piece):
            continue
        found.append(piece)
        start = end.end()
    return [*found, key[start:]]


def balanced(text: str) -> bool:
    """Tell whether each mark in a text is opened and closed in it, one within the other."""
    opened: list[str] = []
    for closing, number, single in MARK.findall(text):
        if single:
            continue
        if not closing:
            opened.append(number)
        elif not opened or opened.pop() != number:
            return False
    return not opened


def counted_anew(text: str) -> tuple[str, dict[str, str]]:
    """Return a text whose marks are counted from 1 in their order, and the earlier numbers by the new ones."""
    numbers: dict[str, str] = {}

    def anew(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[2], str(len(numbers) + 1))
        return f"<{match[1]}{number}{match[3]}>"

    counted = MARK.sub(anew, text)
    return counted, {new: old for old, new in numbers.items()}


LIKE_CODE = re.compile(
    r"(?<![^ (])(?:(?:/[A-Za-z0-9_.+-]+)+/?|[A-Z]:|\.[a-z0-9]{2,5}"
    r"|[0-9]+(?:\.[0-9]+)+-[A-Za-z0-9_.+~-]*[A-Za-z0-9])(?![^ ,;:.?!)])"
)
"""A path, a drive, the ending of a file or a release, which reads the same in every language."""
WORDS_ONLY = re.compile(r"[a-z'\u2019-]+(?:/[a-z'\u2019-]+)*")
"""A word in small letters, or several with slashes between them."""


def is_name(word: str) -> bool:
    """Tell whether a word reads the same in every language: code, an address, a unit, a name with capitals inside."""
    bare = word.rstrip(".:'\u2019-")
    return not WORDS_ONLY.fullmatch(bare[:1].lower() + bare[1:])
