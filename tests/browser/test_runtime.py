"""How Python starts: from its snapshot, without it, and what happens when it is long idle or long busy."""

import gzip
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect

from calculators import bridge
from tests.bench.browser.line import Line, SiteHost, served
from tests.browser.conftest import SITE, Visitor
from tests.cases import load_all

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WORKER = ROOT / "docs/assets/worker.mjs"
ID = 8
PAYLOAD = 2_000_000
SLOW_MBPS = 4

# Starts a worker of its own, asks it and returns every message that is not about progress.
TALK = """async ([start, requests, count]) => {
  const element = document.querySelector("hb-calculator");
  const at = (name) => new URL(element.getAttribute(name), document.baseURI).href;
  const worker = new Worker(at("worker"), { type: "module" });
  worker.postMessage({ runtime: at("runtime"), ...start });
  for (const request of requests) worker.postMessage(request);
  const messages = [];
  await new Promise((resolve) => {
    setTimeout(resolve, 30_000);
    worker.onmessage = ({ data }) => {
      if (!data.progress) messages.push(data);
      if (messages.length === count || data.failed || data.retreat) resolve();
    };
  });
  worker.terminate();
  return messages;
}"""

# Added to the worker: runs a text in Python and says what it gives.
EAR = """
self.addEventListener("message", async ({ data }) => {
  if (!("python" in data)) return;
  await starting;
  try {
    self.postMessage({ said: String(python.runPython(data.python)) });
  } catch (error) {
    self.postMessage({ said: String(error) });
  }
});
"""

# Added to the worker: this changes Python before the first question.
CHANGE = """
self.addEventListener("message", ({ data }) => {
  if ("runtime" in data) starting.then(() => python.runPython(`%s`));
});
"""

ENDLESS = """
from calculators import bridge
def run(name, inputs, catalog, real=bridge.run):
    while inputs.get("link_mbps") == "77":
        pass
    return real(name, inputs, catalog)
bridge.run = run
"""

