"""What goes out of an assessed inventory, and what stands in the place of names."""

import csv
import dataclasses
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.answers import render
from calculators.catalog import Catalog
from calculators.inventory.anonymise import Pseudonyms, anonymised
from calculators.inventory.judge import VERDICTS, assess
from calculators.inventory.model import Disk, Example, File, Host, Inventory, Partition, Place, Question, Rejected
from calculators.inventory.out import install_list, report, sheets
from calculators.inventory.out.words import SAID
from tests.calculators.inventory.judged import GIB, complete, expected, inventory

WINDOWS = "a complete Windows machine"
LINUX = "a complete Linux machine"
HEADER = "ip,protocol,port,username,password,os_type,tag,hostname,os_name,status,node_uuid,error"
EVIL = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def everything() -> Inventory:
    place = Place(file="a.csv", table="vInfo", row=7)
    rejected = Rejected(
        category="no name",
        file="a.csv",
        table="vInfo",
        reason="The row has no name.",
        whole_row=True,
        count=70,
        examples=(Example(place=place, found=EVIL),),
    )
    return Inventory(hosts=tuple(case.host for case in expected()), files=(), rejected=(rejected,))


def test_the_report_counts_every_host(everything: Inventory, catalog: Catalog) -> None:
    made = report(assess(everything, catalog), catalog)
    counts = {answer.id: answer.amount for answer in made.answers if answer.id in VERDICTS}
    assert sum(counts.values()) == len(everything.hosts) == len(made.tables[0].rows)
    assert made.verdict.level == "bad"
    assert any("70 rows" in warning for warning in made.warnings)


@pytest.mark.parametrize("way", [None, "agent", "vmware-agentless"])
def test_the_report_has_every_dress(everything: Inventory, catalog: Catalog, way: str | None) -> None:
    made = report(assess(everything, catalog), catalog, way)
    for write in render.FORMATS.values():
        assert "a complete Windows machine" in write(made, catalog) or write is render.FORMATS["summary"]
    json.loads(render.to_json(made, catalog))


def test_a_report_of_nothing_says_so(catalog: Catalog) -> None:
    made = report(assess(inventory(), catalog), catalog)
    assert made.verdict.label == "No hosts were read"
    assert "No hosts" in render.to_markdown(made, catalog)


def test_sheets_hold_every_host_every_reason_and_what_was_not_used(everything: Inventory, catalog: Catalog) -> None:
    assessed = assess(everything, catalog)
    hosts, reasons, rejected, to_decide = sheets(assessed, catalog)
    assert len(hosts.rows) == len(everything.hosts)
    assert [row[1] for row in hosts.rows] == [SAID[item.verdict] for item in assessed.hosts]
    ways = [way for item in assessed.hosts for way in item.ways if way.applies]
    assert len(reasons.rows) == sum(len(way.reasons) for way in ways)
    assert rejected.rows[0][:3] == ("a.csv", "vInfo", "7") and rejected.rows[0][-1] == "70"
    assert sum(int(row[1]) for row in to_decide.rows) == sum(item.hosts for item in assessed.unplaced)
    for sheet in (hosts, reasons, rejected, to_decide):
        assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}


