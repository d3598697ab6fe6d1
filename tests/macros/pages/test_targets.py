"""The target platforms: their pages, and what must not get lost."""

import dataclasses
import re

import pytest

from calculators.records.targets import Gateway, Target, TargetMode
from macros.data.checks.targets import target_problems
from macros.data.loader import Data
from macros.pages import MACROS, target_page, targets
from macros.pages.generated import generated_pages
from macros.pages.view import View
from tests.conftest import ROOT
from tests.macros.conftest import Project
from tests.macros.pages.test_pages import filled
from tests.site.page import Page, read_page, squeezed

CALL = re.compile(r'\{\{ (\w+)\("([^"]*)"\) \}\}')
IDS = sorted(path.stem for path in (ROOT / "data/targets").glob("*.yaml"))


def found(data: Data, name: str) -> Target:
    """Return a platform."""
    return next(target for target in data.targets if target.id == name)


def rows(page: Page, prefix: str) -> list[str]:
    """Return the anchors of table rows that begin with `prefix`."""
    anchors = (row.attributes.get("id", "") for row in page.all("tr"))
    return [anchor.removeprefix(prefix) for anchor in anchors if anchor.startswith(prefix)]


# --- what must not get lost ------------------------------------------------------------------------


def test_an_image_keeps_its_checksum(view: View):
    # Huawei Cloud pre settings, Image Info.
    page = read_page(target_page.target_pre_settings(view, "huawei"))
    assert "Windows_Server_2016_Datacenter_64bit_English_40G.qcow2,12.11GB,MD5519444d4b0343e15fa014c50d906a832" in (
        page.words
    )
    assert "HuaweiCloud_UEFI_GenericImage.qcow2,554.69MB,MD57814209a573666f2701b35236764723d" in page.words
    assert "ubuntu-24.04-server-cloud-init-amd64.qcow2,596.38MB,noMD5published" in page.words


@pytest.mark.parametrize(
    ("name", "resource", "stored", "block"),
    [
        # Compare the remaining quota with the resources of the source hosts, on the page of each platform.
        ("huawei", "vcpus", "vCPU of the hosts", "vCPU of the hosts + 2 × gateways"),
        ("tm-cae", "memory-mb", "memory of the hosts", "memory of the hosts + 2048 × gateways"),
        ("otc", "disks", "disks of the hosts", "2 × disks of the hosts + gateways"),
        ("hcs", "capacity-gb", "disk capacity of the hosts", "2 × disk capacity of the hosts + 40 × gateways"),
        ("openstack", "volumes", "disks of the hosts", "disks of the hosts + gateways"),
        ("openstack", "security-groups", None, "at least 2"),
    ],
)
def test_a_quota_formula_is_the_published_one(view: View, name, resource, stored, block):
    quota = found(view.data, name).quota
    assert quota is not None
    (item,) = [item for item in quota.items if item.id == resource]
    assert (item.object, item.block) == (stored, block)
    cells = squeezed(f"{item.resource}{item.service or 'not stated'}{stored or 'not stated'}{block}")
    assert cells in read_page(target_page.target_quota(view, name)).words


def test_the_policy_for_aws_has_every_action(view: View):
    html = target_page.target_pre_settings(view, "aws")
    actions = re.findall(r"<li><code>((?:cloudwatch|ec2|s3):\w+)</code></li>", html)
    assert len(actions) == len(set(actions)) > 0
    written = (ROOT / "data/targets/aws.yaml").read_text("utf-8")
    assert set(actions) == set(re.findall(r"\b(?:cloudwatch|ec2|s3):\w+", written))


# --- a page for each platform ----------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_the_page_of_a_platform_says_something_in_every_section(view: View, name):
    (page,) = [page for page in generated_pages(view.data) if page.path == f"targets/{name}.md"]
    macros = {macro.__name__: macro for macro in MACROS}
    calls = CALL.findall(filled(page))
    assert len(calls) == page.body.count("\n## ")
    for macro, argument in calls:
        assert argument == name
        part = read_page(macros[macro](view, name))
        assert part.open_tags == []
        assert part.words
        assert "None" not in part.words.replace("Noneisknown", "")
    assert "](index.md)" in page.body


