"""The kernel lookup: its cases, the order of versions, what it reads, and what holds for any kernel."""

import csv
import dataclasses
import gzip
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calculators import kernels
from calculators.answers import render
from calculators.answers.inputs import InputError
from calculators.answers.report import Report
from calculators.catalog import Catalog, dump
from calculators.kernel_list.lookup import ALL, Checked, Finding
from calculators.kernel_list.names import DEBUGINFO, X86, order, read, version
from calculators.kernel_list.packing import pack, unpack
from calculators.kernels.model import calculate
from calculators.kernels.reading import read_text
from calculators.registry import run
from macros.data.loader import Data
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = kernels.NAME


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


@pytest.fixture(scope="module")
def builds(data: Data) -> list[str]:
    """Every kernel of the list, as printed."""
    return [build for kernels in data.kernel_lists for release in kernels.releases for build in release.builds]


@pytest.fixture(scope="module")
def by_series(builds: list[str]) -> dict[str, list[str]]:
    """The plain names of the list by series, without those of debugging symbols."""
    found: dict[str, set[str]] = {}
    for build in builds:
        if not build.startswith(DEBUGINFO):
            found.setdefault(read(build).series, set()).add(read(build).plain)
    return {series: sorted(names, key=order) for series, names in found.items()}


def checked(text: str, catalog: Catalog, distribution: str = ALL) -> tuple[Checked, ...]:
    return calculate(kernels.Inputs(kernels=text, distribution=distribution), catalog).checked


def one(text: str, catalog: Catalog, distribution: str = ALL) -> Checked:
    (found,) = checked(text, catalog, distribution)
    return found


# --- the list ------------------------------------------------------------------------------------


def test_every_listed_kernel_is_found_under_its_release(data: Data, catalog: Catalog, builds: list[str]) -> None:
    found = {item.named.written: item for item in checked("\n".join(builds), catalog)}
    assert set(found) == set(builds)
    for kernels_of in data.kernel_lists:
        for release in kernels_of.releases:
            for build in release.builds:
                entry = found[build].entry
                assert entry is not None and entry.build == build
                assert (kernels_of.id, release.name) in {(place.id, name) for place, name in entry.places}
    findings = [item.finding for item in found.values()]
    assert set(findings) <= {"listed", "cloud-listed", "debuginfo", "confirm"}


def test_every_listed_kernel_is_found_as_uname_prints_it(catalog: Catalog, builds: list[str]) -> None:
    bare = [build for build in builds if not build.startswith(DEBUGINFO)]
    printed = [
        f"{read(build).plain}-default" if read(build).series == "sles" else build.removesuffix("_amd64")
        for build in bare
    ]
    found = {item.named.kernel.plain: item.finding for item in checked("\n".join(printed), catalog)}
    assert set(found) == {read(build).plain for build in bare}
    assert set(found.values()) <= {"listed", "cloud-listed", "confirm"}


def test_every_name_is_its_plain_name_and_the_processor(builds: list[str]) -> None:
    # The lookup asks the list for these two forms only.
    for build in builds:
        plain = read(build).plain
        assert build.removeprefix(DEBUGINFO) in (f"{plain}.{X86[0]}", f"{plain}_{X86[1]}")


def test_a_kernel_with_debugging_symbols_stands_in_the_list_without_them(builds: list[str]) -> None:
    # The page says so where it lists them, in the note of Oracle Linux.
    known = set(builds)
    assert {build.removeprefix(DEBUGINFO) for build in builds if build.startswith(DEBUGINFO)} <= known


# --- short form ----------------------------------------------------------------------------------

WORDS = st.lists(st.text(alphabet="0123456789.-_abelz", min_size=1, max_size=90), max_size=20)


@given(words=WORDS)
@example(words=["a" * 90, "a" * 90, "a" * 89, "b"])
@example(words=["aa", "aaa", "a"])
def test_what_was_packed_comes_back(words: list[str]) -> None:
    assert list(unpack(pack(words))) == words


def test_the_list_is_small_in_the_dataset(catalog: Catalog) -> None:
    whole = dump(catalog)
    parts = json.loads(whole)["kernels"]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    assert text in whole
    assert len(gzip.compress(text.encode(), mtime=0)) < 10_000
    assert len(text) < 35_000


# --- order ---------------------------------------------------------------------------------------

