"""The site without a network, and the way from one release to the next, with a real service worker."""

import gzip
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from macros.commands import serve
from macros.publish import offline
from tests.browser.conftest import SITE, THRIFTY, Visitor, patient, until
from tests.browser.test_texts import drop
from tests.browser.test_workbooks import ROWS, csv, workbook

pytestmark = pytest.mark.browser

READY = "Ready for offline use."
DATE = "2026-08-07"
CHANGED_DATE = date(2031, 2, 3)


@dataclass
class Host:
    """Serves a release below a path of its own, as a static host would, and can break."""

    folder: Path
    """Holds the site in `guide/`."""
    base: str = ""
    asked: list[str] = field(default_factory=list)
    broken: Callable[[str], bool] = lambda path: False
    unpacks: bool = False
    """Whether it takes .gz for the encoding of an answer, so that browsers unpack the file."""

    @property
    def site(self) -> Path:
        return self.folder / "guide"

    def publish(self, release: Path) -> None:
        """Put another release in the place of this one.

        Its files are newer by whole seconds, by which hosts tell versions apart: tests make two releases in one second.
        """
        later = (self.site / offline.WORKER).stat().st_mtime + 2
        shutil.rmtree(self.site)
        copied(release, self.site)
        for file in self.site.rglob("*"):
            if "runtime" not in file.parts:
                os.utime(file, (later, later))


@contextmanager
def served(host: Host) -> Iterator[Host]:
    class Handler(serve.SiteHandler):
        def do_GET(self) -> None:  # noqa: N802
            path = self.path.removeprefix("/guide/").partition("?")[0]
            host.asked.append(path)
            if host.broken(path):
                self.close_connection = True  # without an answer, as when the line drops
            else:
                super().do_GET()

        def end_headers(self) -> None:
            if host.unpacks and self.path.endswith(".gz"):
                self.send_header("Content-Encoding", "gzip")
            super().end_headers()

        def log_error(self, *arguments: object) -> None:
            pass

    def handler(*arguments: object) -> Handler:
        return Handler(*arguments, directory=str(host.folder))

    server = serve.SiteServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.base = f"http://127.0.0.1:{server.server_port}/guide/"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


# The pages that the tests open. What a release is kept by does not know one page from another.
PAGES = ("", "offline", "plan", "qualify", "replay", "rpo-rto", "sources")


def copied(release: Path, folder: Path) -> Path:
    """Return a copy of a release. Of Python's files, which are large and never changed here, it has links."""

    def copy(file: str, target: str) -> None:
        (os.link if "runtime" in Path(file).parts else shutil.copy2)(file, target)

    return Path(shutil.copytree(release, folder, copy_function=copy))


@pytest.fixture(scope="session")
def whole_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site as it was when the tests began."""
    return Path(shutil.copytree(SITE, tmp_path_factory.mktemp("whole") / "site"))


@pytest.fixture(scope="session")
def python_release(whole_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with some of its pages, finished anew: to keep them all takes a browser seconds each time."""
    folder = copied(whole_release, tmp_path_factory.mktemp("python") / "site")
    unfinish(folder)
    for file in folder.rglob("index.html"):
        if file.parent.relative_to(folder).as_posix().removeprefix(".") not in PAGES:
            file.unlink()
    offline.finish_release(folder, date.fromisoformat(DATE))
    return folder