def test_preparation_stands_in_the_order_of_work(view: View):
    for target in view.data.targets:
        settings = target_page.settings_of(target)
        areas = [area.id for area in view.data.target_rules.areas]
        page = read_page(target_page.target_pre_settings(view, target.id))
        shown = [item.attributes["id"].removeprefix("setting-") for item in page.all("li") if "id" in item.attributes]
        assert shown == [item.id for item in sorted(settings, key=lambda item: areas.index(item.area))]
        boxes = page.all("input", type="checkbox")
        assert len(boxes) == len(settings)


def test_a_platform_that_shares_a_page_leads_to_it(view: View):
    assert 'href="../targets/aws/#pre-settings"' in target_page.target_pre_settings(view, "aws-china")
    assert 'href="../targets/aws/#quota"' in target_page.target_quota(view, "aws-china")


def test_what_nobody_publishes_is_said(view: View):
    assert "No page on preparing this platform is published" in target_page.target_pre_settings(view, "zstack")
    assert "No formula" in target_page.target_quota(view, "zstack")
    assert target_page.target_documents(view, "zstack").count("none published") == 2
    assert "states a size" in target_page.target_gateway(view, "zstack")
    assert "belongs to block storage" in target_page.target_gateway(view, "gds")
    assert "None is known" in target_page.target_disagreements(view, "zstack")


def test_disagreements_of_a_platform_are_those_that_its_records_name(view: View):
    html = target_page.target_disagreements(view, "hcs")
    named = re.findall(r'disagreements/#([\w-]+)"', html)
    assert set(named) == {"hcs-storage", "hcs-versions", "gateway-spec", "gateway-disks", "gateway-disk-quota"}


# --- the matrix ------------------------------------------------------------------------------------


def matrix_row(view: View, name: str) -> list[tuple[str, str]]:
    """Return word and address of each cell of a platform's row."""
    html = str(targets.target_matrix(view))
    row = html[html.index(f'<tr id="target-{name}"') :].partition("</tr>")[0]
    cells = [cell.partition("</td>")[0] for cell in re.split("<td[^>]*>", row)[1:]]
    return [
        (re.sub(r"<[^>]+>", "", cell), (re.findall(r'href="([^"]*)"', cell) or [""])[0].removeprefix("../targets/"))
        for cell in cells
    ]


def test_the_matrix_has_a_row_for_every_platform_in_the_order_of_names(view: View):
    names = {target.id: target.name.casefold() for target in view.data.targets}
    shown = rows(read_page(targets.target_matrix(view)), "target-")
    assert shown == sorted(names, key=lambda name: names[name])


def test_the_matrix_tells_not_listed_from_not_stated_and_disputed(view: View):
    assert matrix_row(view, "zstack") == [
        ("yes", "zstack/#mode-block"),
        ("not listed", "#list-object-recovery"),
        ("yes", "zstack/#use-dr"),
        ("yes", "zstack/#use-migration"),
        ("not listed", "#list-object-bucket"),
        ("not stated", "zstack/#gateway"),
        ("not stated", "zstack/#pre-settings"),
    ]
    assert matrix_row(view, "fusioncompute")[1:3] == [
        ("disputed", "fusioncompute/#mode-object"),
        ("disputed", "fusioncompute/#use-dr"),
    ]
    html = targets.target_matrix(view)
    assert '#disagreements">5 disagreements</a>' in html.partition('id="target-hcs"')[2].partition("</th>")[0]
    assert "disagreement" not in html.partition('id="target-zstack"')[2].partition("</th>")[0]
    assert matrix_row(view, "tencent-tce")[3] == ("disputed", "tencent-tce/#use-migration")
    assert matrix_row(view, "generic")[4] == ("not stated", "#list-object-bucket")
    assert matrix_row(view, "aws-china")[4:7] == [
        ("yes", "#store-aws"),
        ("yes", "aws-china/#gateway"),
        ("as AWS", "aws-china/#pre-settings"),
    ]
    assert matrix_row(view, "alibaba")[5:7] == [
        ("example only", "alibaba/#gateway"),
        ("7 settings", "alibaba/#pre-settings"),
    ]
    assert matrix_row(view, "gds")[5] == ("no block storage", "gds/#gateway")


def test_counts_by_storage_type_come_from_the_same_platforms(view: View):
    page = read_page(targets.target_counts(view))
    storages = [{mode.id for mode in target.modes} for target in view.data.targets]
    assert f"Blockandobjectstorage{storages.count({'block', 'object'})}" in page.words
    assert f"Blockstorageonly{storages.count({'block'})}" in page.words
    assert f"Objectstorageonly{storages.count({'object'})}" in page.words
    assert len(page.all("a")) == len(view.data.targets)


