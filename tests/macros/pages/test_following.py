"""What pages say about what holds for which projects, and where a project's values stand."""

import json
import re

from calculators.answers.inputs import fields
from macros.pages import matrix, network, ports, recovery, target_page, targets
from macros.pages.checklists import short_title
from macros.pages.following import entries, marked
from macros.pages.view import View


def test_what_stands_in_the_place_of_a_value_is_marked_in_text_only(view: View):
    page = '<p title="⟨CONSOLE_ADDRESS⟩">ssh ⟨CONSOLE_ADDRESS⟩ and ⟨nothing known⟩ <a href="#">⟨the target⟩</a></p>'
    found = marked(page, view.data.project)
    assert 'title="⟨CONSOLE_ADDRESS⟩"' in found and "⟨nothing known⟩" in found
    assert dict(re.findall(r'<span [^>]*data-value="(\w+)"[^>]*>([^<]*)</span>', found)) == {
        "console": "CONSOLE_ADDRESS",
        "target": "the target",
    }


def test_every_placeholder_is_used_and_is_marked(view: View):
    known = {field.id: field.placeholder for field in fields(view.data.project) if field.placeholder}
    texts = [step.action + step.proof for step in view.data.checklists.steps]
    texts += [item.how for item in view.data.operations.criteria]
    texts += [item.text for item in view.data.operations.practices]
    found = set(re.findall(r'data-value="([^"]+)"', marked(" ".join(texts), view.data.project)))
    assert found == set(known)


def test_a_list_of_ports_stands_in_a_part_that_says_for_whom_it_is(view: View):
    page = ports.port_lists(view, "dr")
    found = re.findall(r'<details [^>]*data-for="([^"]*)">\n<summary><h3 id="([^"]*)"', page)
    parts = {name: held for held, name in found}
    assert parts["list-dr-object-vmware"] == "source=vmware-agentless storage=object"
    assert parts["list-vmware-object-target"] == "target=vmware storage=object"


def heads(page: str, caption: str) -> dict[str, str]:
    """Return the heads of a table's columns that say for which projects they are, with what they say."""
    table = page[page.index(f"<caption>{caption}") :]
    found = re.findall(r'<th scope="col" data-for="([^"]*)">(.*?)</th>', table[: table.index("</thead>")])
    return {re.sub("<[^>]*>", "", words): held for held, words in found}


def test_columns_of_one_storage_type_say_so(view: View):
    assert heads(ports.port_index(view, "dr"), "Disaster recovery") == {
        "Block storage, console of your own": "storage=block",
        "Block storage, SaaS console": "storage=block",
        "Object storage, console of your own": "storage=object",
        "Object storage, SaaS console": "storage=object",
    }
    with_quota = next(target.id for target in view.data.targets if target.quota)
    page = target_page.target_quota(view, with_quota)
    assert heads(page, "Least remaining quota") == {
        "Object storage": "storage=object",
        "Block storage": "storage=block",
    }


def test_columns_of_source_types_hold_for_those_who_read_hosts_so(view: View):
    found = heads(matrix.condition_matrix(view), "Features by source type")
    assert {name: found[name] for name in ("Linux Agent", "Windows Agent", "VMware")} == {
        "Linux Agent": "source=agent",
        "Windows Agent": "source=agent",
        "VMware": "source=vmware-agentless",
    }
    assert len(found) == len(view.data.sources)
    shared = heads(matrix.system_matrix(view, "linux"), "Linux systems")
    agentless = {source.id for source in view.data.sources if source.mode == "agentless"}
    assert {name for held in shared.values() for name in held.removeprefix("source=").split(",")} == {
        "agent",
        *agentless,
    }


def test_parts_of_a_page_say_for_whom_they_are(view: View):
    for plan in view.data.network.plans:
        network_is = "public" if plan.path == "internet" else "vpn"
        assert network.network_plan(view, plan.id).startswith(f'<div data-for="network={network_is}">')
    assert '<div data-for="storage=block">' in network.latency_table(view)
    assert recovery.block_recovery(view).startswith('<div data-for="target=huawei storage=block">')
    assert recovery.object_recovery(view).startswith('<div data-for="target=huawei storage=object">')
    rules = network.network_principles(view, "traffic")
    assert rules.startswith('<ul data-follow="each" data-each="points">')
    assert ' data-for="target=azure storage=block"' in rules
    # A list of what holds for every project follows none.
    assert "data-follow" not in network.network_principles(view, "failback")


def test_no_target_is_left_out_of_the_list_of_targets(view: View):
    page = targets.target_matrix(view)
    assert "data-for" not in page
    assert page.count(" data-is=") == len(view.data.targets)


def test_each_kind_of_entry_leads_to_its_page(view: View):
    titles = {form.id: short_title(view.data, form) for form in view.data.checklists.forms}
    found = json.loads(entries(view.data, titles))
    assert {kind: len(group) > 0 for kind, group in found.items()} == dict.fromkeys(
        ("source", "target", "checklist", "ports"), True
    )
    assert {"for": "target=aws", "title": "AWS", "url": "targets/aws/"} in found["target"]
    assert any(entry["url"] == "ports/#list-dr-block-vmware" for entry in found["ports"])
