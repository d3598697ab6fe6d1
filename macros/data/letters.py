"""Letters that nobody sees or takes for others: each is told by its name, with what belongs in its place."""

import re
import unicodedata
from collections.abc import Iterator

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_ENDS = "\u0085\u2028\u2029"
# Control and format characters, private use and what is no character at all. YAML itself allows most of them.
_UNSEEN = re.compile(
    rf"[{SPACES}"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    "|\r(?!\n)"
)
# Letters that look like those of Latin in usual fonts. Others, such as µ and Ω, are units.
_LOOK_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι",  # this is the list of them
        "ABEKMHOPCTYXIJSaeopcyxijshdqwABEZHIKMNOPTYXovi",
        strict=True,
    )
)
_WORD = re.compile(r"[\w-]+")


def odd_letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of every letter that does not belong into data, with what to do about it."""
    for found in _UNSEEN.finditer(text):
        yield found.start(), _unseen(found.group())
    if text.isascii():
        return
    for found in _WORD.finditer(text):
        word = found.group()
        # A word of another alphabet has letters that look like no Latin one.
        if not word.isascii() and all(letter.isascii() or letter in _LOOK_ALIKE for letter in word):
            index, letter = next((index, letter) for index, letter in enumerate(word) if letter in _LOOK_ALIKE)
            plain = "".join(_LOOK_ALIKE.get(other, other) for other in word)
            message = f"the letter {named(letter)} only looks like '{_LOOK_ALIKE[letter]}'. Type '{plain}'."
            yield found.start() + index, message


def without_odd_letters(text: str) -> str:
    """Return a text as long as before, in which lines are what an editor takes for lines."""
    return _UNSEEN.sub(" ", text)


def named(letter: str) -> str:
    """Return a letter's number and its name in Unicode, where it has one: `U+200B (zero width space)`."""
    name = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X}" + (f" ({name})" if name else "")


def _unseen(letter: str) -> str:
    if letter in SPACES:
        return f"the character {named(letter)} stands here. Type an ordinary space."
    if letter in LINE_ENDS or letter == "\r":
        return f"the character {named(letter)} stands here, which some programs take for the end of a line. Delete it."
    return f"the character {named(letter)} cannot stand in data. Delete it."
