"""The files of a folder: those that something reads, and what else lies there."""

import difflib
import errno
import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from macros.data.datafile import Problem
from macros.data.reading import shown, why_not

# Locks, copies and marks that editors and systems leave beside a file, and take away again.
LEFTOVER = re.compile(r"\.#.*|.*~|#.*#|\..*\.sw[a-p]|\.DS_Store|Thumbs\.db|4913", re.DOTALL)
# What `make schemas` makes for editors.
MADE = "schemas/*.json"
# What begins a folder with the words of a language; macros/languages reads it.
WORDS = "language.yaml"


class Folder:
    """A folder, listed once."""

    def __init__(self, folder: Path, patterns: Sequence[str]) -> None:
        """List a folder; a pattern names a file, or with `*.yaml` every file of a folder."""
        self.folder = folder
        self.patterns = patterns
        self._unreadable: dict[str, Problem] = {}
        self._with_strays: set[str] = set()
        self._names = {self._of(pattern): self._list(self._of(pattern)) for pattern in patterns if "*" in pattern}
        if os.access(folder, os.R_OK | os.X_OK) or not folder.exists():
            self.problems = [*self._strays(), *self._unreadable.values()]
        else:
            # One problem, not one for each file.
            self._unreadable[""] = self._why("", OSError(errno.EACCES, ""))
            self.problems = [self._unreadable[""]]

    def paths(self, pattern: str) -> list[Path]:
        """Return the files that a pattern stands for, in their order; none if their folder cannot be read."""
        if self.unreadable(pattern):
            return []
        if "*" not in pattern:
            return [self.folder / pattern]
        parent = self._of(pattern)
        suffix = PurePosixPath(pattern).suffix
        return [self.folder / parent / name for name in self._names[parent] if name.endswith(suffix)]

    def unreadable(self, pattern: str) -> bool:
        """Return whether the folder that a pattern looks into cannot be read."""
        return "" in self._unreadable or self._of(pattern) in self._unreadable

    def incomplete(self, pattern: str) -> bool:
        """Return whether a file that should be one of those of a pattern may be missing from `paths`."""
        return self.unreadable(pattern) or ("*" in pattern and self._of(pattern) in self._with_strays)

    @staticmethod
    def _of(pattern: str) -> str:
        return "" if "/" not in pattern else pattern.rpartition("/")[0]

    def _list(self, name: str) -> list[str]:
        try:
            return sorted(item.name for item in (self.folder / name).iterdir() if not LEFTOVER.fullmatch(item.name))
        except FileNotFoundError:
            return []
        except OSError as error:
            self._unreadable[name] = self._why(name, error)
            return []

    def _why(self, name: str, error: OSError) -> Problem:
        return Problem("/".join(filter(None, (self.folder.name, shown(name)))), 1, 1, "", why_not(error))

    def _strays(self) -> list[Problem]:
        """Return a problem for every file that nothing reads, with the file that it may be meant to be."""
        expected = {path for pattern in self.patterns for path in self.paths(pattern)}
        missing = [pattern for pattern in self.patterns if "*" not in pattern and not (self.folder / pattern).exists()]

        def untold(error: OSError) -> None:
            name = Path(error.filename).relative_to(self.folder).as_posix().removeprefix(".")
            self._unreadable.setdefault(name, self._why(name, error))

        found = []
        for top, folders, names in os.walk(self.folder, onerror=untold):
            # A file's name with a folder behind it is told where the file is read.
            folders[:] = [
                name
                for name in folders
                if Path(top, name) not in expected and not os.path.isfile(Path(top, name, WORDS))  # noqa: PTH113  # also of one that may not be read
            ]
            for name in names:
                path = Path(top, name)
                inside = path.relative_to(self.folder)
                if path not in expected and not LEFTOVER.fullmatch(name) and not inside.match(MADE):
                    if inside.as_posix() not in self._unreadable:
                        found.append(self._stray(inside, missing))
                    self._with_strays.add(inside.parent.as_posix())
        return found

    def _stray(self, inside: Path, missing: Sequence[str]) -> Problem:
        advice = f"Allowed: {', '.join(self.patterns)}."
        parent = inside.parent.as_posix()
        if inside.suffix.lower() in (".yml", ".yaml") and inside.suffix != ".yaml":
            advice = f"Call it '{shown(inside.stem)}.yaml'. {advice}"
        elif parent == "." and missing:
            near = difflib.get_close_matches(inside.name, missing, n=1, cutoff=0) if len(missing) > 1 else missing
            names = ", ".join(f"'{name}'" for name in near or missing)
            advice = f"Missing is {names}: was it renamed? {advice}"
        return Problem(f"{self.folder.name}/{shown(inside.as_posix())}", 1, 1, "", f"nothing reads this file. {advice}")
