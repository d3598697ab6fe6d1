"""HTML in the words of another language: text, and the attributes that a reader is shown.

docs/assets/words/markup.mjs does the same in the browser; tests/cases/words.json holds what both must come to.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple

from calculators.words import Memory, Told
from calculators.words.forms import LOOSE, put_in, spaced
from calculators.words.keys import MARK, SPACES, balanced, key_of
from calculators.words.own import spared

TAG = re.compile(
    r"<!--.*?-->|<!doctype[^>]*>"
    r"""|<(?P<ends>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""",
    re.DOTALL | re.IGNORECASE,
)
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "cite", "data", "em", "i", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var"),
    )
)
WHOLE = frozenset(("code", "kbd", "samp"))
SINGLE = frozenset(("img", "wbr"))
KEPT = frozenset(("script", "style", "pre", "textarea"))
# A span of these classes is a text of its own; one of the others stands within a sentence.
WITHIN = re.compile(r"""\bclass=["'](?:hb-value|hb-figure|hb-term|hb-day)""")
APART = re.compile(r"""\bclass=["'][^"']*\b(?:hb|md)-|\bclass="headerlink""")
# Names of documents and of their sections stay as their publisher wrote them.
QUOTED = re.compile(r"""\bclass=["'][^"']*\bhb-(?:source|section)\b|\btranslate=["']no""")
# A name that the reader gave, which stands in a sentence as code does; in a picture it is a text of its own.
OWN = re.compile(r"""<bdi translate=["']no["']>""")
OWN_NAME = re.compile(r"""<(bdi|tspan) translate=["']no["']>(.*?)</\1>""", re.DOTALL)
ATTRIBUTE = re.compile(
    r"""( (?:title|aria-label|placeholder|alt|data-shorten|data-words|data-label|label|content)=)("[^"]*"|'[^']*')"""
)
CONTENT = " content="
DESCRIPTION = re.compile(r"""<meta [^>]*(?:name|property)=["'](?:description|og:title|og:description)["']""")
CHART = re.compile(r"""( data-chart=")([^"]*)(")""")
CHART_WORDS = re.compile(r"""("(?:name|xLabel|yLabel|y2Label|label)":)("(?:[^"\\]|\\.)*")""")
CHART_NAMES = re.compile(r"""("xNames":\[)((?:"(?:[^"\\]|\\.)*",?)*)\]""")
JSON_TEXT = re.compile(r"""()("(?:[^"\\]|\\.)*")""")
TERM_LINK = re.compile(r"""<a class="hb-term"[^>]*>(.*?)</a>""", re.DOTALL)
LETTER = re.compile(r"[A-Za-z]")
SAID = re.compile("[A-Za-z]|[0-9][ \u00a0\u202f]%|[\u3400-\u9fff][,:;] ")
"""What a language may write in another way: words, a share, a list of names in its own letters."""

TWO = 2
ENGLISH = re.compile('<span lang="en">(.*?)</span>', re.DOTALL)
UNIT = re.compile(r"[^\u2e80-\uffef\s]+\s*|[\u2e80-\uffef][\u3001\u3002\uff01-\uff1f\u201d]*\s*")
"""What no line breaks within: a word, or a sign with what may not begin a line."""

type Turned = tuple[str, int, tuple[str, ...]]
"""HTML in the language, how many texts it is, and those of them that have no words."""


class Token(NamedTuple):
    """A piece of HTML: a tag, an element as a whole, or the text between two."""

    html: str
    name: str = ""
    """Of the element in small letters; empty for text, `!` for a comment."""
    ends: bool = False
    """Whether the tag ends the element."""


class Place(Enum):
    """Where a piece of HTML stands."""

    TEXT = auto()
    WITHIN = auto()
    """A tag within a sentence."""
    WHOLE = auto()
    """An element within a sentence whose content stays as it is, such as code."""
    APART = auto()
    """A tag that ends a sentence."""
    KEPT = auto()
    """An element that stays as it is."""


@dataclass(slots=True)
class Count:
    """How many texts were met, and which are English still."""

    texts: int = 0
    open: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Count") -> None:
        """Count those of another one, too."""
        self.texts += other.texts
        self.open.update(other.open)

    @property
    def missing(self) -> int:
        """Return how many texts are English still."""
        return sum(self.open.values())


class Translator:
    """Turns pages into a language."""

    def __init__(self, memory: Memory) -> None:
        """Begin with a memory; what was turned once is known."""
        self.memory = memory
        self._own: frozenset[str] = frozenset()
        self._runs: dict[str, Turned] = {}
        self._tags: dict[str, Turned] = {}

    def page(self, html: str) -> tuple[str, Count]:
        """Return HTML in the language, with each text that has no words marked as English."""
        count = Count()
        self._own = frozenset(unescape(name[2]) for name in OWN_NAME.finditer(html))
        out: list[str] = []
        run: list[Token] = []
        # Of each inline element that is open whether it stands within a sentence.
        opened: dict[str, list[bool]] = {}
        tokens = _tokens(TERM_LINK.sub(r"\1", html))
        at = pictures = 0
        while at < len(tokens):
            label = self._label(tokens, at)
            if label:
                html, at = label
                count.texts += 1
                out += [self._flushed(run, count, pictures), html]
                continue
            token, place, after = tokens[at], _place(tokens, at, opened), at + 1
            if place in (Place.WHOLE, Place.KEPT):
                after = _end(tokens, at) + 1
                token = Token("".join(one.html for one in tokens[at:after]), "code")
            elif token.name and not token.ends:
                token = token._replace(html=self._attributes(token, count))
            if place in (Place.APART, Place.KEPT):
                out.append(self._flushed(run, count, pictures))
                out.append(token.html)
                pictures += (-1 if token.ends else 1) if token.name == "svg" else 0
            else:
                run.append(token)
            at = after
        out.append(self._flushed(run, count, pictures))
        return LOOSE.sub(r"\1\2", "".join(out)), count

    def _label(self, tokens: list[Token], at: int) -> tuple[str, int] | None:
        """Return a label of a picture that was broken into lines, as one text broken anew, and where it ends."""
        if tokens[at].name != "text" or tokens[at].ends:
            return None
        end = next(place for place in range(at, len(tokens)) if tokens[place].name == "text" and tokens[place].ends)
        inner = tokens[at + 1 : end]
        lines = [unescape(token.html) for token in inner if not token.name]
        if len(lines) < TWO or [token.name for token in inner] != ["tspan", "", "tspan"] * len(lines):
            return None
        whole = " ".join(lines)
        told, is_exact = self.memory.text(whole), key_of(whole)[0] in self.memory.exact
        # A task and its days are texts of their own: none runs into the next.
        if not told.known or (not is_exact and all(self.memory.text(line).known for line in lines)):
            return None
        parts = iter(broken(told.text, len(lines)))
        html = "".join(token.html if token.name else escape(next(parts), quote=False) for token in inner)
        return f"{tokens[at].html}{html}{tokens[end].html}", end + 1

    def _flushed(self, run: list[Token], count: Count, pictures: int) -> str:
        if not run:
            return ""
        raw = "".join(token.html for token in run)
        found = self._runs.get(raw)
        if found is None:
            found = self._runs[raw] = self._run(run, raw)
        run.clear()
        html, texts, missing = found
        count.texts += texts
        count.open.update(missing)
        # In a picture an element of HTML ends the picture.
        return ENGLISH.sub(r'<tspan lang="en">\1</tspan>', html) if pictures else html

    def _run(self, run: list[Token], raw: str) -> Turned:
        """Return the words for text with inline tags."""
        if not any(_has_words(token) for token in run):
            return raw, 0, ()
        key, tags = _marked(run)
        start, bare, end = _edges(key)
        if not balanced(bare) or any(MARK.search(unescape(token.html)) for token in run if not token.name):
            return self._in_pieces(run)
        told = self.memory.text(bare)
        if told.known:
            return start + _with_tags(told.text, tags) + spaced(told.text, "", end), 1, ()
        pieces = self._in_pieces(run) if "<" in bare else None
        # Each text between tags comes with its names, a sentence of its own as a whole.
        if pieces and not pieces[2] and not all(map(_is_said, run)):
            return pieces
        if any(OWN.match(token.html) for token in run):
            # A sentence of ours may have a word that is also a name.
            whole = self._run(_merged(_bare(token) for token in run), OWN_NAME.sub(r"\2", raw))
            if not whole[2]:
                return whole
        if pieces and (not pieces[2] or not LETTER.search(_outside(bare))):
            return pieces
        missing = tuple(self.memory.missing(bare))
        return start + _marked_english(told, lambda text: _with_tags(text, tags)) + end, 1, missing

    def _in_pieces(self, run: list[Token]) -> Turned:
        """Return the same, each text between two tags for itself; code and names stand within a text."""
        out: list[str] = []
        texts, missing = 0, list[str]()
        for is_said, pieces in groupby(run, key=_is_said):
            tokens = list(pieces)
            if is_said and 1 < len(tokens) < len(run):
                done = [self._run(tokens, "".join(token.html for token in tokens))]
            else:
                done = [self._piece(token) for token in tokens]
            for html, number, open_ in done:
                out.append(html)
                texts += number
                missing += open_
        return "".join(out), texts, tuple(missing)

    def _piece(self, token: Token) -> Turned:
        if not _has_words(token):
            return token.html, 0, ()
        start, bare, end = _edges(unescape(token.html))
        told = self.memory.text(bare)
        missing = () if told.known else tuple(self.memory.missing(bare))
        said = _marked_english(told, lambda text: escape(text, quote=False))
        return start + said + spaced(told.text, "", end), 1, missing

    def _attributes(self, token: Token, count: Count) -> str:
        if "=" not in token.html:
            return token.html
        found = None if self._own else self._tags.get(token.html)
        if found is None:
            found = self._tag(token.html)
            if not self._own:
                self._tags[token.html] = found
        count.texts += found[1]
        count.open.update(found[2])
        return found[0]

    def _tag(self, tag: str) -> Turned:
        texts, missing = 0, []

        def shown(match: re.Match[str]) -> str:
            nonlocal texts
            if match[1] == CONTENT and not DESCRIPTION.search(tag):
                return match[0]
            text = unescape(match[2][1:-1])
            told = self._spare(text)
            texts += 1
            if not told.known:
                missing.extend(self.memory.missing(text))
            return f'{match[1]}"{escape(told.text)}"'

        changed = ATTRIBUTE.sub(shown, tag)
        if "data-chart=" in tag:
            changed = CHART.sub(lambda match: f'{match[1]}{escape(self._drawn(unescape(match[2])))}"', changed)
        return changed, texts, tuple(missing)

    def _spare(self, text: str) -> Told:
        return spared(self._own)(text, self.memory) if self._own else self.memory.text(text)

    def _drawn(self, drawing: str) -> str:
        """Return the JSON of a chart with the words in it; its numbers stay as they are written."""

        def said(match: re.Match[str]) -> str:
            return match[1] + json.dumps(self._spare(json.loads(match[2])).text, ensure_ascii=False)

        named = CHART_WORDS.sub(said, drawing)
        return CHART_NAMES.sub(lambda names: names[1] + JSON_TEXT.sub(said, names[2]) + "]", named)


def _tokens(html: str) -> list[Token]:
    tokens, at = [], 0
    for tag in TAG.finditer(html):
        if tag.start() > at:
            tokens.append(Token(html[at : tag.start()]))
        tokens.append(Token(tag[0], (tag["name"] or "!").lower(), bool(tag["ends"])))
        at = tag.end()
    return [*tokens, Token(html[at:])] if at < len(html) else tokens


def _place(tokens: list[Token], at: int, opened: dict[str, list[bool]]) -> Place:
    html, name, ends = tokens[at]
    if not name:
        return Place.TEXT
    if not ends and (name in WHOLE or OWN.match(html) or (name == "svg" and _is_picture(tokens, at))):
        return Place.WHOLE
    if not ends and not html.endswith("/>") and (name in KEPT or (name in (*INLINE, "tspan") and QUOTED.search(html))):
        return Place.KEPT
    if name in SINGLE or (name in INLINE and _is_within(tokens[at], opened.setdefault(name, []))):
        return Place.WITHIN
    return Place.APART


def _is_within(token: Token, opened: list[bool]) -> bool:
    """Tell whether an inline tag stands within a sentence; what ends an element stands where its beginning does."""
    if token.ends:
        return opened.pop() if opened else True
    opened.append(bool(WITHIN.search(token.html)) or not APART.search(token.html))
    return opened[-1]


def _end(tokens: list[Token], start: int) -> int:
    """Return where an element ends; one that nobody ended goes on to the end of the page."""
    name, depth = tokens[start].name, 0
    for at in range(start, len(tokens)):
        if tokens[at].name == name:
            depth += -1 if tokens[at].ends else 1
            if depth == 0:
                return at
    return len(tokens) - 1


def _is_picture(tokens: list[Token], at: int) -> bool:
    """Tell whether an svg holds no words."""
    return not any(token.name in ("text", "title", "desc") for token in tokens[at : _end(tokens, at)])


def _bare(token: Token) -> Token:
    """Return the name that a token holds as text."""
    return Token(OWN_NAME.sub(r"\2", token.html)) if OWN.match(token.html) else token


def _merged(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens with texts that are neighbours as one."""
    merged: list[Token] = []
    for token in tokens:
        if merged and not token.name and not merged[-1].name:
            merged[-1] = Token(merged[-1].html + token.html)
        else:
            merged.append(token)
    return merged


def _is_said(token: Token) -> bool:
    """Tell whether a token is text, or stands in one as code does."""
    return not token.name or token.name == "code"


def _has_words(token: Token) -> bool:
    return not token.name and SAID.search(token.html) is not None


def _marked(run: list[Token]) -> tuple[str, list[tuple[str, str]]]:
    """Return the text with marks in the place of tags, and the tags: what opens and what closes each."""
    out: list[str] = []
    tags: list[tuple[str, str]] = []
    opened: list[int] = []
    for html, name, ends in run:
        if not name:
            out.append(unescape(html))
        elif ends and opened:
            number = opened.pop()
            tags[number - 1] = (tags[number - 1][0], html)
            out.append(f"</{number}>")
        else:
            tags.append((html, ""))
            if ends:
                out.append(f"</{len(tags)}>")
            elif name in WHOLE or name in SINGLE:
                out.append(f"<{len(tags)}/>")
            else:
                opened.append(len(tags))
                out.append(f"<{len(tags)}>")
    return "".join(out), tags


def _marked_english(told: Told, html_of: Callable[[str], str]) -> str:
    """Return a text as HTML in which what has no words is marked as English."""
    out = []
    for known, said in groupby(told.sentences, key=lambda one: one[1]):
        text = "".join(sentence for sentence, _ in said)
        bare = text.lstrip(" ")
        space = text[: len(text) - len(bare)]
        out.append(html_of(text) if known else f'{space}<span lang="en">{html_of(bare)}</span>')
    return "".join(out)


def _outside(text: str) -> str:
    """Return what of a text stands between no two marks."""
    out, depth, at = [], 0, 0
    for mark in MARK.finditer(text):
        if depth == 0:
            out.append(text[at : mark.start()])
        if not mark[3]:
            depth += -1 if mark[1] else 1
        at = mark.end()
    return "".join([*out, text[at:]])


def _with_tags(text: str, tags: list[tuple[str, str]]) -> str:
    def held(mark: re.Match[str]) -> tuple[str, str]:
        put = tags[int(mark[2]) - 1][bool(mark[1])]
        name = OWN_NAME.fullmatch(put)
        return put, name[2] if name else ""

    return put_in(text, held, lambda said: escape(said, quote=False))


def _edges(text: str) -> tuple[str, str, str]:
    """Return the space before a text, the text with single spaces in it, and the space behind it."""
    bare = text.strip()
    start = len(text) - len(text.lstrip())
    return text[:start], SPACES.sub(" ", bare), text[start + len(bare) :]


def broken(text: str, lines: int) -> list[str]:
    """Return a text as so many lines of about one width; a sign of Chinese is as wide as two letters."""
    units = UNIT.findall(text)
    widths = [sum(2 if letter >= "\u2e80" else 1 for letter in unit) for unit in units]
    whole, done = sum(widths), 0
    parts = [""] * lines
    for unit, width in zip(units, widths, strict=True):
        # Where its middle lies tells the line.
        parts[min(int((done + width / 2) * lines / whole), lines - 1)] += unit
        done += width
    return [part.strip() for part in parts]
