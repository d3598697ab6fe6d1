"""HTML of macros on its way past Markdown, which would read words of records, and every table cell by cell."""

import re
import secrets
from collections.abc import Iterator
from itertools import count

from markupsafe import escape

INLINE = re.compile(r"<(?:a|abbr|b|code|em|i|kbd|small|span|strong)\b|[^<]")
ANCHOR = re.compile(r'\sid="([^"]+)"')
ELEMENT = re.compile(r"<(?P<name>[a-z]+-[a-z-]+)\b.*?</(?P=name)>", re.DOTALL)


class Blocks:
    """Holds the HTML of each macro until its page is HTML too.

    Markdown passes the characters of a token on, because they are for private use. A page cannot spell a token of its
    own: each build has its own mark.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held: dict[str, str] = {}
        self._names: Iterator[int] = count()
        self._mark = f"\ue000{secrets.token_hex(8)}"
        self._token = re.compile(f"{self._mark}(?:block|inline)([0-9]+)\ue001")
        self._alone = re.compile(f"<p>((?:{self._mark}block[0-9]+\ue001\\s*)+)</p>")

    def hold(self, words: str) -> str:
        """Return a token in the place of a macro's HTML. Text that is not marked as HTML is escaped."""
        html = escape(words)
        if not html:
            return ""
        name = str(next(self._names))
        self._held[name] = html
        return f"{self._mark}{'inline' if INLINE.match(html) else 'block'}{name}\ue001"

    def put_back(self, page: str) -> tuple[str, set[str]]:
        """Return a page with the HTML of its macros in its place, and the anchors in that."""
        anchors: set[str] = set()

        def block(token: re.Match[str]) -> str:
            html = self._held.pop(token[1])
            anchors.update(ANCHOR.findall(html))
            return html

        return self._token.sub(block, self._alone.sub(r"\1", page)), anchors


def outside_elements(page: str) -> str:
    """Return a page's HTML without what stands in custom elements: their scripts look after that."""
    return ELEMENT.sub("", page)
