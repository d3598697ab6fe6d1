"""Each page once more as Markdown, made from what it shows: for people who read elsewhere, and for programs."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from calculators.answers.escaping import BLOCK, MARKUP
from macros.publish.search.sections import TAG, VOID

# What a reader of Markdown cannot use: scripts, drawings, controls, ways to a heading, and what only ears are told.
LEFT_OUT = frozenset({"script", "style", "template", "svg", "button", "select", "textarea", "output", "hb-offline"})
LEFT_OUT_MARKS = re.compile(r'class="[^"]*\b(?:headerlink|hb-spoken|hb-sides|hb-problem|hb-noscript)\b|\shidden\b')
FIELD = re.compile(r'class="hb-field\b')
OPTION = re.compile(r'class="hb-option\b')
HINT = re.compile(r'class="hb-hint\b')
HELP = re.compile(r'class="hb-help\b')
FORM = re.compile(r'class="hb-form\b')
UNIT = re.compile(r'class="hb-unit\b')
NO_VALUE = re.compile(r"(?<=\*\*:)\.")
ATTRIBUTE = re.compile(r"""\s(?P<name>[a-z-]+)="(?P<value>[^"]*)\"""")
HEADS = {f"h{level}": "#" * level for level in range(1, 7)}
# Each of them is a paragraph of its own, or holds some.
BLOCKS = frozenset(
    {"p", "div", "section", "article", "figure", "figcaption", "fieldset", "form", "details", "summary", "legend"}
    | {
        "label",
        "dl",
        "dd",
        "blockquote",
        "hb-calculator",
        "hb-inventory",
        "hb-finder",
        "hb-glance",
        "hb-work",
        "hb-proof",
        "hr",
    }
)
SIGN_ENDS = ""
"""Stands behind a sign that ends: what follows in an element of its own is no part of the word."""
SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
BLANKS = re.compile(r"[ \t\n]+")
# What would end a cell, in code as well.
BARS = re.compile(r"(?<!\\)\|")
LINK = re.compile(r"\]\(<([^>]*)>\)")


def twin(html: str) -> str:
    """Return the content of a page as Markdown, which lies beside the page: its links stay as they are."""
    writer = _Writer()
    end = 0
    for tag in TAG.finditer(html):
        writer.text(html[end : tag.start()])
        end = tag.end()
        if tag[2]:
            writer.tag(tag[2].lower(), tag[3], closes=bool(tag[1]))
    writer.text(html[end:])
    return writer.whole()


class _Writer:
    """Writes Markdown from the pieces of a page."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._items: set[int] = set()
        """The numbers of the blocks that are items of a list: no blank line stands between two."""
        self._line: list[str] = []
        self._start = ""
        """What the next block begins with: the signs of a heading or an item."""
        self._lists: list[int] = []
        """For each list around, the number of its next item; 0 where items have none."""
        self._skipping, self._depth = "", 0
        self._links: list[str] = []
        self._code = self._plain = False
        self._form = self._field = self._empty = False
        """Whether a form is being read, and a field of it, and an empty one: name, value and help are one item."""
        self._rows: list[list[str]] | None = None
        """The rows of the table that is being read."""

    def text(self, html: str) -> None:
        """Take the text between two tags."""
        if not html or self._skipping:
            return
        words = unescape(html)
        if self._plain:
            self._line.append(words)
        elif self._code:
            self._line.append(BLANKS.sub(" ", words).replace("`", "'"))
        else:
            self._line.append(MARKUP.sub(r"\\\g<0>", BLANKS.sub(" ", words)))

    def tag(self, name: str, attributes: str, *, closes: bool) -> None:
        """Take a tag."""
        if self._skipping:
            if name == self._skipping:
                self._depth += -1 if closes else 1
                self._skipping = self._skipping if self._depth else ""
        elif not closes and name not in VOID and self._is_left_out(name, attributes):
            self._skipping, self._depth = name, 1
        elif self._form and self._control(name, attributes, closes=closes):
            return
        elif name in ("table", "caption", "tr", "th", "td"):
            self._table(name, closes=closes)
        elif name in ("br", "hr", "img", "input") or (name == "span" and not closes and self._is_behind_sign):
            self._line.append(" ")
        elif name in ("a", "code", "pre") or name in SIGNS:
            self._inline(name, attributes, closes=closes)
        elif name in HEADS or name in BLOCKS or name in ("ul", "ol", "li", "dt"):
            self._block(name, attributes, closes=closes)

    @property
    def _is_behind_sign(self) -> bool:
        return self._line[-1:] == [SIGN_ENDS]

    def _is_left_out(self, name: str, attributes: str) -> bool:
        if name == "option":
            return " selected" not in attributes
        is_choice = self._form and name == "select"
        # What an empty field means has no unit.
        is_unit = self._empty and bool(UNIT.search(attributes))
        return (name in LEFT_OUT and not is_choice) or is_unit or bool(LEFT_OUT_MARKS.search(attributes))

    def _control(self, name: str, attributes: str, *, closes: bool) -> bool:
        """Take a tag of a form: a field with its value is an item, and so is each option. Return whether it was one."""
        if name == "div" and not closes and FIELD.search(attributes):
            self._end()
            self._start, self._field, self._empty = "- ", True, False
        elif name == "label" and not closes and OPTION.search(attributes):
            self._end()
            self._start = "- "
        elif name == "input" and not closes:
            found = {one["name"]: unescape(one["value"]) for one in ATTRIBUTE.finditer(attributes)}
            if found.get("type") in ("radio", "checkbox"):
                self._line.append("[x] " if " checked" in attributes else "[ ] ")
            else:
                self._empty = not found.get("value")
                self.text(f"{escape(found.get('value') or found.get('placeholder', ''))} ")
        elif name in ("select", "option"):
            self._line.append(" ")
        elif name == "small":
            self._line = [BLANKS.sub(" ", "".join(self._line)).rstrip(), " " if closes else ": "]
        elif not self._field or name in ("fieldset", "legend", "form") or (name == "details" and not closes):
            is_hint = self._field and name == "details" and HINT.search(attributes)
            self._field = bool(is_hint)
            return bool(is_hint)
        elif name == "label":
            self._line.append("**: " if closes else "**")
        elif name == "p" and not closes and HELP.search(attributes):
            self._line = [_ended(BLANKS.sub(" ", "".join(self._line)).rstrip())]
        else:
            return self._of_field(name)
        return True

    def _of_field(self, name: str) -> bool:
        """Take a tag within a field that parts its words only. Return whether it was one."""
        if name not in ("div", "p", "details", "summary"):
            return False
        self._line.append(" ")
        return True

    def _inline(self, name: str, attributes: str, *, closes: bool) -> None:
        if name == "pre":
            if self._rows is None:
                self._end()
            self._plain = not closes and self._rows is None
        elif name == "code":
            self._line += [] if self._plain else ["`"]
            self._code = not closes and not self._plain
        elif name in SIGNS:
            self._line += [SIGNS[name], SIGN_ENDS] if closes else [SIGNS[name]]
        elif closes:
            address = self._links.pop() if self._links else ""
            self._line.append(f"](<{address}>)" if address else "")
        else:
            found = {one["name"]: unescape(one["value"]) for one in ATTRIBUTE.finditer(attributes)}
            address = found.get("href", "")
            # A word that the glossary explains needs no link in plain text.
            self._links.append("" if "hb-term" in found.get("class", "") else address)
            self._line.append("[" if self._links[-1] else "")

    def _block(self, name: str, attributes: str, *, closes: bool) -> None:
        if name == "form":
            self._form = not closes and bool(FORM.search(attributes))
        if self._rows is not None:  # a table's cell is one line
            another = name in ("li", "dt", "dd") and not closes and "".join(self._line).strip()
            self._line.append("; " if another else " ")
            return
        self._end()
        if name in ("ul", "ol"):
            if closes:
                del self._lists[-1:]
            else:
                self._lists.append(int(name == "ol"))
        elif closes:
            # A mark without words, such as a button of help.
            self._start = "" if self._start == "**" else self._start
        elif name in HEADS:
            self._start = f"{HEADS[name]} "
        elif name == "li" and self._lists:
            number = self._lists[-1]
            self._lists[-1] += int(number > 0)
            self._start = "   " * (len(self._lists) - 1) + (f"{number}. " if number else "- ")
        elif name in ("dt", "legend", "summary", "label"):
            self._start = "**"

    def _table(self, name: str, *, closes: bool) -> None:
        if name == "table":
            self._end()
            if closes and self._rows:
                width = max(map(len, self._rows))
                lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in self._rows]
                self._blocks.append("\n".join((lines[0], f"|{' --- |' * width}", *lines[1:])))
            self._rows = None if closes else []
        elif name == "caption":
            words = self._taken()
            if closes and words:
                self._blocks.append(f"**{words}**")
        elif self._rows is None:
            return
        elif name == "tr" and not closes:
            self._rows.append([])
        elif name in ("th", "td"):
            words = self._taken()
            if closes and self._rows:
                self._rows[-1].append(BARS.sub(r"\\|", words))

    def _taken(self) -> str:
        words = BLANKS.sub(" ", "".join(self._line)).strip()
        self._line = []
        return words

    def _end(self) -> None:
        """End the paragraph that is being written."""
        if self._rows is not None:
            return
        if self._plain:
            # A fence longer than any in the text.
            words, self._line = "".join(self._line).strip("\n"), []
            words = words and f"````\n{words}\n````"
        else:
            words = NO_VALUE.sub("", self._taken())
        start, self._start = self._start, self._start if not words else ""
        if words:
            bold = "**" if start == "**" else ""
            mark = "\\" if BLOCK.match(words) and not words[0].isdigit() else ""
            if start.strip() not in ("", "**") and not start.startswith("#"):
                self._items.add(len(self._blocks))
            self._blocks.append(f"{start}{mark}{words}{bold}")

    def whole(self) -> str:
        """Return what was written."""
        self._end()
        gaps = ["\n" if {number - 1, number} <= self._items else "\n\n" for number in range(len(self._blocks))]
        return "".join(gap + block for gap, block in zip(gaps, self._blocks, strict=True)).lstrip("\n") + "\n"


def _ended(words: str) -> str:
    """Return words that others follow."""
    return f"{words} " if words.endswith(".") else f"{words}. "


def at_root(url: str, text: str) -> str:
    """Return the Markdown of the page at `url` for a file at the site's root, where its links have to work as well."""

    def led(match: re.Match[str]) -> str:
        return f"](<{urljoin(f'/{url}', match[1]).removeprefix('/')}>)" if "://" not in match[1] else match[0]

    return LINK.sub(led, text)
