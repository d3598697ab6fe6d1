"""The box that judges pasted output, where a project is accepted."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

REPORT = (
    "Host Name,Host IP,Status,Task Status,Start Time,End Time,Execution Time,Storage Type,Cloud Type,Zone,Flavors\n"
    "db1,192.0.2.11,completed,Completed,2026-11-23 08:00:00,2026-11-23 08:12:30,0:12:30,Block,Huawei Cloud,-,4C8G\n"
)
KEEP = "async ([url, project]) => { const store = await import(url); await store.add(project); }"
KNOWN = "async (url) => (await (await import(url)).current())?.project.values.host_minutes"


def test_a_report_is_judged_and_its_recovery_time_goes_into_the_project(visitor: Visitor) -> None:
    page = visitor.open("accept/")
    store = f"{visitor.site}assets/project/store.mjs"
    page.evaluate(KEEP, [store, {"format": "hyperbdr-guide-project", "version": 1, "id": "x", "values": {}}])
    box = page.locator("hb-proof")
    box.get_by_role("textbox").fill(REPORT)
    box.get_by_role("button", name="Judge").click()
    answer = box.get_by_role("status")
    expect(answer).to_contain_text("Cannot tell. 1 host came up, the slowest in 13 min. The project says no RTO.")
    box.get_by_role("button", name="Use as measured in the project").click()
    expect(answer).to_contain_text(
        "In your project, measured: Recovery of one host, from your own drill, 12.5 minutes."
    )
    known = page.evaluate(KNOWN, store)
    assert (known["value"], known["origin"], len(known["since"])) == ("12.5", "measured", 10)
    assert known["source"].startswith("Drill within the RTO, 1 host")
    box.get_by_role("textbox").fill("Filesystem  Size  Used Avail Use% Mounted on\n/dev/sda2  50G  48G  2G  96% /\n")
    box.get_by_role("button", name="Judge").click()
    expect(answer.locator("[data-verdict=not-proved]")).to_contain_text("Too little is free on / (4 %).")
