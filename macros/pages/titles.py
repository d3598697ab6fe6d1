"""Titles that would be said twice: a heading, and at once the same words above the table below it."""

import re

# From a heading to the first table under it, with nothing in between that has a title of its own.
REPEATED = re.compile(
    r"(<h([2-4])\b[^>]*>(?P<title>[^<]+)(?:<a class=\"headerlink\"[^>]*>[^<]*</a>)?</h\2>"
    r"(?:(?!<h[1-6]\b|<table\b).)*<table>\s*<caption)(>(?P=title)</caption>)",
    re.DOTALL,
)


def said_once(page: str) -> str:
    """Return a page, as HTML, where a caption that only repeats the heading above is read out and not shown."""
    return REPEATED.sub(r'\1 class="hb-spoken hb-titled"\4', page)
