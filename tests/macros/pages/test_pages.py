"""The macros of the pages: all of them used, and what they make of the records."""

import dataclasses
import functools
import re

import pytest

from macros.data.examined import read
from macros.pages import (
    MACROS,
    compatibility,
    delivery,
    evidence,
    investigation,
    kernels,
    matrix,
    network,
    plan,
    recovery,
)
from macros.pages.generated import generated_pages
from macros.pages.page import GeneratedPage
from macros.pages.view import View
from tests.conftest import ROOT
from tests.site.page import Page, read_page, squeezed

CALL = re.compile(r"\{\{\s*(\w+)\(([^)]*)\)\s*\}\}")


def filled(page: GeneratedPage) -> str:
    """Return the body of a page with its record in the place of the name."""
    return page.body.replace("(record)", f'("{page.record}")')


@functools.cache
def calls() -> list[tuple[str, tuple[str, ...]]]:
    """Return every call of a macro in docs/ and in the pages made from records, with its arguments."""
    text = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "docs").rglob("*.md")))
    text += "\n".join(map(filled, generated_pages(read(ROOT / "data"))))
    return [(name, tuple(re.findall(r'"([^"]*)"', arguments))) for name, arguments in CALL.findall(text)]


def rows(page: Page, prefix: str) -> list[str]:
    """Return the anchors of table rows that begin with `prefix`."""
    anchors = (row.attributes.get("id", "") for row in page.all("tr"))
    return [anchor.removeprefix(prefix) for anchor in anchors if anchor.startswith(prefix)]


def test_every_macro_is_used_by_a_page_and_has_a_name_of_its_own():
    names = [macro.__name__ for macro in MACROS]
    assert sorted(names) == sorted(set(names))
    assert set(names) == {name for name, _ in calls()}


def test_the_template_of_a_generated_page_is_the_same_whatever_a_record_says(data):
    evil = "{{ 6 * 7 }}{% raw %}"
    target = dataclasses.replace(data.targets[0], name=evil)
    kernels = dataclasses.replace(data.kernel_lists[0], name=evil)
    source = dataclasses.replace(data.sources[0], name=evil)
    platforms = [dataclasses.replace(item, name=evil) for item in data.checklists.platforms]
    forms = dataclasses.replace(data.checklists, platforms=tuple(platforms))
    hostile = dataclasses.replace(
        data,
        targets=(target, *data.targets[1:]),
        kernel_lists=(kernels, *data.kernel_lists[1:]),
        sources=(source, *data.sources[1:]),
        checklists=forms,
    )
    before, after = ({page.path: page for page in generated_pages(found)} for found in (data, hostile))
    assert {path: page.body for path, page in after.items()} == {path: page.body for path, page in before.items()}
    assert sum(page.title != before[path].title for path, page in after.items()) > len(data.checklists.forms)


def test_every_macro_says_what_it_returns():
    assert [macro.__name__ for macro in MACROS if not (macro.__doc__ or "").startswith("Return ")] == []


@pytest.mark.parametrize(("name", "arguments"), sorted(set(calls())))
def test_every_call_gives_whole_html_with_something_in_it(name, arguments, view: View):
    macro = next(macro for macro in MACROS if macro.__name__ == name)
    page = read_page(macro(view, *arguments))
    assert page.open_tags == []
    assert page.words
    assert ">None<" not in page.html
    for kind in ("ul", "ol", "tbody"):
        assert f"<{kind}>\n\n</{kind}>" not in page.html
        assert f"<{kind}>\n</{kind}>" not in page.html


def arguments_of(name: str) -> set[str]:
    return {argument for called, arguments in calls() if called == name for argument in arguments}


