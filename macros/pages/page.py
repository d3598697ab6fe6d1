"""What a page that is made from records holds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from macros.data.loader import Data

# Those of the guide's own stand in a region that scrolls.
TABLE = re.compile(r'(<div class="hb-table\b[^>]*>\s*)?<table>.*?</table>', re.DOTALL)
BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{}</div></div>'


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPage:
    """A page that no file in docs/ holds."""

    path: str
    """Path as if it were a file below docs/, such as `checklists/huawei.md`."""

    record: str
    """Id of the record. The body's macros get it as `record`."""

    place: tuple[str, int]
    """File and line, from 1, of the record."""

    title: str
    """Title of the page, in plain text."""

    description: str
    """One sentence for search engines, in plain text."""

    heading: str = ""
    """What stands over the page where that is not its title, in plain text."""

    body: str
    """Markdown that calls macros. It is rendered as a template, so it holds nothing that comes from data/."""


type PageMaker = Callable[[Data], Iterator[GeneratedPage]]


def plain(words: str) -> Markup:
    """Return plain text, such as a title, as HTML on one line."""
    return escape(" ".join(words.split()))


def boxed(html: str) -> str:
    """Return a page whose tables written in Markdown scroll where they are too wide, each in a box of the theme."""
    return TABLE.sub(lambda found: found[0] if found[1] else BOX.format(found[0]), html)
