"""Which texts of scripts count as texts without words."""

import json
import shutil
from pathlib import Path

import pytest

from macros.languages.files import languages
from macros.languages.missing import missing
from tests.conftest import ROOT

WORDS = {
    "{} pieces of proof": "{} 份佐证",
    "Kept with {a}.": "已保存在 {a} 中。",
    "None of the {} {a} is here.": "{} {a}均不在此。",
    "Chosen as before.": "已按原样选择。",
    "Loaded {a}.{b}": "已加载 {a}。{b}",
}
KNOWN = (
    "`${count} pieces of proof`",
    '"Kept with "',
    "`None of the ${all} ${noun} is here`",
    "`Chosen as before.${more}`",
    "`Loaded ${name}.${more}`",
    'key === "Enter"',
    'vendor.startsWith("Apple")',
    'send({ act: "Begin anew" })',
    '("Some of these words " + "Some of those").split(" ")',
)
OPEN = {
    "Kept as it was": '`${all ? "" : `${all}. ${ok ? "Kept as it was" : `${all} pieces of proof`}`}`',
    "Nobody said this": '"Nobody said this"',
    "{a} more to say": "`${all} more to say`",
}


def test_what_scripts_compare_send_and_split_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data/zh"
    folder.mkdir(parents=True)
    for name in ("language.yaml", "terms.yaml"):
        shutil.copy(ROOT / "data/zh" / name, folder)
    lines = (f"{json.dumps(english)}: {json.dumps(said)}\n" for english, said in WORDS.items())
    (folder / "interface.yaml").write_text("".join(lines), "utf-8")
    scripts = tmp_path / "docs/assets"
    scripts.mkdir(parents=True)
    (scripts / "a.mjs").write_text("\n".join(f"say({text});" for text in (*KNOWN, *OPEN.values())), "utf-8")
    (tmp_path / "site").mkdir()
    monkeypatch.setattr("macros.languages.missing.warm.answers", lambda *_: ())
    known = languages(tmp_path)
    assert missing(tmp_path, known, known[0])[0].keys() == OPEN.keys()