def test_every_group_of_records_has_its_place_on_a_page(data):
    assert arguments_of("practices") == {topic.id for topic in data.operations.topics}
    assert arguments_of("facts_to_collect") == {area.id for area in data.investigation.areas}
    assert arguments_of("network_principles") == {item.topic for item in data.network.principles}
    assert arguments_of("network_plan") == {item.id for item in data.network.plans}
    assert arguments_of("recovery_facts") == {item.topic for item in data.recovery.facts}
    assert arguments_of("links") == {link.group for link in data.links}
    assert arguments_of("alarms") == {alarm.kind for alarm in data.operations.alarms}
    assert arguments_of("acceptance_criteria") == {item.direction for item in data.operations.criteria}
    assert arguments_of("checklist_matrix") == {form.direction for form in data.checklists.forms}
    assert arguments_of("checklist_steps") == {phase.direction for phase in data.checklists.phases}
    assert arguments_of("port_lists") == {table.direction or "both" for table in data.ports.tables}
    for name in ("about", "target", "phases", "ports", "criteria"):
        assert arguments_of(f"checklist_{name}") == {form.id for form in data.checklists.forms}
    for name in ("system_listings", "system_matrix"):
        assert arguments_of(name) == {system.kind for system in data.operating_systems}
    for name in ("type", "versions", "requirements", "conditions", "limits", "systems"):
        assert arguments_of(f"source_{name}") == {source.id for source in data.sources}
    assert arguments_of("source_permissions") >= {source.id for source in data.sources if source.permissions}
    assert arguments_of("source_costs") == {source.id for source in data.sources if source.costs}


def test_every_list_of_kernels_has_its_page(data):
    names = {item.id for item in data.kernel_lists}
    assert arguments_of("kernel_releases") == arguments_of("kernel_builds") == names
    assert {"cloud", "processor", "upgrade"} == arguments_of("kernel_rule")


# --- one table at a time -------------------------------------------------------------------------


def test_conditions_stand_in_one_table_area_by_area(view: View):
    for source in view.data.sources:
        page = read_page(compatibility.source_conditions(view, source.id))
        general = [item for item in view.data.general_conditions if source.mode in item.holds_for]
        assert page.html.count("<caption>") == 1
        assert sorted(rows(page, "condition-")) == sorted(item.id for item in (*source.conditions, *general))
        areas = [compatibility.AREAS.index(cell) for cell in re.findall(r"</th><td>([^<]*)</td>", page.html)]
        assert len(areas) == len(rows(page, "condition-"))
        assert areas == sorted(areas)


def test_what_does_not_simply_work_says_when_nobody_gives_a_reason_or_a_remedy(view: View):
    for source in view.data.sources:
        page = read_page(compatibility.source_conditions(view, source.id))
        for item in compatibility.conditions_of(view.data, source):
            words = page.html.partition(f'id="condition-{item.id}"')[2].partition("</tr>")[0]
            assert ("No reason is published." in words) == (item.verdict != "supported" and not item.reason)
            assert ("No remedy is published" in words) == (item.verdict != "supported" and not item.remedy)


def test_a_condition_shows_its_verdict_as_a_word(view: View):
    words = {"supported": "supported", "conditional": "under a condition", "unsupported": "not supported"}
    for source in view.data.sources:
        html = compatibility.source_conditions(view, source.id)
        shown = compatibility.conditions_of(view.data, source)
        for verdict, word in words.items():
            assert html.count(f">{word}</span>") == sum(item.verdict == verdict for item in shown)


def test_the_overview_says_what_each_source_type_reads_and_leads_to_it(view: View):
    page = read_page(compatibility.source_overview(view))
    ways = {link.attributes["href"] for link in page.all("a")}
    assert ways == {f"../compatibility/{source.id}/" for source in view.data.sources}
    for source in view.data.sources:
        status = source.status.says if source.status else ""
        said = [source.name, source.applies_to, status, source.increment_capture, source.consistency]
        words = "".join("not stated" if part is None else part for part in said).replace("`", "")
        assert squeezed(words) in page.words


def test_a_general_condition_says_for_which_source_types_it_holds(view: View):
    page = read_page(compatibility.general_conditions(view))
    assert rows(page, "condition-") == [item.id for item in view.data.general_conditions]
    both = [item for item in view.data.general_conditions if len(item.holds_for) > 1]
    assert page.words.count(squeezed("(every source type)")) == len(both)
    assert squeezed("A physical machine (every agent source type)") in page.words
    assert squeezed("take over from another (every agentless source type)") in page.words


