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

from tests.bench.browser.line import Line, SiteHost, served
from tests.bench.calculators import engine
from tests.browser.conftest import FLAGS
from tests.conftest import ROOT

HERE = Path(__file__).parent
PATIENCE = 120_000
# Where is typed by turns, what stands there before, and the key; no state of the form is that of the page's own answer.
TYPED = (("link_mbps", "57", "2"), ("used", "9", "4"), ("rpo_minutes", "77", "1"))
BETWEEN_KEYS = 60
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
  marks.begun = performance.now();
  field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
  window.dropped = next.then((found) => (watchGaps(false), { ...found, gaps }));
}"""
DRAW = """async (points) => {
  const charts = await import(new URL("../assets/charts/charts.mjs", location.href).href);
  const frame = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    requestAnimationFrame(() => port2.postMessage(0));
  });
  const figure = document.querySelector(".hb-chart");
  const numbers = JSON.parse(figure.dataset.chart);
  const canvas = Object.assign(document.createElement("canvas"), { width: 700, height: 280 });
  document.body.append(canvas);
  const taken = { plain: [], ours: [] };
  for (let turn = 0; turn < 9; turn++) {
    numbers.x = Array.from({ length: points }, (_, at) => at);
    numbers.series.forEach((series, place) =>
      (series.values = numbers.x.map((at) => 2 + place + Math.sin(at / 99 + turn) + ((at * 7919) % 101) / 101)));
    figure.dataset.chart = JSON.stringify(numbers);
    await frame();
    let begun = performance.now();
    charts.show(document);
    await 0;
    const ours = performance.now() - begun;
    begun = performance.now();
    await frame();
    taken.ours.push(ours + performance.now() - begun);
    begun = performance.now();
    const brush = canvas.getContext("2d");
    brush.clearRect(0, 0, 700, 280);
    for (const { values } of numbers.series) {
      brush.beginPath();
      values.forEach((value, at) => brush.lineTo((at * 700) / points, 280 - value * 40));
      brush.stroke();
    }
    const plain = performance.now() - begun;
    begun = performance.now();
    await frame();
    taken.plain.push(plain + performance.now() - begun);
  }
  canvas.remove();
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
        page.set_default_timeout(PATIENCE)
        page.add_init_script(path=HERE / "watch.js")
        page.route("**/assets/python/worker.mjs*", _timed)
        page.route("**/bench/**", _extra)

    def open(self, path: str) -> Page:
        """Return the page when Python answers on it."""
        self._page.goto(self._address + path)
        self._page.locator("hb-calculator form").first.hover()
        self._page.locator(".hb-status[data-state=live]").wait_for(state="attached")
        self._page.wait_for_timeout(1_000)
        return self._page

    def keystrokes(self, count: int) -> list[dict[str, float]]:
        """Return the marks of so many keystrokes on the page of RPO and bandwidth."""
        page = self.open("rpo-rto/")
        for field, value, _ in TYPED:
            page.locator(f"input[name={field}]").fill(value)
        page.wait_for_timeout(1_000)
        found = []
        for number in range(count):
            field, _, key = TYPED[number // 2 % len(TYPED)]
            if number % 2 == 0:
                page.locator(f"input[name={field}]").press("End")
            page.wait_for_timeout(BETWEEN_KEYS)
            page.evaluate("() => { window.next = nextAnswer(); }")
            page.keyboard.press(key if number % 2 == 0 else "Backspace")
            found.append(page.evaluate("() => window.next"))
        return found

    def drop(self, text: str) -> dict[str, Any]:
        """Return the marks of a file that is dropped on the page of the replay, and the most memory that it took."""
        with self._dropped(text) as page:
            found: dict[str, Any] = page.evaluate("() => window.dropped")
        return found | {"resident": self._resident()}

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

    def _resident(self) -> int:
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

    def chart(self, points: int) -> dict[str, list[float]]:
        """Return the milliseconds of drawing so many points of two lines anew, and of two plain lines on a canvas."""
        page = self.open("rpo-rto/")
        page.locator(".hb-chart").first.scroll_into_view_if_needed()
        page.locator(".hb-chart[data-drawn] canvas").first.wait_for()
        found: dict[str, list[float]] = page.evaluate(DRAW, points)
        return found

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
