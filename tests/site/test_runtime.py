"""The folder that a page loads Python from, and the wheel of the calculators in it."""

import ast
import base64
import gzip
import hashlib
import json
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calculators.answers import render
from calculators.catalog import dump
from calculators.registry import CALCULATORS, run
from macros.data.loader import Data
from macros.publish.bundle import EXTRAS, LIBRARY, LOCK_FILE, PACKED_FILES, PYODIDE_FILES, REST, SIZES_FILE, SNAPSHOT
from tests.conftest import ROOT
from tests.site.page import Page

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def runtime(site: Path) -> Path:
    """The only runtime of the site."""
    (folder,) = (site / "assets/runtime").iterdir()
    return folder


@pytest.fixture(scope="module")
def wheel(runtime: Path) -> Path:
    """The wheel of the calculators."""
    (file,) = runtime.glob("*.whl")
    return file


def test_every_calculator_loads_from_it(runtime: Path, pages: dict[str, Page]):
    elements = {page.path: page.all("hb-calculator") for page in pages.values() if page.all("hb-calculator")}
    names = [element.attributes["name"] for found in elements.values() for element in found]
    assert sorted(names) == sorted(CALCULATORS)
    for path, found in elements.items():
        for element in found:
            up = "../" * path.count("/")
            assert element.attributes["runtime"] == f"{up}assets/runtime/{runtime.name}/"


def test_the_form_and_the_answer_stand_inside_the_element(pages: dict[str, Page]):
    # Markdown likes to put paragraphs around an element that it does not know, and those would empty it.
    for page in pages.values():
        for part in page.html.split("<hb-calculator")[1:]:
            inside = part.partition(">")[2].partition("</hb-calculator>")[0].strip()
            assert inside.startswith('<p class="hb-noscript">'), page.path
            assert '</p>\n<form class="hb-form"' in inside, page.path
            assert inside.endswith("</section>"), page.path


def test_it_holds_what_a_page_needs_and_nothing_else(runtime: Path, wheel: Path):
    names = {file.name for file in runtime.iterdir()}
    packed = {f"{name}{form}" for name in PACKED_FILES for form in ("", ".gz", ".br")}
    extras = {f"{extra}.zip" for extra in EXTRAS}
    assert names == {*packed, *extras, LOCK_FILE, SIZES_FILE, LIBRARY, wheel.name}


def test_an_extra_holds_its_module_and_the_wheels_that_were_pinned(runtime: Path):
    pinned = (ROOT / "requirements/browser.txt").read_text("utf-8")
    for extra, wheels in EXTRAS.items():
        with zipfile.ZipFile(runtime / f"{extra}.zip") as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        assert held.pop(f"{extra}.py") == (ROOT / f"macros/publish/extras/{extra}.py").read_bytes()
        for wheel in wheels:
            (file,) = (ROOT / "build/wheels").glob(f"{wheel}-*.whl")
            assert f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" in pinned
            with zipfile.ZipFile(file) as parts:
                for name in parts.namelist():
                    assert held.pop(name) == parts.read(name)
        assert held == {}


def test_no_start_loads_an_extra(runtime: Path):
    told = json.loads((runtime / SIZES_FILE).read_text("utf-8"))
    assert told["extras"] == list(EXTRAS)
    assert not {f"{extra}.zip" for extra in EXTRAS} & {name for names in told["start"].values() for name in names}


def test_pyodide_is_the_one_that_npm_installed(runtime: Path):
    for name in PYODIDE_FILES:
        assert (runtime / name).read_bytes() == (ROOT / "node_modules/pyodide" / name).read_bytes()


def test_the_sizes_are_right(runtime: Path, wheel: Path):
    told = json.loads((runtime / SIZES_FILE).read_text("utf-8"))
    sizes = {file.name: file.stat().st_size for file in runtime.iterdir() if file.name != SIZES_FILE}
    assert told["files"] == sizes
    assert told["start"] == {
        "alone": ["slim.wasm", SNAPSHOT],
        "snapshot": ["slim.wasm", SNAPSHOT, REST],
        "whole": ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm.gz", LIBRARY, LOCK_FILE, wheel.name],
    }
    assert {name for names in told["start"].values() for name in names} <= set(sizes)
    assert told["snapshot"]["bytes"] == [sizes[SNAPSHOT], sizes[REST]]


def test_the_slim_module_is_the_whole_one_with_fewer_bodies(runtime: Path):
    script = """
      import { readFileSync } from "node:fs";
      import { CODE, DATA, contentOf } from "./macros/publish/snapshot/wasm.mjs";
      const [slim, whole] = process.argv.slice(1).map((file) => readFileSync(file));
      const bodies = (module) => {
        const reader = contentOf(module, CODE);
        return Array.from({ length: reader.unsigned() }, () => Buffer.from(reader.take(reader.unsigned())));
      };
      const [some, all] = [bodies(slim), bodies(whole)];
      const same = (one, other) => Buffer.compare(one, other) === 0;
      const kept = some.filter((body, index) => same(body, all[index])).length;
      const trapped = some.filter((body, index) => !same(body, all[index]) && body.toString("hex") === "00000b").length;
      const [fewer, data] = [slim, whole].map((module) => contentOf(module, DATA).bytes);
      const blank = fewer.filter((byte, index) => byte !== data[index]);
      const sizes = [fewer.length, data.length];
      const other = blank.filter(Boolean).length;
      console.log(JSON.stringify({ kept, trapped, all: all.length, sizes, blank: blank.length, other }));
    """
    files = [str(runtime / "slim.wasm"), str(runtime / "pyodide.asm.wasm")]
    command = ["node", "--input-type=module", "-e", script, *files]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    # Bytecode that Python starts with, and tables of encodings, which nothing in the page can import.
    assert found["sizes"][0] == found["sizes"][1]
    assert found["other"] == 0
    assert 0 < found["blank"] < found["sizes"][1] / 2
    assert found["kept"] + found["trapped"] == found["all"]
    assert 1_000 < found["kept"] < found["all"] / 2


