"""Pages that only lead on: for folders that have none, where a host would list files, and for former addresses.

Both also below the folder of each language, where they lead to pages of that language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from calculators.answers.render import page_url
from calculators.records.way import FormerAddress
from calculators.words import Memory
from macros.publish.headers import RUNTIME

INDEX = "index.html"
MOVED = "This page has moved. Go on to:"
NO_PAGE = "This folder has no page of its own. Go on to:"
ROOT = PurePosixPath(".")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>{why} <a href="{address}">{name}</a></p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the pages in a folder."""

    folder: str
    tag: str
    memory: Memory


def write_leading_pages(
    site: Path, site_url: str | None, formerly: Sequence[FormerAddress], languages: Sequence[Spoken]
) -> None:
    """Write a page for every former address, and into every folder of the built site in ``site`` that has none.

    A folder leads where its former address says, or to the page above it. The folders of the runtime stay as they are:
    their names stand for what they hold.
    """
    below: dict[str, Spoken | None] = {"": None} | {f"{one.folder}/": one for one in languages}
    led = {
        folder + former.address.removesuffix("/"): folder + _address(former) for folder in below for former in formerly
    }

    def write(path: PurePosixPath, leads_to: str, why: str) -> None:
        language = next(below[folder] for folder in reversed(below) if str(path).startswith(folder))
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        said = (language.tag, language.memory.text(why).text) if language else ("en", why)
        (site / path).write_text(_page(site, path.parent, leads_to, site_url, said), "utf-8")

    for address, leads_to in led.items():
        if address.endswith(".html"):
            write(PurePosixPath(address), leads_to, MOVED)
    folders = [PurePosixPath(path.relative_to(site)) for path in sorted(site.rglob("*")) if path.is_dir()]
    bare = [path for path in folders if not f"/{path}/".startswith(RUNTIME) and not (site / path / INDEX).is_file()]
    for folder in bare:
        above = next(path for path in folder.parents if path not in bare)
        write(folder / INDEX, led.get(str(folder), "" if above == ROOT else f"{above}/"), NO_PAGE)


def _address(former: FormerAddress) -> str:
    return page_url(former.page, "") + (f"#{former.anchor}" if former.anchor else "")


def _page(site: Path, folder: PurePosixPath, address: str, site_url: str | None, said: tuple[str, str]) -> str:
    """Return a page in a folder that leads to an address, which is from the site's root.

    ``said`` is the tag of the page's language, and why it leads on.
    """
    page = address.partition("#")[0]
    root = "../" * len(folder.parts)
    found = TITLE.search((site / page / INDEX).read_text("utf-8"))
    title = found[1].strip() if found else escape(address)
    base = f"{site_url.rstrip('/')}/" if site_url else root
    return PAGE.format(
        lang=said[0],
        title=title,
        name=title.partition(" - ")[0],
        address=escape(root + address),
        canonical=escape(base + page),
        why=escape(said[1]),
    )