def test_no_cell_begins_a_formula(catalog: Catalog) -> None:
    host = dataclasses.replace(complete(WINDOWS), name=EVIL, folder="@x", cluster="+1+1", addresses=("-1+1",))
    read = Inventory(hosts=(host,), files=())
    assessed = assess(read, catalog)
    cells = [cell for sheet in sheets(assessed, catalog) for row in sheet.rows for cell in row]
    listed = install_list(assessed.hosts, catalog.assessment)
    cells += [cell for row in csv.reader(io.StringIO(listed.text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-1"))]
    assert f"'{EVIL}" in cells


def test_the_install_list_has_the_products_own_header_and_no_secrets(catalog: Catalog) -> None:
    hosts = (
        complete(WINDOWS, addresses=("10.0.0.5", "10.0.0.6")),
        complete(LINUX, addresses=("10.0.0.7",)),
        dataclasses.replace(complete(LINUX), name="nowhere"),
        dataclasses.replace(complete(WINDOWS), name="old", os_reported="Microsoft Windows Server 2008 R2 (64-bit)",
                            addresses=("10.0.0.8",)),
        dataclasses.replace(complete(LINUX), name="no module", kernel="3.10.0-9999.el7.x86_64",
                            addresses=("10.0.0.9",)),
        Host(name="unknown", addresses=("10.0.0.10",)),
    )  # fmt: skip
    found = install_list(assess(inventory(*hosts), catalog).hosts, catalog.assessment)
    header, *rows = found.text.splitlines()
    assert header == HEADER
    assert rows == [
        f"10.0.0.5,winrm,5985,,,windows,,{WINDOWS},,,,",
        f"10.0.0.7,ssh,22,,,linux,,{LINUX},,,,",
    ]
    assert found.hosts == 2
    assert [name for name, _ in found.left_out] == ["nowhere", "old", "no module", "unknown"]
    assert found.hosts + len(found.left_out) == len(hosts)


# --- in the place of names ---------------------------------------------------------------------------

SECRETS = ("Muster AG", "erp01", "erp01.muster.ch", "10.1.2.3", "[muster] erp01.vmdk", "ACME Muster 5", "muster.xlsx",
           "ERP Muster", "owner", "hans@muster.ch", "/muster", "vc.muster.ch", "VLAN Muster")  # fmt: skip


def customer() -> Inventory:
    place = Place(file="muster.xlsx", table="vInfo", row=2)
    host = Host(
        name="erp01",
        dns_name="erp01.muster.ch",
        platform="vmware",
        server_name="vc.muster.ch",
        folder="ERP Muster",
        datacenter="Muster AG",
        tags=(("owner", "hans@muster.ch"),),
        networks=("VLAN Muster",),
        addresses=("10.1.2.3",),
        os_reported="ACME Muster 5",
        os_configured="CentOS 7 (64-bit)",
        disks=(Disk(name="erp01", path="[muster] erp01.vmdk", size_bytes=GIB),),
        partitions=(
            Partition(name="/muster", capacity_bytes=GIB, used_bytes=1),
            Partition(name="/", capacity_bytes=GIB, used_bytes=1),
        ),
        read_from=(place,),
    )
    twin = dataclasses.replace(host, name="erp02", dns_name=None)
    rejected = Rejected(
        category="no name",
        file="muster.xlsx",
        table="vInfo",
        reason="The row has no name.",
        whole_row=True,
        count=1,
        examples=(Example(place=place, host="erp01", found="Muster AG"),),
    )
    files = (File(name="muster.xlsx", dialect="rvtools", title="RVTools"),)
    question = Question(key="decimal:muster.xlsx", file="muster.xlsx", table="Muster AG", column="owner", text="?",
                        choices=(), values=1)  # fmt: skip
    return Inventory(hosts=(host, twin), files=files, rejected=(rejected,), questions=(question,))


def test_nothing_of_the_customer_is_left(catalog: Catalog) -> None:
    text = repr(anonymised(customer(), Pseudonyms(), catalog.assessment))
    assert [secret for secret in SECRETS if secret in text or secret.casefold() in text.casefold()] == []


def test_the_same_name_has_the_same_word_and_the_map_leads_back(catalog: Catalog) -> None:
    pseudonyms = Pseudonyms()
    first = anonymised(customer(), pseudonyms, catalog.assessment)
    again = anonymised(customer(), Pseudonyms(json.loads(json.dumps(pseudonyms.kept()))), catalog.assessment)
    assert first == again
    one, two = first.hosts
    assert one.folder == two.folder and one.name != two.name
    back = pseudonyms.back()
    assert (back[one.name], back[str(one.folder)], back[(one.addresses or ("",))[0]]) == (
        "erp01",
        "ERP Muster",
        "10.1.2.3",
    )


def test_hosts_are_judged_alike_without_their_names(catalog: Catalog) -> None:
    hosts = inventory(*(case.host for case in expected() if not case.host.name.startswith("vCLS")))
    before = assess(hosts, catalog)
    after = assess(anonymised(hosts, Pseudonyms(), catalog.assessment), catalog)
    assert [item.verdict for item in after.hosts] == [item.verdict for item in before.hosts]
    assert [item.best.reasons for item in after.hosts] == [item.best.reasons for item in before.hosts]


def test_a_map_in_which_two_names_have_one_word_is_refused() -> None:
    with pytest.raises(ValueError, match="one word"):
        Pseudonyms({"host": {"a": "host-0001", "b": "host-0001"}})


@given(names=st.lists(st.text(max_size=12), max_size=30))
def test_words_tell_names_apart(names: list[str]) -> None:
    pseudonyms = Pseudonyms()
    words = {name: pseudonyms.word("host", name) for name in names}
    assert len(set(words.values())) == len(set(names))
    assert {pseudonyms.back()[word] for word in words.values()} == set(names)