def test_compressed_files_hold_the_same(runtime: Path):
    for name in PACKED_FILES:
        content = (runtime / name).read_bytes()
        assert gzip.decompress((runtime / f"{name}.gz").read_bytes()) == content
        unpacked = subprocess.run(
            ["node", "-e", UNBROTLI, str(runtime / f"{name}.br")], capture_output=True, check=True
        )
        assert unpacked.stdout == content


UNBROTLI = "process.stdout.write(zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])))"


def test_the_library_is_that_of_pyodide_as_bytecode(runtime: Path):
    sources = zipfile.ZipFile(ROOT / "node_modules/pyodide/python_stdlib.zip")
    with sources, zipfile.ZipFile(runtime / LIBRARY) as library:
        names = {f"{name}c" if name.endswith(".py") else name for name in sources.namelist() if name[-1] != "/"}
        assert set(library.namelist()) == names
        for name in library.namelist():
            # Bytes 4 to 7 of bytecode: it goes by the hash of its source, and nobody need look whether that changed.
            assert not name.endswith(".pyc") or library.read(name)[4:8] == bytes([1, 0, 0, 0]), name


def test_the_snapshot_holds_nothing_of_the_machine_that_made_it(runtime: Path):
    content = (runtime / SNAPSHOT).read_bytes() + (runtime / REST).read_bytes()
    for trace in (str(ROOT), str(Path.home()), str(Path(sys.executable).parent), platform.node()):
        assert len(trace) < 4 or trace.encode() not in content, trace


def test_every_start_from_the_snapshot_draws_other_numbers(runtime: Path):
    script = """
      import { readFileSync } from "node:fs";
      import { Machine } from "./docs/assets/python/machine.mjs";
      const [folder] = process.argv.slice(1);
      const read = (name) => readFileSync(`${folder}/${name}`);
      const start = () => {
        const module = new WebAssembly.Module(read("slim.wasm"));
        const { exports } = new Machine(module, [read("snapshot.bin")], JSON.parse(read("runtime.json")).snapshot);
        return new Uint32Array(exports.memory.buffer);
      };
      const [one, other] = [start(), start()];
      console.log(one.filter((word, index) => word !== other[index]).length);
    """
    command = ["node", "--input-type=module", "-e", script, str(runtime)]
    differing = int(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    # The state of Python's generator of random numbers: https://docs.python.org/3/library/random.html
    assert differing > 600


def test_the_lock_file_names_the_wheel_alone_with_its_checksum(runtime: Path, wheel: Path):
    lock = json.loads((runtime / LOCK_FILE).read_text("utf-8"))
    (package,) = lock["packages"].values()
    assert package["file_name"] == wheel.name
    assert package["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert package["depends"] == []
    assert package["imports"] == ["calculators"]


def test_the_name_of_the_folder_changes_with_what_it_holds(runtime: Path):
    assert len(runtime.name) == 12
    assert set(runtime.name) <= set("0123456789abcdef")


def test_the_wheel_holds_the_dataset_of_today(wheel: Path, data: Data):
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("calculators/dataset.json").decode() == dump(data.catalog)


def test_the_wheel_holds_every_module_and_its_checksum(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "calculators").rglob("*.py")}
        assert {name for name in names if name.endswith(".py")} == modules
        (record,) = (name for name in names if name.endswith(".dist-info/RECORD"))
        for line in archive.read(record).decode().splitlines():
            name, checksum, _ = line.rsplit(",", 2)
            if checksum:
                digest = base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b"=").decode()
                assert checksum == f"sha256={digest}"


def test_the_wheel_imports_the_standard_library_alone(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith(".py"):
                continue
            for node in ast.walk(ast.parse(archive.read(name))):
                if isinstance(node, ast.Import):
                    imported = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    assert node.level == 0, name
                    imported = [node.module or ""]
                else:
                    continue
                for module in imported:
                    assert module.split(".")[0] in {*sys.stdlib_module_names, "calculators"}, f"{name}: {module}"


SCRIPT = """
import sys
sys.path = [path for path in sys.path if "site-packages" not in path]
sys.path.insert(0, sys.argv[1])
from calculators.bridge import answer
assert sys.modules["calculators"].__file__.startswith(sys.argv[1])
for line in sys.stdin:
    print(answer(line))
"""


def test_the_wheel_answers_as_the_page_does(wheel: Path, data: Data, pages: dict[str, Page]):
    asked = [{"id": name, "calculator": name, "inputs": {}, "base": "../"} for name in CALCULATORS]
    asked.append({"id": "bad", "calculator": "rpo_bandwidth", "inputs": {"link_mbps": "fast"}, "base": ""})
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", SCRIPT, str(wheel)],
        input="\n".join(json.dumps(request) for request in asked),
        capture_output=True,
        text=True,
        check=True,
    )
    replies = {reply["id"]: reply for reply in map(json.loads, done.stdout.splitlines())}
    html = "\n".join(page.html for page in pages.values())
    for name in CALCULATORS:
        result = replies[name]["result"]
        assert result["html"] == render.to_html(run(name, {}, data.catalog), data.catalog, "../")
        assert result["html"] in html
    assert [problem["field"] for problem in replies["bad"]["problems"]] == ["link_mbps"]