@pytest.fixture(scope="session")
def release(python_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release for the tests that ask nothing of Python."""
    return without_python(python_release, tmp_path_factory.mktemp("first") / "site")


def without_python(release: Path, folder: Path) -> Path:
    """Return a release whose files of Python hold a word each: of all that a browser keeps they are three quarters."""
    unfinish(copied(release, folder))
    for file in folder.glob("assets/runtime/*/*"):
        if {".bin", ".wasm", ".zip", ".whl"} & set(file.suffixes):
            file.unlink()  # it is a link
            if file.suffix != ".br":
                file.write_bytes(gzip.compress(b"short") if file.suffix == ".gz" else b"short")
    offline.finish_release(folder, date.fromisoformat(DATE))
    return folder


@contextmanager
def hosted(release: Path, folder: Path) -> Iterator[Host]:
    """A host with a release below a path."""
    copied(release, folder / "guide")
    with served(Host(folder)) as host:
        yield host


@pytest.fixture
def host(release: Path, tmp_path: Path) -> Iterator[Host]:
    """A host for the tests that ask nothing of Python."""
    with hosted(release, tmp_path / "host") as host:
        yield host


@pytest.fixture
def python_host(python_release: Path, tmp_path: Path) -> Iterator[Host]:
    """A host with all that a calculator needs."""
    with hosted(python_release, tmp_path / "host") as host:
        yield host


@pytest.fixture
def whole_host(whole_release: Path, tmp_path: Path) -> Iterator[Host]:
    """A host with every page of the site."""
    with hosted(without_python(whole_release, tmp_path / "site"), tmp_path / "host") as host:
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with a service worker."""
    context = browser.new_context(service_workers="allow")
    context.on("page", patient)
    yield context
    context.close()


@pytest.fixture(scope="session")
def second_release(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with another text on one page and another date of the data."""
    return make_release(release, tmp_path_factory.mktemp("second") / "site", "Project plan, revised", CHANGED_DATE)


@pytest.fixture(scope="session")
def second_python_release(python_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a release with Python."""
    folder = tmp_path_factory.mktemp("second-python") / "site"
    return make_release(python_release, folder, "Project plan, revised", CHANGED_DATE)


def make_release(first: Path, folder: Path, title: str, data: date) -> Path:
    """Return a release with another title on a page, finished as the build does it."""
    unfinish(copied(first, folder))
    page = folder / "plan/index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace('<h1 id="', f'<p class="revised">{title}</p><h1 id="'), "utf-8")
    sources = folder / "sources/index.html"
    sources.write_text(sources.read_text("utf-8").replace(DATE, data.isoformat()), "utf-8")
    offline.finish_release(folder, data)
    return folder


def unfinish(folder: Path) -> None:
    """Make a release what it was before the build finished it."""
    known = json.loads((folder / "offline.json").read_text("utf-8"))["release"]
    for name in ("sw.js", "assets/offline/offline.mjs"):
        text = (folder / name).read_text("utf-8")
        assert known in text
        (folder / name).write_text(text.replace(known, offline.PLACEHOLDER), "utf-8")
    for name in ("offline.json", "_headers"):
        (folder / name).unlink()


def visit(context: BrowserContext, host: Host, path: str = "") -> Page:
    page = context.new_page()
    page.goto(host.base + path)
    return page


def kept(context: BrowserContext, host: Host) -> Page:
    """Visit the site until all of it is kept; return the page that says so."""
    page = visit(context, host, "offline/")
    expect(state(page)).to_have_text(READY)
    return page


def state(page: Page):
    return page.locator(".hb-offline-state")


def release_of(folder: Path) -> str:
    return json.loads((folder / "offline.json").read_text("utf-8"))["release"]


def release_kept(page: Page) -> str:
    return page.evaluate(
        'async (url) => (await (await fetch(url)).text()).match(/"([0-9a-f]{16})"/)[1]',
        page.url.partition("/guide/")[0] + "/guide/assets/offline/offline.mjs",
    )


def storage_limit(context: BrowserContext, page: Page, host: Host, limit: int) -> CDPSession:
    session = context.new_cdp_session(page)
    origin = host.base.partition("/guide/")[0]
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": limit})
    return session


def cut(context: BrowserContext, host: Host) -> None:
    context.set_offline(True)
    host.broken = lambda path: True


# How a page that comes from what is kept can be told: its status, a header of the release, and that it is whole.
STATUS = """(addresses) => Promise.all(addresses.map(async (address) => {
  const answer = await fetch(address);
  const whole = (await answer.text()).includes("</html>");
  return [address, answer.status, answer.headers.has("content-security-policy"), whole];
}))"""


def ways_to(folder: str) -> tuple[str, ...]:
    """Return the addresses that lead to the page of a folder."""
    return f"{folder}index.html", f"{folder}?link_mbps=50", folder


def test_after_one_visit_everything_works_without_a_network(context: BrowserContext, whole_host: Host) -> None:
    host = whole_host
    page = visit(context, host)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # there is one once everything is kept
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), page)
    cut(context, host)
    # The page that was visited first answers without being loaded anew.
    files = json.loads((host.site / "offline.json").read_text("utf-8"))["files"]
    folders = [path.removesuffix("index.html") for path in files if path.endswith("index.html")]
    ways = [way for folder in folders for way in ways_to(folder)]
    assert page.evaluate(STATUS, ways) == [[way, HTTPStatus.OK, True, True] for way in ways]
    # To open each of them would take minutes, and the service worker does not know one page from another but the first.
    for address in (way for folder in ("", "rpo-rto/") for way in ways_to(folder)):
        answer = page.goto(host.base + address, wait_until="commit")
        assert answer is not None
        assert answer.status == HTTPStatus.OK
        assert answer.header_value("content-security-policy")
        expect(page.locator("h1")).to_be_visible()
    page.goto(host.base + "plan")
    assert page.url == host.base + "plan/"
    for unknown in ("nowhere/", "%ff", "foo%"):
        answer = page.goto(host.base + unknown)
        assert answer is not None
        assert answer.status == HTTPStatus.NOT_FOUND
        assert "There is no such page" in page.content()
    # On site, where there is no network, a checklist is worked through.
    page.goto(host.base + "checklists/dr-huawei-vmware-block-vpn/")
    page.locator("#step-inv-vmware").get_by_role("checkbox").check()
    expect(page.locator(".hb-work-next")).to_contain_text("Next: step 2")
    page.reload()
    expect(page.locator("#step-inv-vmware").get_by_role("checkbox")).to_be_checked()


