"""What is measured: this site, and other ways to run the same calculation in a page."""

import gzip
import json
import math
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Page

from calculators.answers import inputs
from calculators.catalog import Catalog
from calculators.replication.units import to_bytes
from calculators.rpo_bandwidth import model
from macros.publish.together import SCRIPTS_RUN
from tests.bench.browser.line import Line, PeerHost, SiteHost
from tests.conftest import ROOT

LINK_MBPS = "50"
EXPECTED = "47.5 Mbit/s"
REQUEST = {"id": 1, "calculator": model.NAME, "inputs": {"link_mbps": LINK_MBPS}, "base": "../"}
PAGES = Path(__file__).with_name("pages")
# A host compresses these. A zip and a wheel are compressed already.
TEXT_AND_CODE = (".html", ".js", ".json", ".mjs", ".py", ".wasm")
# How long a line is quiet when a page has fetched what later visits need, and how long to wait for that, in seconds.
QUIET, PATIENCE = 3.0, 60.0


class BenchError(Exception):
    """What makes a measurement worthless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page, from intent to answer."""

    milliseconds: float
    sent: int
    """Bytes that the server sent in the meantime, headers included."""
    path: str
    """How Python started, where the worker says so."""


class Subject(Protocol):
    """What can be visited."""

    @property
    def name(self) -> str: ...

    @property
    def folder(self) -> Path: ...

    @property
    def host(self) -> type[SiteHost | PeerHost]: ...

    @property
    def works_offline(self) -> bool: ...

    def open(self, context: BrowserContext, address: str) -> Page:
        """Return a page that is loaded and waits for intent."""

    def start(self, page: Page) -> dict[str, Any]:
        """Show intent and return what the page measured."""

    def settle(self, page: Page, line: Line) -> None:
        """Return when the page has done what it does in the background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The built site."""

    folder: Path = ROOT / "site"
    name: str = "this site"
    host: type[SiteHost] = SiteHost

    @property
    def works_offline(self) -> bool:
        """Whether the build has a service worker."""
        return (self.folder / "sw.js").is_file()

    def open(self, context: BrowserContext, address: str) -> Page:
        page = context.new_page()
        page.add_init_script(path=PAGES / "site.js")
        page.goto(f"{address}rpo-rto/", wait_until="load")
        page.evaluate(SCRIPTS_RUN)
        page.evaluate("expected => watch(expected)", EXPECTED)
        # Without an event, so that the pointer is what starts Python.
        page.get_by_label("Link bandwidth").evaluate("(field, value) => { field.value = value; }", LINK_MBPS)
        return page

    def start(self, page: Page) -> dict[str, Any]:
        page.locator("hb-calculator form").hover(position={"x": 5, "y": 5})
        return _within(page, "visit")

    def settle(self, page: Page, line: Line) -> None:
        if self.works_offline:
            page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        line.wait_until_quiet(QUIET, PATIENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A page of our own that loads Python in another way."""

    name: str
    folder: Path
    page: str
    setup: dict[str, Any]
    figures: dict[str, float | None] | None = None
    """What a formula of its own must find."""
    host: type[PeerHost] = PeerHost
    works_offline: bool = False

    def open(self, context: BrowserContext, address: str) -> Page:
        page = context.new_page()
        page.goto(address + self.page, wait_until="load")
        return page

    def start(self, page: Page) -> dict[str, Any]:
        found = _within(page, f"visit({json.dumps(self.setup)})")
        if self.figures is not None:
            self._compare(json.loads(found["text"].removeprefix(EXPECTED)), self.figures)
        return found

    def settle(self, page: Page, line: Line) -> None:
        """There is nothing in the background."""

    def _compare(self, found: dict[str, float | None], expected: dict[str, float | None]) -> None:
        for name, value in found.items():
            right = expected[name]
            same = value == right or (value is not None and right is not None and math.isclose(value, right))
            if not same:
                raise BenchError(f"{self.name} finds {name} = {value}, not {right}")


def _within(page: Page, promise: str) -> dict[str, Any]:
    """Return what a promise in the page resolves to; it has two minutes."""
    limit = "new Promise((resolve) => setTimeout(resolve, 120_000, null))"
    found: dict[str, Any] | None = page.evaluate(f"() => Promise.race([{promise}, {limit}])")
    if found is None:
        raise BenchError(f"{page.url} gives no answer. It says: {page.locator('body').inner_text()}")
    if found["usable"] != EXPECTED:
        raise BenchError(f"{page.url} answers {found['usable']}, not {EXPECTED}")
    return found


def all_subjects(scratch: Path, catalog: Catalog) -> tuple[Subject, ...]:
    """Return what is measured, the plain way first. The pages of the peers are put together in `scratch`."""
    wheel = _fill(scratch, catalog)
    pyodide_config = {
        "interpreter": "pyodide/pyodide.mjs",
        "files": {wheel: "./*", "request.json": "./request.json"},
    }
    micropython_config = {
        "interpreter": "micropython/micropython.mjs",
        "files": {"inputs.json": "./inputs.json"},
    }
    return (
        Peer(
            name="plain loadPyodide()",
            folder=scratch,
            page="plain.html",
            setup={"wheel": wheel, "request": REQUEST},
        ),
        Site(),
        Peer(
            name="PyScript, Pyodide",
            folder=scratch,
            page="pyscript.html",
            setup={"type": "py", "source": "pyodide.py", "config": pyodide_config},
        ),
        Peer(
            name="PyScript, MicroPython",
            folder=scratch,
            page="pyscript.html",
            setup={"type": "mpy", "source": "micropython.py", "config": micropython_config},
            figures=_figures(catalog),
        ),
    )


def _fill(folder: Path, catalog: Catalog) -> str:
    """Put the files of all peers into `folder`, compressed ones beside them, and return the wheel's name."""
    modules = ROOT / "node_modules"
    (wheel,) = (ROOT / "site" / "assets" / "runtime").glob("*/*.whl")
    shutil.copytree(PAGES, folder, dirs_exist_ok=True)
    shutil.copytree(modules / "pyodide", folder / "pyodide")
    shutil.copytree(modules / "@pyscript/core/dist", folder / "pyscript")
    shutil.copytree(modules / "@micropython/micropython-webassembly-pyscript", folder / "micropython")
    shutil.copy(wheel, folder)
    (folder / "request.json").write_text(json.dumps(REQUEST))
    (folder / "inputs.json").write_text(json.dumps(_inputs_by_hand(catalog)))
    for file in [file for file in folder.rglob("*") if file.suffix in TEXT_AND_CODE]:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9))
    return wheel.name


def _inputs(catalog: Catalog) -> model.Inputs:
    return model.inputs(inputs.read(model.form(catalog), {"link_mbps": LINK_MBPS}, catalog), catalog)


def _inputs_by_hand(catalog: Catalog) -> dict[str, Any]:
    """Return the inputs with the constants that the formulas take from the data."""
    given = _inputs(catalog)
    return asdict(given) | {
        "used_bytes": to_bytes(given.used, given.capacity_unit),
        "tcp_segment": catalog.value("tcp-segment"),
        "tcp_constant": catalog.value("tcp-loss-constant"),
        "interval_minimum": catalog.value("interval-minimum"),
        "link_minimum": catalog.value(f"{given.storage}-bandwidth-minimum"),
    }


def _figures(catalog: Catalog) -> dict[str, float | None]:
    result = asdict(model.calculate(_inputs(catalog), catalog))
    return result | {"usable": result["usable"]["rate"]}
