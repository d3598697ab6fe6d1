"""Pages that only lead on: for folders that have none, where a host would list files, and for former addresses."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path, PurePosixPath

from calculators.answers.render import page_url
from calculators.records.way import FormerAddress
from macros.publish.headers import RUNTIME

INDEX = "index.html"
ROOT = PurePosixPath(".")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PAGE = """\
<!doctype html>
<html lang="en">
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
<p>{why} Go on to <a href="{address}">{name}</a>.</p>
</body>
</html>
"""


def write_leading_pages(site: Path, site_url: str | None, formerly: Sequence[FormerAddress]) -> None:
    """Write a page for every former address, and into every folder of the built site in ``site`` that has none.

    A folder leads where its former address says, or to the page above it. The folders of the runtime stay as they are:
    their names stand for what they hold.
    """
    led = {former.address.removesuffix("/"): _address(former) for former in formerly}
    for address, leads_to in led.items():
        if address.endswith(".html"):
            path = PurePosixPath(address)
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            page = _page(site, path.parent, leads_to, site_url, "This page has moved.")
            (site / path).write_text(page, "utf-8")
    folders = [PurePosixPath(path.relative_to(site)) for path in sorted(site.rglob("*")) if path.is_dir()]
    bare = [path for path in folders if not f"/{path}/".startswith(RUNTIME) and not (site / path / INDEX).is_file()]
    for folder in bare:
        above = next(path for path in folder.parents if path not in bare)
        address = led.get(str(folder), "" if above == ROOT else f"{above}/")
        page = _page(site, folder, address, site_url, "This folder has no page of its own.")
        (site / folder / INDEX).write_text(page, "utf-8")


def _address(former: FormerAddress) -> str:
    return page_url(former.page, "") + (f"#{former.anchor}" if former.anchor else "")


def _page(site: Path, folder: PurePosixPath, address: str, site_url: str | None, why: str) -> str:
    """Return a page in a folder that leads to an address, which is from the site's root."""
    page = address.partition("#")[0]
    root = "../" * len(folder.parts)
    found = TITLE.search((site / page / INDEX).read_text("utf-8"))
    title = found[1].strip() if found else escape(address)
    base = f"{site_url.rstrip('/')}/" if site_url else root
    canonical, name = escape(base + page), title.partition(" - ")[0]
    return PAGE.format(title=title, name=name, address=escape(root + address), canonical=canonical, why=why)
