"""Nothing gets lost: every record and every part of the original page is on the site."""

import dataclasses
import re
import typing
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal

import pytest

from calculators.records.flow import Finding, Flow
from macros.data.keys import bare
from macros.data.loader import Data
from macros.data.references import LEFT, RIGHT
from macros.pages.changes import by_its_end
from macros.pages.view import View
from tests.site.page import Page, squeezed

pytestmark = pytest.mark.site

# Text that no page prints as it stands, by record and field.
NOT_PRINTED = {
    # Names that join records, parts of addresses, and words that stand for others.
    ("*", "id"),
    ("*", "conflicts"),
    ("*", "outputs"),
    ("BucketStore", "targets"),
    ("Checklist", "platform"),
    ("ChecklistPlatform", "documents"),
    ("Component", "plan_with"),
    ("Conclusion", "facts"),
    ("Example", "answer"),
    ("Example", "calculator"),
    ("Example", "ours"),
    ("ExampleInput", "value"),
    ("Field", "formerly"),
    ("Field", "minimum_is"),
    ("Field", "project"),
    # What readers type, and what comes of it.
    ("Sought", "page"),
    ("Sought", "words"),
    ("Synonyms", "words"),
    # Told where a text is refused as too long.
    ("Field", "shorten"),
    ("Field", "unit_from"),
    ("FailbackRoute", "target"),
    ("Finding", "outcome"),
    ("Guide", "document"),
    ("HostAnswer", "option"),
    ("HostReferral", "condition"),
    # What is looked for in a file: the page has what it means.
    ("HostRule", "values"),
    ("Processor", "written"),
    ("SystemName", "texts"),
    # The page says it where a step cannot start yet.
    ("StepPhase", "after"),
    # Ids of records.
    ("SystemName", "system"),
    ("Referral", "condition"),
    ("Referral", "outcome"),
    ("Network", "subnets_conflicts"),
    ("Only", "for_targets"),
    ("OperatingSystem", "decided_by"),
    ("OperatingSystem", "guest_list"),
    ("OperatingSystem", "kernels"),
    ("Phase", "after"),
    ("Phase", "begins"),
    ("Phase", "ends"),
    ("PortTable", "modes"),
    ("ProofLimit", "figure"),
    ("ProofSign", "condition"),
    ("ProofSign", "words"),
    ("Practice", "topic"),
    ("ProposedTask", "after"),
    ("ProposedTask", "phase"),
    ("QuotaFormula", "for_targets"),
    ("RunbookStep", "owner"),
    ("Size", "for_targets"),
    ("Source", "document"),
    ("Step", "phase"),
    ("Telling", "among"),
    # Said with the signs of printed sums, × for *.
    ("Recomputation", "working"),
    # Addresses and pages: looked for among the links, below.
    ("Checklist", "form"),
    ("Conclusion", "page"),
    ("FormerAddress", "address"),
    ("FormerAddress", "page"),
    ("Listed", "pages"),
    ("Parent", "page"),
    ("Parent", "pages"),
    ("Stop", "page"),
    ("Stop", "tool"),
    ("Document", "url"),
    ("Finding", "page"),
    ("Link", "url"),
    ("Outcome", "next_page"),
    ("Phase", "page"),
    ("Term", "page"),
    # Names for those who do not see the page, below; the summary is for the command line.
    ("Form", "summary"),
    ("Topic", "title"),
}  # fmt: skip
# It shows what records once said, so it would hide that a text got lost.
CHANGES = "data-changes/index.html"


@pytest.fixture(scope="module")
def words(pages: dict[str, Page]) -> str:
    """The text of all pages that show records."""
    return "\n".join(page.words for path, page in pages.items() if path != CHANGES)


@pytest.fixture(scope="module")
def links(pages: dict[str, Page]) -> set[str]:
    """The addresses of all links."""
    return {link.attributes.get("href", "") for page in pages.values() for link in page.all("a")}


