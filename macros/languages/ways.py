"""The ways between a page and itself in the other languages: for readers, and for search engines."""

import posixpath
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from macros.languages.files import Words

SCRIPT = "assets/words/language.mjs"
PLACE = '<span class="hb-languages"></span>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
LOST = "404.html"
ENGLISH = ("", "en", "English", "This guide is also in English.")
"""Folder, tag and name of the language, and what offers it."""


class Ways:
    """The ways between the pages of a site that has several languages."""

    def __init__(self, languages: Sequence[Words], site_url: str | None) -> None:
        """Begin with the languages besides English, and the address of the site where it is known."""
        others = ((one.language.id, one.language.html, one.language.name, one.offer) for one in languages)
        self._languages = (ENGLISH, *others)
        self._base = f"{site_url.rstrip('/')}/" if site_url else None

    def joined(self, html: str, path: str, folder: str) -> str:
        """Return a page with the ways to itself in the other languages in its header, and in its head for programs.

        `path` is its path in the site, and `folder` that of its language, which is empty for English.
        """
        bare = path.removeprefix(f"{folder}/") if folder else path
        links = []
        for name, tag, label, offer in self._languages:
            aim = posixpath.dirname(posixpath.join(name, bare))
            way = posixpath.relpath(aim or ".", posixpath.dirname(path) or ".") + "/"
            if name != folder:
                links.append(
                    f'<a class="hb-language" href="{escape(way)}" rel="alternate" hreflang="{tag}" lang="{tag}" '
                    f'data-offer="{escape(offer)}">{escape(label)}</a>'
                )
        script = f'<script type="module" src="{"../" * path.count("/")}{SCRIPT}"></script>\n'
        if self._base and folder:
            for named in ('<link rel="canonical" href="', '<meta property="og:url" content="'):
                html = html.replace(named + self._base, f"{named}{self._base}{folder}/", 1)
        if self._base and bare != LOST:
            places = self._places(posixpath.dirname(bare) and f"{posixpath.dirname(bare)}/")
            script += "".join(
                f'<link rel="alternate" hreflang="{tag}" href="{escape(place)}">\n'
                for tag, place in (*places, ("x-default", places[0][1]))
            )
        html = html.replace("</head>", f"{script}</head>", 1)
        return html.replace(PLACE, f'<span class="hb-languages">{"".join(links)}</span>', 1)

    def write_site_map(self, site: Path) -> None:
        """Add the pages in other languages to the site map, and to each page where it is in every language."""
        file = site / "sitemap.xml"
        if self._base is None or not file.is_file():
            return
        text = file.read_text("utf-8")
        pages = re.findall(rf"<loc>{re.escape(self._base)}(.*?)</loc>", text)
        urls = "".join(self._urls(page) for page in pages)
        opening = text[: text.index("<urlset")]
        file.write_text(f"{opening}{URLSET}\n{urls}</urlset>\n", "utf-8")

    def _urls(self, page: str) -> str:
        """Return the entries of a page, one for each language."""
        places = self._places(page)
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{place}"/>' for tag, place in places)
        return "".join(f"  <url><loc>{place}</loc>{links}</url>\n" for _, place in places)

    def _places(self, page: str) -> list[tuple[str, str]]:
        """Return tag and whole address of a page in each language."""
        return [(tag, f"{self._base}{f'{name}/' if name else ''}{page}") for name, tag, *_ in self._languages]
