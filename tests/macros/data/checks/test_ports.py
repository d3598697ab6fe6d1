"""What a maintainer is told of lists of ports."""

import pytest

from tests.macros.conftest import Project


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    storage: object\n    modes: [agent]\n    console: self-hosted\n",
            "    storage: object\n    modes: [→agents]\n    console: self-hosted\n",
            "tables[0].modes[0]: there is no mode 'agents'. Did you mean 'agent'?",
        ),
        (
            "        ports: [5985]\n",
            "        ports: [→65536]\n",
            "tables[32].connections[0].ports[0]: 65536 is no port: they go from 1 to 65535.",
        ),
        (
            "      - id: dr-object-agent-2\n",
            "      - →id: two\n",
            "tables[0].connections[1].id: the id must begin with 'dr-object-agent-'.",
        ),
        (
            "    variant: network with NAT\n",
            "",
            "tables[11]: the list 'failback-block' is for the same scenario. Tell them apart by 'variant'.",
        ),
        (
            "    title: Production site on Huawei Cloud\n    extent: part\n",
            "    title: Production site on Huawei Cloud\n    →extent: whole\n",
            "tables[28].extent: the list of a scenario needs a direction, a storage and modes, or nothing leads to it.",
        ),
        (
            "  - id: port-902\n    port: 902\n",
            "  - id: port-903\n    →port: 903\n",
            "uses[8].port: no list opens the port 903.",
        ),
        (
            "  - id: port-902\n    port: 902\n",
            "  - →id: esxi\n    port: 902\n",
            "uses[8].id: the id must be 'port-902'.",
        ),
        (
            "  - id: peering\n",
            "  - id: unused\n    text: Nothing.\n  - id: peering\n",
            "remarks[1]: no connection names the remark 'unused'.",
        ),
        (
            "  - id: hcs\n",
            "  - id: unused\n    name: None\n    direction: dr\n  - id: hcs\n",
            "modes[7]: no list names the mode 'unused'.",
        ),
    ],
)
def test_lists_of_ports_that_do_not_fit(project: Project, old: str, new: str, message: str):
    at = project.edit("ports.yaml", old, new)
    (found,) = project.problems()
    assert found.endswith(f": {message}")
    if "→" in new:
        assert found == f"{at}: {message}"


def test_a_connection_with_an_unknown_remark(project: Project):
    text = (project.root / "data/ports.yaml").read_text("utf-8")
    project.write("ports.yaml", text.replace("remarks: [peering]", "remarks: [pearing]", 1))
    (found,) = project.problems()
    assert found.endswith("remarks[0]: there is no remark 'pearing'. Did you mean 'peering'?")
