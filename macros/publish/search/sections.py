"""The parts of a page that a search can lead to: sections, terms, and rows of tables that have a name of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

# A tag, however its attributes are quoted, or a comment: whether it ends something, its name and its attributes.
TAG = re.compile(
    r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL,
)
ID = re.compile(r"""\sid="([^"]*)\"""")
HEADS = frozenset({"h1", "h2", "h3"})
WITHIN = 4
# What a reader does not read as text of the page: scripts, drawings, values that a form came with, and messages of it.
UNREAD = frozenset(
    {"hb-inventory", "thead", "script", "style", "template", "svg", "textarea", "select", "button", "dialog", "output"}
)
# The same by their attributes: what says it does not want to be found, the example's answer, what only ears are told a
# second time, the way to a heading, where a fact was read.
UNREAD_MARKS = re.compile(
    r'\sdata-search-exclude|\sdata-answer|\shidden\b|class="[^"]*\b(?:hb-spoken|headerlink|hb-cite|hb-source|hb-section'
    r"|hb-answer|hb-sides|hb-problem|hb-noscript|hb-resource|hb-builds)\b"
)
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# Between the words of these and those around them there is a gap.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub"}
    | {"sup", "time", "u", "var", "wbr"}
)
# A gap that a reader sees as one: the next cell, item or paragraph.
GAP = " · "
GAPS = re.compile(r"(?:\s*·)+\s*")


@dataclass(slots=True)
class Section:
    """A part of a page."""

    anchor: str
    """Its place on the page; empty for the page itself."""
    level: int
    """1 to 3 for a heading, WITHIN for a row or a term in a section."""
    title: list[str] = field(default_factory=list)
    """The pieces of its title."""
    text: list[str] = field(default_factory=list)
    """The pieces of its text."""

    def named(self) -> tuple[str, str]:
        """Return title and text in words alone."""
        return _words(self.title), _words(self.text)


def sections(html: str) -> Iterator[Section]:
    """Yield the parts of a page's content in order; the first one is the page, with what stands before any heading."""
    reader = _Reader()
    end = 0
    for tag in TAG.finditer(html):
        reader.read(html[end : tag.start()])
        end = tag.end()
        name = (tag[2] or "").lower()
        if not name:
            continue
        if reader.skipping:
            reader.skip(name, closes=bool(tag[1]))
        elif tag[1]:
            reader.close(name)
        else:
            reader.open(name, tag[3])
    reader.read(html[end:])
    return iter(reader.found)


class _Reader:
    """Takes the pieces of a page one after the other."""

    def __init__(self) -> None:
        self.found = [Section("", 1)]
        self.skipping = ""
        """The element whose content is left out; empty outside of any."""
        self._depth = 0
        self._current = self._above = self.found[0]
        self._naming = ""
        """The element whose words are the title of the current part."""
        self._row = ""
        """The anchor of the row that was begun."""

    def read(self, text: str) -> None:
        """Take the text between two tags."""
        if text and not self.skipping:
            (self._current.title if self._naming else self._current.text).append(text)

    def skip(self, name: str, *, closes: bool) -> None:
        """Take a tag within what is left out."""
        if name == self.skipping:
            self._depth += -1 if closes else 1
            self.skipping = self.skipping if self._depth else ""

    def close(self, name: str) -> None:
        """Take the end of an element."""
        self._gap(name)
        if name == self._naming:
            self._naming = ""
        elif name == "tr" and self._row:
            self._current, self._row = self._above, ""

    def open(self, name: str, attributes: str) -> None:
        """Take the beginning of an element."""
        if name not in VOID and (name in UNREAD or UNREAD_MARKS.search(attributes)):
            self.skipping, self._depth = name, 1
            if name in HEADS:  # what a heading leaves out, its section does
                self._current = self._above = Section("", 2)
            return
        self._gap(name)
        found = ID.search(attributes)
        anchor = unescape(found[1]) if found else ""
        # Headings within an answer have no address: what stands under them is the section's.
        if name in HEADS and (anchor or name == "h1"):
            self._begin(anchor, int(name[1]), name)
        elif name == "dl":
            self._above = self._current
        elif name == "dt" and anchor:
            self._begin(anchor, WITHIN, name)
        elif name == "tr":
            self._row = anchor
        elif name == "th" and self._row and self._current is self._above:
            self._begin(self._row, WITHIN, name)

    def _begin(self, anchor: str, level: int, name: str) -> None:
        """Begin a part that has its title in this element."""
        self._naming = name
        if level == 1:
            self._current = self._above = self.found[0]
            return
        self._current = Section(anchor, level)
        self.found.append(self._current)
        if level < WITHIN:
            self._above, self._row = self._current, ""

    def _gap(self, name: str) -> None:
        if name not in INLINE:
            self.read(GAP)


def _words(pieces: list[str]) -> str:
    """Return pieces of HTML text as one text, with a mark where one cell, item or paragraph ends."""
    text = " ".join(unescape("".join(pieces)).replace("¶", "").split())
    return GAPS.sub(GAP, text).strip(" ·")
