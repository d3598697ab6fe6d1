"""How texts are taken apart and put together again in another language."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from calculators.words.keys import HOLE, MARK, SPACES, balanced

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# A mark around words is no letter: a space before or behind it stands between theirs.
BETWEEN_WIDE = re.compile(rf"([{WIDE}](?:</?[0-9]+>)*) +(?=(?:</?[0-9]+>)*[{WIDE}])")
SIGN_OR_WIDE = "\u3000-\u303f\uff00-\uffef\u2018-\u201d"
TIGHT = re.compile(rf"(?<=[{SIGN_OR_WIDE}]) +| +(?=[\u3001\u3002\uff01-\uff1f])")
INLINE_TAG = "(?:a|b|em|small|span|strong)"
LOOSE = re.compile(
    rf"([\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f](?:</{INLINE_TAG}>)+) +(?=[^ \n])"
    rf"|(?<=[^ \n]) +((?:<{INLINE_TAG}(?: [^<>]*)?>)*(?=[\u3001\u3002\uff08\uff0c\uff1a\uff1b]))"
)
"""A space beside a full-width sign that an element ends or begins with; the groups are what is around it."""
BRACKET = re.compile("[()]")
BESIDE = (" \u00b7 ", " \u2192 ")
"""Signs between things that stand side by side, in every language."""
QUOTE_ENDS = re.compile("'(?![A-Za-z])")
LETTER_OF_HAN = "[\u3400-\u9fff]"
TWO_OF_HAN = re.compile(f"{LETTER_OF_HAN}{{2}}")
MEETING = re.compile(rf"{LETTER_OF_HAN}[A-Za-z0-9]|[A-Za-z0-9%]{LETTER_OF_HAN}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language does in general."""

    id: str
    """Folder of its pages and of its words below data/."""
    name: str
    """Its own name."""
    html: str
    """Its tag for HTML."""
    units: Mapping[str, str] = field(default_factory=dict)
    """What a unit is called where it is not called the same; one that begins with ~ stands without a space."""
    days: tuple[str, ...] = ()
    """Weekdays from Monday on, as they stand before a date."""
    dates: Mapping[str, str] = field(default_factory=dict)
    """How dates are written: a `day` of a month, with the `year` too, a `month` of a year; a date and its `weekday`."""
    about: str = "about {}"
    """How a number is said that is about right."""
    ends: Mapping[str, str] = field(default_factory=dict)
    """Signs at the end of a text."""
    between: str = ", "
    """What parts the items of a list."""
    also: str = " and "
    """What stands before the last item of a list."""
    either: str = " or "
    """The same where one of them is meant."""
    colon: str = ": "
    """What stands between a label and what it says."""
    semicolon: str = "; "
    """What parts things that have commas within."""
    brackets: str = " ({})"
    """How what stands in brackets follows a text."""
    times: str = "x"
    """The sign between figures that are multiplied."""
    names: frozenset[str] = frozenset()
    """Words that stay as they are."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry with holes for words."""

    english: str
    parts: tuple[str, ...]
    """What stands between the holes."""
    holes: tuple[str, ...]
    words: str


def parts_of(key: str, language: Language) -> list[tuple[list[str], str]]:
    """Return the ways to take a text apart, each with what joins its parts again, @ in their places."""
    ways: list[tuple[list[str], str]] = []
    end = key[-1:] if key[-1:] in language.ends else ""
    bare = key[: len(key) - len(end)]
    closing = language.ends.get(end, "")
    if "; " in bare:
        parts = bare.split("; ")
        ways.append((parts, language.semicolon.join("@" * len(parts)) + closing))
    if ": " in bare:
        label, _, said = bare.partition(": ")
        ways.append(([label, said], f"@{language.colon}@{closing}"))
    if bare.endswith(")") and " (" in bare:
        text, _, inside = bare[:-1].partition(" (")
        ways.append(([text, inside], "@" + language.brackets.replace(HOLE, "@") + closing))
    for sign in BESIDE:
        if sign in bare:
            parts = bare.split(sign)
            ways.append((parts, sign.join("@" * len(parts)) + closing))
    return [
        (parts, form) for parts, form in ways if all(part and balanced(part) and _is_closed(part) for part in parts)
    ]


