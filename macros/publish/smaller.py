"""The finished site without what only people read in its source: comments, spaces, long names."""

import re
import subprocess
from pathlib import Path

from macros.publish.bundle import BundleError

PROGRAM = Path("node_modules/.bin/esbuild")
ASSETS = "assets"
# The browser's Python is as its makers packed it.
AS_THEY_ARE = "runtime"
# What is verbatim; or empty lines and indentation between elements. Where spaces are shown, they stand in text.
BETWEEN = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|(?<=>)\s*\n\s*(?=<)", re.DOTALL | re.IGNORECASE)


def make_smaller(site: Path, root: Path) -> None:
    """Let esbuild write every script and style sheet of the guide in ``site`` anew, each for itself; licences stay.

    Pages lose the empty lines and the indentation that templates leave.

    Raises BundleError if the program is missing or does not understand a file.
    """
    for page in site.rglob("*.html"):
        page.write_text(narrowed(page.read_text("utf-8")), "utf-8")
    folder = site / ASSETS
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix in (".mjs", ".css") and file.relative_to(folder).parts[0] != AS_THEY_ARE
    )
    command = [
        *(str(root / PROGRAM), *map(str, files)),
        *("--minify", "--charset=utf8", "--legal-comments=inline", "--log-level=warning"),
        # Nothing that lies in a folder above decides how a file is read.
        "--tsconfig-raw={}",
        *(f"--outbase={site}", f"--outdir={site}", "--allow-overwrite", "--out-extension:.js=.mjs"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BundleError(f"{PROGRAM} is missing. Run `make serve`: it installs what comes from npm.") from None
    if done.returncode:
        raise BundleError(f"esbuild does not understand a file:\n{done.stderr.strip()}")


def narrowed(html: str) -> str:
    """Return a page with one line break where elements are far apart; what is verbatim stays."""
    return BETWEEN.sub(lambda found: found[1] or "\n", html)
