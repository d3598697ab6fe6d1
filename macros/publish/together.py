"""Scripts and style sheets of the finished site, put together into few files: each one asks for a way there and back.

What `make dev` serves is not: there each module and each sheet lies where it is written.
"""

import hashlib
import json
import posixpath
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.publish.bundle import BundleError
from macros.publish.scripts import OVERRIDES, inline_scripts
from macros.publish.smaller import AS_THEY_ARE, ASSETS

PROGRAM = Path(__file__).with_name("together.mjs")
LATER_SCRIPT = OVERRIDES / "partials/javascripts/later.html"
"""What stands in a page in place of its scripts, and asks for them."""
SCRIPTS_RUN = """async () => {
  const { dataset } = document.querySelector("script[data-scripts]") ?? { dataset: {} };
  const ways = dataset.scripts?.split(" ") ?? [];
  const isAsked = () => document.querySelectorAll("body > script[type=module]").length >= ways.length;
  while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.allSettled(ways.map((way) => import(new URL(way, document.baseURI))));
}"""
"""For who drives a browser: a function that resolves when the scripts of a page have run: that is after its load."""
FRAME = (
    *("words/language.mjs", "page/shell.mjs", "search/button.mjs", "project/bar.mjs", "page/twin.mjs"),
    "offline/later.mjs",
)
"""The scripts of every page, which are one file with all that they need."""
SHARED = {
    "frame": (
        *("page/aside.mjs", "page/paper.mjs", "page/presence.mjs", "tables/clipboard.mjs", "project/idb.mjs"),
        *("page/typing.mjs", "glance/told.mjs"),
    ),
    "answers": (
        *("python/runtime.mjs", "calculator/answer.mjs", "project/handover.mjs", "charts/charts.mjs"),
        "charts/values.mjs",
    ),
    "texts": ("calculator/longtext.mjs", "calculator/texts.mjs"),
    "delivery": ("checklists/keeping.mjs", "checklists/judged.mjs", "proofs/box.mjs", "proofs/proofs.mjs"),
    "outgoing": ("glance/asker.mjs", "glance/outgoing.mjs", "project/sheets.mjs"),
}
"""Modules that several pages need, by the file that they come to lie in: what one needs, the same pages need."""
ASKED_BY_NAME = ("offline/offline.mjs", "project/store.mjs", "python/runtime.mjs")
"""Modules that keep their addresses: the release stands in the first one, and tests ask pages for the others."""
SHEETS = "page/sheets"
"""What a file of sheets is called, with digits of a hash of what it holds."""
FRAME_SHEET = re.compile(r"page/frame\.|^words/")
"""Sheets that lie apart: that of every page, and what a language adds."""
SCRIPT = re.compile(
    r'[ \t]*<script(?=[^>]* type="module")[^>]* src="(?P<root>[^"]*)assets/(?P<name>[^"]+)"[^>]*></script>\n?'
)
SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="(?P<root>[^"]*)assets/(?P<name>[^"]+)">\n?')
IMPORT = re.compile(r"""\b(?:import|from)\s*"(\.[^"]+\.mjs)\"""")
LATER = re.compile(r"""\b(?:import\(|import|from)\s*"(\.[^"]+\.mjs)\"""")
"""The same, and what is imported once it is needed."""


@dataclass(frozen=True, slots=True)
class Put:
    """Where modules came to lie."""

    files: Mapping[str, str]
    """By module."""
    needs: Mapping[str, tuple[str, ...]]
    """By file the others that have to be there before it runs."""

    def all_of(self, modules: Iterable[str]) -> tuple[str, ...]:
        """Return the files of modules and all that these need, each once."""
        found: dict[str, None] = {}
        left = [self.files[module] for module in modules]
        while left:
            file = left.pop(0)
            if file not in found:
                found[file] = None
                left += self.needs[file]
        return tuple(found)


def put_together(site: Path) -> None:
    """Have each page of the finished site in `site` ask for few scripts, all at once, and for one sheet of its own.

    Raises BundleError if Node.js or a package is missing, or a module imports what is not there.
    """
    pages = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}
    folder = site / ASSETS
    put = _modules(folder, {name for html in pages.values() for name in _names(SCRIPT, html)})
    sheets = _Sheets(folder)
    for file, html in pages.items():
        file.write_text(sheets.joined(_asking(html, put)), "utf-8")
    sheets.write()


def _names(pattern: re.Pattern[str], html: str) -> list[str]:
    return list(dict.fromkeys(match["name"] for match in pattern.finditer(html)))


def _asking(html: str, put: Put) -> str:
    """Return a page that asks for the files of its scripts once it has painted, and at once for what these need."""
    scripts = _names(SCRIPT, html)
    if not scripts:
        return html
    root = next(SCRIPT.finditer(html))["root"]
    own = list(dict.fromkeys(put.files[name] for name in scripts))
    needed = [file for file in put.all_of(scripts) if file not in own]
    ways = [" ".join(f"{root}{ASSETS}/{file}" for file in files) for files in (own, needed)]
    (text,) = inline_scripts(LATER_SCRIPT.read_text("utf-8"))
    script = f'<script data-scripts="{ways[0]}" data-needs="{ways[1]}">{text}</script>\n'
    bare = SCRIPT.sub("", html)
    return bare.replace("</body>", f"{script}</body>", 1)


def _modules(folder: Path, asked: set[str]) -> Put:
    """Put the modules together that pages ask for, with all that these import, and remove the files of those."""
    groups = dict.fromkeys(_closure(folder, FRAME, IMPORT), "frame")
    groups |= {module: name for name, modules in SHARED.items() for module in modules}
    told = {"folder": str(folder), "asked": sorted({*asked, *ASKED_BY_NAME}), "groups": groups}
    try:
        done = subprocess.run(
            ["node", str(PROGRAM)],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise BundleError("Node.js is missing. Run `make serve`: it installs Node.js where there is none.") from None
    if done.returncode:
        raise BundleError(f"{PROGRAM.name} failed:\n{done.stderr.strip()}")
    made = json.loads(done.stdout)
    put = Put(
        {module: file for file, one in made.items() for module in one["modules"]},
        {file: tuple(one["imports"]) for file, one in made.items()},
    )
    _remove(folder, put)
    return put


def _closure(folder: Path, modules: Iterable[str], pattern: re.Pattern[str]) -> set[str]:
    """Return modules with all that they import."""
    found: set[str] = set()
    left = list(modules)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            here = posixpath.dirname(name)
            left += [posixpath.normpath(f"{here}/{way}") for way in pattern.findall((folder / name).read_text("utf-8"))]
    return found


def _remove(folder: Path, put: Put) -> None:
    """Remove the files that nobody asks for any more: workers have modules of their own."""
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*.mjs")}
    apart = {name for name in there if not name.startswith(f"{AS_THEY_ARE}/")} - set(put.files) - set(put.needs)
    kept = {*put.files.values(), *ASKED_BY_NAME, *_closure(folder, apart, LATER)}
    for name in {*put.files, *put.needs} - kept:
        (folder / name).unlink(missing_ok=True)


class _Sheets:
    """The style sheets of pages: those that pages have alike are one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._held: set[str] = set()

    def joined(self, html: str) -> str:
        """Return a page with one sheet in place of its own ones, in their order; it says which it holds."""
        own = [name for name in _names(SHEET, html) if not FRAME_SHEET.search(name)]
        if not own:
            return html
        self._held.update(own)
        text = "\n".join((self._folder / name).read_text("utf-8") for name in own)
        file = f"{SHEETS}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
        self._texts[file] = text

        def once(match: re.Match[str]) -> str:
            if match["name"] not in own:
                return match[0]
            if match["name"] != own[0]:
                return ""
            return f'  <link rel="stylesheet" href="{match["root"]}{ASSETS}/{file}" data-holds="{" ".join(own)}">\n'

        return SHEET.sub(once, html)

    def write(self) -> None:
        """Write the sheets, and remove those that they hold and that no script brings to a page."""
        for name, text in self._texts.items():
            (self._folder / name).write_text(text, "utf-8")
        scripts = "\n".join(file.read_text("utf-8") for file in self._folder.rglob("*.mjs"))
        for name in self._held:
            if f'"{posixpath.basename(name)}"' not in scripts:
                (self._folder / name).unlink()
