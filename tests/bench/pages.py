"""How fast pages are beside the same Markdown in plain Material, by Lighthouse in one run: `make bench-pages`.

A time says little of itself: it is another one on each machine. So each figure stands beside that of a site with the
same texts and tables, in the theme as it comes. Lighthouse is as large as all else together, so it is installed on
first use.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import stoppable
from tests.conftest import ROOT

LIGHTHOUSE = "lighthouse@13.5.0"
TOOLS = ROOT / "build" / "lighthouse"
PAGES = ("", "accept/", "rpo-rto/", "ports/")
"""Home, a page of the guide, a calculator, the largest table."""
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}
RUNS = int(os.environ.get("RUNS", "3"))
LIMIT = 180
"""Seconds after which a run has hung."""
TRIES = 3
ONCE_MORE = "Please run Lighthouse again"
"""What it says when the browser did not tell it when the page began to load, which comes about now and then."""
KILOBYTE = 1000
FIGURES = {
    "first paint ms": ("first-contentful-paint", 1),
    "largest ms": ("largest-contentful-paint", 1),
    "blocked ms": ("total-blocking-time", 1),
    "shift": ("cumulative-layout-shift", 1),
    "kB": ("total-byte-weight", KILOBYTE),
}
SERVE = """
import sys
from pathlib import Path
from macros.commands.serve import open_server
server = open_server(Path(sys.argv[1]), 0)
print(server.server_port, flush=True)
server.serve_forever()
"""
PLAIN = """\
site_name: Plain
theme: {name: material, font: false, features: [navigation.tabs, toc.integrate, content.code.copy]}
plugins: [search]
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}, pymdownx.highlight, pymdownx.superfences]
"""


def main(site: Path, chromium: str) -> None:
    """Print figures of each page, ours and plain, and their ratios."""
    program = installed()
    with TemporaryDirectory() as folder:
        plain = plain_site(site, Path(folder))
        with served(site) as ours, served(plain) as theirs:
            print(f"Lighthouse, medians of {RUNS} runs: ours / plain Material with the same Markdown = ratio")
            for form, options in FORMS.items():
                for page in PAGES:
                    runs: dict[str, list[dict[str, Any]]] = {ours: [], theirs: []}
                    # In turn, so that what else the machine does burdens both.
                    for _ in range(RUNS):
                        for base, found in runs.items():
                            found.append(measured(program, base + page, options, chromium))
                    print(f"\n{form}, /{page}")
                    show(runs[ours], runs[theirs])


def show(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    """Print a line a figure."""
    for name in (*FIGURES, "score"):
        mine, plain = (statistics.median(figure(run, name) for run in runs) for runs in (ours, theirs))
        ratio = f"{mine / plain:6.2f}" if plain else "     -"
        print(f"  {name:14} {mine:9.3g} / {plain:9.3g} = {ratio}")


def figure(run: dict[str, Any], name: str) -> float:
    """Return a figure of what Lighthouse found."""
    if name == "score":
        return float(run["categories"]["performance"]["score"])
    audit, unit = FIGURES[name]
    return float(run["audits"][audit]["numericValue"]) / unit


def measured(program: Path, address: str, options: tuple[str, ...], chromium: str) -> dict[str, Any]:
    """Return what Lighthouse finds of a page, after another try where it asks for one."""
    for again in range(TRIES):
        if again:
            print(f"Lighthouse asks for another try of {address}")
        found, said = tried(program, address, options, chromium)
        if found:
            return found
        if ONCE_MORE not in said:
            break
    sys.exit(f"Lighthouse failed for {address}:\n{said[-1000:]}")


def tried(program: Path, address: str, options: tuple[str, ...], chromium: str) -> tuple[dict[str, Any], str]:
    """Return what Lighthouse finds of a page, which is nothing where it fails, and what it says meanwhile."""
    with TemporaryDirectory() as folder:
        report, said = Path(folder, "report.json"), Path(folder, "said.txt")
        command = [
            *(str(program), address, "--quiet", "--only-categories=performance", *options),
            *("--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"),
        ]
        # Into files: a process of the browser that stays a little longer would keep a pipe open.
        with said.open("w") as file:
            done = subprocess.run(
                command,
                env=os.environ | {"CHROME_PATH": chromium},
                stdout=file,
                stderr=file,
                timeout=LIMIT,
                check=False,
            )
        text = said.read_text("utf-8").strip()
        if done.returncode or not report.is_file():
            return {}, text
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        failed = found.get("runtimeError", {}).get("message", "")
        return ({}, f"{text}\n{failed}") if failed else (found, text)


def installed() -> Path:
    """Return the program, after its first installation."""
    program = TOOLS / "node_modules/.bin/lighthouse"
    if not program.exists():
        print(f"Installing {LIGHTHOUSE} into {TOOLS.relative_to(ROOT)}/ (about 180 MB)")
        TOOLS.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / ".npmrc", TOOLS)
        command = ["npm", "install", "--prefix", str(TOOLS), "--loglevel=error", LIGHTHOUSE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return program


def plain_site(site: Path, folder: Path) -> Path:
    """Return a site in plain Material whose pages are the Markdown of ours."""
    for page in PAGES:
        text = (site / page / "index.md").read_text("utf-8")
        target = folder / "docs" / (f"{page.rstrip('/')}.md" if page else "index.md")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"The plain site was not built:\n{done.stderr}")
    return folder / "site"


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site as `make serve` does, in a process of its own, and yield the address of its home."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(site)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        finally:
            server.terminate()


if __name__ == "__main__":
    with stoppable():
        main(ROOT / "site", os.environ["CHROMIUM"])
