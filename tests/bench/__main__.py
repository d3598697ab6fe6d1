"""`make bench` first: what data and macros cost on top of a plain build.

Builds are measured in seconds of the processor, which other work on the machine changes little, and in turn. Seconds
depend on the machine, ratios less so.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from mkdocs.utils.yaml import yaml_load

from macros.data.checks import check
from macros.data.loader import Data, read
from macros.pages.generated import generated_pages
from macros.pages.rendered import rendered

ROOT = Path(__file__).parents[2]
# How many times today's records, and how often each build runs: a large one varies less.
SIZES = ((1, 9), (10, 3), (100, 1))
# Of source types a copy with new ids is valid as it is, with a page of its own.
COPIED = "sources"
ID = re.compile(r"^((?:- |[ ]*- |)id: )(\S+)$", re.MULTILINE)


def main() -> None:
    """Print the measurements."""
    with TemporaryDirectory() as scratch:
        print(f"{'':>5} {'records':>9} {'pages':>6} {'check':>9} {'plain build':>12} {'this build':>11} {'ratio':>6}")
        for times, rounds in SIZES:
            print(line(times, rounds, Path(scratch, str(times))), flush=True)


def line(times: int, rounds: int, scratch: Path) -> str:
    """Return the measurements with `times` as many records."""
    ours = larger_project(times, scratch / "ours")
    data = read(ours / "data")
    check(data, ours)
    records = sum(1 for _ in data.walk())
    pages = len(list((ours / "docs").rglob("*.md"))) + len(list(generated_pages(data)))
    plain = plain_project(data, ours, scratch / "plain")
    checked, theirs, own = in_turn(
        rounds,
        partial(command, ours, "macros.commands.check"),
        partial(build, plain, scratch / "site"),
        partial(build, ours, scratch / "site"),
    )
    shutil.rmtree(scratch)
    return f"{times:>4}× {records:>9} {pages:>6} {checked:>7.2f} s {theirs:>10.2f} s {own:>9.2f} s {own / theirs:>6.2f}"


def in_turn(rounds: int, *actions: Callable[[], object]) -> tuple[float, ...]:
    """Return the median seconds of each action; they take turns, so that a busy minute hits all of them."""
    taken = [[processor_seconds(action) for action in actions] for _ in range(rounds)]
    return tuple(statistics.median(times) for times in zip(*taken, strict=True))


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
    config["plugins"] = ["search"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


if __name__ == "__main__":
    main()
