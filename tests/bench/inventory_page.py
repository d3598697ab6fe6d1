"""How long an inventory takes from the drop to the table in Chromium, and what memory: part of `make bench-inventory`.

Each size gets a browser of its own, because the most memory that a process had never goes down again.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import stoppable
from tests.bench.calculators import pages
from tests.bench.inventory import SIZES, as_csv, export

HERE = Path(__file__).parent
AIMS = {1_000: 1, 10_000: 5, 50_000: 25}
"""Seconds from the drop to the whole table, by hosts."""
AIM_FIRST = 1.0
AIM_TASK = 50
AIM_MEMORY = 500
RESTED_MS = 3_000
"""How long a reader looks at the page before a file is dropped."""
SCROLL = """async () => {
  const scroller = document.querySelector(".hb-hosts-scroller");
  scroller.scrollIntoView();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const taken = [];
  const end = scroller.scrollHeight - scroller.clientHeight;
  for (let step = 1; step <= 60; step++) {
    const begun = performance.now();
    scroller.scrollTop = (end * step) / 60;
    await frame();
    await frame();
    taken.push(performance.now() - begun);
  }
  return Math.max(...taken);
}"""
DROP = """async () => {
  const given = new DataTransfer();
  for (const file of document.querySelector("#bench").files) given.items.add(file);
  window.read = watchInventory();
  document.querySelector(".hb-inventory-ways").dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
}"""
CHOOSE = """() => {
  const input = Object.assign(document.createElement("input"), { type: "file", id: "bench", multiple: true });
  document.body.append(Object.assign(input, { hidden: true }));
}"""


def main() -> None:
    """Print the measurements, or at Ctrl+C those that are there."""
    print("RVTools, CSV, from the drop to the table in Chromium; the page was open for", RESTED_MS // 1_000, "seconds")
    print(f"  aims: {', '.join(f'{hosts} hosts in {aim} s' for hosts, aim in AIMS.items())}; first row {AIM_FIRST} s;")
    print(f"  longest task {AIM_TASK} ms; memory {AIM_MEMORY} MB")
    print(
        f"{'hosts':>8} {'MB':>6} {'first row':>9} {'table':>7} {'all':>7} {'task ms':>8} {'scroll ms':>9} "
        f"{'Python MB':>9} {'heap MB':>8} {'process MB':>10}"
    )
    with stoppable():
        for hosts in SIZES:
            print_row(hosts, {f"RVTools_tab{tab}.csv": as_csv(rows) for tab, rows in export(hosts).items()})


def print_row(hosts: int, texts: dict[str, str]) -> None:
    """Print one line of the table."""
    found = dropped(texts, hosts)
    if found["hosts"] != hosts:
        sys.exit(f"The page lists {found['hosts']} hosts, not {hosts}.")
    seconds = [(found[mark] - found["begun"]) / 1_000 for mark in ("first", "table", "all")]
    print(
        f"{hosts:>8} {sum(map(len, texts.values())) / 1e6:>6.1f} {seconds[0]:>9.2f} {seconds[1]:>7.2f} "
        f"{seconds[2]:>7.2f} {max(found['tasks'], default=0):>8.0f} {found['scroll']:>9.0f} "
        f"{(found['bytes'] or 0) / 1e6:>9.0f} {found['heap'] / 1e6:>8.0f} {found['resident'] / 1e6:>10.0f}",
        flush=True,
    )


def dropped(texts: dict[str, str], hosts: int) -> dict[str, Any]:
    """Return the marks of files that are dropped on the page of inventories, in milliseconds and bytes."""
    with TemporaryDirectory() as folder, pages.opened() as site:
        files = [Path(folder, name) for name in texts]
        for file in files:
            file.write_text(texts[file.name], "utf-8")
        page = site.plain("inventory/", HERE / "inventory_watch.js")
        page.wait_for_timeout(RESTED_MS)
        page.evaluate(CHOOSE)
        page.set_input_files("#bench", files)
        page.evaluate(DROP)
        found: dict[str, Any] = page.evaluate(f"() => window.read.then((marks) => ({{ ...marks, asked: {hosts} }}))")
        return found | {"scroll": page.evaluate(SCROLL), "resident": site.resident(), "heap": site.heap()}


if __name__ == "__main__":
    main()
