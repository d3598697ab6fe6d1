"""The built site in a real Chromium. Every page fails its test on a console error or a request off the site."""

import functools
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect, sync_playwright

from macros.commands.serve import open_server
from macros.publish.together import SCRIPTS_RUN

# Starting Python takes seconds, on a busy machine many.
expect.set_options(timeout=30_000)

SITE = Path(__file__).parents[2] / "site"
# Without these a headless Chromium looks for hosts of its maker's at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOW: ViewportSize = {"width": 1280, "height": 900}
# With it a page starts no Python before the reader turns to the form.
THRIFTY = "Object.defineProperty(navigator.connection, 'saveData', { value: true })"
# Puts the calculator of an open page back as the site sends it, at another address of the page. The one before it ends
# as when its page is left, and Python goes on.
RENEW = """async (address) => {
  const old = document.querySelector("hb-calculator");
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  const fresh = document.importNode(page.querySelector("hb-calculator"), true);
  const place = document.createComment("");
  old.replaceWith(place);
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, "", address);
  document.activeElement?.blur();
  scrollTo(0, 0);
  place.replaceWith(fresh);
  const at = (name) => new URL(fresh.getAttribute(name), document.baseURI).href;
  const { runtimeAt } = await import(new URL("assets/python/runtime.mjs", ROOT));
  // It answers in order: with this, what the address asks for is answered, too.
  const [calculator, base] = [fresh.getAttribute("name"), fresh.getAttribute("base")];
  const asked = runtimeAt(at("runtime"), at("worker")).ask({ calculator, inputs: {}, typed: [], base, short: true });
  return (await asked) !== null;
}"""


@dataclass
class Visitor:
    """Opens pages of the site and keeps what went wrong on them."""

    browser: Browser
    site: str
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, **options: object) -> Page:
        """Return a fresh page of the site in a fresh context; `options` are those of the context.

        It starts Python when the test turns to the form: it takes as long as all the rest, and most tests need none.
        """
        page = self.blank(**options)
        page.add_init_script(THRIFTY)
        page.goto(self.site + path)
        return page

    def blank(self, **options: object) -> Page:
        """Return a fresh page that has not gone anywhere yet."""
        # Only the tests of offline use are about the service worker; elsewhere it would download in the background.
        defaults = {"viewport": WINDOW, "service_workers": "block"}
        context = self.browser.new_context(**(defaults | options))
        self.contexts.append(context)
        context.on("request", self._watch)
        if options.get("java_script_enabled", True):
            context.on("page", patient)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type == "error", f"console: {message.text}"))
        page.on("pageerror", lambda error: self._note(True, f"error: {error}"))
        return page

    def _watch(self, request: Request) -> None:
        self._note(not request.url.startswith((self.site, "data:", "blob:")), f"off the site: {request.url}")

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.faults.append(text)


def patient(page: Page) -> None:
    """Have a page that is told to go somewhere be there once its scripts have run: no reader is as fast as a test."""

    def waiting(way: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(way)
        def go(*arguments: object, **options: object) -> object:
            answer = way(*arguments, **options)
            if "wait_until" not in options:
                page.evaluate(SCRIPTS_RUN)
            return answer

        return go

    for name in ("goto", "reload", "go_back", "go_forward"):
        setattr(page, name, waiting(getattr(page, name)))


def until(done: Callable[[], object], page: Page) -> None:
    """Wait up to half a minute for what no locator shows. The site's policy forbids Playwright's own way."""
    for _ in range(600):
        if done():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come in half a minute")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    assert (SITE / "index.html").is_file(), "There is no built site. Run `make site`."
    server = open_server(SITE, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; `make test` finds or installs one and names it in CHROMIUM."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "There is no Chromium. Run the tests with `make test`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """A visitor whose pages must show no error and stay on the site."""
    visitor = Visitor(browser, site)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.faults == []


@dataclass
class Standing:
    """Pages with Python running that stay open from test to test, the one used last at the end."""

    visitor: Visitor
    pages: list[Page] = field(default_factory=list)

    # Each takes as much memory as Python does.
    MOST = 3

    def at(self, path: str) -> Page:
        """Return the page at an address of the site, as it is when it is opened."""
        address = self.visitor.site + path
        plain = re.split("[?#]", address)[0]
        for page in reversed(self.pages):
            if re.split("[?#]", page.url)[0] == plain and self._renewed(page, address):
                break
        else:
            page = self.visitor.blank(permissions=["clipboard-read", "clipboard-write"])
            self.pages.append(page)
            begin(page, address)
        self.pages.sort(key=lambda other: other is page)
        while len(self.pages) > self.MOST:
            self.pages.pop(0).context.close()
        return page

    def _renewed(self, page: Page, address: str) -> bool:
        page.mouse.move(0, 0)
        page.emulate_media(media="null", reduced_motion="null")
        page.set_viewport_size(WINDOW)
        renewed = bool(page.evaluate(RENEW.replace("ROOT", json.dumps(self.visitor.site)), address))
        if renewed:
            settle(page)
        return renewed

    def leave(self) -> None:
        """Close all pages, such as after a test that failed."""
        for context in self.visitor.contexts:
            context.close()
        self.visitor.contexts.clear()
        self.pages.clear()


def begin(page: Page, address: str) -> None:
    """Open a page with a calculator and wait until Python has answered on it."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Turn to the calculator and wait for the whole answer: the rest comes after verdict and figures."""
    page.locator("hb-calculator form").first.hover()
    page.locator(".hb-status[data-state=live], .hb-status[data-state=stale]").wait_for(state="attached")
    page.locator("hb-calculator .hb-begun").wait_for(state="detached")


@pytest.fixture(scope="module")
def standing(browser: Browser, site: str) -> Iterator[Standing]:
    """Pages that stay open for the tests of a file."""
    standing = Standing(Visitor(browser, site))
    yield standing
    standing.leave()


@pytest.fixture
def live(visitor: Visitor, standing: Standing, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens a page and waits until Python has answered on it, with the rest that follows verdict and figures.

    Python takes longer to start than most tests take, so it is a page of an earlier test of the file whose calculator
    is put back, where there is one. With `options` of its context, and with `alone`, it is a page that no other test
    gets: for a test that changes more of it than its calculator.
    """
    failed = request.session.testsfailed

    def opened(path: str, alone: bool = False, **options: object) -> Page:
        if not (alone or options):
            return standing.at(path)
        page = visitor.blank(**options)
        begin(page, visitor.site + path)
        return page

    yield opened
    standing.pages[:] = [page for page in standing.pages if not page.is_closed()]
    if request.session.testsfailed > failed:
        standing.leave()
    faults, standing.visitor.faults = standing.visitor.faults, []
    assert faults == []
