"""The pages of the checklists, and the ways to them."""

import dataclasses
import json
import re

import pytest

from calculators.checklist.ports import port_tables
from calculators.checklist.steps import steps_of
from macros.pages import checklists
from macros.pages.generated import generated_pages
from macros.pages.view import View
from tests.macros.pages.test_pages import rows
from tests.site.page import read_page, squeezed


def cells(html: str) -> list[list[str]]:
    """Return the text of the cells of every row in the bodies of the tables."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    return [
        [squeezed(read_page(cell).words) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for body in bodies
        for row in body.split("</tr>")
        if "<td" in row
    ]


# --- pages ---------------------------------------------------------------------------------------


def test_every_checklist_has_a_page_with_a_title_of_its_own(view: View):
    pages = {page.path: page for page in generated_pages(view.data)}
    forms = view.data.checklists.forms
    assert {f"checklists/{form.id}.md" for form in forms} <= set(pages)
    titles = [pages[f"checklists/{form.id}.md"].title for form in forms]
    assert len(set(titles)) == len(forms)


def test_steps_are_numbered_through_all_phases_in_their_order(view: View):
    for form in view.data.checklists.forms:
        html = checklists.checklist_phases(view, form.id)
        steps = steps_of(view.data.checklists, form)
        assert rows(read_page(html), "step-") == [step.id for step in steps]
        assert [row[0] for row in cells(html)] == [str(number) for number in range(1, len(steps) + 1)]
        for row, step in zip(cells(html), steps, strict=True):
            assert row[1] == squeezed(step.action.replace("`", ""))
            assert row[2].casefold().startswith(squeezed(step.owner).casefold())
            assert row[3].startswith(squeezed(step.proof.replace("`", "")))


def test_a_step_says_whether_its_owner_is_stated_or_inferred(view: View):
    for form in view.data.checklists.forms:
        html = checklists.checklist_phases(view, form.id)
        steps = steps_of(view.data.checklists, form)
        inferred = [step for step in steps if step.owner_basis == "inferred"]
        assert html.count('<span class="hb-basis">Inferred.') == len(inferred)
        assert html.count('<span class="hb-basis">Stated: ') == len(steps) - len(inferred)


def test_a_step_says_who_does_it_in_a_migration_project_where_that_is_known(view: View):
    for direction in ("dr", "failback"):
        named = [step for step in view.data.checklists.steps if step.direction == direction and step.executor]
        assert checklists.checklist_steps(view, direction).count("In a migration project: ") == len(named)


def test_every_step_can_be_signed(view: View):
    for form in view.data.checklists.forms:
        html = checklists.checklist_phases(view, form.id)
        signed = [row[-1] for row in cells(html)]
        assert signed == ["☐NameDate"] * len(steps_of(view.data.checklists, form))


def test_a_phase_leads_to_its_steps_and_search_finds_them_on_one_page_only(view: View):
    for form in view.data.checklists.forms:
        page = read_page(checklists.checklist_phases(view, form.id))
        sections = page.all("section")
        anchors = [section.attributes["id"] for section in sections]
        ways = [
            link.attributes["href"].removeprefix("#") for link in page.all("a") if "#phase" in link.attributes["href"]
        ]
        assert ways == anchors
        assert all("data-search-exclude" in section.attributes for section in sections)
        steps = steps_of(view.data.checklists, form)
        assert anchors == [f"phase-{name}" for name in dict.fromkeys(step.phase for step in steps)]


def test_a_checklist_cites_no_document_about_another_cloud(view: View):
    for form in view.data.checklists.forms:
        html = checklists.checklist_phases(view, form.id) + checklists.checklist_target(view, form.id)
        for platform in view.data.checklists.platforms:
            for document in view.data.documents:
                if document.id in platform.documents and platform.id != form.platform:
                    notes = "".join(re.findall(r'<div class="hb-beside">.*?</details></div>', html, re.DOTALL))
                    only_here = html.count(document.url) - notes.count(document.url)
                    steps = steps_of(view.data.checklists, form)
                    alone = [step for step in steps if {source.document for source in step.sources} == {document.id}]
                    assert only_here == sum(len(step.sources) for step in alone), (form.id, document.id)


def test_a_page_shows_the_lists_of_its_scenario_and_links_the_others(view: View):
    for form in view.data.checklists.forms:
        page = read_page(checklists.checklist_ports(view, form.id))
        found = list(port_tables(view.data.ports, form))
        shown = [row.id for table in found if table.extent == "whole" for row in table.connections]
        assert rows(page, "port-") == shown
        ways = [link.attributes["href"] for link in page.all("a")]
        for table in found:
            if table.extent == "part":
                assert f"../ports/#list-{table.id}" in ways


def test_a_checklist_without_a_list_says_so(view: View):
    ports = dataclasses.replace(view.data.ports, tables=())
    bare = dataclasses.replace(view, data=dataclasses.replace(view.data, ports=ports))
    html = checklists.checklist_ports(bare, view.data.checklists.forms[0].id)
    assert "No published port list for this combination." in html


def test_the_target_is_named_with_its_documents(view: View):
    for form in view.data.checklists.forms:
        page = read_page(checklists.checklist_target(view, form.id))
        assert page.all("a"), form.id
        name = next(item.name for item in view.data.checklists.platforms if item.id == form.platform)
        assert squeezed(name) in page.words


# --- ways to them --------------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["dr", "failback"])
def test_each_checklist_leads_to_its_page_and_its_form_and_counts_its_steps(view: View, direction: str):
    html = checklists.checklist_matrix(view, direction)
    page = read_page(html)
    forms = [form for form in view.data.checklists.forms if form.direction == direction]
    assert rows(page, "checklist-") == [form.id for form in forms]
    ways = [link.attributes["href"] for link in page.all("a") if "hb-source" not in link.attributes.get("class", "")]
    assert ways == [way for form in forms for way in (f"../checklists/{form.id}/", form.form)]
    counts = [str(len(steps_of(view.data.checklists, form))) for form in forms]
    assert [row[-2] for row in cells(html)] == counts


@pytest.mark.parametrize("direction", ["dr", "failback"])
def test_the_matrix_has_every_checklist_once_and_says_where_there_is_none(view: View, direction: str):
    html = checklists.checklist_coverage(view, direction)
    forms = [form for form in view.data.checklists.forms if form.direction == direction]
    for form in forms:
        assert html.count(f'"../checklists/{form.id}/"') == 1
    clouds = 2 * len(view.data.checklists.platforms)
    found = cells(html)
    for row in found:
        assert all(cell for cell in row)
    published = sum(cell.startswith("Checklist") for row in found for cell in row[1 : 1 + clouds])
    missing = sum(cell == "nonepublished" for row in found for cell in row[1 : 1 + clouds])
    assert published == len(forms)
    assert published + missing == len(found) * clouds


def test_the_matrix_has_the_lists_of_ports_of_sources_without_a_checklist(view: View):
    page = read_page(checklists.checklist_coverage(view, "dr"))
    ways = [link.attributes["href"] for link in page.all("a")]
    for table in view.data.ports.tables:
        if table.direction == "dr" and table.extent == "whole":
            assert f"../ports/#list-{table.id}" in ways


def test_the_finder_knows_every_checklist(view: View):
    (element,) = read_page(checklists.checklist_finder(view)).all("hb-finder")
    known = json.loads(element.attributes["data-known"])
    names = {question["id"]: set(question["options"]) for question in known["questions"]}
    assert len(known["checklists"]) == len(view.data.checklists.forms)
    for item in known["checklists"]:
        assert all(item[name] in options for name, options in names.items())
    combinations = {tuple(item[name] for name in names) for item in known["checklists"]}
    assert len(combinations) == len(known["checklists"])


# --- all steps -----------------------------------------------------------------------------------


def test_steps_stand_in_the_order_of_their_phases(view: View):
    for direction in ("dr", "failback"):
        phases = [phase.id for phase in view.data.checklists.phases if phase.direction == direction]
        steps = [step for step in view.data.checklists.steps if step.direction == direction]
        expected = [step.id for phase in phases for step in steps if step.phase == phase]
        assert rows(read_page(checklists.checklist_steps(view, direction)), "step-") == expected


def test_the_scope_says_what_is_part_of_it(view: View):
    # presales/poc.md names seven items in scope and five out of scope.
    found = cells(checklists.poc_scope(view))
    assert [row[1] for row in found] == ["yes"] * 7 + ["no"] * 5