def test_search_and_both_calculators_work_without_a_network(context: BrowserContext, python_host: Host) -> None:
    host = python_host
    page = kept(context, host)
    cut(context, host)
    page.goto(host.base)
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("KB4474419")
    expect(page.get_by_role("option").first).to_contain_text("KB4474419")
    for path in ("rpo-rto/", "qualify/"):
        page.goto(host.base + path)
        page.locator("hb-calculator form").first.hover()
        page.locator(".hb-status[data-state=live], .hb-status[data-state=stale]").wait_for(state="attached")


def test_a_new_release_waits_and_each_tab_moves_when_its_reader_says_so(
    context: BrowserContext, host: Host, second_release: Path
) -> None:
    old, new = release_of(host.site), release_of(second_release)
    kept(context, host).close()
    first, second = visit(context, host, "plan/"), visit(context, host, "sources/")
    for page in (first, second):
        page.wait_for_load_state("networkidle")  # each has asked whether there is another release
    host.publish(second_release)
    host.asked.clear()
    second.reload()
    for page in (first, second):
        expect(page.locator(".hb-update")).to_have_text("A new version is available.Reload")
        assert release_kept(page) == old
    fetched = {path for path in host.asked if path not in ("sw.js", "offline.json")}
    assert fetched == {"plan/", "sources/", "assets/offline/offline.mjs"}
    first.reload()
    expect(first.locator(".revised")).to_have_count(0)
    expect(second.get_by_text("2031-02-03")).to_have_count(0)
    expect(first.locator(".hb-update")).to_be_visible()
    second.evaluate("document.body.dataset.typed = 'something'")
    first.get_by_role("button", name="Reload").click()
    expect(first.locator(".revised")).to_be_visible()
    expect(first.locator(".hb-update")).to_have_count(0)
    second.wait_for_timeout(1_000)
    assert second.evaluate("document.body.dataset.typed") == "something"
    expect(second.locator(".hb-update")).to_have_text("A new version is available.Reload")
    with second.expect_navigation():
        second.get_by_role("button", name="Reload").click()
    expect(second.get_by_text("2031-02-03").first).to_be_visible()
    for page in (first, second):
        expect(page.locator(".hb-update")).to_have_count(0)
        assert release_kept(page) == new
    cut(context, host)
    first.goto(host.base + "offline/")
    expect(state(first)).to_have_text(READY)
    expect(first.locator(".hb-offline-facts")).to_contain_text(f"{new}Data of2031-02-03")
    assert_whole(first, second_release)


