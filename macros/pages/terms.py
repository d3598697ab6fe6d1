"""Links from the words on a page to their definitions in the glossary."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from calculators.answers.render import page_url
from calculators.records.delivery import Term

GLOSSARY = "glossary.md"

# A tag, however its attributes are quoted, or a comment; what stands between two of them is text. Of a tag also
# whether it ends something, and its name.
TAG = re.compile(
    r"""(<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)?[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>)""", re.DOTALL
)
# Text in these is a heading, a link or part of one, code, a drawing, a form or its answer, or folded away.
CLOSED = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "caption", "thead", "dt", "a", "code", "pre", "kbd", "svg", "figure"),
        *("hb-calculator", "form", "label", "button", "select", "textarea", "summary", "details"),
        *("script", "style", "template"),
    )
)
# Verdicts and citations are not where a reader wants a word explained.
QUIET_TAGS = ("span", "p")
QUIET = re.compile(r"""<\w+\s[^>]*class="[^"]*\bhb-(?:badge|cite|section|quiet|figure|value)\b""")


class Glossary:
    """The terms, ready to be found in the text of pages."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Make one pattern of all names, the longest first, so that no shorter one takes a part of it."""
        names = [(name, term) for term in terms for name in term.names]
        names.sort(key=lambda pair: (pair[0][0].lower(), -len(pair[0])))
        self._terms = [term for _, term in names]
        # Each name is a group of its own, so that a match tells its term. A look at the first letter saves most tries.
        words = "|".join(
            f"(?=[{re.escape(first + first.upper())}])(?:{'|'.join(f'({_spelled(name)})' for name, _ in group)})"
            for first, group in groupby(names, key=lambda pair: pair[0][0].lower())
        )
        self._pattern = re.compile(rf"(?<![\w/.@#&-])(?:{words})(?![\w@-]|[./]\w)")

    def link(self, html: str, base: str) -> str:
        """Return a page in which the first occurrence of each term leads to the glossary.

        `base` is the way from the page to the site's root. Headings, links, code, drawings, forms and what is folded
        away stay as they are.
        """
        page = page_url(GLOSSARY, base)
        seen: set[str] = set()

        def linked(match: re.Match[str]) -> str:
            term = self._terms[(match.lastindex or 0) - 1]
            if term.id in seen:
                return match[0]
            seen.add(term.id)
            definition = escape(term.definition.replace("`", ""))
            return f'<a class="hb-term" href="{page}#{term.id}" title="{definition}">{match[0]}</a>'

        return "".join(self._pattern.sub(linked, part) if is_prose else part for part, is_prose in parts(html))


def parts(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a page in order, each with whether it is text in which a term may become a link."""
    inside, depth = "", 0
    pieces = iter(TAG.split(html))
    for text in pieces:
        if text:
            yield text, not inside
        tag, ends, name = next(pieces, ""), next(pieces, ""), next(pieces, "")
        yield tag, False
        if not name:
            continue
        if inside:
            if name.lower() == inside:
                depth += -1 if ends else 1
                inside = inside if depth else ""
        elif not ends and (name.lower() in CLOSED or (name in QUIET_TAGS and QUIET.match(tag))):
            inside, depth = name.lower(), 1


def _spelled(name: str) -> str:
    """Return a pattern for a name and its plural. What has no capitals but the first may start small or large."""
    first, rest = name[0], name[1:]
    start = f"[{first.lower()}{first.upper()}]" if first.isalpha() and rest == rest.lower() else re.escape(first)
    plural = "s?" if name[-1].isalpha() and name[-1] != "s" else ""
    return start + re.escape(escape(rest, quote=False)) + plural
