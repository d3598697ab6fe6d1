"""Scripts and sheets of pages, put together: each page asks for few files, at once, and each module is there once."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from macros.publish import together
from macros.publish.bundle import BundleError

OF_FRAME = dict.fromkeys(together.FRAME, "")
USES = 'import { told } from "../page/told.mjs";\nimport { both } from "./both.mjs";\n'
MODULES = OF_FRAME | {
    "page/shell.mjs": 'import { told } from "../page/told.mjs";\ntold("shell");\n',
    "page/told.mjs": "const all = [];\nexport const told = (what) => all.push(what);\nglobalThis.all = all;\n",
    "offline/offline.mjs": 'export const RELEASE = "@RELEASE@";\n',
    "project/store.mjs": "export const get = 1;\n",
    "python/runtime.mjs": "export const get = 2;\n",
    "part/first.mjs": f"{USES}told(`first ${{both}}`);\n",
    "part/second.mjs": f'{USES}told(`second ${{both}}`);\nexport const later = () => import("./later.mjs");\n',
    "part/both.mjs": "export const both = new URL('data.json', import.meta.url).href.split('/').slice(-2).join('/');\n",
    "part/later.mjs": 'import { told } from "../page/told.mjs";\ntold("later");\n',
    "worker/worker.mjs": 'import "./own.mjs";\n',
    "worker/own.mjs": "",
}
SHEETS = {"page/frame.css": "", "part/a.css": ".a { color: red }", "part/b.css": ".b { color: red }"}
PAGE = """<!doctype html>
<head>
  <link rel="stylesheet" href="../assets/page/frame.css">
  <link rel="stylesheet" href="../assets/part/a.css">
  <link rel="stylesheet" href="../assets/part/b.css">
</head>
<body>
  <script type="module" src="../assets/page/shell.mjs"></script>
  <script src="../assets/part/first.mjs" type="module"></script>
  <script type="module" src="../assets/part/second.mjs"></script>
</body>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose page has its parts one by one."""
    for path, text in {f"assets/{name}": text for name, text in (MODULES | SHEETS).items()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/index.html").write_text(PAGE, "utf-8")
    return tmp_path


def test_a_page_asks_for_its_files_at_once_and_every_module_runs_once_and_in_order(site: Path) -> None:
    together.put_together(site)
    html = (site / "guide/index.html").read_text("utf-8")
    ((asked, needed),) = re.findall(r'<script data-scripts="([^"]*)" data-needs="([^"]*)">', html)
    scripts = [way.removeprefix("../assets/") for way in asked.split()]
    assert scripts == ["together/frame.mjs", "part/first.mjs", "part/second.mjs"]
    assert needed == "../assets/together/both.mjs"
    assert 'type="module"' not in html  # nothing asks for them before the page has painted
    run = "".join(f"await import({json.dumps((site / 'assets' / name).as_uri())});" for name in scripts)
    run += f"await (await import({json.dumps((site / 'assets/part/second.mjs').as_uri())})).later();"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", f"{run}console.log(JSON.stringify(all))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # What a module finds beside itself it finds from another folder, too.
    assert json.loads(done.stdout) == ["shell", "first part/data.json", "second part/data.json", "later"]


def test_what_nobody_asks_for_goes_and_what_workers_need_stays(site: Path) -> None:
    together.put_together(site)
    left = {file.relative_to(site / "assets").as_posix() for file in (site / "assets").rglob("*.mjs")}
    assert left >= {"worker/worker.mjs", "worker/own.mjs", "part/later.mjs", *together.ASKED_BY_NAME}
    assert not left & {"part/both.mjs", "page/told.mjs", "page/shell.mjs"}


def test_two_modules_may_call_things_alike_and_keep_their_addresses(site: Path) -> None:
    together.put_together(site)
    names = [(site / "assets" / name).as_uri() for name in ("project/store.mjs", "python/runtime.mjs")]
    run = "".join(f"console.log((await import({json.dumps(name)})).get);" for name in names)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", run], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.split() == ["1", "2"]


def test_sheets_of_a_page_are_one_in_their_order_beside_that_of_every_page(site: Path) -> None:
    together.put_together(site)
    html = (site / "guide/index.html").read_text("utf-8")
    frame, own = re.findall(r'<link rel="stylesheet" href="\.\./assets/([^"]+)"', html)
    assert frame == "page/frame.css" and 'data-holds="part/a.css part/b.css"' in html
    assert (site / "assets" / own).read_text("utf-8") == ".a { color: red }\n.b { color: red }"
    assert not (site / "assets/part/a.css").exists()


def test_a_sheet_that_a_script_brings_stays(site: Path) -> None:
    script = site / "assets/part/later.mjs"
    script.write_text('export const sheet = new URL("b.css", import.meta.url).href;\n', "utf-8")
    together.put_together(site)
    assert (site / "assets/part/b.css").exists() and not (site / "assets/part/a.css").exists()


def test_a_module_that_is_not_there_stops_the_build(site: Path) -> None:
    (site / "assets/part/both.mjs").unlink()
    with pytest.raises(BundleError, match=r"^together\.mjs failed:\n[\s\S]*both\.mjs"):
        together.put_together(site)
