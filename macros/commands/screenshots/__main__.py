"""`python -m macros.commands.screenshots site`: picture every type of page, and tell which differ from the accepted.

Fingerprints of the accepted pictures are in Git, in `tests/browser/accepted.yaml`; the pictures themselves are not, for
they weigh a thousand times as much and change with every style. This machine keeps those that were accepted here, in
`build/accepted/`, to lay them beside the new ones.
"""

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from macros.commands.screenshots.fingerprints import Fingerprint, changes, parse
from macros.commands.screenshots.sheet import sheet
from macros.commands.screenshots.shooting import FLAGS, Picture, pictures
from macros.commands.serve import open_server

ACCEPTED = Path("tests/browser/accepted.yaml")
HEAD = "# Fingerprints of the accepted pictures, made by `make screenshots ACCEPT=1`. Do not edit by hand.\n"
NEW = Path("build/screenshots")
FORMER = Path("build/accepted")


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures, compare them, and accept them where asked to; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m macros.commands.screenshots", description="Picture every page type."
    )
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="names of pages, such as home")
    parser.add_argument("--accept", action="store_true", help="keep these as the accepted ones")
    asked = parser.parse_args(arguments)
    try:
        before, accepted = read(ACCEPTED.read_text("utf-8")) if ACCEPTED.is_file() else ("", {})
    except (ValueError, yaml.YAMLError) as error:
        print(f"{ACCEPTED}: {error}", file=sys.stderr)
        return 1
    shutil.rmtree(NEW, ignore_errors=True)
    browser, taken = _taken(asked.site, asked.only)
    marks = {picture.name: picture.mark for picture in taken}
    changed = changes(accepted, marks)
    former = {name: f"../{FORMER.name}/{name}.jpg" for name in marks if (FORMER / f"{name}.jpg").is_file()}
    (NEW / "index.html").write_text(sheet(taken, changed, former, browser, before), "utf-8")
    for name, change in changed.items():
        print(f"{name}: {change.words}")
    gone = [] if asked.only else [name for name in accepted if name not in marks]
    for name in gone:
        print(f"{name}: no longer pictured")
    print(f"{len(changed)} of {len(taken)} pictures differ from the accepted ones: {NEW}/index.html")
    if asked.accept:
        shutil.copytree(NEW, FORMER, dirs_exist_ok=True)
        kept = {name: mark for name, mark in accepted.items() if name not in gone} | marks
        ACCEPTED.write_text(written(browser, kept), "utf-8")
        print(f"Accepted: {ACCEPTED}")
    return 0


def read(text: str) -> tuple[str, dict[str, Fingerprint]]:
    """Return the browser of the accepted pictures, and their fingerprints by name; raise ValueError at a wrong one."""
    record = yaml.safe_load(text)
    return str(record["browser"]), {name: parse(line) for name, line in record["pictures"].items()}


def written(browser: str, marks: Mapping[str, Fingerprint]) -> str:
    """Return the file of fingerprints, a picture a line."""
    lines = "".join(f"  {name}: '{mark}'\n" for name, mark in sorted(marks.items()))
    return f"{HEAD}browser: {browser}\npictures:\n{lines}"


def _taken(site: Path, only: Sequence[str]) -> tuple[str, list[Picture]]:
    """Return the browser with its version, and the pictures that it took."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # of the tests, not of the site

    server = open_server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=list(FLAGS))
            taken = []
            for picture in pictures(browser, f"http://127.0.0.1:{server.server_port}/", NEW, only):
                taken.append(picture)
                print(f"{len(taken)} {picture.name}", end="\r", file=sys.stderr)
            return f"Chromium {browser.version}", taken
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
