"""The built site in a real Chromium. Every page fails its test on a console error or a request off the site."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from macros.commands.serve import open_server

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
# The theme works through all words of the site on every page, which takes as long as the page itself. A test that
# searches opens its page with `searching`.
NO_WORDS = {
    "config": {
        "lang": ["en"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1}},
    },
    "docs": [{"location": "", "title": "Home", "text": ""}],
}
# With it a page starts no Python before the reader turns to the form.
THRIFTY = "Object.defineProperty(navigator.connection, 'saveData', { value: true })"


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
        defaults = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}
        is_searched = options.pop("searching", False)
        context = self.browser.new_context(**(defaults | options))
        if not is_searched:
            context.route("**/search/search_index.json", lambda route: route.fulfill(json=NO_WORDS))
        self.contexts.append(context)
        context.on("request", self._watch)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type == "error", f"console: {message.text}"))
        page.on("pageerror", lambda error: self._note(True, f"error: {error}"))
        return page

    def _watch(self, request: Request) -> None:
        self._note(not request.url.startswith((self.site, "data:", "blob:")), f"off the site: {request.url}")

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.faults.append(text)


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


@pytest.fixture
def live(visitor: Visitor) -> Callable[..., Page]:
    """Opens a page and waits until Python has answered on it, with the rest that follows verdict and figures."""

    def opened(path: str, **options: object) -> Page:
        page = visitor.blank(**options)
        page.goto(visitor.site + path)
        page.locator("hb-calculator form").first.hover()
        page.locator(".hb-status[data-state=live], .hb-status[data-state=stale]").wait_for(state="attached")
        page.locator("hb-calculator .hb-begun").wait_for(state="detached")
        return page

    return opened