def texts(record: Any, name: str) -> Iterator[str]:
    """Yield the texts of a field. A choice of a few words is no text: pages say it in other ways."""
    holds = bare(typing.get_type_hints(type(record))[name])
    if typing.get_origin(holds) is tuple:
        holds = bare(typing.get_args(holds)[0])
    if typing.get_origin(holds) is not Literal:
        value = getattr(record, name)
        yield from (part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, str))


# Marks of code, and of what stands in the place of a value.
MARKS = str.maketrans("", "", f"`{LEFT}{RIGHT}")


# In runbooks: pages have the words of the sample there.
FILLED = re.compile(r"\{\w+\}")


def stands(text: str, words: str) -> bool:
    return squeezed(text.translate(MARKS)) in words


def test_every_text_of_every_record_stands_on_a_page(data: Data, words: str):
    units = {field.unit_from for form in data.forms for group in form.groups for field in group.fields}
    lost = []
    for file, location, record in data.walk():
        kind = type(record).__name__
        if kind == "Field" and record.id in units:
            continue  # shown behind the number that it belongs to
        if file is data.files["changes.yaml"]:
            continue  # what another change of the same day took back is not shown, below
        for field in dataclasses.fields(record):
            if ("*", field.name) in NOT_PRINTED or (kind, field.name) in NOT_PRINTED:
                continue
            if kind == "Field" and field.name == "default" and record.choices:
                continue  # the id of a choice, whose label is looked for by itself
            for part in texts(record, field.name):
                pieces = FILLED.split(part) if file is data.files["runbooks.yaml"] else [part]
                if not all(stands(piece, words) for piece in pieces):
                    lost.append(str(file.problem((*location, field.name), part)))
    assert lost == []


def test_what_a_day_changed_stands_on_its_page(data: Data, pages: dict[str, Page]):
    shown = pages[CHANGES].words
    for _, day in groupby(data.changes, lambda version: version.date):
        versions = tuple(day)
        records, _ = by_its_end(versions)
        fields = [field for item in records for field in item.fields]
        told = {item.record for item in records} | {field.field for field in fields}
        values = {value for field in fields for value in (field.old, field.new) if value}
        names = {version.version for version in versions}
        assert [part for part in told | values | names if not stands(part, shown)] == []


def test_what_is_not_printed_is_on_no_page(data: Data, words: str):
    needed = {
        exception
        for _, _, record in data.walk()
        for field in dataclasses.fields(record)
        for exception in {("*", field.name), (type(record).__name__, field.name)} & NOT_PRINTED
        if not all(stands(part, words) for part in texts(record, field.name))
    }
    assert NOT_PRINTED - needed == set(), "these texts stand on pages: no exception is needed"


def test_every_address_of_a_record_is_a_link(data: Data, links: set[str]):
    for document in data.documents:
        assert document.url in links
    for link in data.links:
        assert link.url in links
    for form in data.checklists.forms:
        assert form.form in links


def test_a_finding_leads_to_the_disagreements_about_it(data: Data, pages: dict[str, Page]):
    findings = [record for flow in data.catalog.flows for record in _findings(flow)]
    links = [link.attributes.get("href") for link in pages["walk/index.html"].all("a")]
    for name in {name for finding in findings for name in finding.conflicts}:
        expected = sum(finding.conflicts.count(name) for finding in findings)
        assert links.count(f"../disagreements/#{name}") == expected > 0


def _findings(flow: Flow) -> list[Finding]:
    answers = (*(question.options for question in flow.questions), *(asked.items for asked in flow.follow_ups))
    return [finding for group in answers for answer in group for finding in answer.findings]


def test_every_disagreement_is_marked_where_it_matters(data: Data, pages: dict[str, Page]):
    view = View(data, "", "")
    named = [
        name
        for _, _, record in data.walk()
        # A finding only leads to the disagreement: its words must fit into an answer.
        if not isinstance(record, Finding)
        for attribute in ("conflicts", "subnets_conflicts")
        for name in getattr(record, attribute, ())
    ]
    html = "\n".join(page.html for page in pages.values())
    for conflict in data.conflicts:
        # A page that names it in several rows may say once, below them, what each side says.
        assert (html.count(view.disagreements([conflict.id]).strip()) > 0) == (conflict.id in named), conflict.id


