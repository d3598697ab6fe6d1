"""What the pages are made from: validated data, the dataset on disk and the browser's Python."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calculators.catalog import dump
from macros.data.checks import checked, unanswered
from macros.data.datafile import DataError
from macros.data.loader import Data
from macros.pages.terms import Glossary
from macros.publish.bundle import build_runtime, quick_name
from macros.publish.dataset import write_dataset
from macros.rebuild import states

RUNTIME_URL = "assets/runtime"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is built once for all pages."""

    data: Data
    runtime_name: str
    """Name of the folder of the browser's Python."""
    runtime: tuple[Path, ...]
    """The files of the browser's Python; none when they are made when a page asks for them."""
    glossary: Glossary

    @property
    def runtime_url(self) -> str:
        """Return the folder of the browser's Python, from the site's root."""
        return f"{RUNTIME_URL}/{self.runtime_name}"


def prepare(root: Path, *, quick: bool) -> Site:
    """Return the site's parts, built anew only when a file has changed; a quick one is without the browser's Python.

    Raises DataError with every problem of the data, BundleError when the browser's Python cannot be built.
    """
    files = [
        *(root / "data").rglob("[!.]*.yaml"),
        *(root / "docs").rglob("[!.]*.md"),
        *(root / "calculators").rglob("*.py"),
        root / "mkdocs.yml",
    ]
    return _prepare(root, quick, states(files))


@lru_cache(maxsize=1)
def _prepare(root: Path, quick: bool, state: tuple[tuple[Path, int], ...]) -> Site:
    data = checked(root)
    if problems := [*unanswered(data)]:
        raise DataError(problems)
    write_dataset(root, dump(data.catalog))
    if quick:
        return Site(data, quick_name(root), (), Glossary(data.terms))
    runtime = build_runtime(root)
    return Site(data, runtime.name, runtime.files, Glossary(data.terms))
