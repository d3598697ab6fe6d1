"""`make bench` first: what data and macros cost on top of a plain build.

Builds are measured in seconds of the processor, which other work on the machine changes little, and in turn. Seconds
depend on the machine, ratios less so. Each turn is printed when it is over; Ctrl+C ends with what is known by then.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from mkdocs.utils.yaml import yaml_load

from macros.data.checks import check
from macros.data.examined import read
from macros.data.loader import Data
from macros.pages.generated import generated_pages
from macros.pages.rendered import rendered
from tests.bench import stoppable

ROOT = Path(__file__).parents[2]
# How many times today's records, and how often each build runs: a large one varies less.
SIZES = ((1, 9), (10, 3), (100, 1))
# Of source types a copy with new ids is valid as it is, with a page of its own.
COPIED = "sources"
ID = re.compile(r"^((?:- |[ ]*- |)id: )(\S+)$", re.MULTILINE)


def main() -> None:
    """Print the measurements."""
    with TemporaryDirectory() as scratch, stoppable():
        for times, rounds in SIZES:
            measure(times, rounds, Path(scratch, str(times)))


def measure(times: int, rounds: int, scratch: Path) -> None:
    """Print the measurements with `times` as many records: each turn, and the medians."""
    ours = larger_project(times, scratch / "ours")
    data = read(ours / "data")
    check(data, ours)
    records = sum(1 for _ in data.walk())
    pages = len(list((ours / "docs").rglob("*.md"))) + len(list(generated_pages(data)))
    plain = plain_project(data, ours, scratch / "plain")
    print(f"{times}× the data: {records} records, {pages} pages. Seconds of the processor:")
    print(f"{'':>14} {'check':>8} {'plain build':>12} {'this build':>11} {'ratio':>6}")
    actions = (
        partial(command, ours, "macros.commands.check"),
        partial(build, plain, scratch / "site"),
        partial(build, ours, scratch / "site"),
    )
    taken: list[list[float]] = []
    try:
        # They take turns, so that a busy minute hits all of them.
        for number in range(rounds):
            taken.append([processor_seconds(action) for action in actions])
            print(line(f"turn {number + 1} of {rounds}", taken[-1]))
    finally:
        if len(taken) > 1:
            print(line(f"median of {len(taken)}", [statistics.median(seconds) for seconds in zip(*taken, strict=True)]))
    shutil.rmtree(scratch)


def line(name: str, seconds: Sequence[float]) -> str:
    """Return a row of the table."""
    checked, plain, own = seconds
    return f"{name:<14} {checked:>8.2f} {plain:>12.2f} {own:>11.2f} {own / plain:>6.2f}"


def processor_seconds(action: Callable[[], object]) -> float:
    """Return how long a program that an action runs keeps the processor busy."""
    before = os.times()
    action()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def command(project: Path, *arguments: str) -> None:
    """Run a module in a project as its Makefile does."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    # Without it Python keeps what it compiled, as it has done for the packages of the plain build.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def build(project: Path, folder: Path) -> None:
    """Build a project as `make site` does."""
    command(project, "mkdocs", "build", "--strict", "--site-dir", str(folder))


def larger_project(times: int, folder: Path) -> Path:
    """Return a copy of this project with `times` as many records, and pages for those that have one."""
    for name in ("calculators", "data", "docs", "images", "macros"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "package-lock.json", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "build", folder / "build", ignore=shutil.ignore_patterns("uv", "*.log"))
    records, copied = record_counts()
    for number in range((times - 1) * records // copied):
        copy_records(folder, f"-copy{number}")
    if times > 1:
        config = yaml_load((folder / "mkdocs.yml").read_text("utf-8"))
        config["not_in_nav"] = config.get("not_in_nav", "") + "\n*-copy*.md\n"
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    return folder


def record_counts() -> tuple[int, int]:
    """Return how many records there are, and how many of them one round of copies adds again."""
    names = [file.name for file, _, _ in read(ROOT / "data").walk()]
    return len(names), sum(1 for name in names if name.startswith(f"data/{COPIED}/"))


def copy_records(folder: Path, ending: str) -> None:
    """Add a copy of each source type, with ids that end like this; its page follows from it."""
    form = folder / "data/calculators/components.yaml"
    choices = form.read_text("utf-8")
    for path in sorted((ROOT / "data" / COPIED).iterdir()):
        copy = folder / "data" / COPIED / f"{path.stem}{ending}.yaml"
        copy.write_text(ID.sub(rf"\1\2{ending}", path.read_text("utf-8")), "utf-8")
        # A form offers every platform that hosts are read through.
        choices = re.sub(rf"^( *- {{id: {path.stem})(, .*)$", rf"\1\2\n\1{ending}\2", choices, flags=re.MULTILINE)
    form.write_text(choices, "utf-8")


def plain_project(data: Data, project: Path, folder: Path) -> Path:
    """Return a project with the same pages, but with what the macros return already in their Markdown."""
    shutil.copytree(project / "docs", folder / "docs")
    shutil.copytree(project / "images", folder / "docs/images")
    for name, page in rendered(data, project / "docs").items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    config = yaml_load((project / "mkdocs.yml").read_text("utf-8"))
    del config["hooks"], config["watch"], config["theme"]["custom_dir"]
    config["plugins"] = []
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


if __name__ == "__main__":
    main()