NUMBER = st.integers(0, 999)
NAMES = st.builds(
    lambda first, second, third, rest, series: f"{first}.{second}.{third}-{'.'.join(map(str, rest))}{series}",
    *(st.integers(0, 99), NUMBER, NUMBER),
    st.lists(NUMBER, min_size=1, max_size=3),
    st.sampled_from((".el6", ".el7", ".el8", ".el8_0", ".el9_3", "-generic")),
)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("3.10.0-957.el7", "3.10.0-1160.el7"),
        ("3.10.0-957.el7", "3.10.0-957.1.3.el7"),
        ("3.10.0-957.5.1.el7", "3.10.0-957.10.1.el7"),
        ("2.6.32-71.el6", "2.6.32-754.35.1.el6"),
        ("5.4.0-99-generic", "5.4.0-150-generic"),
        ("5.4.0-150-generic", "5.15.0-25-generic"),
        ("4.18.0-80.1.2.el8_0", "4.18.0-147.el8"),
        ("4.19.90-2305.1.0.0199.83.uel20", "4.19.90-2305.1.0.0200.1.uel20"),
        ("2.6.32.12-0.7", "3.0.13-0.27"),
        ("5.10.0-60.18.0.50.oe2203", "5.10.0-60.99.0.123.oe2203"),
        ("6.1.0-rc1", "6.1.0-1"),
    ],
)
def test_versions_follow_their_numbers(older: str, newer: str) -> None:
    assert order(older) < order(newer)


@given(names=st.lists(NAMES, min_size=3, max_size=3))
def test_the_order_is_total(names: list[str]) -> None:
    a, b, c = (order(name) for name in names)
    assert (a < b) + (b < a) + (names[0] == names[1]) == 1
    assert not (a < b < c) or a < c
    assert (a == b) == (names[0] == names[1])


def test_no_two_names_of_the_list_are_equal(builds: list[str]) -> None:
    assert len({order(build) for build in builds}) == len(set(builds))


@pytest.mark.parametrize(
    ("name", "series", "processor"),
    [
        ("2.6.32-71.el6.x86_64", "el6", "x86_64"),
        ("4.18.0-80.1.2.el8_0.x86_64", "el8", "x86_64"),
        ("5.14.0-362.24.1.el9_3.0.1.x86_64", "el9", "x86_64"),
        ("5.4.17-2136.332.5.2.el7uek.x86_64", "el7uek", "x86_64"),
        ("2.6.32-358.6.1.el6.centos.plus.x86_64", "el6.centos.plus", "x86_64"),
        ("5.4.228-1.el8.elrepo.x86_64", "el8.elrepo", "x86_64"),
        ("4.19.90-89.26.v2401.ky10.x86_64", "v2401.ky10", "x86_64"),
        ("5.10.0-285.0.0.188.oe2203sp4.x86_64", "oe2203sp4", "x86_64"),
        ("4.19.0-91.82.97.uelc20.x86_64", "uelc20", "x86_64"),
        ("5.4.0-1151-azure_amd64", "azure", "amd64"),
        ("5.4.0-150-generic", "generic", ""),
        ("4.19.0-27-amd64", "amd64", ""),
        ("4.19.0-27-arm64", "arm64", "arm64"),
        ("4.12.14-122.231-default", "sles", ""),
        ("4.12.14-122.231.x86_64", "sles", "x86_64"),
        ("4.12.14-16.85-azure", "sles-azure", ""),
        ("4.18.0-553.el8_10.x86_64+debug", "el8+debug", "x86_64"),
        ("6.1.0", "community", ""),
    ],
)
def test_a_name_tells_its_series_and_processor(name: str, series: str, processor: str) -> None:
    assert (read(name).series, read(name).processor) == (series, processor)


def test_the_version_is_what_stands_before_the_dash() -> None:
    assert version("3.10.0-1160.el7.x86_64") == (3, 10, 0)
    assert version("5.8") == (5, 8)


# --- neighbours ----------------------------------------------------------------------------------


def expected_neighbours(name: str, by_series: dict[str, list[str]]) -> tuple[str | None, str | None]:
    names = by_series.get(read(name).series, [])
    older = [other for other in names if order(other) < order(read(name).plain)]
    newer = [other for other in names if order(other) > order(read(name).plain)]
    return older[-1] if older else None, newer[0] if newer else None


