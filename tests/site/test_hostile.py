"""Texts of records stay texts: hostile ones in every record give the elements of the site as it is."""

import csv
import io
import json
import typing
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from markdown_it import MarkdownIt

from macros.data.keys import bare
from macros.data.loader import SUBJECTS, Data
from macros.data.references import UNITS
from macros.publish.together import put_together
from tests.calculators.answers.test_escaping import STARTS
from tests.site.conftest import build, copy_project
from tests.site.page import read_page, squeezed

pytestmark = pytest.mark.site

# It closes whatever it may stand in, and asks to be run by a browser, a template, Markdown and a spreadsheet.
HOSTILE = (
    "=]^\\\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 6 * 7 }}{% raw %}{# "
    "![i](http://evil.test/i.png)[t](javascript:alert(1)) *em* <!-- --></title></textarea></script>"
    "<svg onload=alert(1)><iframe></iframe><form><base href=//evil.test> `<i>` "
)
# Texts that `make check` compares with something, so that they can hold nothing else: names of records, pages,
# addresses, and what calculators read.
CHECKED = {
    *(("*", key) for key in ("after", "begins", "conflicts", "document", "ends", "for_sources", "for_targets", "id")),
    *(("*", key) for key in ("next", "next_page", "opens", "outcome", "page", "phase", "platform", "targets", "url")),
    ("Checklist", "form"),
    ("Component", "plan_with"),
    ("Connection", "remarks"),
    ("Example", "answer"),
    ("Example", "calculator"),
    ("Example", "ours"),
    ("ExampleInput", "value"),
    ("FailbackRoute", "target"),
    ("Field", "default"),
    ("Field", "formerly"),
    ("Field", "hourly"),
    ("Field", "minimum_is"),
    ("Field", "placeholder"),
    ("Field", "project"),
    ("Field", "unit_from"),
    ("*", "md5"),
    ("*", "pages"),
    ("*", "tool"),
    ("*", "within"),
    ("Telling", "among"),
    ("Telling", "value"),
    ("FormerAddress", "address"),
    ("FormerAddress", "anchor"),
    ("*", "memory"),
    ("ChecklistPlatform", "documents"),
    ("Conclusion", "facts"),
    ("Flow", "start"),
    ("ProofSign", "condition"),
    ("HostAnswer", "option"),
    ("HostAnswer", "question"),
    ("HostFinding", "holds_for"),
    ("HostPlatform", "processor"),
    ("HostPlatform", "source_type"),
    ("HostReferral", "condition"),
    ("HostRule", "values"),
    ("HostRules", "preference"),
    ("InstallRule", "not_for"),
    ("KernelRange", "highest"),
    ("KernelRange", "lowest"),
    ("KernelRelease", "builds"),
    ("Limit", "value"),
    ("Network", "subnets_conflicts"),
    ("OperatingSystem", "decided_by"),
    ("OperatingSystem", "guest_list"),
    ("OperatingSystem", "kernels"),
    ("*", "outputs"),
    ("Proof", "host"),
    ("ProofLimit", "figure"),
    ("ProofLimit", "project"),
    ("PortTable", "modes"),
    ("Practice", "topic"),
    ("PreSetting", "area"),
    ("PreSettings", "like"),
    ("ProposedTask", "takes"),
    ("Referral", "condition"),
    ("RunbookStep", "owner"),
    *(("SampleSystem", key) for key in ("name", "needs", "hosts", "tier", "rto")),
    ("SizingRule", "plan"),
    ("SizingRule", "unit"),
    ("SystemName", "processor"),
    ("SystemName", "system"),
    ("SystemName", "texts"),
}
ELEMENTS = {
    "base",
    "embed",
    "em",
    "form",
    "h1",
    "iframe",
    "img",
    "link",
    "meta",
    "object",
    "script",
    "strong",
    "style",
    "svg",
}


