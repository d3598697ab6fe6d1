"""What the guide's own sources could say: a text as it stands there, or put together of the pieces of several.

Answers and scripts make sentences of pieces: `f"{count(hosts, 'host')} chosen"` says "2 hosts chosen", which stands
nowhere. So a text that stands in no source could still be said where it is a row of whole pieces.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from macros.languages.files import longest_piece, spelled
from macros.languages.scripts import FILLED, literals

TOPS = ("calculators", "data", "docs", "macros")
KINDS = (".py", ".yaml", ".md", ".mjs", ".html")
RECORD_TEXT = re.compile(r"(?:^\s*(?:- )?\{?|, )[a-z_]+: (.*)$", re.MULTILINE)
HOLES = re.compile(rf"{FILLED}|\{{[a-z_0-9]*\}}")
MOST = 5
"""Of how many pieces a text is put together at most, where none is said in between."""
LONGEST = 14
"""How many words of the beginning or the end of a piece are told apart."""


class Sources:
    """The texts of calculators, data, pages, templates and scripts."""

    def __init__(self, root: Path, language: str) -> None:
        """Read the sources below a folder, without the words of a language themselves."""
        files = (file for top in TOPS for file in sorted((root / top).rglob("*.*")) if file.suffix in KINDS)
        texts = {file: file.read_text("utf-8") for file in files if (root / "data" / language) not in file.parents}
        self._all = spelled(" ".join(texts.values()))
        self._whole: set[str] = set()
        self._begins: set[str] = set()
        self._ends: set[str] = set()
        for file, text in texts.items():
            for piece in _pieces(file.suffix, text):
                self._add(spelled(piece).split())

    def _add(self, words: list[str]) -> None:
        self._whole.add(" ".join(words))
        if len(words) == 1:
            # Counts say one host, and two hosts.
            self._whole.add(f"{words[0]}s")
        for number in range(1, min(len(words), LONGEST) + 1):
            self._begins.add(" ".join(words[:number]))
            self._ends.add(" ".join(words[-number:]))

    def could_say(self, english: str) -> bool:
        """Return whether the longest piece of an entry stands in a source, or is a row of pieces of them."""
        longest = longest_piece(english)
        return longest in self._all or self._is_row(longest.split())

    def _is_row(self, words: list[str], most: int = MOST) -> bool:
        """Tell whether words are the end of a piece, whole pieces and the beginning of one, so many at most."""
        if not words:
            return True
        if most == 0:
            return False
        is_first = most == MOST
        return any(
            self._is_piece(words[:end], is_first=is_first, is_last=end == len(words))
            and self._is_row(words[end:], most - 1)
            for end in range(len(words), 0, -1)
        )

    def _is_piece(self, words: list[str], *, is_first: bool, is_last: bool) -> bool:
        said = " ".join(words)
        if said in self._whole:
            return True
        return len(words) > 1 and ((is_first and said in self._ends) or (is_last and said in self._begins))


def _pieces(kind: str, text: str) -> Iterator[str]:
    """Yield the texts of a source between what is put into them."""
    if kind == ".py":
        found = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        texts = [value for value in found if isinstance(value, str)]
    elif kind == ".mjs":
        texts = [literal.text for literal in literals(text)]
    elif kind == ".yaml":
        texts = [match[1] for match in RECORD_TEXT.finditer(text)]
    else:
        texts = []
    return (piece for whole in texts for piece in HOLES.split(whole) if spelled(piece))
