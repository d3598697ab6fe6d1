"""Titles: said once, though a heading and the table below it have the same words; and without their link's sign."""

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


def named_alone(page: str) -> str:
    """Return a page, as HTML, whose headings are read out without the sign of the link to them.

    It is there for a pointer; the keyboard and a screen reader have the same addresses in the table of contents.
    """
    return page.replace('<a class="headerlink" ', '<a class="headerlink" tabindex="-1" aria-hidden="true" ')
