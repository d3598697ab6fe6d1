"""The pages of the checklists, and the ways to them."""

import dataclasses
import json
import re
import subprocess
from typing import Any

import pytest

from calculators.checklist.ports import port_tables
from calculators.checklist.steps import steps_of
from calculators.checklist.worklist import combination, obstacle, published, worklist
from macros.pages import checklist_ways, checklist_work, checklists
from macros.pages.generated import generated_pages
from macros.pages.view import View
from tests.conftest import ROOT
from tests.macros.pages.test_pages import rows
from tests.site.page import Element, Page, read_page, squeezed


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


def tasks(page: Page) -> list[Element]:
    """Return the steps of a checklist in their order."""
    return [item for item in page.all("li") if "data-step" in item.attributes]


def test_steps_are_numbered_through_all_phases_in_their_order(view: View):
    for form in view.data.checklists.forms:
        found = read_page(checklist_work.checklist_phases(view, form.id))
        steps = steps_of(view.data.checklists, form)
        assert [item.attributes["id"] for item in tasks(found)] == [f"step-{step.id}" for step in steps]
        html = checklist_work.checklist_phases(view, form.id)
        numbers = re.findall(r'<b class="hb-work-step-no">(\d*)</b>', html)
        assert numbers == [str(number) for number in range(1, len(steps) + 1)]
        items = [squeezed(read_page(item).words) for item in html.split('<li class="hb-work-step"')[1:]]
        for item, step in zip(items, steps, strict=True):
            for words in (step.action, step.owner, step.proof):
                assert squeezed(words.replace("`", "")).casefold() in item.casefold()


def test_a_page_knows_the_words_of_its_steps_by_the_same_edition_as_the_report(view: View):
    catalog = view.data.catalog
    for form in view.data.checklists.forms:
        found = tasks(read_page(checklist_work.checklist_phases(view, form.id)))
        listed = worklist(catalog, form.id)
        assert listed
        pairs = [(item.attributes["data-step"], item.attributes["data-edition"]) for item in found]
        assert pairs == [(item.id, item.edition) for item in listed.items]
    whole = {item.attributes["data-step"]: item for item in tasks(read_page(checklist_work.composed_phases(view)))}
    for cloud in catalog.preparations:
        for storage in cloud.storages:
            listed = worklist(catalog, f"dr.{cloud.id}.vmware.{storage}.vpn")
            for item in listed.items if listed else ():
                own = whole[item.id].attributes
                assert own["data-edition"] == item.edition
                assert cloud.id in own.get("data-platforms", cloud.id).split()


def test_the_page_of_composed_checklists_composes_what_the_report_does(view: View):
    """docs/assets/checklists/combination.mjs and composed.mjs are asked about every combination there may be."""
    catalog = view.data.catalog
    known = checklist_ways.finder_data(view)
    sites = [site for question in known["questions"] if question["id"] == "site" for site in question["options"]]
    names = [
        ".".join((direction, cloud.id, site, storage, network))
        for direction in ("dr", "failback")
        for cloud in catalog.preparations
        for site in sites
        for storage in ("block", "object")
        for network in ("vpn", "public")
    ]
    told = asked_of_scripts(known, names)
    wanted = {}
    for name in names:
        form = combination(name)
        if form is None:  # a source without steps has no place in a combination
            wanted[name] = "refused"
        elif published(catalog, form):
            wanted[name] = "published"
        else:
            wanted[name] = "refused" if obstacle(catalog, form) else "composed"
    assert told == wanted


def asked_of_scripts(known: dict[str, Any], names: list[str]) -> dict[str, str]:
    """Return what the scripts of the finder say of combinations, by their names."""
    script = f"""
    import {{ choicesOf, idOf, matching, obstacles }} from "{ROOT / "docs/assets/checklists/combination.mjs"}";
    let text = "";
    for await (const part of process.stdin) text += part;
    const [known, names] = JSON.parse(text);
    console.log(JSON.stringify(Object.fromEntries(names.map((name) => {{
      const choices = choicesOf(known, name);
      if (idOf(choices) !== name) throw new Error(name);
      if (matching(known, choices).length) return [name, "published"];
      return [name, obstacles(known, choices).length ? "refused" : "composed"];
    }}))));
    """
    command = ["node", "--input-type=module", "-e", script]
    given = json.dumps([known, names])
    answer = subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout
    found: dict[str, str] = json.loads(answer)
    return found


def test_a_step_says_whether_its_owner_is_stated_or_inferred(view: View):
    for form in view.data.checklists.forms:
        html = checklist_work.checklist_phases(view, form.id)
        steps = steps_of(view.data.checklists, form)
        inferred = [step for step in steps if step.owner_basis == "inferred"]
        assert html.count('<span class="hb-basis">Inferred.') == len(inferred)
        assert html.count('<span class="hb-basis">Stated: ') == len(steps) - len(inferred)


def test_a_step_says_who_does_it_in_a_migration_project_where_that_is_known(view: View):
    for direction in ("dr", "failback"):
        named = [step for step in view.data.checklists.steps if step.direction == direction and step.executor]
        assert checklist_ways.checklist_steps(view, direction).count("In a migration project: ") == len(named)


def test_every_step_can_be_signed(view: View):
    for form in view.data.checklists.forms:
        html = checklist_work.checklist_phases(view, form.id)
        assert html.count('class="hb-work-step-sign"') == len(steps_of(view.data.checklists, form))


def test_a_phase_leads_to_its_steps_and_search_finds_them_on_one_page_only(view: View):
    for form in view.data.checklists.forms:
        page = read_page(checklist_work.checklist_phases(view, form.id))
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
        html = checklist_work.checklist_phases(view, form.id) + checklists.checklist_target(view, form.id)
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
    html = checklist_ways.checklist_matrix(view, direction)
    page = read_page(html)
    forms = [form for form in view.data.checklists.forms if form.direction == direction]
    assert rows(page, "checklist-") == [form.id for form in forms]
    ways = [link.attributes["href"] for link in page.all("a") if "hb-source" not in link.attributes.get("class", "")]
    assert ways == [way for form in forms for way in (f"../checklists/{form.id}/", form.form)]
    counts = [str(len(steps_of(view.data.checklists, form))) for form in forms]
    assert [row[-2] for row in cells(html)] == counts


@pytest.mark.parametrize("direction", ["dr", "failback"])
def test_the_matrix_has_every_checklist_once_and_says_where_there_is_none(view: View, direction: str):
    html = checklist_ways.checklist_coverage(view, direction)
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
    page = read_page(checklist_ways.checklist_coverage(view, "dr"))
    ways = [link.attributes["href"] for link in page.all("a")]
    for table in view.data.ports.tables:
        if table.direction == "dr" and table.extent == "whole":
            assert f"../ports/#list-{table.id}" in ways


def test_the_finder_knows_every_checklist(view: View):
    (element,) = read_page(checklist_ways.checklist_finder(view)).all("hb-finder")
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
        assert rows(read_page(checklist_ways.checklist_steps(view, direction)), "step-") == expected


def test_the_scope_says_what_is_part_of_it(view: View):
    # presales/poc.md names seven items in scope and five out of scope.
    found = cells(checklist_ways.poc_scope(view))
    assert [row[1] for row in found] == ["yes"] * 7 + ["no"] * 5
