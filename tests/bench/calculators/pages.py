"""The built site in Chromium: from a key or a file to the painted answer."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Route, expect, sync_playwright

from macros.publish.together import SCRIPTS_RUN
from tests.bench.browser.line import Line, SiteHost, served
from tests.bench.calculators import engine
from tests.browser.conftest import FLAGS
from tests.conftest import ROOT

HERE = Path(__file__).parent
PATIENCE = 120_000
# Where is typed on each page by turns, what stands there before, and the key: each state of the form has an answer, and
# not the page's own. The very first key is typed into what the page came with.
TYPED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "rpo-rto/": (("link_mbps", "57", "2"), ("used", "9", "4"), ("rpo_minutes", "77", "1")),
    "replay/": (("link_mbps", "57", "2"), ("rpo_minutes", "77", "1")),
    "components/": (("hosts", "57", "2"), ("disks", "777", "4")),
    "recovery-time/": (("hosts", "57", "2"), ("rto_minutes", "777", "1")),
}
BETWEEN_KEYS = 60
# What the processor does in the page's main thread, by Chromium's own count.
WORK = {"scripts": "ScriptDuration", "style": "RecalcStyleDuration", "layout": "LayoutDuration"}
# A file of the disk, as a reader's.
CHOOSE = """() => {
  document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "bench", hidden: true }));
}"""
DROP = """async () => {
  const given = new DataTransfer();
  given.items.add(document.querySelector("#bench").files[0]);
  const field = document.querySelector("[name=trace]");
  await new Promise((resolve) => setTimeout(resolve, 500));
  watchGaps(true);
  const next = nextAnswer();
  begin(performance.now());
  field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
  window.dropped = next.then((found) => (watchGaps(false), { ...found, gaps }));
}"""
ASK = """async (requests) => {
  const element = document.querySelector("hb-calculator");
  const at = (name) => new URL(element.getAttribute(name), document.baseURI).href;
  const worker = new Worker(at("worker"), { type: "module" });
  const after = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => data.progress || resolve(data);
    worker.postMessage(message);
  });
  await after({ runtime: at("runtime") });
  const taken = [];
  for (const request of requests) {
    const begun = performance.now();
    const { result } = await after(request);
    if (result) taken.push(performance.now() - begun);
  }
  worker.terminate();
  return taken;
}"""
MEASURE = """(setup) => new Promise((resolve, reject) => {
  const worker = new Worker("/bench/python-worker.mjs", { type: "module" });
  worker.onerror = (event) => reject(event.message);
  worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
  worker.postMessage(setup);
})"""


class Site:
    """The site in one Chromium, with the watch of this benchmark in each page."""

    def __init__(self, page: Page, browser: CDPSession, address: str) -> None:
        """Take a page that has not gone anywhere yet, and what tells of its browser's processes."""
        self._page = page
        self._browser = browser
        self._address = address
        self._counter = page.context.new_cdp_session(page)
        self._counter.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.set_default_timeout(PATIENCE)
        page.add_init_script(path=HERE / "watch.js")
        page.route("**/assets/python/worker.mjs*", _timed)
        page.route("**/bench/**", _extra)

    def open(self, path: str) -> Page:
        """Return the page when Python answers on it."""
        self._page.goto(self._address + path)
        self._page.evaluate(SCRIPTS_RUN)
        self._page.locator("hb-calculator form").first.hover()
        self._page.locator(".hb-status[data-state=live]").wait_for(state="attached")
        self._page.wait_for_timeout(1_000)
        return self._page

    def keystrokes(self, path: str, count: int) -> tuple[list[dict[str, float]], dict[str, float]]:
        """Return the marks of so many keystrokes on a page, the first one first, and what each cost the processor."""
        page, typed = self.open(path), TYPED[path]
        page.locator(f"hb-calculator input[name={typed[0][0]}]").press("End")
        found = [self._key(typed[0][2])]
        for field, value, _ in typed:
            page.locator(f"hb-calculator input[name={field}]").fill(value)
        # All of an answer is there to none of what is typed below: going back to it, a key would ask nothing.
        first = page.locator(f"hb-calculator input[name={typed[0][0]}]")
        first.fill(f"{typed[0][1]}1")
        page.wait_for_timeout(1_000)
        first.press("Backspace")
        before = self._worked()
        for number in range(count):
            field, _, key = typed[number // 2 % len(typed)]
            if number % 2 == 0:
                page.locator(f"hb-calculator input[name={field}]").press("End")
            page.wait_for_timeout(BETWEEN_KEYS)
            found.append(self._key(key if number % 2 == 0 else "Backspace"))
        after = self._worked()
        return found, {name: (after[name] - before[name]) * 1_000 / count for name in after}

    def _key(self, key: str) -> dict[str, float]:
        self._page.evaluate("() => { window.next = nextAnswer(); }")
        self._page.keyboard.press(key)
        marks: dict[str, float] = self._page.evaluate("() => window.next")
        return marks

    def _worked(self) -> dict[str, float]:
        """Return the seconds of the processor that the page's main thread has spent so far, and that of Python."""
        counted = {item["name"]: item["value"] for item in self._counter.send("Performance.getMetrics")["metrics"]}
        found = {name: counted[key] for name, key in WORK.items()}
        return found | {"Python": sum(map(_seconds, self._workers()))}

    def _workers(self) -> Iterator[Path]:
        """Yield what Linux tells of each thread that is a worker."""
        for process in self._browser.send("SystemInfo.getProcessInfo")["processInfo"]:
            for thread in Path(f"/proc/{process['id']}/task").iterdir():
                if Path(thread, "comm").read_text("utf-8").startswith("DedicatedWorker"):
                    yield thread

    def asked(self, requests: list[dict[str, Any]]) -> list[float]:
        """Return the milliseconds from each question to its answer, of a worker as the site starts it."""
        self._page.goto(self._address + "rpo-rto/")
        taken: list[float] = self._page.evaluate(ASK, requests)
        return taken

    def drop(self, text: str) -> dict[str, Any]:
        """Return the marks of a file that is dropped on the page of the replay, and the most memory that it took."""
        with self._dropped(text) as page:
            found: dict[str, Any] = page.evaluate("() => window.dropped")
        return found | {"resident": self.resident()}

    @contextmanager
    def _dropped(self, text: str) -> Iterator[Page]:
        """The page of the replay on which a file with this text has been dropped."""
        with TemporaryDirectory() as folder:
            file = Path(folder, "trace.txt")
            file.write_text(text, "utf-8")
            page = self.open("replay/")
            page.evaluate(CHOOSE)
            page.set_input_files("#bench", file)
            page.evaluate(DROP)
            yield page

    def plain(self, path: str, watch: Path) -> Page:
        """Return a page without a form, which begins with a watch of its own."""
        self._page.add_init_script(path=watch)
        self._page.goto(self._address + path)
        return self._page

    def heap(self) -> int:
        """Return the bytes that the page's scripts hold, without those of its worker, once what is unused is gone."""
        self._counter.send("HeapProfiler.collectGarbage")
        counted = {item["name"]: item["value"] for item in self._counter.send("Performance.getMetrics")["metrics"]}
        return int(counted["JSHeapUsedSize"])

    def resident(self) -> int:
        """Return the most bytes of memory that the page's process had, its worker and the files in it included."""
        most = 0
        for process in self._browser.send("SystemInfo.getProcessInfo")["processInfo"]:
            if process["type"] == "renderer":
                status = Path(f"/proc/{process['id']}/status").read_text("utf-8")
                (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
                most = max(most, 1024 * int(line.split()[1]))
        return most

    def stop(self, points: int) -> float:
        """Return the milliseconds from Stop to a page that says so, while a trace of so many minutes is replayed."""
        with self._dropped(engine.text(points)) as page:
            page.locator(".hb-status[data-state=busy]").wait_for()
            taken: float = page.evaluate(
                """() => new Promise((resolve) => {
                  const status = document.querySelector(".hb-status");
                  const begun = performance.now();
                  new MutationObserver(() => status.dataset.state !== "busy" && resolve(performance.now() - begun))
                    .observe(status, { attributeFilter: ["data-state"] });
                  [...status.querySelectorAll("button")].find(({ textContent }) => textContent === "Stop").click();
                })"""
            )
            page.get_by_role("button", name="Reset").click()
            page.locator(".hb-status[data-state=live]").wait_for()
            page.get_by_label("Link bandwidth").fill("77")
            expect(page.locator(".hb-status")).to_have_attribute("data-state", "live")
        return taken

    def measure(self, expression: str) -> Any:
        """Return what an expression over this folder's `engine.py` and `sar.py` gives in the browser's Python."""
        page = self._page
        page.goto(f"{self._address}bench/empty.html")
        source = "\n".join((HERE / name).read_text("utf-8") for name in ("engine.py", "sar.py"))
        return json.loads(
            page.evaluate(MEASURE, {"wheel": _wheel().name, "source": f"{source}\njson.dumps({expression})"})
        )


@contextmanager
def opened() -> Iterator[Site]:
    """The built site in a Chromium of its own."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with served(SiteHost, ROOT / "site", Line("loopback")) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        yield Site(context.new_page(), browser.new_browser_cdp_session(), address)
        browser.close()


def _seconds(thread: Path) -> float:
    """Return the seconds of the processor that a thread has had."""
    return int(Path(thread, "schedstat").read_text("utf-8").split()[0]) / 1e9


def _timed(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=(HERE / "timed-worker.js").read_text("utf-8") + response.text())


def _extra(route: Route) -> None:
    """Answer for what the site does not have: what runs Python on its own."""
    name = urlsplit(route.request.url).path.removeprefix("/bench/")
    if name == "empty.html":
        route.fulfill(body="<!doctype html><title>Empty</title>", content_type="text/html")
    elif name.startswith("pyodide/"):
        route.fulfill(path=ROOT / "node_modules" / name)
    else:
        route.fulfill(path=_wheel() if name.endswith(".whl") else HERE / name)


def _wheel() -> Path:
    (wheel,) = (ROOT / "site/assets/runtime").glob("*/*.whl")
    return wheel
