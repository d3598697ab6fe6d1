"""What is wrong with the YAML of a file, in words that say what to do, and where reading can go on behind it."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from macros.data.letters import named

# What the parser says, whether the start of what it was reading is the place to point at, and what to do.
ADVICE = (
    ("found a tab character", False, "a tab stands here. Indent with spaces."),
    ("cannot start any token", False, "a text cannot start with {character}. Put it in quotes."),
    (
        "mapping values are not allowed",
        False,
        "a colon makes a key here. Put a text with ': ' in quotes, or mend the indentation.",
    ),
    ("found unexpected end of stream", True, "the quote that opens here is not closed. Close it."),
    ("did not find expected key", False, "this does not line up with what is above. Mend the indentation or a quote."),
    (
        "did not find expected '-' indicator",
        False,
        "this does not line up with the list above. Mend the indentation, or start it with '- '.",
    ),
    ("expected ',' or ']'", False, "a comma or ']' is missing before this, in the list that opens at {start}."),
    ("expected ',' or '}'", False, "a comma or '}}' is missing before this, in the group that opens at {start}."),
    ("could not find expected ':'", True, "a ':' is missing after this key."),
    ("did not find expected node content", False, "a value is missing before this. Write it, or delete the sign."),
    (
        "unknown escape character",
        False,
        "'\\\\' starts an escape in double quotes. Use single quotes, or write '\\\\\\\\'.",
    ),
)
# Signs that a keyboard or a word processor puts in the place of those that YAML knows, where they would stand.
FOREIGN_SIGN = re.compile(r"^\s*(?:-\s+)?(?:[\w-]+\s*(：)|([–—－•])\s)")
PLAIN_SIGN = {"：": ": "}
CONFLICT = re.compile(r"^<<<<<<<(?: .*)?$|^>>>>>>>(?: .*)?$", re.MULTILINE)
# An entry of the file's own list, or one of its own keys.
ENTRY = re.compile(r"^(?:-(?= |$)|[A-Za-z_][\w-]*:(?= |$))", re.MULTILINE)
MOST_ERRORS = 20

type Told = tuple[int, int, str]
"""Line and column, from 1, and what is wrong there."""


def conflicts(text: str) -> Iterator[Told]:
    """Yield the marks that a merge left, one for each place where it did not know which side to take."""
    for found in CONFLICT.finditer(text):
        if found.group().startswith("<"):
            line = text.count("\n", 0, found.start()) + 1
            yield (
                line,
                1,
                "a merge left both sides here. Keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>.",
            )


def explained(text: str, error: yaml.MarkedYAMLError) -> Told:
    """Return what the parser found, with what to do about it."""
    found = f"{error.context}, {error.problem}" if error.context else str(error.problem)
    for said, at_start, advice in ADVICE:
        if said in found:
            mark = error.context_mark if at_start and error.context_mark else error.problem_mark
            line = (text.split("\n")[mark.line : mark.line + 1] or [""])[0]
            sign = line[mark.column : mark.column + 1]
            start = f"{error.context_mark.line + 1}:{error.context_mark.column + 1}" if error.context_mark else ""
            message = "a tab stands here. Indent with spaces." if sign == "\t" else advice
            message = message.format(character=f"'{sign}'", start=start) + _foreign_sign(line)
            break
    else:
        mark, message = error.problem_mark, f"{found}."
    return mark.line + 1, mark.column + 1, f"not valid YAML: {message}"


def further(text: str, error: yaml.MarkedYAMLError) -> Iterator[Told]:
    """Yield what is wrong with the YAML behind an error: reading goes on at the next entry of the file."""
    lines = text.split("\n")
    for _ in range(MOST_ERRORS):
        first = error.problem_mark.line
        if "end of stream" in f"{error.problem}" and error.context_mark:
            first = error.context_mark.line
        behind = next((n for n in range(first + 1, len(lines)) if ENTRY.match(lines[n])), None)
        if behind is None:
            return
        # Empty lines in the place of what was read keep the numbers of lines.
        text = "\n" * behind + "\n".join(lines[behind:])
        try:
            for _event in yaml.parse(text, Loader=yaml.CBaseLoader):
                pass
            return
        except yaml.MarkedYAMLError as another:
            error = another
            yield explained(text, error)


def comment_behind(event: Any, line: str, value: Any) -> tuple[int, str] | None:
    """Return the column, from 1, of a comment that cuts a text without quotes short, and what to do; None if none does.

    `line` is the one where the text ends. A comment behind a number or a single word needs a space after its `#`.
    """
    rest = line[event.end_mark.column :]
    words = rest.lstrip(" \t")
    if not words.startswith("#") or not (value is None or isinstance(value, str)):
        return None
    text = isinstance(value, str) and " " in value.strip()
    if not text and re.match(r"#(?:[\s#]|$)", words):
        return None
    cut = words.rstrip()
    cut = cut if len(cut) <= 40 else f"{cut[:40]}…"  # noqa: PLR2004
    message = f"the text ends here, because ' #' starts a comment: '{cut}' is lost. Put the whole text in quotes."
    if text:
        message += " A real comment goes on a line of its own."
    return event.end_mark.column + len(rest) - len(words) + 1, message


def _foreign_sign(line: str) -> str:
    found = FOREIGN_SIGN.match(line)
    sign = (found[1] or found[2]) if found else None
    return f" In this line stands {named(sign)}: type '{PLAIN_SIGN.get(sign, '- ')}'." if sign else ""
