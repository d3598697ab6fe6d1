"""The package runs in a browser from a memory snapshot: standard library only, and no surroundings."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "calculators"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What a calculator could learn the time, chance, the network or the machine from.
FORBIDDEN_MODULES = {
    "asyncio", "getpass", "http", "locale", "multiprocessing", "os", "platform", "random", "secrets", "socket", "ssl",
    "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
FORBIDDEN_NAMES = {"today", "now", "utcnow", "fromtimestamp", "eval", "exec", "open", "environ", "getenv"}

IMPORT_EVERYTHING = """
import json, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import calculators
for module in pkgutil.walk_packages(calculators.__path__, "calculators."):
    __import__(module.name)
from calculators.bridge import answer
from calculators.registry import CALCULATORS
replies = [
    json.loads(answer(json.dumps({"id": name, "calculator": name, "inputs": {}, "base": ""}))) for name in CALCULATORS
]
print(json.dumps({"modules": sorted(sys.modules), "replies": [sorted(reply) for reply in replies]}))
"""


def test_the_package_needs_nothing_but_the_standard_library(package: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", IMPORT_EVERYTHING, str(package)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    report = json.loads(done.stdout)
    loaded = {name.partition(".")[0] for name in report["modules"]} - {"__main__"}
    assert loaded - sys.stdlib_module_names == {"calculators"}
    expected = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__") for path in MODULES
    }
    assert expected <= set(report["modules"])
    assert report["replies"] == [["id", "result"]] * len(report["replies"])


def surroundings(tree: ast.AST) -> Iterator[str]:
    """Yield what a module uses of the world outside its arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{item.name}" for item in node.names)]
        else:
            names = []
            if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_NAMES:
                yield node.attr
            if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
                yield node.id
        for name in names:
            if name in FORBIDDEN_MODULES or name.partition(".")[0] in FORBIDDEN_MODULES:
                yield name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_clock_no_chance_no_network_no_environment(path: Path) -> None:
    assert list(surroundings(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_dataset_and_the_command_line_read_files(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reading = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("read_text", "read_bytes", "write_text", "write_bytes")
    }
    allowed = {"catalog.py": {"read_text"}, "__main__.py": {"read_text", "read_bytes"}}
    assert reading <= allowed.get(path.relative_to(PACKAGE).as_posix(), set())


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import datetime\ndatetime.date.today()", "today"),
        ("from datetime import datetime\ndatetime.now()", "now"),
        ("import random", "random"),
        ("from random import choice", "random"),
        ("import os.path", "os.path"),
        ("from urllib import request", "urllib.request"),
        ("open('file')", "open"),
        ("import time as t", "time"),
    ],
)
def test_the_search_finds_what_it_looks_for(code: str, found: str) -> None:
    assert found in list(surroundings(ast.parse(code)))


def test_urllib_parse_is_no_network() -> None:
    assert list(surroundings(ast.parse("from urllib.parse import urlencode"))) == []
