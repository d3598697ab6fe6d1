"""The pages in other languages: the same page in other words, which leads within its language."""

import json
import posixpath
import re
from html import unescape
from pathlib import Path

import pytest

from macros.languages.files import languages
from macros.languages.markup import TAG
from tests.conftest import LANGUAGES, ROOT
from tests.site.page import Page, read_page
from tests.site.test_pages import MARKUP, markup_problems

pytestmark = pytest.mark.site

TAGS = {words.language.id: words.language.html for words in languages(ROOT)}
ID = re.compile(r'\sid="([^"]*)"')
NUMBER = re.compile(r"[0-9]+(?:[.,\u202f][0-9]+)*")
LED = re.compile(r'\shref="([^"#?:]*)(?:[#?][^"]*)?"')
NOTE = re.compile(r'<p class="hb-untranslated">.*?</p>')
# Glossary links stand at the first word of a term in each language.
TERM = re.compile(r'<a class="hb-term".*?>(.*?)</a>')
# One of each kind; the law holds for every page, and the rest is made alike.
PAGES = ("", "rpo-rto/", "project/", "ports/", "glossary/", "compatibility/matrix/", "targets/huawei/", "deploy/")


def article(html: str) -> str:
    return NOTE.sub("", html[html.index("<article") : html.index("</article>")])


def figures(html: str) -> list[str]:
    return sorted(NUMBER.findall(unescape(TAG.sub(" ", html))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_same_ids_links_and_figures(
    site: Path, pages: dict[str, Page], language: str, path: str
) -> None:
    english = pages[f"{path}index.html"].html
    other = (site / language / path / "index.html").read_text("utf-8")
    assert ID.findall(other) == ID.findall(english)
    same = article(other)
    assert figures(same) == figures(article(english))
    led, meant = (
        [posixpath.normpath(posixpath.join(folder, to)) for to in LED.findall(TERM.sub(r"\1", html))]
        for folder, html in ((f"{language}/{path}", same), (path, article(english)))
    )
    # A page leads to pages of its language and to its own Markdown, and to the one place of everything else.
    own = {
        to: posixpath.normpath(f"{language}/{to}")
        for to in meant
        if posixpath.normpath(f"{to}/index.html") in pages or to.endswith("index.md")
    }
    assert led == [own.get(to, to) for to in meant]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_english_page_is_there_and_no_address_of_it_is_dead(
    site: Path, pages: dict[str, Page], language: str
) -> None:
    address = re.compile(r'\s(?:href|src|worker|runtime|data-vocabulary)="([^"#?:]+)["#?]')
    for path in pages.keys() - {"404.html"}:
        html = (site / language / path).read_text("utf-8")
        for to in {
            posixpath.normpath(posixpath.join(language, posixpath.dirname(path), to)) for to in address.findall(html)
        }:
            assert (site / to).exists(), f"{language}/{path}: {to}"


def page_language(page: Page) -> str:
    return page.all("html")[0].attributes["lang"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_its_language_and_leads_to_the_other(site: Path, pages: dict[str, Page], language: str) -> None:
    for path in PAGES:
        english = pages[f"{path}index.html"]
        other = read_page((site / language / path / "index.html").read_text("utf-8"), path)
        assert (page_language(english), page_language(other)) == ("en", TAGS[language])
        for page, here, there in ((english, path, f"{language}/{path}"), (other, f"{language}/{path}", path)):
            (link,) = page.all("a", **{"class": "hb-language"})
            assert posixpath.normpath(posixpath.join(here, link.attributes["href"])) == posixpath.normpath(there or ".")
            assert link.attributes["hreflang"] == page_language(english if page is other else other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markup_is_valid(site: Path, tmp_path: Path, language: str) -> None:
    found = markup_problems(site, MARKUP, tmp_path / "report.json", [f"{language}/{path}index.html" for path in PAGES])
    assert [f"{page}:{item['line']}: {item['ruleId']}: {item['message']}" for page, item in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_who_reads_a_language_keeps_its_pages(site: Path, pages: dict[str, Page], language: str) -> None:
    manifest = json.loads((site / "offline.json").read_text("utf-8"))
    own = manifest["languages"][language]
    assert own.keys() >= {f"{language}/{path}" for path in pages if path != "404.html"}
    assert f"assets/words/{language}-all.json" in own
    assert not own.keys() & manifest["files"].keys()
    assert not [path for path in manifest["files"] if path.startswith(f"{language}/")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_former_address_below_a_language_leads_to_its_page(site: Path, language: str) -> None:
    for address, page, anchor in (
        ("checklist/dr-checklist.html", "deploy/", "#finder"),
        ("checklists/index.html", "deploy/", "#finder"),
        ("product-overview/limitations/linux-agent.html", "compatibility/linux-agent/", ""),
    ):
        former = read_page((site / language / address).read_text("utf-8"))
        assert page_language(former) == TAGS[language]
        (link,) = former.all("a")
        led = posixpath.normpath(posixpath.join(language, posixpath.dirname(address), link.attributes["href"]))
        assert led == posixpath.normpath(f"{language}/{page}{anchor}"), address
        assert not re.search("[A-Za-z]{4}", former.words.partition("HyperBDR")[2].partition("Linux")[0]), former.words
