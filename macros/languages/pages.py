"""The pages of the finished English site once more in each other language."""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape, unescape
from pathlib import Path

from calculators.records.delivery import Term
from macros.languages.files import Words, keep
from macros.languages.markup import Count, Translator
from macros.languages.terms import TermLinks
from macros.languages.ways import LOST, Ways

INDEX = "index.html"
GLOSSARY = "glossary/index.html"
WORDS_FOLDER = "assets/words"
PAGE_SCRIPT = f"{WORDS_FOLDER}/page.mjs"
SHEET = f"{WORDS_FOLDER}/words.css"
ADDRESS = re.compile(r"""( (?:href|src|action|runtime|worker|data-runtime|data-index)=")([^"]*)(")""")
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?]|$")
LANGUAGE = '<html lang="en"'
ARTICLE = re.compile(r"<article[^>]*>")
OPEN = '<span lang="en">'
SHELL = frozenset(("interface", "labels"))
"""Files whose words the scripts of every page say."""
SHOWN = ("assets/project/words.json", "assets/following/entries.json")
"""What scripts of every page show of the data."""
KNOWN = re.compile(r""" data-known="([^"]*)\"""")
"""What a script of a page shows of the data, as JSON."""
ASKS_PYTHON = ' runtime="'
"""What an element has that shows answers of the calculators, whose words are many."""
TWIN = "index.md"
"""The Markdown of a page, which lies beside it in each language."""
SEARCHED = "search/"
"""Where the files are that a search loads, one a language."""
SAMPLE = re.compile(r"""( data-sample=")([^"]*)(")""")
"""The sample project, as JSON that a page begins with."""
SAMPLE_VALUES = frozenset(("name", "customer", "notes"))
SYSTEM_TEXTS = frozenset(("name", "group", "needs", "restored_when"))
LEADS_ON = 'http-equiv="refresh"'


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the pages of a language."""

    language: str
    pages: int
    count: Count

    def __str__(self) -> str:
        """Return it as a line of the build."""
        texts, missing = self.count.texts, self.count.missing
        return f"{self.language}: {self.pages} pages, {texts - missing} of their {texts} texts have words"


def write_languages(
    site: Path, languages: Sequence[Words], terms: Sequence[Term], site_url: str | None
) -> tuple[Told, ...]:
    """Write the pages of the built English site in ``site`` in every language, and join each page with its others."""
    pages = english_pages(site, languages)
    ways = Ways(languages, site_url)
    told = tuple(_Pages(words, pages, terms, ways).write(site) for words in languages)
    if languages:
        for path, html in pages.items():
            (site / path).write_text(ways.joined(html, path, ""), "utf-8")
        ways.write_site_map(site)
    return told


def keep_counts(root: Path, told: Iterable[Told]) -> None:
    """Write for `make check`, which builds no site, how many texts of the pages have no words."""
    keep(root, {one.language: {"texts": one.count.texts, "missing": one.count.missing} for one in told})


def english_pages(site: Path, languages: Sequence[Words]) -> dict[str, str]:
    """Return the English pages of a site by path, without those that lead to another one at once."""
    folders = tuple(f"{words.language.id}/" for words in languages)
    paths = (file.relative_to(site).as_posix() for file in sorted(site.rglob(INDEX)))
    pages = {path: (site / path).read_text("utf-8") for path in paths if not path.startswith(folders)}
    return {path: html for path, html in pages.items() if LEADS_ON not in html}


def shown_texts(site: Path, pages: Iterable[str]) -> frozenset[str]:
    """Return the texts of the data that scripts show on pages where no answer is shown."""
    files = ((site / name).read_text("utf-8") for name in SHOWN if (site / name).is_file())
    # It is put into the language that an address asks for, which nobody knows before.
    lost = (file.read_text("utf-8") for file in site.glob(LOST))
    found = (unescape(match[1]) for html in (*pages, *lost) for match in KNOWN.finditer(html))
    texts = {text for part in (*files, *found) for text in _texts(json.loads(part))}
    # A unit stands behind a number.
    return frozenset((*texts, *(f"{number} {text}" for text in texts if text.islower() for number in (1, 2))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def words_files(words: Words, shown: Iterable[str] = ()) -> Iterable[tuple[str, str]]:
    """Yield what browsers load of a language: the words of answers, and those of what surrounds them.

    `shown` are texts of the data that scripts show everywhere.
    """
    language = asdict(words.language)
    language["names"] = sorted(words.language.names)
    memory = words.memory()
    for text in shown:
        memory.text(text)
    for name in ("interface", "all"):
        entries = {
            entry.english: entry.words
            for entry in words.entries
            if entry.words
            and (entry.english in memory.used or (name == "all" and words.is_fetched(entry)) or entry.group in SHELL)
        }
        text = json.dumps({"language": language, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
        yield f"{WORDS_FOLDER}/{words.language.id}-{name}.json", f"{text}\n"


class _Pages:
    """The pages of one language."""

    def __init__(self, words: Words, english: Mapping[str, str], terms: Sequence[Term], ways: Ways) -> None:
        self._words, self._english, self._ways = words, english, ways
        self._folder = words.language.id
        self._memory = words.memory()
        self._translator = Translator(self._memory)
        self._links = TermLinks(terms, self._memory)

    def write(self, site: Path) -> Told:
        count = Count()
        for name, text in words_files(self._words, shown_texts(site, self._english.values())):
            (site / name).write_text(text, "utf-8")
        for path in self._english:
            html, own = self._page(path)
            count.add(own)
            target = site / self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(html, "utf-8")
        return Told(self._folder, len(self._english), count)

    def _page(self, path: str) -> tuple[str, Count]:
        html, count = self._translator.page(self._english[path])
        # The glossary itself needs no links to it.
        if path != GLOSSARY:
            html = self._links.link(html, "../" * path.count("/"))
        html = SAMPLE.sub(lambda sample: f"{sample[1]}{escape(self._sample(unescape(sample[2])))}{sample[3]}", html)
        html = self._dressed(self._noted(self._moved(html, posixpath.dirname(path))), path)
        return self._ways.joined(html, f"{self._folder}/{path}", self._folder), count

    def _sample(self, project: str) -> str:
        """Return the sample project with its names in the language: they are ours until a reader changes them."""
        told = json.loads(project)
        for name in SAMPLE_VALUES & told["values"].keys():
            told["values"][name]["value"] = self._memory.text(told["values"][name]["value"]).text
        for system in told.get("runbook", {}).get("systems", ()):
            for key in SYSTEM_TEXTS & system.keys():
                system[key] = ", ".join(self._memory.text(part).text for part in system[key].split(", "))
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def _moved(self, html: str, here: str) -> str:
        """Return a page for its folder: what is no page lies one folder further up."""

        def led(match: re.Match[str]) -> str:
            address = match[2]
            if ELSEWHERE.match(address) or address == TWIN:
                return match[0]
            aim = posixpath.normpath(posixpath.join(here, re.split(r"[?#]", address, maxsplit=1)[0]))
            index = INDEX if aim == "." else f"{aim}/{INDEX}"
            is_page = index in self._english or aim in self._english
            return match[0] if is_page else f"{match[1]}../{address}{match[3]}"

        return ADDRESS.sub(led, html)

    def _noted(self, html: str) -> str:
        """Return a page that says how many of its texts are English still."""
        article = ARTICLE.search(html)
        number = html.count(OPEN, article.end()) if article else 0
        if article is None or not number:
            return html
        note = f'<p class="hb-untranslated">{escape(self._words.open.replace("{}", str(number)))}</p>'
        return html[: article.end()] + note + html[article.end() :]

    def _dressed(self, html: str, path: str) -> str:
        """Return a page that names its language, and the words and scripts for what is added to it in a browser."""
        root = "../" * (path.count("/") + 1)
        which = "all" if ASKS_PYTHON in self._english[path] else "interface"
        file = f"{root}{WORDS_FOLDER}/{self._folder}-{which}.json"
        named = f'<html lang="{self._words.language.html}" data-vocabulary="{file}" data-folder="{self._folder}"'
        scripts = f'<script type="module" src="{root}{PAGE_SCRIPT}"></script>\n'
        html = (
            html.replace(f"{SEARCHED}en.json", f"{SEARCHED}{self._folder}.json", 1)
            .replace(LANGUAGE, named, 1)
            .replace("</body>", f"{scripts}</body>", 1)
        )
        return html.replace("</head>", f'<link rel="stylesheet" href="{root}{SHEET}">\n</head>', 1)
