"""The standard library as bytecode. Runs in Pyodide, because bytecode fits one version of Python only."""

import importlib.util
import zipfile
from importlib import _bootstrap_external
from types import CodeType

ARCHIVE = "/lib/python314.zip"
# Zip files hold the time of each entry. A fixed time gives the same file on every build.
EPOCH = (1980, 1, 1, 0, 0, 0)
# Leaves out docstrings and assertions: a third less to send.
OPTIMIZE = 2


def compile_library(source: str, target: str) -> None:
    """Write the archive ``source`` of Python files as ``target``, with bytecode in their place.

    The bytecode names the hash of its source and is never checked, so it holds no time.
    """
    with zipfile.ZipFile(source) as sources, zipfile.ZipFile(target, "w") as library:
        for name in sorted(sources.namelist()):
            content = sources.read(name)
            if name.endswith("/"):
                continue
            if name.endswith(".py"):
                code = compile(content, f"{ARCHIVE}/{name}", "exec", dont_inherit=True, optimize=OPTIMIZE)
                code = _without_lines(code)
                checksum = importlib.util.source_hash(content)
                pack = _bootstrap_external._code_to_hash_pyc  # type: ignore[attr-defined]  # private, so untyped
                _add(library, f"{name}c", bytes(pack(code, checksum, False)))
            else:
                _add(library, name, content)


def _without_lines(code: CodeType) -> CodeType:
    """Return the code without its line numbers: nobody debugs the library in the page, and they are a tenth of it."""
    constants = (_without_lines(item) if isinstance(item, CodeType) else item for item in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
