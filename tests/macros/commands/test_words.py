"""Filled files of words: told what is wrong with them, and taken into data/ once nothing is."""

import shutil
from pathlib import Path

import pytest

from macros.commands.words import main
from macros.languages.files import languages
from tests.conftest import ROOT

GOOD = '# plan\n"A tidy test of {}": "对 {} 的测试"\n"Not yet filled": ""\n'
BAD = '"A tidy test of {}": "测试"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a language that has no words but its terms."""
    folder = tmp_path / "data/zh"
    folder.mkdir(parents=True)
    for name in ("language.yaml", "terms.yaml"):
        shutil.copy(ROOT / "data/zh" / name, folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_filled_entries_are_taken_once_into_the_file_of_their_group(project: Path) -> None:
    Path("stages-02.yaml").write_text(GOOD, "utf-8")
    assert main(["zh", "--take", "stages-02.yaml"]) == main(["zh", "--take", "stages-02.yaml"]) == 0
    (words,) = languages(project)
    assert [(entry.file, entry.english) for entry in words.entries] == [("data/zh/stages.yaml", "A tidy test of {}")]
    assert words.memory().text("A tidy test of 5 min").text == "对 5 分钟的测试"


def test_nothing_is_taken_while_something_is_wrong(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("stages-01.yaml").write_text(GOOD, "utf-8")
    Path("stages-02.yaml").write_text(BAD, "utf-8")
    assert main(["zh", "--take", "stages-01.yaml", "stages-02.yaml"]) == 1
    assert "stages-02.yaml:1" in capsys.readouterr().out
    assert languages(project)[0].entries == ()
