"""What the pages are made from: validated data, the dataset on disk and the browser's Python."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calculators.catalog import dump
from macros.data.checks import check
from macros.data.loader import Data, read
from macros.pages.terms import Glossary
from macros.publish.bundle import Runtime, build_runtime
from macros.publish.dataset import write_dataset

RUNTIME_URL = "assets/runtime"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is built once for all pages."""

    data: Data
    runtime: Runtime
    glossary: Glossary

    @property
    def runtime_url(self) -> str:
        """Return the folder of the browser's Python, from the site's root."""
        return f"{RUNTIME_URL}/{self.runtime.name}"


def prepare(root: Path, *, quick: bool) -> Site:
    """Return the site's parts, built anew only when a file has changed; `quick` is that of `build_runtime`.

    Raises DataError with every problem of the data, BundleError when the browser's Python cannot be built.
    """
    files = [
        *(root / "data").rglob("*.yaml"),
        *(root / "docs").rglob("*.md"),
        *(root / "calculators").rglob("*.py"),
    ]
    return _prepare(root, quick, tuple((path, path.stat().st_mtime_ns) for path in sorted(files)))


@lru_cache(maxsize=1)
def _prepare(root: Path, quick: bool, state: tuple[tuple[Path, int], ...]) -> Site:
    data = read(root / "data")
    check(data, root)
    write_dataset(root, dump(data.catalog))
    return Site(data, build_runtime(root, quick=quick), Glossary(data.terms))