def test_every_mark_opens_what_stands_on_its_page_once(data: Data, pages: dict[str, Page]):
    for page in pages.values():
        opened = {mark.attributes["popovertarget"] for mark in page.all("button", **{"class": "hb-conflict"})}
        panels = [panel.attributes["id"] for panel in page.all("div", **{"class": "hb-sides"})]
        assert sorted(panels) == sorted(opened), page.path


# --- the page that this guide grew from --------------------------------------------------------------

HEADINGS = {
    "Project Delivery": ("index.html", "delivery"),
    "Can we do this project?": ("qualify/index.html", "Can we do this project?"),
    "Project Gantt Overview": ("plan/index.html", "Project plan"),
    "Investigation": ("investigate/index.html", "Investigation"),
    "Useful Links": ("compatibility/index.html", "Useful links"),
    "RPO & RTO Planning": ("objectives/index.html", "RPO and RTO explained"),
    "Workload DR Network Planning": ("network/index.html", "DR network"),
    "Use Checklist for Deployment": ("deploy/index.html", "checklist"),
    "Checklist Links": ("deploy/index.html", "Original form"),
}
SHEET = "https://oneprocloud.feishu.cn/sheets/S7LisoSWdhm2G4t0rdycwxEunEd?sheet="
LINKS = {
    "Public Cloud Boot in Cloud Features": f"{SHEET}o9tX6a",
    "Private Cloud Boot in Cloud Features": f"{SHEET}g5grTH",
    "Source Features": f"{SHEET}M57AtF",
    "Linux Agent Compatibility & Limitations": "/limitations/linux-agent",
    "Windows Agent Compatibility & Limitations": "/limitations/windows-agent",
    "VMware Agentless Compatibility & Limitations": "/limitations/vmware-agentless",
    "Checklist": "dr-checklist",
}
STATEMENTS = {
    "qualify/index.html": [
        "Oracle RAC", "cloud relational databases", "Only an Oracle database", "cloud-native services", "x86", "ARM",
        "IBM Power", "CentOS", "Red Hat", "SUSE", "Windows", "changed kernel", "custom development",
    ],
    "plan/index.html": [
        "Investigation", "Data sync", "Drill", "UAT", "PO & payment", "Milestones", "data volume", "bandwidth",
    ],
    "investigate/index.html": ["Hosts", "Network", "Applications", "importance", "topology", "VPN"],
    "objectives/index.html": ["5 minutes", "15 minutes", "Huawei Cloud", "Object storage", "Block storage"],
    "network/index.html": [
        "Public network", "VPN or dedicated line", "experienced network engineer", "may stay the same",
    ],
    "deploy/index.html": ["block storage", "object storage", "public network", "VPN or dedicated line", "form"],
    "operate/index.html": ["alarm"],
}  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_of_the_original_has_its_page(heading, pages: dict[str, Page]):
    path, words = HEADINGS[heading]
    assert squeezed(words).casefold() in pages[path].words.casefold()


@pytest.mark.parametrize("link", LINKS)
def test_every_link_of_the_original_is_present(link, links: set[str]):
    assert any(LINKS[link] in address for address in links)


@pytest.mark.parametrize("path", STATEMENTS)
def test_every_statement_of_the_original_is_present(path, pages: dict[str, Page]):
    shown = pages[path].words.casefold()
    assert [words for words in STATEMENTS[path] if squeezed(words).casefold() not in shown] == []


# --- words of the glossary ---------------------------------------------------------------------------


def test_pages_lead_to_the_glossary_once_a_term(data: Data, pages: dict[str, Page]):
    used: set[str] = set()
    for page in pages.values():
        found = [link.attributes["href"].partition("#")[2] for link in page.all("a", **{"class": "hb-term"})]
        assert len(set(found)) == len(found), page.path
        assert not (found and page.path in ("glossary/index.html", "404.html")), page.path
        used |= set(found)
    assert used <= {term.id for term in data.terms}
    assert len(used) > len(data.terms) / 2
    for path in ("network/index.html", "objectives/index.html", "operate/index.html", "compatibility/index.html"):
        assert len(pages[path].all("a", **{"class": "hb-term"})) > 5
