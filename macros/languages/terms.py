"""Links from the words on a page in another language to their definitions in the glossary."""

import re
from collections.abc import Sequence
from html import escape

from calculators.answers.render import page_url
from calculators.records.delivery import Term
from calculators.words import Memory, in_words
from macros.pages.terms import GLOSSARY, parts

SHORTEST = 2
BRACKETS = re.compile("（.*?）")


class TermLinks:
    """The terms by the words that the language has for them."""

    def __init__(self, terms: Sequence[Term], memory: Memory) -> None:
        """Make one pattern of all words, the longest first; a word in Latin letters is no part of a longer one."""
        self._terms: dict[str, tuple[str, str]] = {}
        for term in terms:
            definition = in_words(term.definition, memory).replace("`", "")
            for name in term.names:
                told = memory.text(name)
                word = BRACKETS.sub("", told.text)
                if told.known and len(word) >= SHORTEST:
                    self._terms.setdefault(word, (term.id, definition))
        words = sorted(self._terms, key=len, reverse=True)
        one = "|".join(_spelled(word) for word in words)
        self._pattern = re.compile(one) if words else None

    def link(self, html: str, base: str) -> str:
        """Return a page in which the first occurrence of each term leads to the glossary."""
        if self._pattern is None:
            return html
        page, seen = page_url(GLOSSARY, base), set[str]()
        pattern = self._pattern

        def linked(match: re.Match[str]) -> str:
            name, definition = self._terms[match[0]]
            if name in seen:
                return match[0]
            seen.add(name)
            return f'<a class="hb-term" href="{page}#{name}" title="{escape(definition)}">{match[0]}</a>'

        start = html.find("<article")
        end = html.find("</article>", start)
        if start < 0 or end < 0:
            return html
        body = "".join(pattern.sub(linked, part) if is_prose else part for part, is_prose in parts(html[start:end]))
        return html[:start] + body + html[end:]


def _spelled(word: str) -> str:
    pattern = re.escape(escape(word, quote=False))
    start = r"(?<![A-Za-z0-9_/.@#&-])" if word[0].isascii() else ""
    end = r"(?![A-Za-z0-9_@-]|[./][A-Za-z0-9])" if word[-1].isascii() else ""
    return f"{start}{pattern}{end}"