def test_what_no_source_states_is_called_so(view: View):
    page = read_page(compatibility.source_type(view, "hcs-online-agentless"))
    assert page.words.count("notstated") == 3  # hosts, changed blocks and consistency
    assert "notstated" in read_page(compatibility.source_versions(view, "hcs-online-agentless")).words
    assert "Nopagestateslimits." in read_page(compatibility.source_limits(view, "hcs-online-agentless")).words


def test_the_matrix_holds_every_condition_with_its_verdict_reason_and_remedy(view: View):
    html = matrix.condition_matrix(view)
    shown = re.findall(r'compatibility/([\w-]+)/#condition-([\w-]+)"', html)
    known = [
        (source.id, item.id) for source in view.data.sources for item in compatibility.conditions_of(view.data, source)
    ]
    assert sorted(shown) == sorted(known)
    words = read_page(html).words
    for source in view.data.sources:
        for item in compatibility.conditions_of(view.data, source):
            for said in (item.condition, item.reason, item.remedy):
                assert said is None or squeezed(said.replace("`", "")) in words, item.id


def test_a_cell_of_the_matrix_says_the_worst_that_holds_and_an_empty_one_neither_yes_nor_no(view: View):
    html = matrix.condition_matrix(view)
    sources = compatibility.sources_by_mode(view.data)
    rows = re.findall(r'<tr id="feature-([\w-]+)">(.*?)</tr>', html, re.DOTALL)
    conditions = {item.id: item for source in sources for item in compatibility.conditions_of(view.data, source)}
    order = ("no", "if", "yes")
    words = {"unsupported": "no", "conditional": "if", "supported": "yes"}
    for first, row in rows:
        item = conditions[first]
        cells = re.split(r"<td[^>]*>", row)[1:]
        assert len(cells) == len(sources)
        for source, cell in zip(sources, cells, strict=True):
            same = [
                words[other.verdict]
                for other in compatibility.conditions_of(view.data, source)
                if (other.area, other.feature or other.condition) == (item.area, item.feature or item.condition)
            ]
            summary = re.search(r"<summary>.*?</span> (\w+)</span></summary>", cell)
            assert (summary[1] if summary else cell[0]) == (min(same, key=order.index) if same else "–")


def test_the_signs_of_the_matrix_are_explained(view: View):
    words = read_page(matrix.condition_key(view)).words
    for word, meaning in (("✕ no", "not supported"), ("! if", "under a condition"), ("✓ yes", "supported")):
        assert squeezed(word + meaning) in words
    assert squeezed("a dash: no source says anything") in words


def test_every_version_of_a_system_has_its_verdict(view: View):
    for kind in ("linux", "windows"):
        html = matrix.system_matrix(view, kind)
        body = html.partition("<tbody>")[2].split("</tr>")
        for system, row in zip(compatibility.systems(view.data, kind), body, strict=False):
            supported, _, conditional = read_page(row).words.partition("underacondition")
            for version in system.versions:
                assert squeezed(version) in (conditional if version in system.conditional else supported)
            assert f"{kind}-agent/#system-{system.id}" in row
            assert all(f"#condition-{name}" in row for name in system.decided_by)
            assert ("vendor's sheet" in row) == (system.guest_list is not None)


def test_source_types_that_say_the_same_share_a_column(view: View):
    head = read_page(matrix.system_matrix(view, "linux").partition("<tbody>")[0])
    assert len(head.all("th")) == 3
    agentless = {source.id for source in view.data.sources if source.mode == "agentless"}
    heads = {link.attributes["href"] for link in head.all("a")}
    assert heads == {f"../compatibility/{name}/" for name in agentless | {"linux-agent"}}


def test_a_system_shows_what_each_page_lists(view: View):
    for kind in ("linux", "windows"):
        page = read_page(compatibility.system_listings(view, kind))
        assert rows(page, "listing-") == [system.id for system in compatibility.systems(view.data, kind)]
        for system in compatibility.systems(view.data, kind):
            for listing in system.other_listings:
                assert squeezed(", ".join(listing.versions)) in page.words


