"""What `make dev` keeps from one build to the next, so that only pages that an edit changed are made anew.

It stays loaded while the project's other modules are read again, so it imports none of them.
"""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


class Rebuild:
    """The state of the site that `make dev` shows."""

    def __init__(self) -> None:
        """Begin with nothing built."""
        self.made: tuple[int, int] = (0, 0)
        """How many pages the last build made anew, and of how many."""
        self._code: tuple[tuple[Path, int], ...] = ()
        self._shown: dict[str, str] = {}
        self._coming: dict[str, str] = {}
        self._later: dict[str, Callable[[], None]] = {}
        self._lock = Lock()
        self._kept: dict[Hashable, str] = {}
        self._used: dict[Hashable, str] = {}

    def code_changed(self, root: Path) -> bool:
        """Tell whether code, templates or settings changed since the last time. Then every page is made anew."""
        files = [path for top in ("macros", "calculators") for path in root.joinpath(top).rglob("*")]
        state = states([root / "mkdocs.yml", *(path for path in files if path.suffix in (".py", ".html"))])
        changed, self._code = state != self._code, state
        if changed:
            self._shown, self._kept = {}, {}
        return changed

    def kept(self, inputs: Hashable, make: Callable[[], str]) -> str:
        """Return what the last build made from the same inputs, or else what `make` returns."""
        made = self._kept.get(inputs)
        self._used[inputs] = make() if made is None else made
        return self._used[inputs]

    def read_all(self, files: Files) -> None:
        """Have MkDocs read every page: what a page shows depends on data and on other pages, not on its file alone."""
        for file in files.documentation_pages():
            file.is_modified = partial(bool, True)  # type: ignore[method-assign]  # MkDocs asks nothing else

    def skip_unchanged(self, pages: Iterable[Page]) -> None:
        """Have MkDocs write only pages whose content, or whose place among the others, is not as it was."""
        found = list(pages)
        around = repr([(page.title, page.url, page.parent and page.parent.title) for page in found])
        self._coming = {page.file.dest_uri: _fingerprint(page, around) for page in found}
        for page in found:
            path = page.file.dest_uri
            changed = self._shown.get(path) != self._coming[path] or not Path(page.file.abs_dest_path).is_file()
            page.file.is_modified = partial(bool, changed)  # type: ignore[method-assign]  # MkDocs asks nothing else
        self.made = (sum(page.file.is_modified() for page in found), len(found))

    def finish(self, config: MkDocsConfig) -> None:
        """Remove pages that are gone."""
        for path in self._shown.keys() - self._coming.keys():
            page = Path(config.site_dir, path)
            page.unlink(missing_ok=True)
            with suppress(OSError):  # other pages are in the folder
                page.parent.rmdir()
        self._shown = self._coming
        self._kept, self._used = self._used, {}

    def make_later(self, makers: Mapping[str, Callable[[], None]]) -> None:
        """Take functions that write files below a path, to be called when one of these is asked for."""
        with self._lock:
            self._later = dict(makers)

    def make_now(self, path: str) -> None:
        """Write what belongs to a path in the site, if that was left for later; requests wait for each other."""
        with self._lock:
            start = next((start for start in self._later if path.startswith(start)), None)
            if start is not None:
                self._later.pop(start)()


def states(files: Iterable[Path]) -> tuple[tuple[Path, int], ...]:
    """Return each file with the time of its last change. Hidden files and those that just went away are left out."""
    found = []
    for file in sorted(files):
        try:
            if not file.name.startswith("."):  # an editor's lock is a link that leads nowhere
                found.append((file, file.stat().st_mtime_ns))
        except FileNotFoundError:
            continue
    return tuple(found)


def _fingerprint(page: Page, around: str) -> str:
    parts = (page.content, json.dumps(page.meta, default=str, sort_keys=True), page.title, around)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
