"""Folders of the site that have no page of their own: no host lists their files."""

import json
import posixpath
import re
from pathlib import Path

import pytest

from tests.site.conftest import asking
from tests.site.page import Page

pytestmark = pytest.mark.site


def led_to(page: Page) -> str:
    """Return the path in the site that a page leads to, with its anchor."""
    (refresh,) = page.all("meta", **{"http-equiv": "refresh"})
    address = refresh.attributes["content"].removeprefix("0; url=")
    path, sign, anchor = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path, "index.html")) + sign + anchor


def test_every_folder_has_a_page_but_those_named_by_what_they_hold(site: Path):
    for folder in (path for path in site.rglob("*") if path.is_dir()):
        path = folder.relative_to(site).as_posix()
        assert (folder / "index.html").is_file() != path.startswith("assets/runtime"), path


def test_a_folder_leads_to_the_page_that_a_reader_looks_for(leading: dict[str, Page], pages: dict[str, Page]):
    found = {path: led_to(page) for path, page in leading.items()}
    assert found["checklists/index.html"] == "deploy/index.html#finder"
    assert found["api/v1/index.html"] == found["api/v1/schemas/index.html"] == "api/index.html"
    assert found["assets/page/index.html"] == found["images/index.html"] == "index.html"
    assert {"kernels/index.html", "targets/index.html"} <= pages.keys()
    for path, to in found.items():
        name, _, anchor = to.partition("#")
        assert name in pages, path
        assert not anchor or anchor in pages[name].ids, path


def test_a_former_address_leads_to_what_stands_in_its_place(leading: dict[str, Page], pages: dict[str, Page]):
    found = {path: led_to(page) for path, page in leading.items()}
    assert found["checklist/dr-checklist.html"] == "deploy/index.html#finder"
    assert found["product-overview/product-training/project-delivery.html"] == "index.html"
    limits = "product-overview/limitations"
    for name in ("vmware-agentless", "linux-agent", "windows-agent"):
        assert found[f"{limits}/{name}.html"] == f"compatibility/{name}/index.html"


def test_a_page_that_leads_on_does_so_without_scripts_and_by_a_link_too(leading: dict[str, Page]):
    for path, page in leading.items():
        assert not page.open_tags, path
        assert not page.all("script") and not page.all("style"), path
        (link,) = page.all("a")
        assert page.all("meta", content=f"0; url={link.attributes['href']}"), path
        (canonical,) = page.all("link", rel="canonical")
        assert canonical.attributes["href"] == link.attributes["href"].partition("#")[0], path


def test_nobody_finds_a_page_that_only_leads_on(site: Path, leading: dict[str, Page], pages: dict[str, Page]):
    search = {page["url"] for page in json.loads((site / "search/en.json").read_text("utf-8"))["pages"]}
    for path, page in leading.items():
        folder = path.removesuffix("index.html")
        assert page.all("meta", name="robots", content="noindex")
        assert folder not in search
        assert f"{folder}</loc>" not in (site / "sitemap.xml").read_text("utf-8")
    for page in pages.values():
        for link in page.all("a"):
            address = link.attributes.get("href", "").partition("#")[0]
            if not re.match(r"[a-z]+:|/", address):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), address, "index.html"))
                assert target not in leading, f"{page.path}: {address}"


def test_a_page_that_only_leads_on_is_kept_on_no_device(site: Path, leading: dict[str, Page]):
    kept = json.loads((site / "offline.json").read_text("utf-8"))["files"]
    assert not leading.keys() & kept.keys()


def test_our_own_server_lists_no_folder(site: Path, ask):
    for folder in (path for path in site.rglob("*") if path.is_dir()):
        path = folder.relative_to(site).as_posix()
        status, _, body = ask(f"/{path}/")
        assert status == (404 if path.startswith("assets/runtime") else 200), path
        assert b"Directory listing" not in body, path


def test_files_of_a_folder_without_a_page_are_never_listed(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/file.txt").write_text("x", "utf-8")
    (tmp_path / "404.html").write_text("not here", "utf-8")
    with asking(tmp_path) as ask:
        assert ask("/secret/")[::2] == (404, b"not here")
        assert ask("/secret")[0] == 301
