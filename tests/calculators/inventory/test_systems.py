"""What texts for operating systems mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.catalog import Catalog
from calculators.inventory.systems import Systems


@pytest.mark.parametrize(
    ("text", "system", "status", "versions"),
    [
        ("Red Hat Enterprise Linux 8 (64-bit)", "rhel", "listed", ("8.x",)),
        ("rhel8_64Guest", "rhel", "listed", ("8.x",)),
        ("windows2019srvNext_64Guest", "ws2022", "listed", ("2022",)),
        ("windows9Server64Guest", "ws2016", "listed", ("2016",)),
        ("windows9_64Guest", "win10", "open", ()),
        ("windows7Server64Guest", "ws2008", "conditional", ("2008 R2",)),
        ("windows7_64Guest", "win7", "open", ()),
        ("centos64Guest", "centos", "open", ()),
        ("centos7_64Guest", "centos", "listed", ("7.x",)),
        ("ubuntu64Guest", "ubuntu", "open", ()),
        ("other3xLinux64Guest", None, "generic", ()),
        ("oracleLinux9_64Guest", "oracle-linux", "listed", ("9.x",)),
        ("CentOS 4/5/6/7 (64-bit)", "centos", "open", ("4.x", "5.x", "6.x", "7.x")),
        ("Microsoft Windows Server 2016 or later (64-bit)", "ws2016", "open", ()),
        ("  centos   LINUX 7.9.2009 (Core) ", "centos", "listed", ("7.x",)),
        ("0001-com-ubuntu-server-jammy 22_04-lts-gen2", "ubuntu", "listed", ("22.04.x",)),
        ("UbuntuServer 18.04-LTS", "ubuntu", "listed", ("18.04.x",)),
        ("RHEL-9.3.0_HVM-20240117-x86_64-49-Hourly2-GP3", "rhel", "listed", ("9.x",)),
        ("SUSE Linux Enterprise Server 15 SP10", "sles", "open", ()),
        ("CentOS 70", "centos", "unlisted", ("70.x",)),
        ("Microsoft Windows Server 20220", None, "generic", ()),
        ("Microsoft® Windows Server® 2022 Standard", "ws2022", "listed", ("2022",)),
    ],
)
def test_a_text_means(text: str, system: str | None, status: str, versions: tuple[str, ...], catalog: Catalog) -> None:
    placed = Systems(catalog.assessment).place(text)
    assert (placed.system, placed.status, placed.versions) == (system, status, versions)


@pytest.mark.parametrize("text", ["", "   ", None])
def test_no_text_means_nothing(text: str | None, catalog: Catalog) -> None:
    assert Systems(catalog.assessment).place(text).status == "unknown"


@pytest.mark.parametrize("text", ["ACME 5", "mycentosbox", "(64-bit) appliance", "Ünïcode 1", "?" * 10_000])
def test_a_text_that_nobody_knows_is_said(text: str, catalog: Catalog) -> None:
    assert Systems(catalog.assessment).place(text).status == "unplaced"


@given(text=st.text(max_size=60))
def test_any_text_is_placed_somewhere(text: str, catalog: Catalog) -> None:
    placed = Systems(catalog.assessment).place(text)
    assert placed.status != "listed" or placed.system


def test_every_text_of_the_data_means_its_own_system(catalog: Catalog) -> None:
    # A text that another one swallows can never be found.
    systems = Systems(catalog.assessment)
    for name in catalog.assessment.names:
        for text in name.texts:
            plain = text
            for hole in ("{release}",):
                plain = plain.replace(hole, "22.04" if name.release == "minor" else "9")
            if "{" in plain:
                start, _, rest = plain.partition("{")
                plain = start + rest.partition("-")[0] + rest.partition("}")[2]
            placed = systems.place(plain)
            assert (placed.system, placed.kind if not name.generic else None) == (
                name.system,
                name.kind if not name.generic else None,
            ), text
