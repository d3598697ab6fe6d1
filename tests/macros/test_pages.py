"""The macros of the pages: all of them used, and what they make of the records."""

import re

import pytest

from macros.pages import MACROS, compatibility, delivery, evidence, investigation, network, plan, recovery
from macros.view import View
from tests.conftest import ROOT
from tests.site.page import Page, read_page, squeezed

CALL = re.compile(r"\{\{\s*(\w+)\(([^)]*)\)\s*\}\}")


def calls() -> list[tuple[str, tuple[str, ...]]]:
    """Return every call of a macro in docs/, with its arguments."""
    text = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "docs").rglob("*.md")))
    return [(name, tuple(re.findall(r'"([^"]*)"', arguments))) for name, arguments in CALL.findall(text)]


def rows(page: Page, prefix: str) -> list[str]:
    """Return the anchors of table rows that begin with `prefix`."""
    anchors = (row.attributes.get("id", "") for row in page.all("tr"))
    return [anchor.removeprefix(prefix) for anchor in anchors if anchor.startswith(prefix)]


def test_every_macro_is_used_by_a_page_and_has_a_name_of_its_own():
    names = [macro.__name__ for macro in MACROS]
    assert sorted(names) == sorted(set(names))
    assert set(names) == {name for name, _ in calls()}


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
    assert arguments_of("operating_systems") == {system.kind for system in data.operating_systems}
    for name in ("source_type", "source_versions", "source_requirements", "source_conditions", "source_limits"):
        assert arguments_of(name) == {source.id for source in data.sources}
    assert arguments_of("source_permissions") == {source.id for source in data.sources if source.permissions}


# --- one table at a time -------------------------------------------------------------------------


def test_conditions_stand_in_a_table_for_each_area(view: View):
    for source in view.data.sources:
        page = read_page(compatibility.source_conditions(view, source.id))
        areas = list(dict.fromkeys(item.area for item in source.conditions))
        assert page.html.count("<caption>") == len(areas)
        expected = [item.id for area in areas for item in source.conditions if item.area == area]
        assert rows(page, "condition-") == expected


def test_a_condition_shows_its_verdict_as_a_word(view: View):
    words = {"supported": "supported", "conditional": "under a condition", "unsupported": "not supported"}
    for source in view.data.sources:
        html = compatibility.source_conditions(view, source.id)
        for verdict, word in words.items():
            count = sum(item.verdict == verdict for item in source.conditions)
            assert html.count(f">{word}</span>") == count


def test_the_overview_counts_conditions_and_leads_to_every_source_type(view: View):
    page = read_page(compatibility.source_overview(view))
    ways = [link.attributes["href"] for link in page.all("a")]
    assert ways == [f"../compatibility/{source.id}/" for source in view.data.sources]
    for source in view.data.sources:
        verdicts = [item.verdict for item in source.conditions]
        counts = "".join(str(verdicts.count(verdict)) for verdict in ("supported", "conditional", "unsupported"))
        assert squeezed(source.name + source.mode + source.consistency + counts) in page.words


def test_each_checklist_leads_to_its_form_and_counts_its_steps(view: View):
    for direction in ("dr", "failback"):
        page = read_page(delivery.checklist_matrix(view, direction))
        forms = [form for form in view.data.checklists.forms if form.direction == direction]
        assert rows(page, "checklist-") == [form.id for form in forms]
        addresses = [link.attributes["href"] for link in page.all("a")]
        assert [address for address in addresses if address in {form.form for form in forms}] == [
            form.form for form in forms
        ]


def test_steps_stand_in_the_order_of_their_phases(view: View):
    for direction in ("dr", "failback"):
        phases = [phase.id for phase in view.data.checklists.phases if phase.direction == direction]
        steps = [step for step in view.data.checklists.steps if step.direction == direction]
        expected = [step.id for phase in phases for step in steps if step.phase == phase]
        assert rows(read_page(delivery.checklist_steps(view, direction)), "step-") == expected


def test_an_inferred_owner_is_called_inferred(view: View):
    html = delivery.checklist_steps(view, "dr") + delivery.checklist_steps(view, "failback")
    inferred = [step for step in view.data.checklists.steps if step.owner_basis.startswith("inferred")]
    assert html.count("(inferred)</td>") == len(inferred)


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
            how = (fact.command or "") + (f"Read: {fact.read_from}" if fact.read_from else "") + (fact.note or "")
            assert squeezed(how.replace("`", "")) in page.words
        assert ".." not in page.words


def test_the_published_rule_agrees_with_the_one_computed_beside_it(view: View):
    html = recovery.published_bandwidth(view)
    cell = r"<td>([\d.\u202f]+)"
    found = re.findall(rf"{cell}</td>{cell}</td>{cell} Mbit/s</td>", html)
    assert len(found) == len(view.data.recovery.bandwidth.rows)
    for row, cells in zip(view.data.recovery.bandwidth.rows, found, strict=True):
        printed, computed, decimal = (float(value.replace("\u202f", "")) for value in cells)
        assert printed == row.bandwidth_mbps
        assert computed == pytest.approx(printed, abs=0.5)
        assert decimal == pytest.approx(computed * 2**20 / 10**6, rel=1e-3)


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
