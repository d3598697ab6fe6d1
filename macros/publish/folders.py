"""A page for every folder of the site that has none: it leads on, where a host would list files or know no answer."""

import re
from html import escape
from pathlib import Path, PurePosixPath

from macros.publish.headers import RUNTIME

INDEX = "index.html"
ROOT = PurePosixPath(".")
LEADS_TO = {"checklists": "deploy/#finder"}
"""Where a folder leads whose pages are found through another one. All others lead to the page above them."""
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
<p>This folder has no page of its own. Go on to <a href="{address}">{name}</a>.</p>
</body>
</html>
"""


def write_folder_pages(site: Path, site_url: str | None) -> None:
    """Write a page into every folder of the built site in ``site`` that has none, and tell where it leads.

    The folders of the runtime stay as they are: their names stand for what they hold.
    """
    folders = [PurePosixPath(path.relative_to(site)) for path in sorted(site.rglob("*")) if path.is_dir()]
    bare = [path for path in folders if not f"/{path}/".startswith(RUNTIME) and not (site / path / INDEX).is_file()]
    for folder in bare:
        above = next(path for path in folder.parents if path not in bare)
        address = LEADS_TO.get(str(folder), "" if above == ROOT else f"{above}/")
        (site / folder / INDEX).write_text(_page(site, folder, address, site_url), "utf-8")


def _page(site: Path, folder: PurePosixPath, address: str, site_url: str | None) -> str:
    """Return the page of a folder that leads to an address, which is from the site's root."""
    page = address.partition("#")[0]
    root = "../" * len(folder.parts)
    found = TITLE.search((site / page / INDEX).read_text("utf-8"))
    title = found[1].strip() if found else escape(address)
    base = f"{site_url.rstrip('/')}/" if site_url else root
    return PAGE.format(
        title=title, name=title.partition(" - ")[0], address=escape(root + address), canonical=escape(base + page)
    )
