"""HTML of macros on its way past Markdown, which would read every table cell by cell and change nothing in it."""

import re
from collections.abc import Iterator
from itertools import count

# Characters for private use: Markdown passes them on, and no page holds them.
TOKEN = re.compile("\ue000([0-9]+)\ue001")
ALONE = re.compile(f"<p>((?:{TOKEN.pattern.replace('(', '(?:')}\\s*)+)</p>")
INLINE = re.compile(r"<(?:a|abbr|b|code|em|i|kbd|small|span|strong)\b|[^<]")
ANCHOR = re.compile(r'\sid="([^"]+)"')


class Blocks:
    """Holds each block of HTML until its page is HTML too."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._held: dict[str, str] = {}
        self._names: Iterator[int] = count()

    def hold(self, html: str) -> str:
        """Return a token in the place of a block of HTML; words and inline HTML come back as they are."""
        if not html or INLINE.match(html):
            return html
        name = str(next(self._names))
        self._held[name] = html
        return f"\ue000{name}\ue001"

    def put_back(self, page: str) -> tuple[str, set[str]]:
        """Return a page with its blocks in their places, and the anchors in them."""
        anchors: set[str] = set()

        def block(token: re.Match[str]) -> str:
            html = self._held.pop(token[1])
            anchors.update(ANCHOR.findall(html))
            return html

        return TOKEN.sub(block, ALONE.sub(r"\1", page)), anchors
