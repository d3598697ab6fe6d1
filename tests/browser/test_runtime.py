"""How Python starts: from its snapshot, without it, and what happens when it is long idle or long busy."""

import gzip
import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect

from calculators import bridge
from calculators.answers.render import FORMATS
from macros.commands import serve
from tests.browser.conftest import SITE, THRIFTY, Visitor, until
from tests.cases import load_all
from tests.cases.traces import load as load_traces

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WORKER = ROOT / "docs/assets/python/worker.mjs"
ID = 8
PAYLOAD = 2_000_000

# Starts a worker of its own, asks it and returns every message that is not about progress.
TALK = """async ([start, requests, count]) => {
  const element = document.querySelector("hb-calculator");
  const at = (name) => new URL(element.getAttribute(name), document.baseURI).href;
  const worker = new Worker(at("worker"), { type: "module" });
  worker.postMessage({ runtime: at("runtime"), ...start });
  for (const request of requests) worker.postMessage(request);
  const messages = [];
  await new Promise((resolve) => {
    setTimeout(resolve, 120_000);
    worker.onmessage = ({ data }) => {
      if (!data.progress) messages.push(data);
      if (messages.length === count || data.failed || data.retreat) resolve();
    };
  });
  worker.terminate();
  return messages;
}"""

# Added to the worker: one question is never answered.
ENDLESS = """
self.addEventListener("message", ({ data }) => {
  if (!("runtime" in data)) return;
  starting = starting.then((python) => ({
    ...python,
    answer(request) {
      while (request.inputs.link_mbps === "77");
      return python.answer(request);
    },
  }));
});
"""


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A page that no service worker stands behind."""
    return visitor.blank(service_workers="block")


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[tuple[Visitor, Page]]:
    """A page that starts no Python of its own."""
    visitor = Visitor(browser, site)
    page = visitor.open("rpo-rto/")
    yield visitor, page
    page.context.close()


@pytest.fixture
def desk(opened: tuple[Visitor, Page]) -> Iterator[Page]:
    """The page on which `talk` starts a Python of its own; after each test all comes from the site again."""
    visitor, page = opened
    yield page
    page.unroute_all()
    faults, visitor.faults = visitor.faults, []
    assert faults == []


def visit(page: Page, site: str, path: str) -> None:
    page.goto(site + path)


def add_to_worker(page: Page, code: str) -> None:
    text = WORKER.read_text("utf-8") + code
    page.route("**/worker.mjs", lambda route: route.fulfill(body=text, content_type="text/javascript"))


def talk(page: Page, start: dict[str, Any], requests: list[Any], count: int) -> list[Any]:
    messages: list[Any] = page.evaluate(TALK, [start, requests, count])
    return messages


def pythons(page: Page) -> list[Worker]:
    """The workers with Python."""
    return [worker for worker in page.workers if worker.url.endswith("worker.mjs")]


def usable(page: Page) -> Any:
    return expect(page.locator("[data-answer=usable] strong"))


@cache
def cases() -> list[tuple[dict[str, Any], Any]]:
    """Return every case as a question, and what CPython answers."""
    requests = [
        {"id": index, "calculator": case.calculator, "inputs": dict(case.inputs), "base": "../"}
        for index, case in enumerate(load_all())
    ]
    return [(request, json.loads(bridge.answer(json.dumps(request)))) for request in requests]


@pytest.mark.parametrize("path", ["alone", "snapshot", "whole"])
def test_each_way_to_start_gives_what_cpython_gives(desk: Page, path: str) -> None:
    # All run the same calculators: every case by the way that pages take, and by the longest one of each calculator.
    ways: dict[str, Callable[[str], bool]] = {
        "alone": lambda name: name in bridge.ALONE,
        "snapshot": lambda name: name not in bridge.ALONE,
    }
    asked = [case for case in cases() if path not in ways or ways[path](case[0]["calculator"])]
    if path == "whole":
        asked = [*{case[0]["calculator"]: case for case in cases()}.values()]
    ready, *replies = talk(desk, {"path": path}, [request for request, _ in asked], len(asked) + 1)
    assert ready == {"ready": True, "path": path}
    for (request, expected), reply in zip(asked, replies, strict=True):
        assert reply == expected, request


def test_every_case_of_a_trace_is_read_as_cpython_reads_it(desk: Page) -> None:
    """In one page: figures unrounded, question, doubts, notes, and what is offered in place of what was read."""
    names = {"interval_seconds": "trace_seconds"}
    requests: list[dict[str, Any]] = []
    for case in load_traces():
        for told in [case.given, {**case.given, **case.answers}] if case.answers else [case.given]:
            # The choices of the form have no slash in their ids.
            given = {
                names.get(name, name): value.replace("/", "-") if name == "unit" else str(value)
                for name, value in told.items()
            }
            inputs = {"trace": case.text, "way": "continuous", **given}
            asked = {"calculator": "replay", "inputs": inputs, "base": "../", "format": "json"}
            requests.append({"id": len(requests), **asked})
    _, *replies = talk(desk, {"path": "snapshot"}, requests, len(requests) + 1)
    assert len(replies) == len(requests)
    for request, reply in zip(requests, replies, strict=True):
        assert reply == json.loads(bridge.answer(json.dumps(request))), request


ALL_OF_A_CALCULATOR = (*FORMATS, bridge.PAPER, bridge.SHEETS)


@pytest.mark.parametrize("name", bridge.ALONE)
def test_the_smaller_memory_has_all_that_is_asked_about_a_calculator(desk: Page, name: str) -> None:
    asked = {"calculator": name, "inputs": {}, "base": "../"}
    requests = [{"id": 0, **asked, "own": True}, *({"id": 0, **asked, "format": form} for form in ALL_OF_A_CALCULATOR)]
    _, *replies = talk(desk, {"path": "alone"}, requests, len(requests) + 1)
    assert replies == [json.loads(bridge.answer(json.dumps(request))) for request in requests]


def test_what_the_smaller_memory_lacks_is_asked_of_the_larger_one(desk: Page) -> None:
    recording = {"id": 1, "calculator": "replay", "inputs": {}, "base": "../"}
    for request in (recording, {"id": 1, "project": {"text": "?"}, "base": "../"}):
        ready, message = talk(desk, {"path": "alone"}, [request], 2)
        assert ready == {"ready": True, "path": "alone"}
        assert message["path"] == "snapshot"


def test_python_starts_from_what_the_host_compresses(desk: Page) -> None:
    request, expected = cases()[0]
    assert talk(desk, {"packs": True}, [request], 2) == [{"ready": True, "path": "snapshot"}, expected]


def damaged(content: bytes) -> bytes:
    return content[:PAYLOAD] + bytes([content[PAYLOAD] ^ 1]) + content[PAYLOAD + 1 :]


def of_another_build(content: bytes) -> bytes:
    return content[:ID] + bytes(byte ^ 255 for byte in content[ID : ID + 4]) + content[ID + 4 :]


def of_another_module(content: bytes) -> bytes:
    kept = 24
    return content[:kept] + bytes(byte ^ 255 for byte in content[kept : kept + 4]) + content[kept + 4 :]


def give_snapshot(page: Page, change: Callable[[bytes], bytes | None]) -> None:
    """Have the page get another snapshot, or none."""
    (file,) = SITE.glob("assets/runtime/*/snapshot.bin.gz")
    body = change(file.read_bytes())

    def answer(route: Route) -> None:
        if not route.request.url.endswith(".gz"):
            route.fulfill(body=b"not compressed by the host")
        elif body is None:
            route.abort()
        else:
            route.fulfill(body=body)

    page.route("**/snapshot.bin*", answer)


UNUSABLE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "other build": (lambda packed: gzip.compress(of_another_build(gzip.decompress(packed)), 1), "of another build"),
    "other module": (lambda packed: gzip.compress(of_another_module(gzip.decompress(packed)), 1), "of another module"),
    "broken gzip": (damaged, "."),
    "cut short": (lambda packed: packed[: len(packed) // 2], "."),
    "empty": (lambda _: gzip.compress(b"", 1), "of another build"),
    "damaged": (lambda packed: gzip.compress(damaged(gzip.decompress(packed)), 1), "the snapshot is damaged"),
}


@pytest.mark.parametrize(("change", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_snapshot_that_cannot_be_used_is_refused(desk: Page, change: Callable[[bytes], bytes], reason: str) -> None:
    give_snapshot(desk, change)
    (message,) = talk(desk, {}, [], 1)
    assert message.keys() == {"retreat", "path"}
    assert message["path"] == "whole"
    assert re.fullmatch(rf".*{reason}.*", message["retreat"])


def test_python_starts_without_a_snapshot_that_does_not_come(visitor: Visitor, page: Page, site: str) -> None:
    notes: list[str] = []
    page.on("console", lambda message: notes.append(message.text) if message.type == "debug" else None)
    give_snapshot(page, lambda _: None)
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    (note,) = notes
    assert re.fullmatch(r"Python starts without the snapshot: .*snapshot.bin.gz did not arrive.*", note)
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    assert len(pythons(page)) == 1
    # The browser itself notes the request that was held back.
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


def give_module(page: Page, body: bytes) -> None:
    """Have the page get another slim module."""
    page.route("**/slim.wasm*", lambda route: route.fulfill(body=body if route.request.url.endswith(".gz") else b""))


def test_a_slim_module_that_lacks_what_a_start_needs_is_refused(desk: Page) -> None:
    give_module(desk, with_trap("PyObject_CallNoArgs"))
    assert talk(desk, {}, [], 1) == [{"retreat": "unreachable", "path": "whole"}]


def test_what_the_slim_module_lacks_the_whole_one_answers(page: Page, site: str) -> None:
    notes: list[str] = []
    page.on("console", lambda message: notes.append(message.text) if message.type == "debug" else None)
    give_module(page, with_trap("PyOS_double_to_string"))
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    assert notes == [
        "Python starts with the whole snapshot: unreachable",
        "Python starts without the snapshot: unreachable",
    ]
    assert len(pythons(page)) == 1
    page.get_by_label("Link bandwidth").fill("20")
    usable(page).to_have_text("19 Mbit/s")


def test_python_gets_more_memory_for_a_long_trace(desk: Page) -> None:
    minutes = 150_000
    trace = "seconds,MB/s\n" + "\n".join(f"{60 * minute},{minute % 7}" for minute in range(minutes))
    request = {"id": 1, "calculator": "replay", "inputs": {"trace": trace}, "base": "../"}
    ready, reply = talk(desk, {}, [request], 2)
    assert ready["path"] == "snapshot"
    assert reply == json.loads(bridge.answer(json.dumps(request)))


def test_python_runs_where_the_browser_does_not_know_how_to_call_with_fewer_arguments(desk: Page) -> None:
    without_types = """
      const Own = WebAssembly.Module;
      WebAssembly.Module = function (bytes) {
        if (bytes.length > 100) throw new WebAssembly.CompileError("no such instruction");
        return new Own(bytes);
      };
      WebAssembly.Module.imports = Own.imports;
    """
    add_to_worker(desk, without_types)
    request = {"id": 1, "calculator": "rpo_bandwidth", "inputs": {}, "base": "../"}
    ready, reply = talk(desk, {}, [request], 2)
    assert ready["path"] == "snapshot"
    assert reply == json.loads(bridge.answer(json.dumps(request)))


def test_an_idle_worker_ends_and_comes_back(page: Page, site: str) -> None:
    page.clock.install()
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    assert len(pythons(page)) == 1
    expect(page.locator(".hb-answer")).to_have_class("hb-answer")

    # Until Python is warm the page asks it now and then, for about two seconds: docs/assets/calculator/warming.mjs.
    page.wait_for_timeout(4_000)
    page.clock.fast_forward("06:00")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    until(lambda: pythons(page) == [], page)
    page.get_by_label("Link bandwidth").fill("20")
    usable(page).to_have_text("19 Mbit/s")
    assert len(pythons(page)) == 1


def test_a_long_calculation_can_be_stopped(page: Page, site: str) -> None:
    add_to_worker(page, ENDLESS)
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
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")


def test_data_saver_loads_python_only_for_who_turns_to_the_form(page: Page, site: str) -> None:
    page.add_init_script(THRIFTY)
    visit(page, site, "rpo-rto/?link_mbps=50")
    expect(page.locator(".hb-status-text")).to_contain_text("Touch the form for a live answer.")
    page.wait_for_timeout(500)
    assert pythons(page) == []
    page.get_by_label("Link bandwidth").focus()
    usable(page).to_have_text("47.5 Mbit/s")


# The time never comes after which a page is taken to be read: docs/assets/page/presence.mjs.
NO_TIME = "{ const plain = setTimeout; setTimeout = (act, wait) => (wait === 3000 ? 0 : plain(act, wait)); }"


def test_python_waits_for_a_reader(page: Page, site: str) -> None:
    page.add_init_script(NO_TIME)
    visit(page, site, "rpo-rto/")
    page.wait_for_timeout(1_000)
    assert pythons(page) == []
    page.mouse.move(5, 5)  # somewhere, not on the form
    until(lambda: pythons(page), page)


def test_python_comes_to_who_only_reads(page: Page, site: str) -> None:
    visit(page, site, "rpo-rto/")
    until(lambda: pythons(page), page)


def test_nothing_but_what_is_seen_is_loaded_before_the_page_has_painted(page: Page, site: str) -> None:
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    painted, asked = page.evaluate(
        """[
          performance.getEntriesByName("first-contentful-paint")[0].startTime,
          performance.getEntriesByType("resource").filter(({ name }) => /\\.(mjs|wasm|bin)$/.test(name))
            .map(({ startTime }) => startTime),
        ]"""
    )
    assert len(asked) > 3  # the page's scripts, and the worker's
    assert painted < min(asked)


WITHOUT_UNPACKING = "delete self.DecompressionStream;\n"


def test_a_browser_that_cannot_unpack_gets_the_plain_files(page: Page, site: str) -> None:
    add_to_worker(page, WITHOUT_UNPACKING)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, site, "rpo-rto/?link_mbps=50")
    usable(page).to_have_text("47.5 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    assert any(url.endswith("/snapshot.bin") for url in asked)  # the fast way
    assert [url for url in asked if url.endswith(".gz")] == []


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[bytes]]]:
    """The site behind a proxy that answers for `runtime.json` with what is in the list, and lets browsers keep that."""
    answers: list[bytes] = []

    class Handler(serve.SiteHandler):
        def do_GET(self) -> None:  # noqa: N802
            if not (self.path.endswith("/runtime.json") and answers):
                return super().do_GET()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(answers[0])))
            self.end_headers()
            self.wfile.write(answers[0])

        def log_message(self, *arguments: object) -> None:
            pass

    server = serve.SiteServer(("127.0.0.1", 0), partial(Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", answers
    server.shutdown()
    server.server_close()


def test_a_bad_answer_is_told_and_not_kept(browser: Browser, proxy: tuple[str, list[bytes]]) -> None:
    address, answers = proxy

    def told(answer: bytes) -> Page:
        answers[:] = [answer]
        page = browser.new_context(service_workers="block").new_page()
        page.goto(address + "rpo-rto/?link_mbps=50")
        status = page.locator(".hb-status-text")
        expect(status).to_contain_text("could not start: the site sent something else for runtime.json.")
        return page

    for answer in (b'{"files": {', b"[]"):
        told(answer).context.close()
    page = told(b"<!doctype html><title>Sign in</title>")
    answers.clear()
    page.get_by_role("button", name="Try again").click()
    usable(page).to_have_text("47.5 Mbit/s")
    page.reload()
    usable(page).to_have_text("47.5 Mbit/s")
    page.context.close()


def test_a_page_of_an_older_release_says_that_it_must_be_loaded_anew(visitor: Visitor, page: Page, site: str) -> None:
    (runtime,) = (SITE / "assets/runtime").iterdir()
    gone = "0123456789ab"

    def older(route: Route) -> None:
        answer = route.fetch()
        is_first = route.request.is_navigation_request()
        route.fulfill(response=answer, body=answer.text().replace(runtime.name, gone) if is_first else answer.text())

    page.route("**/rpo-rto/**", older)
    visit(page, site, "rpo-rto/?link_mbps=50")
    expect(page.locator(".hb-status-text")).to_contain_text(
        "The site has a new release: reload the page for live answers."
    )
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    page.unroute("**/rpo-rto/**")
    page.get_by_role("button", name="Reload the page").click()
    usable(page).to_have_text("47.5 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    # What is gone is an error in the console; nothing else is.
    assert all("Failed to load resource" in fault for fault in visitor.faults)
    visitor.faults.clear()
