"""One table of groups does for every calculator, whatever the order of its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.answers.columns import rows
from calculators.answers.inputs import InputError
from calculators.catalog import load
from calculators.project import Known, Project, taken
from calculators.recovery_time.groups import read_groups as recovered
from calculators.rpo_bandwidth.groups import read_groups as replicated

COLUMNS = {
    "hosts": ("hosts", ["12", "8"]),
    "used": ("used TB", ["4", "1.5"]),
    "change": ("change %", ["3", "1"]),
    "rpo": ("RPO h", ["1", "4"]),
    "rto": ("RTO h", ["4", "8"]),
    "tier": ("tier", ["1", "2"]),
    "largest": ("largest disk GB", ["500", "2 TB"]),
    "memory": ("memory (GB)", ["96", "64"]),
}


def table(order: list[str], separator: str = ";") -> str:
    lines = [["name", "ERP", "Files"], *([COLUMNS[name][0], *COLUMNS[name][1]] for name in order)]
    return "\n".join(separator.join(cells) for cells in zip(*lines, strict=True))


@given(st.permutations(list(COLUMNS)), st.sampled_from(";\t|"))
def test_the_order_of_the_columns_changes_nothing(order: list[str], separator: str) -> None:
    text = table(order, separator)
    assert replicated(text) == replicated(table(list(COLUMNS)))
    assert recovered(text) == recovered(table(list(COLUMNS)))


def test_each_calculator_takes_its_columns_with_their_units() -> None:
    text = table(list(COLUMNS))
    erp, files = replicated(text).groups
    assert (erp.used, erp.change_percent, erp.rpo_minutes, files.used) == (4e12, 3, 60, 1.5e12)
    erp_hosts, file_hosts = recovered(text)
    assert (erp_hosts.hosts, erp_hosts.rto_minutes, file_hosts.largest_disk_gb, file_hosts.order) == (12, 240, 2000, 2)


def test_a_line_with_more_cells_than_the_header_is_refused_by_name() -> None:
    text = table(list(COLUMNS)).replace("Files;8", "Files; Ltd;8")
    assert [slip.line for slip in replicated(text).slips] == [3]
    with pytest.raises(InputError, match="line 3"):
        recovered(text)


def test_a_first_line_without_numbers_is_no_second_header() -> None:
    text = "name;used TB;RPO h\nERP;much;soon\nFiles;2;4"
    assert [slip.line for slip in replicated(text).slips] == [2]
    with pytest.raises(InputError, match="line 2"):
        recovered("name;hosts\nERP;many\nFiles;2")


@pytest.mark.parametrize("first", ["ERP;500;5 %;60;1", "name;owner;used GB", "used;name", "name;used;used", "name"])
def test_what_is_no_such_header_is_left_to_the_order_of_the_calculator(first: str) -> None:
    assert rows(f"{first}\nERP;1;2") is None


def test_a_project_adds_its_groups_up() -> None:
    catalog = load()
    project = Project(id="x", values={"groups": Known(value=table(list(COLUMNS)), origin="typed")})
    given_to = taken(project, catalog)
    components = {name: known.value for name, known in given_to["components"].items()}
    assert components == {"hosts": "20", "used": "5500 GB", "memory_gb": "160"}
    assert given_to["recovery_time"]["largest_disk_gb"] == Known(value="2000", origin="derived")
    assert given_to["rpo_bandwidth"]["groups"].value == table(list(COLUMNS))


def test_what_a_group_leaves_out_is_no_sum() -> None:
    project = Project(id="x", values={"groups": Known(value="name;hosts\nERP;12\nFiles;\n", origin="typed")})
    assert "hosts" not in taken(project, load())["components"]