@given(names=st.lists(NAMES, min_size=1, max_size=8))
@example(names=["3.10.0-999.el7", "3.10.0-1000.el7", "3.10.0-1001.el7", "5.14.0-1.el9", "9.9.9-9.el9"])
def test_neighbours_are_the_nearest_there_are(
    names: list[str], catalog: Catalog, by_series: dict[str, list[str]]
) -> None:
    for item in checked("\n".join(names), catalog):
        near = tuple(build and read(build).plain for build in (item.below, item.above))
        if item.finding in ("missing", "dkms", "cloud"):
            assert near == expected_neighbours(item.named.kernel.name, by_series)
        else:
            assert near == (None, None)


def test_between_two_listed_kernels_both_are_named(catalog: Catalog, by_series: dict[str, list[str]]) -> None:
    for series in ("el6", "el7", "el7uek", "v2101.ky10", "oe2203sp4", "uel20"):
        for older, newer in list(zip(by_series[series], by_series[series][1:], strict=False))[::7]:
            found = one(f"{older.removesuffix(f'.{series}')}.0.0.1.{series}", catalog)
            assert found.below is not None and read(found.below).plain == older
            assert found.above is not None and read(found.above).plain == newer


def test_a_chosen_distribution_limits_the_neighbours(catalog: Catalog) -> None:
    alone = one("4.18.0-149.el8.x86_64", catalog, "oracle-linux")
    assert alone.below == "4.18.0-147.8.1.el8.x86_64"
    assert one("4.18.0-149.el8.x86_64", catalog, "ubuntu").below is None


# --- findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("5.15.0-1089-azure", "cloud-listed"),
        ("5.15.0-9999-azure", "cloud"),
        ("4.14.355-280.710.amzn2.x86_64", "cloud"),
        ("6.1.0-18-cloud-amd64", "cloud"),
        ("5.10.134-17.al8.x86_64", "cloud"),
        ("5.4.17-2136.332.5.2.el7uek.x86_64", "listed"),
        ("6.8.0-31-generic", "listed"),
        ("6.8.0-31-lowlatency", "dkms"),
        ("6.8.12", "missing"),
        ("7.0.0", "missing"),
        ("7.0.1", "outside"),
        ("2.6.31", "outside"),
        ("2.6.32.12-0.7-default", "listed"),
        ("4.19.0-27-arm64", "processor"),
        ("5.4.0-150-generic", "listed"),
    ],
)
def test_finding(name: str, finding: Finding, catalog: Catalog) -> None:
    assert one(name, catalog).finding == finding


def test_uname_of_an_arm_host_tells_its_processor(catalog: Catalog) -> None:
    line = "Linux pi 5.4.0-150-generic #167 SMP aarch64 aarch64 aarch64 GNU/Linux"
    assert one(line, catalog).finding == "processor"


def test_the_ranges_come_from_the_data(catalog: Catalog) -> None:
    rules = catalog.kernel_rules
    wider = dataclasses.replace(rules.supported, lowest="2.6.18", highest="7.1.0")
    changed = dataclasses.replace(catalog, kernel_rules=dataclasses.replace(rules, supported=wider))
    for name in ("2.6.18-398.el5.x86_64", "7.1.0"):
        assert one(name, catalog).finding == "outside"
        assert one(name, changed).finding == "missing"


def test_the_shorter_range_of_the_other_page_is_told(catalog: Catalog) -> None:
    told = "newer than 5.8, where another page"
    assert any(told in note for note in run(NAME, {"kernels": "5.9.0-1.el9.x86_64"}, catalog).notes)
    assert not any(told in note for note in run(NAME, {"kernels": "5.8.18-1.el8.elrepo.x86_64"}, catalog).notes)


