"""The text of a file, whatever lies at its place: a folder, a circle of links or a pipe are told, not waited for."""

import errno
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

LARGEST_FILE = 8_000_000


class UnreadableError(Exception):
    """Raised with the line and the column, from 1, of what keeps a file from being read, and what to do."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        """Keep the place and what to say of it."""
        self.place = line, column
        super().__init__(message)


def read_text(path: Path) -> str:
    """Return the text of a file without its byte order mark. Raises UnreadableError when that cannot be."""
    content = _content(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        found = (
            "the file is UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else f"byte {error.start} is not UTF-8"
        )
        raise UnreadableError(f"{found}. Save the file as UTF-8.", *place(before)) from None


def place(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def places(text: str, indexes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield line and column, from 1, of each index in a text."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for index in indexes:
        line = bisect_right(starts, index)
        yield line, index - starts[line - 1] + 1


def why_not(error: OSError) -> str:
    """Return what the system says about a file or a folder, with what to do about it."""
    reasons = {
        errno.ENOENT: "this is missing.",
        errno.ELOOP: "this is a link that leads back to itself. Put the file itself here.",
        errno.EACCES: "nobody gave you the right to read this. Give it: `chmod u+r`, for a folder `chmod u+rx`.",
        errno.EISDIR: "this is a folder, but a file belongs here. Give it another name, or delete it.",
        errno.ENOTDIR: "a file stands where a folder belongs. Give it another name, or delete it.",
        errno.ENAMETOOLONG: "the name is too long for this system. Give it a shorter one.",
    }
    return reasons.get(error.errno or 0, f"it cannot be read: {error.strerror}.")


def shown(name: str) -> str:
    """Return a file's name so that it can be printed, whatever bytes it is made of."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "?", name)


def _content(path: Path) -> bytes:
    try:
        # Without waiting: to open a pipe that nobody writes to would never end.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if path.is_symlink() and error.errno == errno.ENOENT:
            raise UnreadableError("this is a link to a file that is not there. Put the file itself here.") from None
        raise UnreadableError("the file is missing." if error.errno == errno.ENOENT else why_not(error)) from None
    try:
        found = os.fstat(number)
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableError(why_not(IsADirectoryError(errno.EISDIR, "")))
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("this is a pipe or a device, but a file belongs here. Delete it.")
        if found.st_size > LARGEST_FILE:
            size = f"{found.st_size / 1e6:.0f} MB, more than {LARGEST_FILE / 1e6:.0f}"
            raise UnreadableError(f"the file has {size}. Split it.")
        with os.fdopen(number, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise UnreadableError(why_not(error)) from None
    finally:
        os.close(number)
