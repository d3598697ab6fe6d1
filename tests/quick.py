"""`make quick`: what can be known of a change in a minute, and what was left out.

The data is checked, the code is checked, and those tests run that the change can touch, the nearest first: those of
the room that it is in, then those that import it, then those that import what imports it. Files that a minute has no
room for are named, and so is what needs the built site.
"""

import ast
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conftest import ROOT, seconds_known

PACKAGES = ("calculators", "macros", "tests")
# What the tests may take on one processor. Linters work on the other, then both do.
BUDGET_S = 60
# What a file of tests takes of which nothing is known yet.
UNKNOWN_S = 3
# Tests that read the built site, which takes longer to build than quick may.
NEED_SITE = ("tests/site", "tests/browser")
# What is no Python module: who reads it, the nearest first.
READERS = {
    "data": ("tests/macros/data", "tests/cases", "tests/macros/pages", "tests/macros/publish", "tests/calculators"),
    "docs": ("tests/macros/pages", "tests/macros/data"),
    "images": (),
    "CONTRIBUTING.md": ("tests/macros/test_contributing.py",),
    "pyproject.toml": ("tests/test_exceptions.py", "tests/macros/data"),
    "mkdocs.yml": ("tests/macros/publish",),
}
PROGRAMS = Path(sys.executable).parent
LINTERS: Mapping[str, Sequence[str]] = {
    "check": (sys.executable, "-m", "macros.commands.check"),
    "ruff check": (f"{PROGRAMS}/ruff", "check", "."),
    "ruff format": (f"{PROGRAMS}/ruff", "format", "--check", "."),
    "mypy": (f"{PROGRAMS}/mypy",),
    "tsc": ("npx", "--no-install", "--loglevel=error", "tsc", "-p", "jsconfig.json"),
    "codespell": (f"{PROGRAMS}/codespell",),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which tests a change can touch."""

    run: tuple[str, ...]
    """Files that are run, the nearest first."""
    far: tuple[str, ...]
    """Files that a minute has no room for."""
    site: tuple[str, ...]
    """Folders of tests that need the built site."""


def main() -> int:
    """Print what is wrong and what was left out; return 1 if anything is wrong."""
    changed = changed_files()
    if not changed:
        print("Nothing has changed since main.")
        return 0
    found = selection(changed, seconds_known())
    print(f"{len(changed)} files have changed since main. {len(found.run)} files of tests are the nearest to them.")
    jobs = dict(LINTERS)
    if found.run:
        jobs = {"tests": (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *found.run)} | jobs
    with ThreadPoolExecutor(max_workers=2) as workers:
        good = [*workers.map(run, jobs, jobs.values())]
    for line in left_out(found):
        print(line)
    return 0 if all(good) else 1


def run(name: str, command: Sequence[str]) -> bool:
    """Print how a command went, and what it says if it failed; return whether it went well."""
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    verdict = "good" if done.returncode == 0 else "WRONG"
    print(f"{name:<12} {verdict:<6} {time.monotonic() - begun:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def left_out(found: Selection) -> Iterator[str]:
    """Yield what was not looked at, and how to."""
    if found.far:
        yield f"Left out, because a minute has no room for them: {', '.join(found.far)}"
    if found.site:
        yield f"Left out, because they need the built site: {', '.join(found.site)}"
    yield "`make test` runs every test."


def changed_files() -> tuple[str, ...]:
    """Return the files that differ from where this branch left main, new ones included."""
    heads = ("origin/main", "main", "HEAD")
    base = next(found for head in heads if (found := git("merge-base", head, "HEAD")))[0]
    differing = git("diff", "--name-only", "--no-renames", base)
    return tuple(sorted({*differing, *git("ls-files", "--others", "--exclude-standard")}))


def git(*arguments: str) -> list[str]:
    """Return the lines that a command of git prints, none when it fails."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def selection(changed: Iterable[str], seconds: Mapping[str, float]) -> Selection:
    """Return which tests to run for changed files, given how many seconds files of tests took when they last ran."""
    distances = distances_from(changed)
    needing = {file for file in distances if file.startswith(NEED_SITE)}
    here = sorted(distances.keys() - needing, key=lambda file: (distances[file], file))
    chosen, left = [], float(BUDGET_S)
    for file in here:
        left -= seconds.get(file, UNKNOWN_S)
        # The tests of the room itself are never left out.
        if left >= 0 or distances[file] == 0:
            chosen.append(file)
    far = tuple(file for file in here if file not in chosen)
    # Every change shows on the site.
    return Selection(run=tuple(chosen), far=far, site=NEED_SITE)


def distances_from(changed: Iterable[str]) -> dict[str, int]:
    """Return how far each file of tests that a change can touch is from it: 0 in its room, more where it is read."""
    tests = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    found: dict[str, int] = {}

    def reach(file: str, distance: int) -> None:
        found[file] = min(distance, found.get(file, distance))

    modules = []
    for name in changed:
        place = Path(name)
        if place.suffix == ".py" and place.parts[0] in PACKAGES:
            modules.append(module_of(place))
            mirror = "/".join(("tests", *place.parts[:-1])).replace("tests/tests", "tests")
            # A file without a folder of tests of its own has a file of them.
            own = (name, f"{mirror}/test_{place.stem}.py")
            room = [file for file in tests if Path(file).parent.as_posix() == mirror and len(place.parts) > 2]
            for file in (*room, *(file for file in tests if file in own)):
                reach(file, 0)
        for distance, folder in enumerate(readers_of(place)):
            for file in tests:
                if file == folder or file.startswith(f"{folder}/"):
                    reach(file, distance)
    names = {module_of(Path(file)): file for file in tests}
    for module, distance in importers(modules).items():
        if module in names:
            reach(names[module], distance)
    return found


def is_beside(test: str, place: Path) -> bool:
    """Return whether a file of tests is in the room of a module: in the folder that mirrors its own."""
    folder = Path(test).parent
    if place.parts[0] == "tests":
        return test == place.as_posix() or (place.name == "conftest.py" and place.parent in Path(test).parents[:-2])
    in_room = len(place.parts) > len(("package", "module.py"))
    return folder == Path("tests", place.parent) and (in_room or test.endswith(f"/test_{place.stem}.py"))


def readers_of(place: Path) -> tuple[str, ...]:
    """Return the folders of tests that read a file which is no module, the nearest first."""
    if place.parts[0] == "tests" and place.suffix != ".py":
        return (place.parent.as_posix(),)
    return READERS.get(place.parts[0], ())


def module_of(place: Path) -> str:
    """Return the name of the module in a file."""
    return ".".join(place.with_suffix("").parts).removesuffix(".__init__")


def importers(changed: Iterable[str]) -> dict[str, int]:
    """Return the modules that import changed ones, also by way of others, each with the number of steps."""
    users = all_users()
    steps = dict.fromkeys(changed, 0)
    waiting = deque(steps)
    while waiting:
        module = waiting.popleft()
        # What tests share reaches every test, so the way ends there.
        for user in users.get(module, set()) if not module.endswith("conftest") else ():
            if user not in steps:
                steps[user] = steps[module] + 1
                waiting.append(user)
    return steps


@cache
def all_users() -> Mapping[str, set[str]]:
    """Return which modules import a name, for every name that one imports."""
    users: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            user = module_of(path.relative_to(ROOT))
            for used in imported(ast.parse(path.read_text("utf-8"))):
                users.setdefault(used, set()).add(user)
    return users


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a module imports, of modules or of what is in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{item.name}" for item in node.names)


if __name__ == "__main__":
    sys.exit(main())
