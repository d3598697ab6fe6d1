"""What a page loads to search: pages with what they are for, their parts in words, and words that mean the same."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculators.records.delivery import Term
from calculators.records.search import SearchWords, Sought
from macros.publish.search.sections import sections

FOLDER = "search"
# A folder of two letters at the root holds the pages in another language.
LANGUAGE = re.compile(r"^([a-z]{2})/")
FIRST_LANGUAGE = "en"
HAN = re.compile("[\u3400-\u9fff]")
KIND_OF_PAGE = re.compile(r"^[^:\uff1a]*(?:: |\uff1a)\s*")
TOOLS = re.compile(r'<hb-(?:calculator name="(?P<name>[^"]*)"|inventory\b|finder\b|glance\b)')
# Pages about the guide itself, and lists that are alike but for a few steps.
KINDS = {"contribute": "about", "checklists": "checklist"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of the site as a search knows it."""

    path: str
    """Below docs/."""
    url: str
    """From the site's root, with the folder of its language."""
    title: str
    """In plain text."""
    about: str
    """Its description in plain text."""
    content: str
    """HTML of what it says."""
    made: bool
    """Whether it is made from a record."""


def index_files(pages: Iterable[FoundPage], words: SearchWords, terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    """Yield the file of the index for each language that pages are written in, with its path in the site."""
    by_language: dict[str, list[FoundPage]] = {}
    for page in pages:
        found = LANGUAGE.match(page.url)
        by_language.setdefault(found[1] if found else FIRST_LANGUAGE, []).append(page)
    sought = {page.page: page for page in words.pages}
    synonyms = [list(group.words) for group in words.synonyms]
    synonyms += [[name.lower() for name in term.names] for term in terms if term.also]
    for language, found_pages in by_language.items():
        known = sorted(found_pages, key=lambda page: page.url)
        groups = [_of(language, group) for group in synonyms]
        index = {
            "synonyms": [group for group in groups if len(group) > 1],
            "pages": [_page(page, sought, language) for page in known],
            "sections": [[number, *part] for number, page in enumerate(known) for part in _parts(page)],
        }
        yield f"{FOLDER}/{language}.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _of(language: str, words: Iterable[str]) -> list[str]:
    """Return the words that people type in a language: Chinese ones would only weigh down what English finds."""
    return [word for word in words if language != FIRST_LANGUAGE or not HAN.search(word)]


def _page(page: FoundPage, sought: Mapping[str, Sought], language: str) -> dict[str, object]:
    tool = TOOLS.search(page.content)
    folder = LANGUAGE.sub("", page.url).partition("/")[0]
    path = LANGUAGE.sub("", page.path)
    extra = sought.get(path)
    kind = KINDS.get(folder) or ("tool" if tool else "record" if page.made else "guide")
    return {
        # From the folder of its language, which is where the page that searches has its root.
        "url": LANGUAGE.sub("", page.url),
        "title": page.title,
        "about": page.about,
        "kind": kind,
        "words": [
            *_of(language, extra.words if extra else ()),
            *_names(page.title),
            *(["calculator"] if kind == "tool" else []),
        ],
        "standing": extra.standing if extra else "usual",
        "tool": (tool and tool["name"]) or "",
    }


def _parts(page: FoundPage) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, title and text of each part that can be found; the page itself goes by its title in the menu."""
    for section in sections(page.content):
        title, text = section.named()
        if section.level == 1:
            yield "", page.title, text
        elif section.anchor and title:
            yield section.anchor, title, text


def _names(title: str) -> list[str]:
    """Return what a page is about where its title says first what kind of page it is: "Target: Microsoft Azure"."""
    name = KIND_OF_PAGE.sub("", title, count=1)
    return [name] if name != title else []
