"""Make the folder that a page loads Python and the calculators from.

The folder holds Pyodide, the wheel of ``calculators``, a lock file that names this wheel only, the standard
library as bytecode, a slim form of Pyodide's module, a snapshot of its memory after it has run the calculators that
pages ask alone, what that becomes once it has run all the others, and extras: archives that a page loads only when a
reader needs one. What gains by it lies there compressed as well. The name of the folder is a hash of all that, so a
host may let browsers keep the files for ever.
"""

import gzip
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
PYODIDE_LIBRARY = "python_stdlib.zip"
SNAPSHOT = "snapshot.bin"
REST = "rest.bin"
MODULE = "pyodide.asm.wasm"
SLIM = "slim.wasm"
LIBRARY = "stdlib.zip"
# The other files are compressed in themselves, or too small to matter.
PACKED_FILES = (*PYODIDE_FILES, SLIM, SNAPSHOT, REST)
LOCK_FILE = "pyodide-lock.json"
SIZES_FILE = "runtime.json"
NO_SNAPSHOT = {"id": 0, "bytes": []}
HASH_DIGITS = 12
# A wheel holds the time of each file. A fixed time (1 January 2024) gives the same wheel on every build.
WHEEL_EPOCH = "1704067200"
SNAPSHOT_MAKER = Path(__file__).parent / "snapshot"
# Takes the snapshot up in the page, and proves it when it is made.
MACHINE = Path("docs/assets/python/machine.mjs")
EXTRAS = {"workbooks": ("python_calamine",)}
"""The extras: modules in macros/publish/extras/, each with the wheels that it needs, for Pyodide's own platform."""
EXTRAS_SOURCES = Path(__file__).parent / "extras"
# Zip files hold the time of each entry. A fixed time gives the same file on every build.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

log = logging.getLogger(__name__)


class BundleError(Exception):
    """What keeps the runtime from being made, in words for a maintainer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What a page loads to run the calculators."""

    folder: Path
    """Where the files are now."""

    name: str
    """A hash of the files: the name of their folder, here and on the site."""

    files: tuple[Path, ...]
    """All files in the folder, sorted."""


def build_runtime(root: Path, *, quick: bool = False) -> Runtime:
    """Return the runtime for the project in ``root``, made anew only if an input has changed.

    A quick one is made in a second instead of a minute, for those who edit: it starts from Pyodide's own library, has
    no snapshot, and its name is that of `quick_name`. Raises BundleError if the dataset or the npm packages are
    missing, or if a tool fails.
    """
    store = root / "build" / ("runtime-quick" if quick else "runtime")
    inputs = _fingerprint(root)
    known = _read_json(store / "latest.json")
    if known.get("inputs") == inputs and _is_whole(store / known["name"]):
        name = known["name"]
    else:
        name = _make(root, store, inputs[:HASH_DIGITS] if quick else "")
        _write_json(store / "latest.json", {"inputs": inputs, "name": name})
        _remove_others(store, name)
    folder = store / name
    return Runtime(folder=folder, name=name, files=tuple(sorted(folder.iterdir())))


def quick_name(root: Path) -> str:
    """Return the name of a quick runtime before it is made, so that pages need not wait for it.

    Raises BundleError if a part is missing.
    """
    return _fingerprint(root)[:HASH_DIGITS]


def _fingerprint(root: Path) -> str:
    """Return a hash of everything that the runtime is made from; raises BundleError if a part is missing."""
    package = root / "calculators"
    if not (package / "dataset.json").is_file():
        raise BundleError("calculators/dataset.json is missing. Run `make check`: it makes it from data/.")
    pyodide = root / "node_modules" / "pyodide"
    for name in (*PYODIDE_FILES, PYODIDE_LIBRARY, LOCK_FILE):
        if not (pyodide / name).is_file():
            raise BundleError(f"node_modules/pyodide/{name} is missing. Run `make serve`: it installs Pyodide.")
    sources = (file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    makers = (file for file in SNAPSHOT_MAKER.iterdir() if file.is_file())
    tools = (root / "pyproject.toml", root / "package-lock.json", root / MACHINE, Path(__file__))
    extras = [file for name, wheels in EXTRAS.items() for file in _extra_parts(root, name, wheels)]
    return _hash([*sources, *makers, *tools, *extras], root)


def _make(root: Path, store: Path, quick: str) -> str:
    """Make the runtime below ``store`` and return its name; ``quick`` is that of a quick one, else empty."""
    store.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=store) as scratch:
        folder = Path(scratch, "runtime")
        folder.mkdir()
        for name in PYODIDE_FILES:
            shutil.copyfile(root / "node_modules" / "pyodide" / name, folder / name)
        log.info("Making the browser's Python: the wheel of the calculators")
        wheel = _build_wheel(root, folder)
        _write_lock(root, wheel, Path(scratch))
        library = root / "node_modules" / "pyodide" / PYODIDE_LIBRARY
        if quick:
            _write_quick(folder, library)
            snapshot = NO_SNAPSHOT
        else:
            package = Path(scratch, "package")
            zipfile.ZipFile(wheel).extractall(package)
            log.info("Making the browser's Python: its memory after every calculator has run")
            snapshot = json.loads(_node("build.mjs", str(folder), str(library), str(package)))
            log.info("Making the browser's Python: compressed forms")
            _node("compress.mjs", str(store.parent / "packed"), *(str(folder / name) for name in PACKED_FILES))
        for extra, wheels in EXTRAS.items():
            _write_extra(folder / f"{extra}.zip", *_extra_parts(root, extra, wheels))
        _write_json(folder / SIZES_FILE, _facts(folder, wheel, snapshot))
        name = quick or _hash(folder.iterdir(), folder)[:HASH_DIGITS]
        # Another build may have made the same folder in the meantime. Then this one is not needed.
        if not _is_whole(store / name):
            shutil.rmtree(store / name, ignore_errors=True)
            folder.rename(store / name)
    return name