def test_every_phase_leads_to_its_page_and_names_what_it_follows(view: View):
    page = read_page(plan.plan_phases(view))
    names = {phase.id: phase.name for phase in view.data.plan.phases}
    assert rows(page, "phase-") == list(names)
    for phase in view.data.plan.phases:
        after = ", ".join(names[name] for name in phase.after) or "nothing"
        assert squeezed(phase.name + after + phase.work) in page.words
        assert any(link.attributes["href"] == f"../{phase.page.removesuffix('.md')}/" for link in page.all("a"))


def test_facts_show_how_to_get_them(view: View):
    for area in view.data.investigation.areas:
        page = read_page(investigation.facts_to_collect(view, area.id))
        for fact in area.facts:
            read = f"What to read: {fact.read_from}" if fact.read_from else ""
            how = (fact.command or "") + read + (fact.note or "")
            assert squeezed(how.replace("`", "")) in page.words
        assert ".." not in page.words


def test_the_published_rule_agrees_with_the_one_computed_beside_it(view: View):
    html = recovery.published_bandwidth(view)
    cell = r"<td[^>]*>([\d.\u202f]+)"
    found = re.findall(rf"{cell}</td>{cell}</td>{cell} Mbit/s</td>", html)
    assert len(found) == len(view.data.recovery.bandwidth.rows)
    for row, cells in zip(view.data.recovery.bandwidth.rows, found, strict=True):
        printed, computed, decimal = (float(value.replace("\u202f", "")) for value in cells)
        assert printed == row.bandwidth_mbps
        assert computed == pytest.approx(printed, abs=0.5)
        bits = row.data_tb * 2**40 * row.change_percent / 100 * 8
        # Three digits are shown: half of the last one is at most 0.5 %.
        assert decimal == pytest.approx(bits / (row.rpo_minutes * 60) / 10**6, rel=5e-3)
        assert decimal == pytest.approx(computed * 2**20 / 10**6, rel=1e-2)


def test_every_measured_time_stands_in_its_cell(view: View):
    page = read_page(recovery.object_recovery(view))
    cells = view.data.recovery.object.rows
    kinds = {row.disk_type for row in cells}
    groups = {(row.used_gb, row.disks, row.memory, row.bandwidth) for row in cells}
    assert len(page.all("tr")) == 1 + len(groups)
    assert len(page.all("td")) == len(groups) * (1 + len(kinds))
    measured = sum(row.minutes is not None for row in cells)
    assert page.html.count("not measured") == len(groups) * len(kinds) - measured


def test_a_figure_shows_unit_and_where_it_is_from(view: View):
    for item in view.data.figures:
        page = read_page(recovery.figure(view, item.id))
        (element,) = page.elements
        evidence_of = item.source.section if item.source else item.why
        assert evidence_of is not None
        assert evidence_of in element.attributes["title"]
        assert squeezed(item.unit) in page.words


def test_every_number_of_the_calculators_has_its_evidence(view: View):
    page = read_page(evidence.figures(view))
    assert rows(page, "figure-") == [item.id for item in (*view.data.figures, *view.data.series)]
    for item in (*view.data.figures, *view.data.series):
        assert squeezed(item.basis + (item.why or "").replace("`", "")) in page.words


def test_the_glossary_is_sorted_and_has_an_anchor_for_every_term(view: View):
    page = read_page(evidence.glossary(view))
    ids = [term.attributes["id"] for term in page.all("dt")]
    terms = {term.id: term.term for term in view.data.terms}
    assert sorted(ids) == sorted(terms)
    assert [terms[name].casefold() for name in ids] == sorted(term.casefold() for term in terms.values())


def test_every_disagreement_has_an_anchor_and_names_all_sides(view: View):
    page = read_page(evidence.all_disagreements(view))
    assert [row.attributes["id"] for row in page.all("tr") if "id" in row.attributes] == [
        conflict.id for conflict in view.data.conflicts
    ]
    assert len(page.all("li")) == sum(len(conflict.statements) for conflict in view.data.conflicts)


def test_every_document_is_linked_with_its_date(view: View):
    page = read_page(evidence.documents(view))
    assert [link.attributes["href"] for link in page.all("a")] == [item.url for item in view.data.documents]
    for item in view.data.documents:
        language = "Chinese" if item.language == "zh" else "English"
        assert squeezed(item.title.replace("`", "") + language + item.read.isoformat()) in page.words


