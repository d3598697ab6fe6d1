"""`make bench`: what data and macros cost on top of a plain build, and how fast the calculators answer.

Seconds depend on the machine, ratios less so: each is measured in one run, the two builds in turn.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from jinja2 import Environment
from mkdocs.utils.yaml import yaml_load

from calculators.registry import CALCULATORS, run
from macros.checks import check
from macros.loader import Data, read
from macros.pages import MACROS
from macros.view import View

ROOT = Path(__file__).parents[2]
BUILDS = 5
RUNS = 1000


def main() -> None:
    """Print the measurements."""
    data = read(ROOT / "data")
    with TemporaryDirectory() as scratch:
        plain = plain_project(data, Path(scratch, "plain"))
        builds = partial(build, ROOT, Path(scratch, "a")), partial(build, plain, Path(scratch, "b"))
        ours, theirs, checked = in_turn(*builds, check_data)
    pages = len(list((ROOT / "docs").rglob("*.md")))
    print(f"Build, {pages} pages, median of {BUILDS}")
    print(f"  plain MkDocs and Material  {theirs:6.2f} s   1.00")
    print(f"  this site                  {ours:6.2f} s   {ours / theirs:.2f}")
    print(f"  check of data/ alone       {checked:6.2f} s   {checked / theirs:.2f}")
    print(f"Calculators with their defaults, {RUNS} runs in CPython")
    for name in CALCULATORS:
        times = [seconds(partial(run, name, {}, data.catalog)) for _ in range(RUNS)]
        median, slow = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"  {name:<16} median {median * 1000:6.3f} ms   p99 {slow * 1000:6.3f} ms   {slow / median:.2f}")


def in_turn(*actions: Callable[[], object]) -> tuple[float, ...]:
    """Return the median seconds of each action; they take turns, so that a busy minute hits all of them."""
    rounds = [[seconds(action) for action in actions] for _ in range(BUILDS)]
    return tuple(statistics.median(times) for times in zip(*rounds, strict=True))


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def check_data() -> None:
    """Read and check everything in data/."""
    check(read(ROOT / "data"), ROOT)


def build(project: Path, folder: Path) -> None:
    """Build a project as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)


def plain_project(data: Data, folder: Path) -> Path:
    """Return a project with the same pages, but with what the macros return already in their Markdown."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "images", folder / "docs/images")
    for page in (folder / "docs").rglob("*.md"):
        depth = len(page.relative_to(folder / "docs").parts) - (page.name == "index.md")
        view = View(data, "../" * depth, "assets/runtime")
        macros = {macro.__name__: partial(macro, view) for macro in MACROS}
        page.write_text(Environment().from_string(page.read_text("utf-8")).render(macros), "utf-8")
    config = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    del config["hooks"], config["watch"], config["theme"]["custom_dir"]
    config["plugins"] = ["search"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


if __name__ == "__main__":
    main()