LAZY = """
from calculators import bridge
def run(*arguments, real=bridge.run):
    import statistics
    return real(*arguments)
bridge.run = run
"""


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A page that no service worker stands behind, on a line that is fast even where the machine is busy."""
    page = visitor.blank(service_workers="block")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { downlink: 50 }, configurable: true })"
    )
    return page


def visit(page: Page, site: str, path: str = "rpo-rto/") -> None:
    page.goto(site + path)


def add_to_worker(page: Page, code: str) -> None:
    text = WORKER.read_text("utf-8") + code
    page.route("**/worker.mjs", lambda route: route.fulfill(body=text, content_type="text/javascript"))


def talk(page: Page, start: dict[str, Any], requests: list[Any], count: int) -> list[Any]:
    messages: list[Any] = page.evaluate(TALK, [start, requests, count])
    return messages


def pythons(page: Page) -> list[Worker]:
    """The workers with Python; the search of the site has one of its own."""
    return [worker for worker in page.workers if worker.url.endswith("worker.mjs")]


def until(done: Callable[[], object], page: Page) -> None:
    """Wait for what no locator shows. The site's policy forbids Playwright's own way, which evaluates text."""
    for _ in range(600):
        if done():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come in a minute")


def usable(page: Page) -> Any:
    return expect(page.locator("[data-answer=usable] strong"))


@pytest.mark.parametrize("start", [{}, {"path": "plain"}, {"path": "whole"}, {"packs": True}])
def test_each_way_to_start_gives_what_cpython_gives(page: Page, site: str, start: dict[str, Any]) -> None:
    visit(page, site)
    requests = [
        {"id": index, "calculator": case.calculator, "inputs": dict(case.inputs), "base": "../"}
        for index, case in enumerate(load_all())
    ]
    ready, *replies = talk(page, start, requests, len(requests) + 1)
    assert ready == {"ready": True, "path": start.get("path", "snapshot")}
    for request, reply in zip(requests, replies, strict=True):
        assert reply == json.loads(bridge.answer(json.dumps(request))), request


def damaged(content: bytes) -> bytes:
    return content[:PAYLOAD] + bytes([content[PAYLOAD] ^ 1]) + content[PAYLOAD + 1 :]


def of_another_build(content: bytes) -> bytes:
    return content[:ID] + bytes(byte ^ 255 for byte in content[ID : ID + 4]) + content[ID + 4 :]


def of_another_module(content: bytes) -> bytes:
    kept = 28
    return content[:kept] + bytes(byte ^ 255 for byte in content[kept : kept + 4]) + content[kept + 4 :]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda packed: gzip.compress(damaged(gzip.decompress(packed)), 1), "the snapshot is damaged"),
        (lambda packed: gzip.compress(of_another_build(gzip.decompress(packed)), 1), "of another build"),
        (lambda packed: gzip.compress(of_another_module(gzip.decompress(packed)), 1), "of another module"),
        (damaged, "."),
        (lambda packed: packed[: len(packed) // 2], "."),
        (lambda _: gzip.compress(b"", 1), "of another build"),
        (lambda _: None, "snapshot.bin.gz did not arrive"),
    ],
    ids=["damaged", "other build", "other module", "broken gzip", "cut short", "empty", "blocked"],
)
def test_python_starts_without_a_snapshot_that_cannot_be_used(
    visitor: Visitor, page: Page, site: str, change: Callable[[bytes], bytes | None], reason: str
) -> None:
    (file,) = SITE.glob("assets/runtime/*/snapshot.bin.gz")
    body = change(file.read_bytes())
    notes: list[str] = []
    page.on("console", lambda message: notes.append(message.text) if message.type == "debug" else None)

    def answer(route: Route) -> None:
        if not route.request.url.endswith(".gz"):
            route.fulfill(body=b"not compressed by the host")
        elif body is None:
            route.abort()
        else:
            route.fulfill(body=body)

    page.route("**/snapshot.bin*", answer)
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    (note,) = notes
    assert re.fullmatch(rf"Python starts in another way \(plain\): .*{reason}.*", note)
    expect(page.locator(".hb-status-text")).to_have_text("Live")
    assert len(pythons(page)) == 1
    if body is None:  # the browser itself notes the request that was held back
        visitor.faults[:] = [fault for fault in visitor.faults if "Failed to load resource" not in fault]


TRAPPED = """
import { readFileSync } from "node:fs";
import { withTrap } from "./tests/browser/trap.mjs";
const [slim, whole, name] = process.argv.slice(1);
process.stdout.write(withTrap(readFileSync(slim), readFileSync(whole), name));
"""


def with_trap(function: str) -> bytes:
    """Return the slim module without the body of one more function, packed."""
    (slim,) = SITE.glob("assets/runtime/*/slim.wasm")
    whole = slim.with_name("pyodide.asm.wasm")
    command = ["node", "--input-type=module", "-e", TRAPPED, str(slim), str(whole), function]
    return gzip.compress(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout, 1)


@pytest.mark.parametrize("function", ["PyOS_double_to_string", "Py_InitializeFromConfig"], ids=["answer", "start"])
def test_what_the_slim_module_lacks_the_whole_one_answers(
    visitor: Visitor, page: Page, site: str, function: str
) -> None:
    is_start = function != "PyOS_double_to_string"
    body = with_trap(function)
    notes: list[str] = []
    page.on("console", lambda message: notes.append(message.text) if message.type == "debug" else None)
    page.route("**/slim.wasm*", lambda route: route.fulfill(body=body if route.request.url.endswith(".gz") else b""))
    if is_start:  # the snapshot has passed this function already
        page.route("**/snapshot.bin*", lambda route: route.fulfill(status=404))
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Live")
    assert re.fullmatch(r"Python starts in another way \(whole\): .*", notes[-1])
    assert len(notes) == 1 + is_start
    assert len(pythons(page)) == 1
    page.get_by_label("Link bandwidth").fill("20")
    usable(page).to_have_text("19 Mbit/s")
    # Pyodide prints what ended it while it was running.
    assert bool(visitor.faults) != is_start
    visitor.faults.clear()


def test_every_restore_draws_other_numbers(page: Page, site: str) -> None:
    add_to_worker(page, EAR)
    visit(page, site)
    draw = {"python": "import random; [random.random(), random.getrandbits(64)]"}
    drawn = {message["said"] for _ in range(2) for message in talk(page, {}, [draw], 3) if "said" in message}
    assert len(drawn) == 2


@pytest.mark.parametrize("path", ["snapshot", "plain", "whole"])
def test_the_rest_of_the_library_comes_when_python_has_nothing_to_do(page: Page, site: str, path: str) -> None:
    add_to_worker(page, EAR)
    visit(page, site)
    said = page.evaluate(
        """async ([path, request]) => {
          const element = document.querySelector("hb-calculator");
          const at = (name) => new URL(element.getAttribute(name), document.baseURI).href;
          const worker = new Worker(at("worker"), { type: "module" });
          const next = (key) => new Promise((resolve) => {
            worker.addEventListener("message", ({ data }) => key in data && resolve(data[key]));
          });
          const say = (python) => { worker.postMessage({ python }); return next("said"); };
          worker.postMessage({ runtime: at("runtime"), path });
          const before = await say("import statistics, zoneinfo; statistics.mean([1, 3])");
          const answered = next("result");
          worker.postMessage(request);
          await answered;
          for (let left = 10; left > 0; left--) {
            await new Promise((resolve) => setTimeout(resolve, 3_000));
            const now = await say("import os; os.path.getsize('/lib/python314.zip') > 2_000_000");
            if (now === "true") break;
          }
          const words = [
            "import statistics; statistics.mean([1, 3])",
            "import zipfile, xml.etree.ElementTree as tree; tree.fromstring('<a>1</a>').text",
            "import traceback, html.parser, MODULE; 'imported'",
          ];
          const after = [];
          const more = path === "whole" ? "sqlite3.dump" : "tomllib"; // a database is nothing for the slim module
          for (const word of words) after.push(await say(word.replace("MODULE", more)));
          worker.terminate();
          return [before, ...after];
        }""",
        [path, {"id": 1, "calculator": "rpo_bandwidth", "inputs": {}, "base": ""}],
    )
    assert "No module named 'statistics'" in said[0]
    assert said[1:] == ["2", "1", "imported"]


def test_a_calculator_that_needs_more_of_the_library_gets_it(page: Page, site: str) -> None:
    add_to_worker(page, CHANGE % LAZY)
    visit(page, site)
    request = {"id": 1, "calculator": "rpo_bandwidth", "inputs": {}, "base": "../"}
    _, reply = talk(page, {"thrifty": True}, [request], 2)
    assert reply == json.loads(bridge.answer(json.dumps(request)))


def test_an_idle_worker_ends_and_comes_back(page: Page, site: str) -> None:
    page.clock.install()
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    assert len(pythons(page)) == 1
    page.clock.fast_forward("06:00")
    expect(page.locator(".hb-status-text")).to_have_text("Live")
    until(lambda: pythons(page) == [], page)
    page.get_by_label("Link bandwidth").fill("20")
    usable(page).to_have_text("19 Mbit/s")
    assert len(pythons(page)) == 1


def test_a_long_calculation_can_be_stopped(page: Page, site: str) -> None:
    add_to_worker(page, CHANGE % ENDLESS)
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_hidden()
    page.get_by_label("Link bandwidth").fill("77")
    stop.click()
    expect(page.locator(".hb-status-text")).to_have_text("This could not be worked out: you stopped it.")
    usable(page).to_have_text("47.5 Mbit/s")
    expect(page.locator(".hb-answer")).to_have_class("hb-answer hb-stale")
    until(lambda: len(pythons(page)) == 1, page)
    page.get_by_label("Link bandwidth").fill("20")
    usable(page).to_have_text("19 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Live")


@pytest.fixture
def slow(browser: Browser) -> Iterator[Visitor]:
    """A visitor on a line of 4 Mbit/s. The line is the server's own: Chromium's emulation of one sometimes stalls."""
    with served(SiteHost, SITE, Line("slow", mbps=SLOW_MBPS)) as address:
        visitor = Visitor(browser, address)
        yield visitor
        for context in visitor.contexts:
            context.close()
        assert visitor.faults == []


def test_a_slow_line_gets_the_small_files_first_and_the_snapshot_next(slow: Visitor) -> None:
    page = slow.blank(service_workers="block")
    # Chromium judges its line by all that it has loaded so far, from other tests' hosts as well.
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {{ value: {{ downlink: {SLOW_MBPS} }} }})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    visit(page, slow.site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    assert "start.zip" in asked
    assert not any(name.startswith("snapshot") for name in asked)
    until(lambda: page.evaluate("localStorage.getItem('hb-python')"), page)
    assert any(name.startswith("snapshot") for name in asked)
    asked.clear()
    visit(page, slow.site, "rpo-rto/?link_mbps=20")
    usable(page).to_have_text("19 Mbit/s")
    assert "start.zip" not in asked


def test_data_saver_loads_python_only_for_who_turns_to_the_form(page: Page, site: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    visit(page, site, "rpo-rto/?link_mbps=50")
    expect(page.locator(".hb-status-text")).to_contain_text("Touch the form for a live answer.")
    page.wait_for_timeout(1_500)
    assert pythons(page) == []
    page.get_by_label("Link bandwidth").focus()
    usable(page).to_have_text("47.5 Mbit/s")


def test_python_is_not_loaded_before_the_page_has_painted(page: Page, site: str) -> None:
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    painted, asked = page.evaluate(
        """[
          performance.getEntriesByName("first-contentful-paint")[0].startTime,
          performance.getEntriesByType("resource").find(({ name }) => name.endsWith("worker.mjs")).startTime,
        ]"""
    )
    assert painted < asked
