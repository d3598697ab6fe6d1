"""The calculator in Firefox: a smoke test. Playwright needs a Firefox of its own, so this speaks Marionette to any."""

import itertools
import json
import os
import shutil
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_texts import DROP
from tests.browser.test_workbooks import ROWS, workbook

pytestmark = pytest.mark.browser

PATIENCE_S = 60
STEP_S = 0.05
ENTER = "\ue007"
SLIP_S = 0.36
"""A second press within less is taken for a slip."""
STEP = ".hb-night header b"
USABLE = "[data-answer=usable] strong"
# No page and no request of the browser's own at the start. With port 0 Firefox takes a free one and writes it down.
PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "extensions.getAddons.cache.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "toolkit.telemetry.server": "",
}


WAYS = ("WebDriver:Navigate", "WebDriver:Refresh", "WebDriver:Back")
"""What is over once the scripts of the page have run, as in conftest.py."""
SCRIPTS_RUN = """async () => {
  const { dataset } = document.querySelector("script[data-scripts]") ?? { dataset: {} };
  const ways = (dataset.scripts ?? "").split(" ").filter(Boolean).map((way) => new URL(way, document.baseURI).href);
  const isThere = (way) => performance.getEntriesByName(way).some(({ responseEnd }) => responseEnd);
  while (!ways.every(isThere)) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let times = 0; times < 3; times++) await new Promise((idle) => requestIdleCallback(idle));
}"""
"""Resolves when scripts have run. To import them, as in Chromium, would run them a second time: a driver's script has
modules of its own in Firefox."""


