"""An exception from a rule is there as long as something needs it."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]


def printed(folder: Path, name: str, *arguments: str | Path) -> str:
    command = [Path(sys.executable).with_name(name), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_every_rule_that_the_linter_leaves_out_is_broken_somewhere():
    ignored = SETTINGS["ruff"]["lint"]["ignore"]
    found = printed(ROOT, "ruff", "check", "--no-cache", "--output-format", "concise", "--select", ",".join(ignored))
    assert [rule for rule in ignored if f" {rule} " not in found] == []


def test_every_rule_that_the_linter_leaves_out_for_some_files_is_broken_in_them():
    for pattern, rules in SETTINGS["ruff"]["lint"]["per-file-ignores"].items():
        files = [file for file in ROOT.glob(pattern) if file.suffix == ".py"]
        for rule in rules:
            options = ("--no-cache", "--isolated", "--output-format", "concise", "--select", rule)
            assert ".py:" in printed(ROOT, "ruff", "check", *options, *files), (pattern, rule)


def test_every_word_that_the_spelling_leaves_out_is_there(tmp_path: Path):
    (tmp_path / "settings").write_text("[codespell]\n", "utf-8")
    rooms = [ROOT / name for name in ("calculators", "data", "docs", "macros", "tests")]
    found = printed(tmp_path, "codespell", "--config", tmp_path / "settings", *rooms).casefold()
    words = SETTINGS["codespell"]["ignore-words-list"].split(",")
    assert [word for word in words if f" {word} ==> " not in found] == []
