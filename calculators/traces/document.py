"""The text of a file: whether it is one, and its lines."""

import json
import re
from functools import cached_property
from io import StringIO
from itertools import islice

from calculators.traces.model import Notebook

MOST_LINES = 1_000_000
START = 65_536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_COLOURS = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_NO_BINARY = 20
_FIGURES = dict.fromkeys(map(ord, "0123456789. :"))
# As Latin-1, and as UTF-8 with what is none of it replaced.
GZIP = ("\x1f\x8b\x08", "\x1f\ufffd\x08")
TO_TEXT = (
    "Make text of it: of a file of sar (sa24) with: `sadf -d sa24 -- -d > trace.csv`, of a log of Performance Monitor "
    "with: `relog trace.blg -f csv -o trace.csv`, of a recording of atop with: `atopsar -d -r FILE > trace.txt`."
)


def json_problem(error: Exception, program: str) -> str:
    """Return what to say of JSON that a reader for `program` failed at: it was cut short, or has another form."""
    if isinstance(error, json.JSONDecodeError):
        return "The JSON is not whole. Save the output again, to its end."
    return f"This JSON looks like that of {program}, but has another form. Paste it as {program} wrote it, unchanged."


def refusal(text: str) -> str:
    """Return why a text is no text at all; empty when it is one."""
    if not text.strip("\ufeff \t\r\n"):
        return "There is nothing in it. Paste or drop a table with a time and the data written in each line."
    if text.startswith("PK\x03\x04"):
        return "This is a workbook or an archive, not text. Save it as CSV first."
    if text.startswith(GZIP):
        return "This is an archive of gzip, not text. Unpack it first: gunzip FILE.gz."
    sample = text[:START]
    if "\0" in text[: len(sample) * 16]:
        return f"This is a binary file, or a text in UTF-16. Save it as CSV or text in UTF-8. {TO_TEXT}"
    if len(_CONTROL.findall(sample)) * _NO_BINARY > len(sample):
        return f"This is a binary file, not text. Save it as CSV or text in UTF-8. {TO_TEXT}"
    return ""


class Document:
    """A text without the mark of its encoding and the colours of a terminal; its lines end with a line feed."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        text = text.removeprefix("\ufeff")
        if "\x1b" in text:
            text = _COLOURS.sub("", text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = text

    @cached_property
    def start(self) -> str:
        """The first letters after empty lines."""
        return self.text[: 2 * START].lstrip("\n \t")[:START]

    @cached_property
    def starts_with_bracket(self) -> bool:
        """Whether it may be JSON."""
        return self.start[:1] in ("{", "[")

    @cached_property
    def _words(self) -> str:
        """The text without what most of it is: figures, and what stands between them."""
        return self.text.translate(_FIGURES) if self.text.isascii() else self.text

    def holds(self, word: str) -> bool:
        """Return whether a word in ASCII stands anywhere in the text.

        Without its figures a large text is small, and what does not stand there does not stand in the text.
        """
        return (word.translate(_FIGURES) if self.text.isascii() else word) in self._words and word in self.text

    def lines(self, notebook: Notebook) -> list[str]:
        """Return the lines, `MOST_LINES` at most."""
        lines = list(islice(StringIO(self.text, newline="\n"), MOST_LINES + 1))
        if len(lines) > MOST_LINES:
            del lines[MOST_LINES:]
            notebook.problem(
                "too long",
                f"Only the first {MOST_LINES:,} lines are read. Average over longer intervals to use all of "
                "them.".replace(",", " "),
                line=MOST_LINES + 1,
            )
        return lines
