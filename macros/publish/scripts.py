"""The scripts that stand in pages themselves: only those of the theme may, and the headers name their hashes."""

import base64
import functools
import hashlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
SOURCE = re.compile(r"""(?:^|\s)src\s*=\s*["']?(?P<address>[^"'\s>]*)""", re.IGNORECASE)
# A value that the theme writes into a script: the way to the site's root, whose signs cannot end a JavaScript string.
VALUE = re.compile(r"\{\{.*?\}\}")
WAY = "[A-Za-z0-9._~/-]*"
OVERRIDES = Path(__file__).parents[1] / "overrides"
SHOWN = 60


class ScriptError(Exception):
    """A page holds a script that is not the theme's."""


def script_hashes(pages: Iterable[tuple[str, str]]) -> list[str]:
    """Return the source expressions of the theme's scripts on pages, which come as path and HTML, sorted.

    A script of any other origin has none, so that browsers refuse it.
    """
    return sorted({_expression(text) for _, html in pages for text in inline_scripts(html) if is_of_theme(text)})


def check_scripts(pages: Iterable[tuple[str, str]]) -> None:
    """Raise ScriptError with every page that holds a script of its own or of another site."""
    found = [f"{path}: {what}" for path, html in pages for what in _foreign(html)]
    if found:
        raise ScriptError(
            "\n".join(found) + "\nOnly the theme's scripts may stand in a page: text must be escaped, and code belongs "
            "into docs/assets/."
        )


def inline_scripts(html: str) -> Iterator[str]:
    """Yield the text of every script that stands in a page itself."""
    for script in SCRIPT.finditer(html):
        if not SOURCE.search(script["attributes"]):
            yield script["text"]


def is_of_theme(text: str) -> bool:
    """Tell whether the theme's templates, or what overrides them, hold this script."""
    return any(pattern.fullmatch(text) for pattern in _patterns())


def _foreign(html: str) -> Iterator[str]:
    for script in SCRIPT.finditer(html):
        source = SOURCE.search(script["attributes"])
        if source and re.match(r"[\\/]{2}|[^/?#]*:", source["address"]):
            yield f"a script is loaded from {source['address']}"
    for text in inline_scripts(html):
        if not is_of_theme(text):
            yield f"a script stands in the page: {' '.join(text.split())[:SHOWN]}"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what matches each script of the theme. It follows from templates, never from pages that hold data."""
    theme = importlib.util.find_spec("material")
    if theme is None or theme.origin is None:
        return ()
    sources = [*Path(theme.origin).parent.joinpath("templates").rglob("*.html"), *OVERRIDES.rglob("*.html")]
    texts = {text for source in sources for text in inline_scripts(source.read_text("utf-8"))}
    return tuple(re.compile(WAY.join(map(re.escape, VALUE.split(text)))) for text in sorted(texts))


def _expression(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
