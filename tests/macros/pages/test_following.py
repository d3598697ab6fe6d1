"""What pages say about what holds for which projects, and where a project's values stand."""

import json
import re

from calculators.answers.inputs import fields
from macros.pages import ports, targets
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
    found = set(re.findall(r'data-value="([^"]+)"', marked(" ".join(texts), view.data.project)))
    assert found == set(known)


def test_a_list_of_ports_stands_in_a_part_that_says_for_whom_it_is(view: View):
    page = ports.port_lists(view, "dr")
    parts = {name: held for held, name in re.findall(r'<section data-for="([^"]*)">\n<h3 id="([^"]*)"', page)}
    assert parts["list-dr-object-vmware"] == "source=vmware-agentless storage=object"
    assert parts["list-vmware-object-target"] == "target=vmware storage=object"


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