def test_counts_are_those_of_the_data(view: View):
    assert evidence.counted(view, "documents") == str(len(view.data.documents))
    assert evidence.counted(view, "terms") == str(len(view.data.terms))
    assert evidence.data_date(view) == view.data.catalog.date.isoformat()


def test_a_network_without_a_path_says_that_there_is_no_policy(view: View):
    for item in view.data.network.plans:
        html = network.network_plan(view, item.id)
        assert ("no policy between them" in html) == (not item.rules)


def test_start_times_tell_measured_bounded_and_unknown_apart(view: View):
    page = read_page(recovery.start_times(view))
    assert rows(page, "start-") == [start.id for start in view.data.recovery.starts]
    about, bound = (view.data.catalog.value(name) for name in ("failback-start", "block-rto-bound"))
    shown = (f"about {about:g} minutes", "It varies with the data volume.", f"≤ {bound:g} minutes")
    for words in shown:
        assert squeezed(words) in page.words


def test_latency_is_told_with_its_share_of_the_link(view: View):
    words = read_page(network.latency_table(view)).words
    for row in ("below 10 20 100", "10 to 50 12 to 16 60 to 80", "50 to 100 6 to 10 30 to 50"):
        assert squeezed(row) in words


def test_cells_without_a_time_say_how_the_table_leaves_them_out(view: View):
    page = read_page(recovery.object_recovery(view))
    assert squeezed("listed in the row without a value: 100 GB, over 4 GB, General Purpose SSD (GPSSD);") in page.words
    assert squeezed("not listed in the row: 920 GB, over 4 GB, High I/O (SAS);") in page.words


def test_a_migration_shows_steps_phases_and_roles(view: View):
    migration = view.data.migration
    assert len(rows(read_page(plan.migration_steps(view)), "step-")) == len(migration.steps)
    phases = read_page(plan.migration_phases(view))
    assert len(rows(phases, "migration-")) == len(migration.phases)
    assert squeezed("8. Rollback (optional)") in phases.words
    assert len(rows(read_page(plan.cutover_roles(view)), "role-")) == len(migration.roles)


def test_rows_of_records_know_where_they_stand(view: View):
    pages = (
        recovery.tiers(view), recovery.block_recovery(view), network.link_minimums(view), network.network_schemes(view),
        plan.plan_milestones(view), plan.durations(view), investigation.export_formats(view),
        delivery.alarms(view, "event"), delivery.takeover_orders(view), evidence.documents(view),
        evidence.figures(view),
    )  # fmt: skip
    for html in pages:
        _, *body = read_page(html).all("tr")
        assert body
        assert all(row.attributes["data-at"].startswith("data/") for row in body)


def test_every_kernel_stands_under_its_release(view: View):
    for item in view.data.kernel_lists:
        html = kernels.kernel_builds(view, item.id)
        sections = html.split("<h2 ")[1:]
        assert [section.partition('"')[2].partition('"')[0] for section in sections] == [
            release.id for release in item.releases
        ]
        for release, section in zip(item.releases, sections, strict=True):
            assert re.findall(r"<li>([^<]+)</li>", section) == list(release.builds)


def test_the_releases_lead_to_their_kernels_and_name_the_oldest_and_the_newest(view: View):
    page = read_page(kernels.kernel_releases(view, "ubuntu"))
    item = next(item for item in view.data.kernel_lists if item.id == "ubuntu")
    ways = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("#")]
    assert ways == [f"#{release.id}" for release in item.releases]
    assert squeezed("Ubuntu 24.04 LTS 107 61 0 6.8.0-31-generic_amd64 6.14.0-1018-aws_amd64") in page.words
    assert rows(read_page(kernels.kernel_lists(view)), "kernels-") == [other.id for other in view.data.kernel_lists]


def test_the_list_is_counted_as_its_page_counts_it(view: View):
    builds = [build for found in view.data.kernel_lists for release in found.releases for build in release.builds]
    assert kernels.kernel_count(view) == str(len(builds))
