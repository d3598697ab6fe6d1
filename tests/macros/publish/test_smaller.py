"""Scripts and style sheets of the finished site, made smaller."""

from pathlib import Path

import pytest

from macros.publish.bundle import BundleError
from macros.publish.smaller import make_smaller, narrowed
from tests.conftest import ROOT

SCRIPT = "/*! a licence */\n/** What people read. */\nexport function twice(amount) {\n  return amount + amount;\n}\n"


def written(site: Path, path: str, text: str) -> Path:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_what_only_people_read_goes_and_names_and_licences_stay(tmp_path: Path) -> None:
    script = written(tmp_path, "assets/part/script.mjs", SCRIPT)
    sheet = written(tmp_path, "assets/part/sheet.css", "/* why */\n.a {\n  color: red;\n}\n")
    theirs = written(tmp_path, "assets/runtime/1/pyodide.mjs", SCRIPT)
    make_smaller(tmp_path, ROOT)
    text = script.read_text("utf-8")
    assert "a licence" in text and "export function twice(" in text and "What people read" not in text
    assert sheet.read_text("utf-8").strip() == ".a{color:red}"
    assert theirs.read_text("utf-8") == SCRIPT


def test_a_broken_script_is_named_with_its_line(tmp_path: Path) -> None:
    written(tmp_path, "assets/part/script.mjs", "export const a = 1;\nconst = 2;\n")
    with pytest.raises(BundleError, match=r"script\.mjs:2:"):
        make_smaller(tmp_path, ROOT)


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"node_modules/\.bin/esbuild is missing\. Run `make serve`"):
        make_smaller(tmp_path, tmp_path)


def test_a_page_loses_its_indentation_and_nothing_that_is_read() -> None:
    kept = "<pre>\n  <b>a</b>\n\n  <i>b</i></pre> <textarea>\n <p>\n</textarea><script>let s = `>\n  <`</script>"
    page = f"<p>\n\n    <a>one</a>\n    <a>two</a> <a>three</a><a>four</a>\n  text\n</p>{kept}\n  <hr>\n"
    assert narrowed(page) == (f"<p>\n<a>one</a>\n<a>two</a> <a>three</a><a>four</a>\n  text\n</p>{kept}\n<hr>\n")
