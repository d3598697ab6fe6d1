"""The page of inventories: the sample's answer; docs/assets/inventory/page.mjs puts the reader's files in its place."""

from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from markupsafe import Markup

from calculators.answers import render
from calculators.answers.report import Report, as_sample
from calculators.inventory import replies
from calculators.project import Project, write
from macros.pages.view import View

SAMPLE = Path(__file__).parents[2] / "docs" / "assets" / "inventory" / "sample"
"""The files of the sample, as RVTools writes them."""
FOLDER = "assets/inventory/sample"
SHOWN = ("name", "verdict", "reason", "system", "state", "vcpus", "memory", "disks", "disk", "in_use", "cluster")
"""Columns of the list without scripts; docs/assets/inventory/hosts.mjs begins with the same."""


def inventory_assessment(view: View) -> Markup:
    """Return the answer for the sample, and where files are dropped once scripts have come."""
    catalog = view.data.catalog
    held = replies.read(sample_files(), catalog)
    summary = render.to_html(_with_hosts(held, replies.shown(held, catalog)), catalog, view.base)
    return Markup(
        f'<div class="hb-live">\n<hb-inventory runtime="{view.base}{view.runtime}/" base="{view.base}" '
        f'worker="{view.base}assets/python/worker.mjs" data-empty="{escape(write(Project(id=""), catalog))}">\n'
        '<div class="hb-inventory-ways"><p class="hb-noscript">Reading files of your own needs JavaScript, which is '
        "off or did not arrive. What stands below is a sample: its hosts were invented.</p></div>\n"
        '<div class="hb-inventory-progress" hidden></div>\n<p class="hb-inventory-said" role="status"></p>\n'
        f'<p class="hb-inventory-example hb-quiet">An example, for a sample with planted faults: {_links(view)}. '
        "Its hosts were invented.</p>\n"
        f'<section class="hb-answer hb-inventory-summary" aria-label="The answer">\n{summary}\n</section>\n'
        '<div class="hb-actions hb-inventory-outgoing"></div>\n'
        '<section class="hb-inventory-systems" aria-label="Names of systems" hidden></section>\n'
        '<section class="hb-hosts" aria-label="Hosts" hidden></section>\n'
        '<section class="hb-inventory-project" aria-label="Fill the project" hidden></section>\n'
        '<section class="hb-inventory-compare" aria-label="Compare two exports" hidden></section>\n'
        "</hb-inventory>\n</div>"
    )


def _links(view: View) -> str:
    return ", ".join(
        f'<a href="{escape(view.base)}{FOLDER}/{escape(name)}" download>{escape(name)}</a>'
        for name, _ in sample_files()
    )


@cache
def sample_files() -> tuple[tuple[str, str], ...]:
    """Return the files of the sample with their names."""
    return tuple((file.name, file.read_text("utf-8")) for file in sorted(SAMPLE.glob("*.csv")))


def _with_hosts(held: replies.Held, report: Report) -> Report:
    """Return the answer with its hosts as a table, for who has no script that lists them."""
    hosts = replies.host_table(held, "Hosts of the sample", SHOWN, range(len(held.inventory.hosts)))
    behind = "All hosts, reasons, systems and clusters, what was not used, and what is known of how many"
    return replace(as_sample(report), tables=(hosts, *report.tables), behind=behind)
