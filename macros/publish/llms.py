"""`llms.txt`: what the site is and what its pages hold, as plain text for language models."""

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from calculators.answers.escaping import link, markdown
from macros.publish.api import FOLDER


def llms_text(config: Any, pages: Sequence[Any]) -> str:
    """Return the text of llms.txt: the pages in the order of the menu, the others after them."""
    site = config.site_url or ""
    lines = [f"# {config.site_name}", "", f"> {config.site_description}", ""]
    lines += [
        "Facts come from the public product documentation, each with its source and date. Where documents contradict",
        "each other, both sides are shown.",
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
    address = site + page.url.removeprefix("./") or "./"
    return f"- {link(_words(page.title), address)}: {markdown(_words(page.meta['description']))}"


def _words(text: str) -> str:
    """Return a title or a description as plain text; those of heads have become HTML."""
    return text.unescape() if isinstance(text, Markup) else text
