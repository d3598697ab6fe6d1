"""The licences of the parts that others made."""

import re
import tomllib
from pathlib import PurePosixPath
from types import SimpleNamespace

import pytest

from macros.publish import licences
from macros.publish.bundle import BundleError
from tests.conftest import ROOT


def test_every_part_says_under_what_it_is_and_where_its_source_is() -> None:
    parts = {part.name.rpartition(" ")[0] or part.name: part for part in licences.parts(ROOT)}
    assert set(parts) == {
        "Pyodide", "CPython", "Material for MkDocs", "MiniSearch", "idb", "write-excel-file", "python-calamine",
        "Source Sans",
    }  # fmt: skip
    for part in parts.values():
        assert part.licence and part.use, part.name
        assert re.fullmatch(r"https://git(hub|lab)\.com/\S+", part.source), part.name
        assert part.text or "in the file itself" in part.licence, part.name
    assert parts["Pyodide"].text.startswith("Mozilla Public License Version 2.0")
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in parts["CPython"].text
    assert "Copyright" in parts["python-calamine"].text


def test_what_was_changed_is_said() -> None:
    text = licences.licences(ROOT)
    assert "Changed: slim.wasm is pyodide.asm.wasm in which the functions" in text
    assert text.isprintable() or not [sign for sign in text if not (sign.isprintable() or sign in "\n\t\f")]


def test_a_package_without_a_licence_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "distribution", lambda package: SimpleNamespace(files=[PurePosixPath("a.py")]))
    with pytest.raises(BundleError, match="the package idb ships no licence any more"):
        licences.shipped("idb")


def test_the_repository_says_the_same_licence_twice() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License\n" in (ROOT / "LICENSE").read_text("utf-8")