def test_a_new_release_in_the_middle_takes_nothing_from_a_project(
    context: BrowserContext, python_host: Host, second_python_release: Path
) -> None:
    host = python_host
    kept(context, host).close()
    old = visit(context, host, "rpo-rto/")
    values = {"link_mbps": {"value": "50", "origin": "typed", "since": DATE}}
    held = {"format": "hyperbdr-guide-project", "version": 1, "id": "kept", "values": values, "inputs": {}}
    store = f"import('{host.base}assets/project/store.mjs')"
    old.evaluate(f"async (held) => {{ await (await {store}).add(held); }}", held)
    expect(old.get_by_label("Link bandwidth")).to_have_value("50")
    host.publish(second_python_release)
    new = visit(context, host, "replay/")
    expect(new.locator(".hb-update")).to_be_visible()
    # What is typed on a page of the old release, also while another tab is on the new one, is in both.
    old.get_by_label("Used data").first.fill("14")
    with new.expect_navigation():
        new.get_by_role("button", name="Reload").click()
    expect(new.get_by_label("Link bandwidth")).to_have_value("50")
    old.get_by_label("Link bandwidth").fill("60")
    old.locator("[data-field=link_mbps]").get_by_role("button", name="For the project").click()
    expect(new.get_by_label("Link bandwidth")).to_have_value("60")
    old.reload()
    for name, value in (("Used data", "14"), ("Link bandwidth", "60")):
        expect(old.get_by_label(name).first).to_have_value(value)
    expect(old.locator(".hb-verdict-label").first).not_to_contain_text("Example")


def stored_urls(page: Page) -> set[str]:
    return set(
        page.evaluate(
            """async () => { const [name] = await caches.keys(); if (!name) return [];
            const cache = await caches.open(name); return (await cache.keys()).map(({ url }) => url); }"""
        )
    )


def assert_whole(page: Page, release: Path) -> None:
    """What is kept is the release file by file, and nothing else."""
    manifest = json.loads((release / "offline.json").read_text("utf-8"))
    base = page.url.partition("/guide/")[0] + "/guide/"
    expected = {f"{base}offline.json?{manifest['release']}"}
    for path, (digest, *_) in manifest["files"].items():
        query = "" if path.startswith("assets/runtime/") else f"?{digest}.{manifest['headers']}"
        expected.add(base + path + query)
    assert stored_urls(page) == expected


def test_a_page_of_a_newer_release_comes_whole_from_the_network(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    shutil.copytree(host.site / "plan", host.site / "added")
    style = host.site / "assets/search/search.css"
    style.write_text(style.read_text("utf-8") + "/* newer */", "utf-8")
    get = "async (url) => (await (await fetch(url)).text()).endsWith('/* newer */')"
    assert not page.evaluate(get, host.base + "assets/search/search.css")
    page.goto(host.base + "added/")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(get, host.base + "assets/search/search.css")


def test_an_interrupted_download_goes_on_at_the_next_visit(context: BrowserContext, host: Host) -> None:
    host.broken = lambda path: path.endswith("search/en.json")
    page = visit(context, host, "offline/")
    expect(state(page)).to_contain_text("The download was interrupted.")
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => !found?.active)")
    assert stored_urls(page)
    host.broken = lambda path: False
    host.asked.clear()
    page.reload()
    expect(state(page)).to_have_text(READY)
    assert "search/en.json" in host.asked
    assert_whole(page, host.site)


def test_a_site_that_changes_during_the_download_is_not_mixed(context: BrowserContext, host: Host) -> None:
    page = host.site / "plan/index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("<h1", "<h1 class='other'"), "utf-8")
    opened = visit(context, host, "offline/")
    expect(state(opened)).to_contain_text("The download was interrupted.")
    page.write_text(text, "utf-8")
    opened.get_by_role("button", name="Make available offline").click()
    expect(state(opened)).to_have_text(READY)
    assert_whole(opened, host.site)


def test_a_full_disk_is_told_and_the_site_works_online(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(host.base + "404.html")
    session = storage_limit(context, page, host, 2_000_000)
    page.goto(host.base + "offline/")
    expect(state(page)).to_contain_text("There is not enough room on this device")
    expect(state(page)).to_contain_text("The site works while you are online.")
    page.goto(host.base + "plan/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(host.base + "offline/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.base.partition("/guide/")[0]})
    page.get_by_role("button", name="Make available offline").click()
    expect(state(page)).to_have_text(READY)


def test_a_data_saver_is_asked_first(context: BrowserContext, host: Host) -> None:
    context.add_init_script(THRIFTY)
    page = visit(context, host, "offline/")
    expect(state(page)).to_contain_text("your data saver is on")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    assert page.evaluate("caches.keys()") == []
    assert "sw.js" not in host.asked
    page.get_by_role("button", name="Make available offline").click()
    expect(state(page)).to_have_text(READY)


