"""The page of ports: one list that stands open, an index that leads to every list, and every connection."""

import json
import re

from macros.data.holding import choices
from macros.pages import ports
from macros.pages.view import View
from tests.macros.pages.test_pages import rows
from tests.site.page import read_page, squeezed


def whole(view: View) -> str:
    """Return the choice with its list, and all other lists."""
    lists = (ports.port_lists(view, direction) for direction in ("dr", "failback", "both"))
    return "\n".join((ports.port_choice(view), *lists))


def test_every_list_for_a_source_stands_in_the_index(view: View):
    for direction in ("dr", "failback"):
        html = ports.port_index(view, direction)
        for table in view.data.ports.tables:
            if table.modes and table.direction == direction:
                assert f'"../ports/#list-{table.id}"' in html, table.id


def test_a_scenario_without_a_list_is_called_unpublished(view: View):
    page = read_page(ports.port_index(view, "dr"))
    whole = [table for table in view.data.ports.tables if (table.direction, table.extent) == ("dr", "whole")]
    named = {name for table in view.data.ports.tables if table.direction == "dr" for name in table.modes}
    places = {(name, table.storage, table.console) for table in whole for name in table.modes}
    assert page.html.count("none published") == 4 * len(named) - len(places)


def test_every_list_stands_on_the_page_once_with_its_connections(view: View):
    page = read_page(whole(view))
    assert page.open_tags == []
    headings = [heading.attributes["id"] for heading in page.all("h3")]
    assert sorted(headings) == sorted(f"list-{table.id}" for table in view.data.ports.tables)
    connections = [row.id for table in view.data.ports.tables for row in table.connections]
    assert sorted(rows(page, "port-")) == sorted(connections)


def test_one_list_stands_open_and_is_called_an_example(view: View):
    choice = read_page(ports.port_choice(view))
    (opened,) = choice.all("details", open="")
    assert "Anexamplechoice" in choice.words and "Linux or Windows hosts, agent" in choice.html
    others = read_page("".join(ports.port_lists(view, direction) for direction in ("dr", "failback", "both")))
    assert all("open" not in fold.attributes for fold in others.all("details"))
    # Where each list goes back to when another is chosen.
    homes = {fold.attributes["data-home"] for fold in (opened, *others.all("details"))}
    assert homes <= set(others.ids) and len(homes) == 3


def test_every_list_of_a_scenario_can_be_chosen(view: View):
    page = read_page(ports.port_choice(view))
    (choice,) = page.all("hb-port-choice")
    known = json.loads(choice.attributes["data-known"])
    assert {item["id"] for item in known["lists"]} == {table.id for table in view.data.ports.tables}
    offered = {option.attributes["value"] for option in page.all("option")}
    for table in view.data.ports.tables:
        if table.extent == "whole":
            assert {*table.modes, table.storage, table.console} <= offered, table.id
    # What is read in a project leads to one way at most.
    sources = [name for names in known["sources"].values() for name in names]
    assert len(set(sources)) == len(sources)
    assert set(sources) <= set(choices(view.data, "source"))


def test_a_list_of_a_scenario_leads_to_what_else_is_to_be_opened(view: View):
    tables = {table.id: table for table in view.data.ports.tables}
    named = {table.id for table in ports.beside(view, tables["saas-block-agent"])}
    assert named == {"prod-agent", "batch-tool", "diagram-block-internet"}
    html = ports.port_list(view, tables["dr-block-openstack"])
    for name in ("prod-openstack", "openstack-limitations", "sg-console", "sg-gateway", "install-consoles"):
        assert f'"../ports/#list-{name}"' in html


def test_a_connection_shows_every_port_and_what_is_not_stated(view: View):
    for table in view.data.ports.tables:
        for connection in table.connections:
            shown = [squeezed(str(read_page(str(cell)).words)) for cell in ports.connection_cells(view, connection)]
            assert shown[2] == squeezed(", ".join(map(str, connection.ports)) or "not stated")
            assert shown[4] == squeezed(connection.flow or "not stated")


def test_what_sources_disagree_about_is_marked_in_the_row_and_told_once_below(view: View):
    for table in view.data.ports.tables:
        html = ports.port_list(view, table)
        names = [name for row in table.connections for name in row.conflicts]
        assert html.count(">sources disagree</a>") == len(names)
        assert html.count(">sources disagree</button>") == len(set(names))
        notes = read_page("".join(re.findall(r'<div class="hb-beside">(.*?)<button', html, re.DOTALL))).words
        for conflict in view.data.conflicts:
            if conflict.id in names:  # what to open must not be hidden
                assert squeezed(conflict.used.replace("`", "")) in notes


def test_all_connections_stand_in_one_table_with_their_list(view: View):
    page = read_page(ports.all_connections(view))
    connections = [row.id for table in view.data.ports.tables for row in table.connections]
    assert rows(page, "all-") == connections
    lists = [table.id for table in view.data.ports.tables for _ in table.connections]
    ways = [link.attributes["href"] for link in page.all("a") if "#list-" in link.attributes["href"]]
    assert ways == [f"../ports/#list-{name}" for name in lists]