def _is_closed(text: str) -> bool:
    """Tell whether each bracket in a text is opened and closed in it."""
    depth = 0
    for sign in BRACKET.findall(text):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def together(said: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    """Return the texts of sentences as one, and whether all of them are known."""
    return "".join(text for text, _ in said), all(known for _, known in said)


def side_by_side(*parts: str) -> str:
    """Return parts one after the other, with a space where a Chinese letter meets a Latin one."""
    whole = parts[0]
    for part in parts[1:]:
        last, first = (MARK.sub(lambda mark: "X" if mark[3] else "", side) for side in (whole, part))
        whole += f"{' ' if MEETING.fullmatch(last[-1:] + first[:1]) else ''}{part}"
    return whole


def touching(left: str, right: str) -> str:
    """Return two texts one after the other: a space where a Chinese letter meets a Latin one, none between Chinese."""
    bare, rest = left.rstrip(" "), right.lstrip(" ")
    edge = _seen(bare)[-1:] + _seen(rest)[:1]
    if MEETING.fullmatch(edge):
        return f"{bare} {rest}"
    return bare + rest if TWO_OF_HAN.fullmatch(edge) else left + right


def _seen(text: str) -> str:
    """Return a text without the marks around its words; what a mark stands for as a whole is a letter of no script."""
    return MARK.sub(lambda mark: "<" if mark[3] else "", text) if "<" in text else text


def put_in(text: str, held: Callable[[re.Match[str]], tuple[str, str]], said: Callable[[str], str] = str) -> str:
    """Return a text with what marks stand for, and with `said` of the rest.

    `held` returns what a mark stands for, and the name that it shows, if any: the letters of a name tell its spaces.
    """
    out, before, at = "", "", 0
    for mark in MARK.finditer(text):
        put, name = held(mark)
        out += _between(before, said(text[at : mark.start()]), name) + put
        before, at = name, mark.end()
    return out + _between(before, said(text[at:]), "")


def _between(before: str, text: str, after: str) -> str:
    """Return what stands between two names, with the spaces beside them."""
    if before:
        text = touching(before, text)[len(before) :]
    return touching(text, after)[: -len(after)] if after else text


def joined(form: str, parts: Iterable[str]) -> str:
    """Return a form with parts in the places of its @."""
    following = iter(parts)
    return "".join(next(following) if sign == "@" else sign for sign in form)


def match(pattern: Pattern, key: str) -> list[tuple[int, int]] | None:
    """Return where the holes of a pattern stand in a key, None where it does not fit."""
    first, *others = pattern.parts
    if not key.startswith(first) and not (first and key[:1].lower() + key[1:] == first + key[len(first) :]):
        return None
    at, held = len(first), []
    for place, part in enumerate(others):
        end = len(key) - len(part) if place == len(others) - 1 else key.find(part, at + 1)
        if end <= at or not key.startswith(part, end):
            return None
        if not balanced(key[at:end]):
            return None
        if is_quoted(pattern, place) and QUOTE_ENDS.search(key, at, end):
            return None
        held.append((at, end))
        at = end + len(part)
    return held


def is_quoted(pattern: Pattern, place: int) -> bool:
    """Tell whether a hole stands in quotes: then it holds a name, such as that of a column of the reader's file."""
    return pattern.parts[place].endswith("'") and pattern.parts[place + 1].startswith("'")


def own_figures(key: str, held: list[tuple[int, int]], figures: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures that stand outside the holes of words."""
    own, at, place = [], 0, 0
    while (at := key.find(HOLE, at)) >= 0:
        if not any(start <= at < end for start, end in held):
            own.append(figures[place])
        place += 1
        at += len(HOLE)
    return tuple(own)


def unwrapped(key: str) -> tuple[str, str, str] | None:
    """Return the mark around all of a text, and what it is around; None where there is none."""
    opening = MARK.match(key)
    if opening is None or opening[1]:
        return None
    if opening[3]:
        rest = key[opening.end() :]
        bare = rest.lstrip(" ")
        return (opening[0] + rest[: len(rest) - len(bare)], bare, "") if bare else None
    closing = f"</{opening[2]}>"
    if not key.endswith(closing):
        return None
    inside = key[opening.end() : -len(closing)]
    return (opening[0], inside, closing) if balanced(inside) and inside.strip(" ") else None


def with_marks(text: str, before: Mapping[str, str]) -> str:
    """Return a text whose marks have the numbers that they had before."""
    if all(new == old for new, old in before.items()):
        return text
    return MARK.sub(lambda mark: f"<{mark[1]}{before.get(mark[2], mark[2])}{mark[3]}>", text)


def spaced(before: str, text: str, space: str = " ") -> str:
    """Return a text with the space between it and the one before, which a full-width sign beside it brings itself."""
    last, first = (MARK.sub(lambda mark: "X" if mark[3] else "", side) for side in (before, text))
    return TIGHT.sub("", f"{last[-1:]}{space}{first[:1]}")[len(last[-1:]) : -1 if first else None] + text


def tidy(text: str) -> str:
    """Return a text whose parts came together, with spaces where its script has them."""
    return TIGHT.sub("", BETWEEN_WIDE.sub(r"\1", SPACES.sub(" ", text)))
