"""Pictures of pages, the same each time: the clock stands, nothing moves, the example answer stays."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from macros.commands.screenshots.fingerprints import Fingerprint, fingerprint
from macros.commands.screenshots.subjects import SUBJECTS, VIEWS, Subject, View
from macros.publish.together import SCRIPTS_RUN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
"""A Monday morning: what the clock of every page says."""
PATIENCE_MS = 120_000
"""A busy machine takes long over the longest pages."""
TALLEST = 6_000
"""Pixels of a page that are pictured. Chromium draws no picture of much more, and nobody looks at one."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# With it a page starts no Python before the reader turns to the form, so the answer is the one that the page came with.
THRIFTY = "Object.defineProperty(navigator.connection, 'saveData', { value: true })"
STILL = """() => {
  const style = new CSSStyleSheet();
  const none = "transition: none !important; animation: none !important; caret-color: transparent !important;";
  style.replaceSync(`*, ::before, ::after { ${none} }`);
  document.adoptedStyleSheets.push(style);
  return document.fonts.ready.then(() => new Promise((idle) => requestIdleCallback(idle)));
}"""
# How much is drawn in each cell, and the mean colour of all.
MEASURE = """async ([picture, columns]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const side = width / columns, mean = [0, 0, 0], cells = [];
  for (let row = 0; row < Math.max(1, Math.round(height / side)); row++) {
    cells.push([]);
    for (let column = 0; column < columns; column++) {
      const [left, top] = [Math.round(column * side), Math.round(row * side)];
      const [right, bottom] = [Math.round((column + 1) * side), Math.min(height, Math.round((row + 1) * side))];
      const { data } = context.getImageData(left, top, right - left, bottom - top);
      let sum = 0, squares = 0;
      for (let at = 0; at < data.length; at += 4) {
        const bright = 0.3 * data[at] + 0.6 * data[at + 1] + 0.1 * data[at + 2];
        sum += bright;
        squares += bright * bright;
        for (let part = 0; part < 3; part++) mean[part] += data[at + part];
      }
      const count = data.length / 4;
      cells.at(-1).push(Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)));
    }
  }
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, cells, colour: mean.map((sum) => Math.min(255, Math.round(sum / (data.length / 4)))) };
}"""
SHEET = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that was taken."""

    subject: Subject
    view: View
    file: Path
    mark: Fingerprint

    @property
    def name(self) -> str:
        """What it is called: its page and how that was met."""
        return f"{self.subject.name}/{self.view.name}"


def pictures(browser: "Browser", site: str, folder: Path, only: Sequence[str] = ()) -> Iterator[Picture]:
    """Yield a picture of every subject in every view, written into a folder; `site` is the address of the site.

    With `only`, names of subjects, those alone.
    """
    blank = browser.new_page()
    for view in VIEWS:
        for has_project in (False, True):
            wanted = [one for one in SUBJECTS if one.project == has_project and one.is_met(view)]
            wanted = [one for one in wanted if not only or one.name in only]
            if not wanted:
                continue
            with _opened(browser, site, view, has_project) as page:
                for subject in wanted:
                    yield _picture((page, blank), site, folder, subject, view)
    blank.close()


@contextmanager
def _opened(browser: "Browser", site: str, view: View, has_project: bool) -> Iterator["Page"]:
    """A tab of a reader of a view, who has the sample project or none."""
    context: BrowserContext = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme="dark" if view.dark else "light",
        reduced_motion="reduce",
        service_workers="block",
        locale="zh-CN" if view.language else "en-GB",
        timezone_id="UTC",
        has_touch=view.touch,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.clock.set_fixed_time(NOW)
    if has_project:
        page.goto(f"{site}project/#sample")
        page.locator(".hb-project-name b").wait_for()
    else:
        page.add_init_script(THRIFTY)
        page.goto(site)  # from now on the typeface is in the cache
    yield page
    context.close()


def _picture(tabs: tuple["Page", "Page"], site: str, folder: Path, subject: Subject, view: View) -> Picture:
    """Take a picture in the first tab, and measure it in the second."""
    page, blank = tabs
    page.emulate_media(media="screen")
    page.goto(site + (f"{view.language}/" if view.language else "") + subject.path)
    page.evaluate(SCRIPTS_RUN)
    if subject.act:
        subject.act(page)
    if subject.shows:
        page.locator(subject.shows).first.wait_for(state="attached")
    page.evaluate(STILL)
    if view.paper:
        page.emulate_media(media="print")  # who prints has seen the page before
    file = folder / subject.name / f"{view.name}.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    if subject.whole:
        # A window as tall as the page: what keeps to a window's edges would lie across the page otherwise.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": view.width, "height": min(height, TALLEST)})
        page.evaluate(STILL)
    data = page.screenshot(path=file, type="jpeg", quality=85, animations="disabled", caret="hide")
    page.set_viewport_size({"width": view.width, "height": view.height})
    sheets = 0
    if view.paper:
        paper = page.pdf(path=file.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
        sheets = len(SHEET.findall(paper))
    seen = blank.evaluate(MEASURE, [b64encode(data).decode(), view.cells])
    mark = fingerprint(seen["width"], seen["height"], seen["colour"], seen["cells"], sheets)
    return Picture(subject=subject, view=view, file=file, mark=mark)