# --- what is read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("3.10.0-957.el7.x86_64", "3.10.0-957.el7.x86_64"),
        ("kernel-3.10.0-957.el7.x86_64", "3.10.0-957.el7.x86_64"),
        ("kernel-core-4.18.0-80.el8.x86_64", "4.18.0-80.el8.x86_64"),
        ("kernel-uek-5.4.17-2136.332.5.2.el7uek.x86_64", "5.4.17-2136.332.5.2.el7uek.x86_64"),
        ("kernel-uek-core-5.15.0-9.96.5.el9uek.x86_64", "5.15.0-9.96.5.el9uek.x86_64"),
        ("kernel-0:4.18.0-80.el8.x86_64", "4.18.0-80.el8.x86_64"),
        ("0:4.18.0-80.el8.x86_64", "4.18.0-80.el8.x86_64"),
        ("kernel-3.10.0-957.el7.x86_64.rpm", "3.10.0-957.el7.x86_64"),
        ("kernel-3.10.0-957.el7.x86_64   Tue 12 Jan 2021 03:04:05 PM CET", "3.10.0-957.el7.x86_64"),
        ("kernel.x86_64   3.10.0-957.el7   @anaconda", "3.10.0-957.el7"),
        ("ii  linux-image-5.4.0-150-generic  5.4.0-150.167~18.04.1  amd64  Signed kernel", "5.4.0-150-generic"),
        ("ii  linux-image-5.4.0-150-generic:amd64 5.4.0-150.167", "5.4.0-150-generic"),
        ("linux-image-unsigned-5.4.0-150-generic\t5.4.0-150.167", "5.4.0-150-generic"),
        ("linux-image-4.19.0-27-amd64\t4.19.316-1", "4.19.0-27-amd64"),
        ("linux-image-5.4.0-150-generic_5.4.0-150.167_amd64.deb", "5.4.0-150-generic"),
        ("Linux web01 5.10.0-60.18.0.50.oe2203.x86_64 #1 SMP x86_64 GNU/Linux", "5.10.0-60.18.0.50.oe2203.x86_64"),
        ("Linux web01 6.1.9 #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux", "6.1.9"),
        ("Linux version 3.10.0-957.el7.x86_64 (gcc version 4.8.5-36) #1 SMP", "3.10.0-957.el7.x86_64"),
        ("           Kernel: Linux 5.14.0-70.el9.x86_64", "5.14.0-70.el9.x86_64"),
        ("web01: 3.10.0-957.el7.x86_64", "3.10.0-957.el7.x86_64"),
        ("web01,3.10.0-957.el7.x86_64,10.0.0.5", "3.10.0-957.el7.x86_64"),
        ("$ 3.10.0-957.el7.x86_64", "3.10.0-957.el7.x86_64"),
        ("vmlinuz-3.10.0-957.el7.x86_64", "3.10.0-957.el7.x86_64"),
        ("6.1.0+", "6.1.0+"),
        ("\ufeff3.10.0-957.el7.x86_64\r", "3.10.0-957.el7.x86_64"),
    ],
)
def test_a_line_that_names_a_kernel(line: str, written: str) -> None:
    reading = read_text(line)
    assert [named.written for named in reading.named] == [written]
    assert (reading.unread, reading.beside) == ((), 0)


@pytest.mark.parametrize(
    "line",
    [
        "kernel-headers-3.10.0-957.el7.x86_64",
        "kernel-devel-3.10.0-957.el7.x86_64",
        "kernel-tools-libs-3.10.0-957.el7.x86_64",
        "kernel-modules-core-5.14.0-70.el9.x86_64",
        "kernel-uek-devel-5.4.17-2136.el7uek.x86_64",
        "kernel-debuginfo-3.10.0-957.el7.x86_64",
        "kernel-headers.x86_64   3.10.0-957.el7   @base",
        "openssl-1.0.2k-21.el7_9.x86_64",
        "abrt-addon-kerneloops-2.1.11-60.el7.centos.x86_64",
        "linux-headers-5.4.0-150-generic",
        "ii  linux-image-generic  5.4.0.150.148  amd64  Generic Linux kernel image",
        "ii  linux-modules-5.4.0-150-generic  5.4.0-150.167  amd64  Linux kernel extra modules",
    ],
)
def test_a_package_beside_a_kernel_is_counted_and_nothing_else(line: str) -> None:
    reading = read_text(line)
    assert (reading.named, reading.unread, reading.beside) == ((), (), 1)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "[root@host ~]# uname -r",
        "[root@host ~]#",
        "user@host:~$ dpkg -l | grep linux-image",
        "$ rpm -q kernel",
        "rpm -qa | grep kernel",
        "Desired=Unknown/Install/Remove/Purge/Hold",
        "| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend",
        "|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)",
        "||/ Name           Version      Architecture Description",
        "+++-==============-============-============-=================",
        "Installed Packages",
    ],
)
def test_a_line_without_anything_to_look_up_is_passed_over(line: str) -> None:
    reading = read_text(line)
    assert (reading.named, reading.unread, reading.beside, reading.removed) == ((), (), 0, 0)


