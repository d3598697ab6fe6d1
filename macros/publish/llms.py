"""`llms.txt`: what the site is and what its pages hold, as plain text for language models."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from calculators.answers.escaping import link, markdown
from macros.publish.api import FOLDER
from macros.publish.twins import at_root

FULL = "llms-full.txt"
TWIN = "index.md"
# Pages for maintainers, and lists that the site API holds.
NOT_FULL = ("contribute/", "api/", "data-changes/", "sources/")
MOST_BYTES = 1_500_000
"""What `FULL` may have at most, so that a program reads it at once."""


def full_text(config: Any, pages: Sequence[Any], twins: Mapping[str, str]) -> str:
    """Return the text of llms-full.txt: all that the pages of the menu say, as Markdown in the order of the menu.

    A test of the site says when it gets too long to be read at once: NOT_FULL names what it can do without.
    """
    told = [page for page in _menu(pages) if not page.url.startswith(NOT_FULL)]
    head = f"# {config.site_name}\n\n> {config.site_description}\n"
    return "\n\n---\n\n".join((head, *(at_root(_url(page), twins[_url(page)]) for page in told)))


def llms_text(config: Any, pages: Sequence[Any], full: str) -> str:
    """Return the text of llms.txt: the pages in the order of the menu, the others after them.

    `full` is the text of llms-full.txt, whose size is told.
    """
    site = config.site_url or ""
    lines = [f"# {config.site_name}", "", f"> {config.site_description}", ""]
    lines += [
        "Facts come from the public product documentation, each with its source and date. Where documents contradict",
        "each other, both sides are shown.",
        "",
        f"Each page lies as Markdown beside itself, under `{TWIN}` in its folder. All pages of the menu in one file of",
        f"{len(full.encode()) / 1e6:.1f} MB: [{FULL}]({site}{FULL}).",
        "",
    ]
    menu = list(_menu(pages))
    for section in dict.fromkeys(_section(page) for page in menu):
        lines += [f"## {section}", ""]
        lines += [_line(page, site) for page in menu if _section(page) == section]
        lines.append("")
    others = sorted((page for page in pages if page not in menu), key=lambda page: page.url)
    if others:
        lines += ["## More pages", "", *(_line(page, site) for page in others), ""]
    lines += [
        "## Data",
        "",
        f"- [Site API]({site}{FOLDER}/index.json): every list of records as JSON and CSV, with its JSON Schema.",
    ]
    return "\n".join(lines) + "\n"


def _menu(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield the pages of the menu in its order."""
    page = next((page for page in pages if page.is_homepage), None)
    while page:
        yield page
        page = page.next_page


def _section(page: Any) -> str:
    return markdown(_words(page.ancestors[-1].title)) if page.ancestors else "Start"


def _line(page: Any, site: str) -> str:
    address = site + _url(page) + TWIN
    return f"- {link(_words(page.title), address)}: {markdown(_words(page.meta['description']))}"


def _url(page: Any) -> str:
    """Return the address of a page from the site's root; empty for the root itself."""
    return str(page.url).removeprefix("./")


def _words(text: str) -> str:
    """Return a title or a description as plain text; those of heads have become HTML."""
    return text.unescape() if isinstance(text, Markup) else text
