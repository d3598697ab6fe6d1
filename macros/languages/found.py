"""What is made of the pages in other languages besides: the Markdown of each, and what a search of them loads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

from macros.languages.files import Words
from macros.publish.llms import TWIN
from macros.publish.search.index import FoundPage
from macros.publish.twins import twin

ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
HEADING_LINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ABOUT = re.compile(r'<meta name="description" content="([^"]*)">')
# What the template puts around the words of a page: how many are English, what comes next, and the way to Markdown.
AROUND = re.compile(r'<p class="hb-(?:untranslated|onward|elsewhere|amend)">.*?</p>', re.DOTALL)


def found_pages(site: Path, languages: Sequence[Words], english: Iterable[FoundPage]) -> Iterator[FoundPage]:
    """Yield each English page as it was written in every other language; the address is from the site's root."""
    pages = tuple(english)
    for words in languages:
        folder = words.language.id
        for page in pages:
            html = (site / folder / page.url / "index.html").read_text("utf-8")
            article, about = ARTICLE.search(html), ABOUT.search(html)
            content = AROUND.sub("", article[1]) if article else ""
            heading = HEADING.search(content)
            title = unescape(TAG.sub("", HEADING_LINK.sub("", heading[1]))).strip() if heading else page.title
            yield replace(
                page,
                path=f"{folder}/{page.path}",
                url=f"{folder}/{page.url}",
                title=title,
                about=unescape(about[1]) if about else page.about,
                content=content,
            )


def twins_of(pages: Iterable[FoundPage]) -> Iterator[tuple[str, str]]:
    """Yield the path of the Markdown of each page, and the Markdown."""
    return ((f"{page.url}{TWIN}", twin(page.content)) for page in pages)