def _write_quick(folder: Path, library: Path) -> None:
    """Write what the worker loads when it finds no snapshot."""
    shutil.copyfile(library, folder / LIBRARY)
    module = (folder / MODULE).read_bytes()
    (folder / f"{MODULE}.gz").write_bytes(gzip.compress(module, compresslevel=1, mtime=0))


def _facts(folder: Path, wheel: Path, snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what the page knows about the files before they come: their sizes, and which of them it will load.

    A file that is named without its .gz is kept unpacked for the next visit.
    """
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    start = {
        "alone": [SLIM, SNAPSHOT],
        "snapshot": [SLIM, SNAPSHOT, REST],
        "whole": ["pyodide.mjs", "pyodide.asm.mjs", f"{MODULE}.gz", LIBRARY, LOCK_FILE, wheel.name],
    }
    return {"files": sizes, "start": start, "snapshot": snapshot, "extras": list(EXTRAS)}


def _extra_parts(root: Path, name: str, wheels: Iterable[str]) -> list[Path]:
    """Return the module of an extra and its wheels; raises BundleError for a wheel that this Pyodide cannot load."""
    parts = [EXTRAS_SOURCES / f"{name}.py"]
    info = _read_json(root / "node_modules" / "pyodide" / LOCK_FILE)["info"]
    platform = f"pyemscripten_{info['abi_version']}_{info['arch']}"
    for wheel in wheels:
        found = sorted((root / "build" / "wheels").glob(f"{wheel}-*.whl"))
        if not found:
            raise BundleError(f"build/wheels/ has no wheel of {wheel}. Run `make serve`: it downloads it.")
        if not found[0].stem.endswith(platform):
            raise BundleError(f"{found[0].name} is not for {platform}, which Pyodide is. Change `pyodide` in Makefile.")
        parts.append(found[0])
    return parts


def _write_extra(archive: Path, module: Path, *wheels: Path) -> None:
    """Write a module and what its wheels hold into one archive, to be unpacked where Python looks for packages."""
    with zipfile.ZipFile(archive, "w") as target:
        entries = [(module.name, module.read_bytes())]
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as source:
                entries += [(name, source.read(name)) for name in source.namelist()]
        for name, content in entries:
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content, zipfile.ZIP_DEFLATED, 9)


def _build_wheel(root: Path, folder: Path) -> Path:
    """Build the wheel of ``calculators`` into ``folder`` and return its path."""
    _run("hatchling", "build", "-t", "wheel", "-d", str(folder), folder=root)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _write_lock(root: Path, wheel: Path, scratch: Path) -> None:
    """Write beside ``wheel`` a Pyodide lock file that names it alone, with its checksum."""
    lock = _read_json(root / "node_modules" / "pyodide" / LOCK_FILE)
    empty = scratch / "empty-lock.json"
    _write_json(empty, lock | {"packages": {}})
    target = wheel.with_name(LOCK_FILE)
    paths = ("--base-path", str(wheel.parent), "--input", str(empty), "--output", str(target))
    _run("pyodide_cli", "lockfile", "add-wheels", *paths, str(wheel), folder=root)


def _run(module: str, *arguments: str, folder: Path) -> None:
    """Run a Python tool in ``folder``; raises BundleError with what it printed if it fails."""
    _output([sys.executable, "-m", module, *arguments], folder)


def _node(script: str, *arguments: str) -> str:
    """Run a script of the snapshot's makers in Node and return what it printed; raises BundleError if it fails."""
    node = shutil.which("node")
    if node is None:
        raise BundleError("Node.js is missing. Run `make serve`: it installs Node.js where there is none.")
    return _output([node, str(SNAPSHOT_MAKER / script), *arguments], SNAPSHOT_MAKER)


def _output(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        # The time zone would end up in the snapshot: Pyodide gives Python that of Node.
        env=os.environ | {"SOURCE_DATE_EPOCH": WHEEL_EPOCH, "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tool = " ".join(Path(part).name for part in command[:3])
        raise BundleError(f"{tool} failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def _is_whole(folder: Path) -> bool:
    """Tell whether ``folder`` is a runtime with all its files in full length."""
    sizes = _read_json(folder / SIZES_FILE).get("files")
    if not sizes:
        return False
    return all((folder / name).is_file() and (folder / name).stat().st_size == sizes[name] for name in sizes)


def _remove_others(store: Path, name: str) -> None:
    """Remove the runtimes below ``store`` except the one called ``name``."""
    for folder in store.iterdir():
        if folder.name != name and re.fullmatch(f"[0-9a-f]{{{HASH_DIGITS}}}", folder.name):
            shutil.rmtree(folder)


def _hash(files: Iterable[Path], base: Path) -> str:
    """Return one hash of what ``files`` hold and their paths from ``base``, in whatever order they come."""
    total = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        total.update(f"{file.relative_to(base, walk_up=True).as_posix()} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def _read_json(file: Path) -> dict[str, Any]:
    """Return the object in ``file``, or an empty one if the file is missing or was cut short."""
    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return content


def _write_json(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8")