@pytest.fixture(scope="session")
def thrifty_release(second_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second release, whose service worker meets a data saver: a script of a page does not reach it."""
    folder = copied(second_release, tmp_path_factory.mktemp("thrifty") / "site")
    worker = folder / offline.WORKER
    worker.write_text(f"{THRIFTY};\n{worker.read_text('utf-8')}", "utf-8")
    return folder


def test_with_data_saver_a_new_release_comes_only_when_asked_for(
    context: BrowserContext, host: Host, thrifty_release: Path
) -> None:
    old, new = release_of(host.site), release_of(thrifty_release)
    kept(context, host).close()
    context.add_init_script(THRIFTY)
    host.publish(thrifty_release)
    host.asked.clear()
    page = visit(context, host, "plan/")
    until(lambda: "offline.json" in host.asked, page)  # the browser itself has seen the new service worker
    page.goto(host.base + "offline/")
    expect(state(page)).to_have_text("Ready for offline use. A new version is available.")
    expect(page.locator(".hb-update")).to_have_count(0)
    page.wait_for_timeout(1000)
    assert set(host.asked) <= {"sw.js", "offline.json"}
    assert release_kept(page) == old
    page.get_by_role("button", name="Download the new version").click()
    with page.expect_navigation():
        page.locator(".hb-update").get_by_role("button", name="Reload").click()
    expect(state(page)).to_have_text("Ready for offline use.")
    assert release_kept(page) == new
    assert_whole(page, thrifty_release)


def gated(host: Host, path: str) -> threading.Event:
    """Hold back the answer for a path until the event is set, or half a minute is over."""
    gate = threading.Event()

    def broken(asked: str) -> bool:
        return asked == path and not gate.wait(30)

    host.broken = broken
    return gate


def test_a_disk_that_gets_full_in_the_middle_keeps_nothing_of_it(context: BrowserContext, python_host: Host) -> None:
    host = python_host
    gate = gated(host, "sources/")
    page = visit(context, host, "offline/")
    until(lambda: len(stored_urls(page)) > 20, page)
    session = storage_limit(context, page, host, 1)
    gate.set()
    expect(state(page)).to_contain_text("There is not enough room on this device")
    expect(state(page)).to_contain_text("The site works while you are online.")
    assert stored_urls(page) == set()
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => !found?.active)")
    page.goto(host.base + "rpo-rto/?link_mbps=50")
    expect(page.locator("[data-answer=usable] strong")).to_have_text("47.5 Mbit/s")
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.base.partition("/guide/")[0]})
    page.goto(host.base + "offline/")
    expect(state(page)).to_have_text(READY)
    assert_whole(page, host.site)


def test_a_disk_that_gets_full_during_an_update_leaves_the_release_that_is_kept(
    context: BrowserContext, host: Host, second_release: Path
) -> None:
    page = kept(context, host)
    first, old = copied(host.site, host.folder / "first"), release_of(host.site)
    host.publish(second_release)
    gate = gated(host, "sources/")
    page.reload()
    until(lambda: "sources/" in host.asked, page)
    session = storage_limit(context, page, host, 1)
    gate.set()
    expect(state(page)).to_contain_text("There is not enough room on this device")
    expect(state(page)).to_contain_text("The version that is kept still works offline.")
    assert_whole(page, first)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.base.partition("/guide/")[0]})
    page.reload()
    with page.expect_navigation():
        page.locator(".hb-update").get_by_role("button", name="Reload").click()
    expect(state(page)).to_have_text(READY)
    assert release_kept(page) != old
    assert_whole(page, second_release)


@pytest.mark.parametrize("unpacks", [False, True], ids=["packed files", "files that the browser unpacks"])
def test_a_workbook_is_read_without_a_network(context: BrowserContext, python_host: Host, unpacks: bool) -> None:
    host = python_host
    host.unpacks = unpacks
    page = kept(context, host)
    cut(context, host)
    page.goto(host.base + "replay/")
    drop(page, ("disk.xlsx", workbook(Disk=ROWS[:4])))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("58 Mbit/s")


def test_without_a_network_a_workbook_that_nothing_kept_can_read_is_refused(
    context: BrowserContext, python_host: Host
) -> None:
    host = python_host
    context.add_init_script(THRIFTY)
    page = visit(context, host, "replay/")
    drop(page, ("disk.csv", csv(ROWS[:4]).encode()))
    peak = page.locator("[data-answer=peak] strong")
    expect(peak).to_have_text("58 Mbit/s")
    cut(context, host)
    drop(page, ("disk.xlsx", workbook(Disk=ROWS[:4])))
    expect(page.locator(".hb-taken")).to_have_text(
        "disk.xlsx cannot be read: the part of this guide that reads workbooks is missing "
        "(there is no network connection). Save the sheet as CSV. The field stays as it was."
    )
    drop(page, ("disk.csv", csv([ROWS[0], *ROWS[2:5]]).encode()))
    expect(peak).to_have_text("66 Mbit/s")


def test_clear_removes_everything_until_asked_again(context: BrowserContext, host: Host) -> None:
    page = kept(context, host)
    page.locator("hb-offline").get_by_role("button", name="Clear").click()
    expect(state(page)).to_have_text("Not available offline yet.")
    assert page.evaluate("caches.keys()") == []
    expect(page.locator("hb-offline").get_by_role("button", name="Clear")).to_be_hidden()
    # Once more while the page is open: its service worker is still there, and empty.
    page.get_by_role("button", name="Make available offline").click()
    expect(state(page)).to_have_text(READY)
    page.locator("hb-offline").get_by_role("button", name="Clear").click()
    expect(state(page)).to_have_text("Not available offline yet.")
    page.reload()
    page.wait_for_timeout(1000)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    assert page.evaluate("caches.keys()") == []


def test_clear_stops_a_download(context: BrowserContext, host: Host) -> None:
    gate = threading.Event()
    host.broken = lambda path: path == "sources/" and not gate.wait(30)
    page = visit(context, host, "offline/")
    expect(state(page)).to_contain_text("Downloading")
    expect(page.locator("hb-offline progress")).to_be_visible()
    page.locator("hb-offline").get_by_role("button", name="Clear").click()
    expect(state(page)).to_have_text("Not available offline yet.")
    gate.set()
    page.wait_for_timeout(1000)
    expect(state(page)).to_have_text("Not available offline yet.")
    assert page.evaluate("caches.keys()") == []
    page.reload()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0


REFUSED = """
const refuse = () => Promise.reject(new DOMException("The operation is insecure.", "SecurityError"));
if (isSecureContext) {  // elsewhere, such as on the empty page before, there is nothing to refuse
  for (const name of ["has", "open", "keys", "match", "delete"]) CacheStorage.prototype[name] = refuse;
  for (const name of ["getRegistration", "register"]) ServiceWorkerContainer.prototype[name] = refuse;
  LockManager.prototype.request = refuse;
}
"""


def test_a_browser_that_refuses_storage_is_told_apart(context: BrowserContext, host: Host) -> None:
    context.add_init_script(REFUSED)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = visit(context, host, "offline/")
    expect(state(page)).to_contain_text("your browser is set to refuse cookies and site data here")
    expect(page.locator("hb-offline progress")).to_be_hidden()
    for name in ("Make available offline", "Clear"):
        expect(page.locator("hb-offline").get_by_role("button", name=name)).to_be_hidden()
    assert faults == []


def test_an_edited_site_takes_the_place_of_a_release(
    context: BrowserContext, host: Host, release: Path, tmp_path: Path
) -> None:
    page = kept(context, host)
    folder = make_release(release, tmp_path / "edited", "Edited", CHANGED_DATE)
    script = folder / offline.PAGE_SCRIPT
    script.write_text(script.read_text("utf-8").replace(release_of(folder), offline.PLACEHOLDER), "utf-8")
    offline.keep_nothing(folder)
    host.publish(folder)
    page.goto(host.base + "plan/")
    expect(page.locator(".revised")).to_be_visible()
    page.goto(host.base + "offline/")
    expect(state(page)).to_have_text("This site is being edited: nothing is kept on this device.")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0


def test_without_javascript_the_page_says_what_it_would_do(visitor: Visitor) -> None:
    page = visitor.open("offline/", java_script_enabled=False)
    expect(page.get_by_text("Without JavaScript nothing is kept.")).to_be_visible()