def test_a_removed_package_is_no_kernel_of_the_host() -> None:
    reading = read_text("rc  linux-image-5.4.0-149-generic  5.4.0-149.166  amd64  Signed kernel image generic")
    assert (reading.named, reading.removed) == ((), 1)


@pytest.mark.parametrize(
    "line",
    ["hello", "CentOS Linux release 7.9.2009 (Core)", "10.0.0.5", "kernel", "日本"],
)
def test_a_line_of_something_else_is_told_with_its_number(line: str, catalog: Catalog) -> None:
    report = run(NAME, {"kernels": f"3.10.0-957.el7.x86_64\n\n{line}\n6.8.0-31-generic"}, catalog)
    first = report.tables[0].rows[0]
    assert (first[0], first[1], first[-1]) == ("none read", "not read", "3")
    assert f"`{line}`" in " ".join(first)
    assert (report.verdict.level, report.verdict.label) == ("caution", "Ask technical support: 1 of 3 lines")
    assert {answer.id: answer.amount for answer in report.answers if answer.amount} == {"listed": 2, "asked": 1}


def test_lines_of_something_else_do_not_flood_the_answer(catalog: Catalog) -> None:
    report = run(NAME, {"kernels": "3.10.0-957.el7.x86_64\n" + "nothing\n" * 1000}, catalog)
    assert report.verdict.label == "Ask technical support: 1000 of 1001 lines"
    (reason,) = report.reasons
    assert "lines 2, 3," in reason.text and reason.text.endswith("16 and more.")
    assert len(reason.text) < 200 and all(len(text) < 200 for text in report.change)


def test_the_same_kernel_of_many_hosts_is_one_row(catalog: Catalog) -> None:
    text = "6.8.0-31-generic\nvmlinuz-6.8.0-31-generic\nii  linux-image-6.8.0-31-generic 6.8.0-31.31 amd64 x\n"
    (table,) = run(NAME, {"kernels": text}, catalog).tables
    assert [(row[0], row[-1]) for row in table.rows] == [("`6.8.0-31-generic`", "1, 3 times")]


@given(text=st.text(max_size=300))
@example(text="kernel-")
@example(text="ii")
@example(text="# ")
@example(text="\udcff")
def test_any_text_is_read_or_refused_in_one_line(text: str, catalog: Catalog) -> None:
    try:
        report = run(NAME, {"kernels": text}, catalog)
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert report.tables[0].rows
    for line in read_text(text).unread:
        line.text.encode()
        assert "`" not in line.text and line.text.isprintable() and len(line.text) <= 83