def test_an_image_file_names_its_platforms(view: View):
    html = targets.transition_images(view)
    row = next(part for part in html.split("<tr") if "HuaweiCloud_UEFI_GenericImage.qcow2" in part)
    assert re.findall(r"targets/([\w-]+)/#settings-image", row) == ["hcs", "huawei", "otc"]


# --- what a maintainer is told ---------------------------------------------------------------------


def edited(project: Project, file: str, old: str, new: str) -> tuple[str, list[str]]:
    """Edit one file and return the marked place and every problem."""
    return project.edit(file, old, new), project.problems()


def test_a_guide_that_is_no_document(project: Project):
    at, problems = edited(
        project, "targets/oracle.yaml", "migration_guide: {document: ", "migration_guide: {→document: x-"
    )
    assert len(problems) == 2
    assert problems[1].startswith(f"{at}: modes[0].migration_guide.document: there is no document 'x-")
    assert "no record names the document 'tr-site-configuration-block-oracle'" in problems[0]


def test_an_area_that_does_not_exist(project: Project):
    at, problems = edited(project, "targets/oracle.yaml", "area: account", "→area: acount")  # codespell:ignore
    assert problems == [
        f"{at}: pre_settings.settings[0].area: there is no area 'acount' in data/target_rules.yaml. "
        "Did you mean 'account'?"
    ]


def test_an_area_without_pre_settings(project: Project):
    at, problems = edited(project, "target_rules.yaml", "areas:\n", "areas:\n  - →{id: new, title: New}\n")
    assert problems == [f"{at}: areas[0]: no pre-setting belongs to the area 'new'."]


def test_a_platform_like_one_that_does_not_exist(project: Project):
    at, problems = edited(project, "targets/aws-china.yaml", "like: aws", "→like: awz")
    assert problems == [
        f"{at}: pre_settings.like: there is no other platform 'awz' in data/targets/. Did you mean 'aws'?"
    ]


def test_a_bucket_store_that_no_list_names(project: Project):
    at, problems = edited(project, "targets/zstack.yaml", "bucket_store: false", "→bucket_store: true")
    assert problems == [
        f"{at}: bucket_store: no entry of 'bucket_stores' in data/target_rules.yaml names this platform."
    ]


def test_a_bucket_store_that_the_platform_denies(project: Project):
    at, problems = edited(project, "targets/gds.yaml", "bucket_store: true", "→bucket_store: false")
    assert problems == [f"{at}: bucket_store: 'bucket_stores' in data/target_rules.yaml names this platform: say true."]


def test_a_bucket_store_of_a_platform_that_does_not_exist(project: Project):
    _, problems = edited(project, "target_rules.yaml", "targets: [gds]", "targets: [gds, gdz]")
    (problem,) = problems
    assert problem.endswith(
        "bucket_stores[6].targets[1]: there is no platform 'gdz' in data/targets/. Did you mean 'gds'?"
    )


def test_a_failback_from_a_platform_that_does_not_exist(project: Project):
    _, problems = edited(
        project,
        "target_rules.yaml",
        "    - id: huawei-host\n      target: huawei\n",
        "    - id: huawei-host\n      target: huawai\n",
    )
    (problem,) = problems
    assert problem.endswith("there is no platform 'huawai' in data/targets/. Did you mean 'huawei'?")


def test_claims_need_sources_and_sizes_their_kind(data: Data):
    target = found(data, "zstack")
    known = {item.id: item for item in data.targets}
    source = target.uses[0].sources[0]
    wrong = dataclasses.replace(
        target,
        modes=(TargetMode(id="block", sources=()),),
        uses=(dataclasses.replace(target.uses[0], sources=()),),
        gateway=Gateway(source=source, size="large"),
    )
    assert list(target_problems(wrong, known, set())) == [
        (("modes", 0, "sources"), "a platform with block storage needs a source that lists it."),
        (("uses", 0, "sources"), "a claim needs a source."),
        (("uses",), "say whether the platform is listed for 'migration'."),
        (("gateway",), "'size' and 'size_is' belong together."),
    ]
    assert list(target_problems(dataclasses.replace(target, modes=()), known, set())) == [
        (("modes",), "a platform needs a storage type.")
    ]
    assert list(target_problems(target, known, set())) == []
