"""The standard library and the calculators as bytecode.

Runs in Pyodide, because bytecode fits one version of Python only.
"""

import ast
import importlib.util
import zipfile
from importlib import _bootstrap_external
from pathlib import Path
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
                _add(library, f"{name}c", _bytecode(content, content, f"{ARCHIVE}/{name}"))
            else:
                _add(library, name, content)


def compile_package(source: str, target: str) -> list[str]:
    """Write the Python files below ``source`` as bytecode below ``target``, other files as they are.

    Returns their paths below ``target``, sorted. What functions say of their arguments is left out: nobody asks.
    """
    written = []
    for file in sorted(Path(source).rglob("*.*")):
        if not file.is_file() or "__pycache__" in file.parts:
            continue
        path, content = file.relative_to(source), file.read_bytes()
        if file.suffix == ".py":
            path = path.with_suffix(".pyc")
            content = _bytecode(_Unannotated().visit(ast.parse(content)), content, str(file))
        place = Path(target, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        written.append(str(path))
    return written


class _Unannotated(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node


def _bytecode(code: bytes | ast.Module, source: bytes, name: str) -> bytes:
    """Return the content of a .pyc file of ``code``; it names the hash of ``source`` and is never checked."""
    compiled = _without_lines(compile(code, name, "exec", dont_inherit=True, optimize=OPTIMIZE))
    pack = _bootstrap_external._code_to_hash_pyc  # type: ignore[attr-defined]  # private, so untyped
    return bytes(pack(compiled, importlib.util.source_hash(source), False))


def _without_lines(code: CodeType) -> CodeType:
    """Return the code without its line numbers: nobody debugs the library in the page, and they are a tenth of it."""
    constants = (_without_lines(item) if isinstance(item, CodeType) else item for item in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