HOSTILE = {
    "one endless line": "a" * 1_000_000,
    "an endless number": "3.10.0-" + "9" * 900_000,
    "brackets": "[" * 500 + "\n" + ("[ " * 250 + "\n") * 100,
    "at signs": ("x@" + "y" * 400 + "\n") * 100,
    "dots": ("3.10-" + "." * 480 + "\n") * 100,
    "packages": ("kernel-" * 70 + "\n") * 100,
    "dashes": ("3.1-1" + "-1" * 240 + "\n") * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_a_bounded_number_of_steps(name: str, catalog: Catalog) -> None:
    # A pattern that tries every way to split such a line would not end within the patience of this test's runner.
    read_text(HOSTILE[name])
    read("3.1-1" + "-1" * 240)


def test_ten_thousand_kernels_are_answered_in_full(catalog: Catalog) -> None:
    text = "\n".join(f"kernel-3.10.0-{1000 + number}.{number % 7}.1.el7.x86_64" for number in range(10_000))
    report = run(NAME, {"kernels": text}, catalog)
    assert len(report.tables[0].rows) == 10_000
    html = render.to_html(report, catalog, "")
    assert html.count("<tr>") == 1 + render.MOST_ROWS
    assert "9700 more rows are not shown here." in html
    assert render.to_markdown(report, catalog).count(".el7.x86_64` |") >= 10_000


# --- the answer ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed(catalog: Catalog) -> Report:
    """A report with every finding."""
    names = (
        "3.10.0-957.el7.x86_64", "6.1.0-42-amd64", "debuginfo-5.4.17-2136.332.5.2.el7uek.x86_64", "5.15.0-1089-azure",
        "6.8.0-200-generic", "3.10.0-999.el7.x86_64", "5.15.0-9999-azure", "2.6.18-398.el5", "4.18.0-80.el8.aarch64",
    )  # fmt: skip
    return run(NAME, {"kernels": "\n".join(names)}, catalog)


def test_what_needs_attention_comes_first(mixed: Report) -> None:
    (table,) = mixed.tables
    assert table.badges == ("bad",) * 4 + ("caution",) * 3 + ("mixed", "good")
    assert [reason.level for reason in mixed.reasons] == ["bad"] * 4 + ["caution"] * 3 + ["mixed"]


def test_the_counts_are_those_of_the_rows(mixed: Report) -> None:
    counts = {answer.id: answer.amount for answer in mixed.answers}
    assert counts == {"listed": 1, "doubtful": 3, "dkms": 1, "without": 4, "asked": 0, "system": 0}
    assert mixed.verdict.label == "No module for 4 of 9 kernels"


def test_every_row_is_in_every_format(mixed: Report, catalog: Catalog) -> None:
    names = [row[0].strip("`") for row in mixed.tables[0].rows]
    rows = [row for row in csv.DictReader(io.StringIO(render.to_csv(mixed, catalog))) if row["kind"] == "row"]
    assert [row["label"] for row in rows] == names
    assert [row["id"] for row in rows] == list(mixed.tables[0].badges)
    assert "Next older in the list: 3.10.0-957.27.2.el7.x86_64" in next(
        row["text"] for row in rows if row["label"] == "3.10.0-999.el7.x86_64"
    )
    for text in (
        render.to_text(mixed, catalog),
        render.to_markdown(mixed, catalog),
        render.to_html(mixed, catalog, ""),
    ):
        assert [name for name in names if name not in text] == []


def test_every_doubt_has_a_source_and_the_list_has_its_date(mixed: Report, data: Data) -> None:
    assert all(reason.text and reason.remedy for reason in mixed.reasons)
    assert len({reason.source for reason in mixed.reasons}) > 4
    assert data.kernel_lists[0].generated in mixed.verdict.text


@pytest.mark.parametrize(
    ("text", "level", "label"),
    [
        ("6.8.0-31-generic", "good", "A prebuilt module is listed"),
        ("6.8.0-31-generic\n3.10.0-957.el7.x86_64", "good", "All 2 kernels have a prebuilt module"),
        ("6.8.0-200-generic", "mixed", "Not listed, DKMS may build it"),
        ("6.8.0-200-generic\n6.8.0-31-generic", "mixed", "Build 1 of 2 with DKMS"),
        ("5.15.0-1089-azure", "caution", "Listed, but to be confirmed"),
        ("5.15.0-1089-azure\n6.8.0-31-generic", "caution", "Confirm 1 of 2 kernels"),
        ("3.10.0-999.el7.x86_64", "bad", "No module for this kernel"),
        ("3.10.0-999.el7.x86_64\n3.10.0-998.el7.x86_64", "bad", "No module for any of the 2 kernels"),
        ("3.10.0-999.el7.x86_64\n6.8.0-31-generic", "caution", "No module for 1 of 2 kernels"),
    ],
)
def test_verdict(text: str, level: str, label: str, catalog: Catalog) -> None:
    verdict = run(NAME, {"kernels": text}, catalog).verdict
    assert (verdict.level, verdict.label) == (level, label)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "line 1 names no kernel: 'hello'. Paste what 'uname -r'"),
        ("\n\nhello", "line 3 names no kernel: 'hello'."),
        ("[root@host ~]# uname -r", "line 1 is a command, a prompt or a heading: '[root@host ~]# uname -r'."),
        ("kernel-headers-3.10.0-957.el7.x86_64", "line 1 is of another package or a removed one: 'kernel-headers-"),
    ],
)
def test_a_text_without_any_kernel_is_refused_at_its_line(text: str, message: str, catalog: Catalog) -> None:
    with pytest.raises(InputError) as caught:
        run(NAME, {"kernels": text}, catalog)
    (problem,) = caught.value.problems
    assert problem.field == "kernels" and problem.message.startswith(message)