class Firefox:
    """Firefox's own WebDriver: each message is `length:[kind, id, name or error, content]`."""

    def __init__(self, port: int) -> None:
        self._ids = itertools.count(1)
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self._stream = self._connection.makefile("rwb")
        self._read()  # the greeting
        self.call("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def close(self) -> None:
        self._stream.close()
        self._connection.close()

    def call(self, command: str, **parameters: Any) -> Any:
        message = json.dumps([0, next(self._ids), command, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        assert error is None, f"{command}: {error['message']}"
        if command in WAYS:
            self.call("WebDriver:ExecuteScript", script=f"return ({SCRIPTS_RUN})().then(() => true)")
        return result.get("value", result) if isinstance(result, dict) else result

    def find(self, selector: str) -> str:
        element: dict[str, str] = self.call("WebDriver:FindElement", using="css selector", value=selector)
        return next(iter(element.values()))

    def text(self, selector: str) -> str:
        script = f"return document.querySelector({json.dumps(selector)})?.innerText ?? ''"
        text: str = self.call("WebDriver:ExecuteScript", script=script)
        return text

    def forget_projects(self, site: str) -> None:
        """Remove the projects that earlier tests have left."""
        self.call("WebDriver:Navigate", url=f"{site}project/")
        forget = """return import(arguments[0]).then(async (store) => {
          for (const { id } of await store.projects()) await store.remove(id);
        })"""
        self.call("WebDriver:ExecuteScript", script=forget, args=[f"{site}assets/project/store.mjs"])

    def wait_for_text(self, selector: str, expected: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while (found := self.text(selector)) != expected:
            assert time.monotonic() < end, f"{selector} is {found!r}, not {expected!r}: {self.text('.hb-status')}"
            time.sleep(STEP_S)

    def type(self, selector: str, text: str) -> None:
        element = self.find(selector)
        self.call("WebDriver:ElementClear", id=element)
        self.call("WebDriver:ElementSendKeys", id=element, text=text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def _read(self) -> Any:
        length = b""
        while (digit := self._stream.read(1)) != b":":
            assert digit, "Firefox has closed the connection."
            length += digit
        return json.loads(self._stream.read(int(length)))


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox with a new profile; `make test` finds or installs one and names it in FIREFOX."""
    path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, "There is no Firefox. Run the tests with `make test`."
    profile = tmp_path_factory.mktemp("firefox")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    log = (profile / "log.txt").open("w")
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with log, subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"HOME": str(profile)}) as process:
        try:
            with closing(Firefox(port_of(process, profile))) as driver:
                yield driver
        finally:
            process.terminate()


def port_of(process: subprocess.Popen[bytes], profile: Path) -> int:
    """Return the port that Firefox listens on, once it does."""
    file = profile / "MarionetteActivePort"
    end = time.monotonic() + PATIENCE_S
    while not (file.is_file() and (port := file.read_text().strip())):
        assert process.poll() is None, f"Firefox has stopped: {(profile / 'log.txt').read_text()}"
        assert time.monotonic() < end, "Firefox does not listen."
        time.sleep(STEP_S)
    return int(port)


def test_firefox_runs_each_script_once(firefox: Firefox, site: str) -> None:
    firefox.call("WebDriver:Navigate", url=f"{site}ports/")
    script = "return [...document.querySelectorAll('.hb-tools')].map((tools) => tools.ariaLabel)"
    tools = firefox.call("WebDriver:ExecuteScript", script=script)
    assert tools and len(set(tools)) == len(tools)


def test_firefox_answers_the_address_and_what_is_typed(firefox: Firefox, site: str) -> None:
    firefox.call("WebDriver:Navigate", url=f"{site}rpo-rto/?link_mbps=50")
    firefox.wait_for_text(USABLE, "47.5 Mbit/s")
    firefox.type("[name=link_mbps]", "20")
    firefox.wait_for_text(USABLE, "19 Mbit/s")
    firefox.wait_for_text(".hb-status-text", "Up to date")


def test_firefox_reads_a_workbook(firefox: Firefox, site: str) -> None:
    firefox.call("WebDriver:Navigate", url=f"{site}replay/")
    script = f"({DROP})(document.querySelector('[name=trace]'), arguments[0])"
    content = b64encode(workbook(Disk=ROWS[:4])).decode()
    firefox.call("WebDriver:ExecuteScript", script=script, args=[[["disk.xlsx", content]]])
    firefox.wait_for_text(".hb-status-text", "Up to date")
    firefox.call("WebDriver:ElementClick", id=firefox.find("details.hb-more > summary"))
    firefox.wait_for_text("[data-answer=peak] strong", "58 Mbit/s")


def test_firefox_keeps_a_project_and_fills_forms_from_it(firefox: Firefox, site: str) -> None:
    firefox.call("WebDriver:Navigate", url=f"{site}rpo-rto/")
    values = {"link_mbps": {"value": "50", "origin": "typed", "since": "2026-01-31"}}
    add = "return import(arguments[0]).then((store) => store.add(arguments[1])).then(() => true)"
    held = {"format": "hyperbdr-guide-project", "version": 1, "id": "fox", "values": values, "inputs": {}}
    assert firefox.call("WebDriver:ExecuteScript", script=add, args=[f"{site}assets/project/store.mjs", held])
    firefox.wait_for_text(USABLE, "47.5 Mbit/s")
    firefox.type("[name=efficiency_percent]", "50")
    firefox.wait_for_text(USABLE, "25 Mbit/s")
    firefox.wait_for_text("[data-field=efficiency_percent] .hb-from", "kept in your project")
    firefox.call("WebDriver:Navigate", url=f"{site}replay/")
    firefox.call("WebDriver:Navigate", url=f"{site}rpo-rto/")
    firefox.wait_for_text(USABLE, "25 Mbit/s")
    firefox.call("WebDriver:Navigate", url=f"{site}project/")
    firefox.wait_for_text("[data-calculator=recovery_time] .hb-badge", "Not answered yet")  # other than the sample
    problem = "return import(arguments[0]).then((store) => store.problem())"
    found = firefox.call("WebDriver:ExecuteScript", script=problem, args=[f"{site}assets/project/store.mjs"])
    assert found == ""


def test_firefox_works_through_a_night_by_keys_alone(firefox: Firefox, site: str) -> None:
    """From the start of the clock to the last step, with a reason and a reload; every press is in the log."""
    firefox.forget_projects(site)
    firefox.call("WebDriver:Navigate", url=f"{site}runbook/")
    start = "const start = document.querySelector('.hb-start-clock:enabled'); start?.focus(); return start !== null"
    end = time.monotonic() + PATIENCE_S
    while not firefox.call("WebDriver:ExecuteScript", script=start):
        assert time.monotonic() < end, "There is no way to start the clock."
        time.sleep(STEP_S)
    firefox.press(ENTER)
    firefox.wait_for_text(STEP, "Step 1 of 18")
    for number in range(1, 19):
        firefox.wait_for_text(STEP, f"Step {number} of 18")
        time.sleep(SLIP_S)
        if number == 2:
            firefox.press("s", *"By telephone", ENTER)
        elif number == 3:
            firefox.call("WebDriver:Refresh")
            firefox.wait_for_text(STEP, "Step 3 of 18")
            time.sleep(SLIP_S)
            firefox.press("d")
        else:
            firefox.press("d")
    firefox.wait_for_text(".hb-night h2", "Restored")
    script = "return import(arguments[0]).then((store) => store.current()).then((kept) => kept.project.runbook.logs)"
    (log,) = firefox.call("WebDriver:ExecuteScript", script=script, args=[f"{site}assets/project/store.mjs"])
    assert [item["outcome"] for item in log["steps"]] == ["done", "skipped", *["done"] * 16]
    assert log["steps"][1]["note"] == "By telephone"
    assert all(item["at"] for item in log["steps"])