def poisoned(value: Any, holds: Any, found: Counter[str]) -> Any:
    """Return values of a data file with a hostile text in front of every text of their records; `found` counts them."""
    holds = bare(holds)
    if isinstance(value, dict):
        kind = holds.__name__
        hints = typing.get_type_hints(holds)
        # A published number may say anything only where the difference is explained; a unit only if no key has it.
        alone = kind == "Example" and "why_different" not in value
        return {
            key: part
            if {("*", key), (kind, key)} & CHECKED
            or (alone and key == "published")
            or (key == "unit" and part in UNITS.values())
            else poisoned(part, hints[key], found)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [poisoned(part, typing.get_args(holds)[0], found) for part in value]
    if not isinstance(value, str) or str not in (holds, *typing.get_args(holds)):
        return value
    found["texts"] += 1
    return HOSTILE + value


@pytest.fixture(scope="module")
def hostile(data: Data, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of the project with hostile texts."""
    copy = copy_project(tmp_path_factory.mktemp("hostile") / "project")
    found: Counter[str] = Counter()
    for name, file in data.files.items():
        (subject,) = (item for item in SUBJECTS if PurePosixPath("/", name).match(f"/{item.pattern}"))
        values = poisoned(file.root.value, subject.holds, found)
        (copy / "data" / name).write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
    assert found["texts"] > len(list(data.walk()))
    folder = build(copy, copy / "site", quick=True, CI="true").folder
    put_together(folder)
    return folder


class Elements(HTMLParser):
    """Counts what could do something on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ELEMENTS:
            self.found[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "srcset", "formaction"):
                self.found[name] += 1
            if name in ("href", "src", "action") and (
                "evil.test" in (value or "") or (value or "").startswith("javascript")
            ):
                self.found[f"{name} {value}"] += 1


def test_every_page_has_the_elements_of_the_site_as_it_is(site: Path, hostile: Path):
    pages = {file.relative_to(hostile): file.read_text("utf-8") for file in hostile.rglob("*.html")}
    assert len(pages) > 100
    for path, html in pages.items():
        assert Elements(html).found == Elements((site / path).read_text("utf-8")).found, path


def test_nothing_was_run_as_a_template_and_all_is_shown(hostile: Path):
    shown = squeezed(HOSTILE.replace("`", ""))
    count = 0
    for file in hostile.rglob("*.html"):
        page = read_page(file.read_text("utf-8"), file.name)
        words = page.words.replace("`", "")
        count += words.count(shown)
        assert squeezed("onerror=alert(1)>42") not in words, file
        assert "\ue000" not in page.html, file
    assert count > 5_000
    title = read_page((hostile / "targets/vmware/index.html").read_text("utf-8"))
    assert squeezed(f"Target: {HOSTILE}VMware") in title.words


def test_the_search_has_words_alone(site: Path, hostile: Path):
    def sections(folder: Path) -> list[Any]:
        found: list[Any] = json.loads((folder / "search/en.json").read_text("utf-8"))["sections"]
        return found

    assert len(sections(hostile)) == len(sections(site))
    # The script puts them into the page as text alone: what is no element there is none.
    told = squeezed(" ".join(part for _, _, *parts in sections(hostile) for part in parts).replace("`", ""))
    assert squeezed(HOSTILE.replace("`", "")) in told


def test_the_list_for_language_models_has_its_own_links_alone(site: Path, hostile: Path):
    def kinds(folder: Path) -> Counter[str]:
        tokens = MarkdownIt("commonmark").parse((folder / "llms.txt").read_text("utf-8"))
        return Counter(part.type for token in tokens for part in (token.children or [token]) if part.type != "text")

    found, usual = kinds(hostile), kinds(site)
    assert {kind: found[kind] - usual[kind] for kind in found | usual if found[kind] != usual[kind]}.keys() <= {
        "code_inline"
    }


def test_no_cell_of_the_api_begins_a_formula(hostile: Path):
    count = 0
    for file in (hostile / "api/v1").glob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_text("utf-8"), newline="")):
            for cell in row:
                assert not STARTS.match(cell) or float(cell) < 0, file.name
                count += cell.startswith("'=")
    assert count > 1_000
