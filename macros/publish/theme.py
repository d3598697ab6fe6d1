"""The style sheet that every page needs: the theme's rules that some page can match, and those of the guide."""

import hashlib
import importlib.util
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from macros.publish.bundle import BundleError

FRAME = "assets/page/frame.css"
"""Where it lies in the site."""
THEIRS = ("main.*.min.css", "palette.*.min.css")
OURS = ("page/tokens.css", "page/page.css", "page/shell.css", "search/button.css", "offline/offline.css",
        "project/project.css")  # fmt: skip
"""What it holds of the guide, below assets/, in this order."""
UNUSED = re.compile(rf"assets/(?:javascripts/|stylesheets/|{'|'.join(map(re.escape, OURS))}$)")
"""What of the theme and of the guide no page asks for by itself: the sheets are in the frame, and the site has scripts
of its own."""
PURGE = Path(__file__).with_name("purge.mjs")
# The theme's script marks what has the focus by key; today a browser knows that by itself.
FOCUS = re.compile(r"\.focus-visible\b")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
ATTRIBUTE = re.compile(r"""([\w:-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
WORD = re.compile(r"[A-Za-z_][\w-]*")
VARIABLE = re.compile(r"--[\w-]+")


def frame(root: Path, fonts: Mapping[str, str]) -> str:
    """Return the whole sheet, for a site whose pages are not known yet.

    ``fonts`` are the names below assets/ of the typeface's files, by what the sheets call them.

    Raises BundleError when the theme has other sheets.
    """
    return f"{theirs()}\n{ours(root, fonts)}"


def make_frame_smaller(site: Path, root: Path, fonts: Mapping[str, str]) -> None:
    """Give the finished site in ``site`` the sheet without the theme's rules that no page there can match.

    Its name says what it holds, so that browsers keep it for ever: no page waits for an answer about it.
    """
    files = sorted(site.rglob("*.html"))
    pages = {file: file.read_text("utf-8") for file in files}
    sheet = f"{purged(theirs(), pages.values(), spoken(root), dressed(root))}\n{ours(root, fonts)}"
    name = named_by_content(FRAME, sheet.encode())
    (site / FRAME).unlink()
    (site / name).write_text(sheet, "utf-8")
    for file, html in pages.items():
        file.write_text(html.replace(f'{FRAME}"', f'{name}"', 1), "utf-8")


def named_by_content(name: str, content: bytes) -> str:
    """Return a file's name with digits of a hash of what it holds before its ending."""
    path = PurePosixPath(name)
    return str(path.with_suffix(f".{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"))


def theirs() -> str:
    """Return the sheets of the theme. Raises BundleError when they are not where they were."""
    theme = importlib.util.find_spec("material")
    folder = Path(theme.origin or "").parent / "templates/assets/stylesheets" if theme else Path()
    found = [file for pattern in THEIRS for file in folder.glob(pattern)]
    if len(found) != len(THEIRS):
        raise BundleError(f"The theme has not one sheet of each of {THEIRS} any more: see macros/publish/theme.py.")
    texts = (SOURCE_MAP.sub("", file.read_text("utf-8")) for file in found)
    return FOCUS.sub(":focus-visible", "\n".join(texts))


def ours(root: Path, fonts: Mapping[str, str]) -> str:
    """Return the sheets of the guide that every page needs; their addresses are from the first one's folder."""
    text = "\n".join((root / "docs/assets" / name).read_text("utf-8") for name in OURS)
    for called, name in fonts.items():
        text = text.replace(f'url("{called}")', f'url("{PurePosixPath(name).name}")')
    return text


def spoken(root: Path) -> str:
    """Return the text of all that may add elements to a page: scripts, and the calculators that write answers."""
    files = (*(root / "docs/assets").rglob("*.mjs"), *(root / "calculators").rglob("*.py"))
    return "\n".join(file.read_text("utf-8") for file in sorted(files))


def dressed(root: Path) -> str:
    """Return the text of all that may use a variable of the theme: style sheets, scripts and drawings."""
    files = ((root / "docs/assets").rglob("*.css"), (root / "macros").rglob("*.py"), (root / "images").rglob("*.svg"))
    return "\n".join((*(file.read_text("utf-8") for group in files for file in sorted(group)), spoken(root)))


def purged(sheet: str, pages: Iterable[str], spoken: str, dressed: str) -> str:
    """Return a sheet without the rules, animations and variables that nothing uses.

    ``pages`` are whole pages; any word in ``spoken`` may be a tag, an id or an attribute, and a class if it begins with
    ``md-``: the theme's others come with Markdown, so that some page has them. Any in ``dressed`` may be a variable.
    Raises BundleError if the program is missing or does not understand the sheet.
    """
    words = set(WORD.findall(spoken))
    tags, classes, ids, names, values = (set[str]() for _ in range(5))
    for tag, name, value in _elements(pages):
        tags.add(tag)
        names.add(name)
        values.add(value)
        if name == "class":
            classes.update(value.split())
        elif name == "id":
            ids.add(value)
    told = {
        "sheet": sheet,
        "used": {
            "tags": sorted(tags | words),
            "classes": sorted(classes | {word for word in words if word.startswith("md-")}),
            "ids": sorted(ids | words),
            "attributes": {"names": sorted(names | words), "values": sorted(values | words)},
            "undetermined": [],
        },
        "variables": sorted(set(VARIABLE.findall(dressed))),
    }
    try:
        done = subprocess.run(
            ["node", str(PURGE)], input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        raise BundleError("Node.js is missing. Run `make serve`: it installs Node.js where there is none.") from None
    if done.returncode:
        raise BundleError(f"{PURGE.name} failed:\n{done.stderr.strip()}")
    return done.stdout


def _elements(pages: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield tag, attribute and value of everything on the pages, with an empty attribute where there is none."""
    seen: set[str] = set()
    for html in pages:
        for found in TAG.finditer(html):
            if found[0] in seen:
                continue
            seen.add(found[0])
            yield found[1].lower(), "", ""
            for attribute in ATTRIBUTE.finditer(found[2]):
                yield found[1].lower(), attribute[1], next(filter(None, attribute.groups()[1:]), "")
