"""Every page of the built site: links, ids, names, and nothing from another host."""

import itertools
import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from macros.data.loader import Data
from macros.pages.generated import generated_pages
from macros.pages.terms import QUIET
from macros.publish.offline import LEFT_OUT
from tests.conftest import ROOT, one_of_each_kind
from tests.site.page import Element, Page

pytestmark = pytest.mark.site

ADDRESSES = ("href", "src", "action", "data", "poster", "worker", "runtime", "base")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "headers")
# The theme's own: it writes a label for a menu that the home page does not have, and fills the rest by script.
THEME = "__"


def addresses(page: Page) -> list[tuple[Element, str]]:
    """Return every address in the page that does not lead to another host."""
    found = []
    for element in page.elements:
        given = [element.attributes[name] for name in ADDRESSES if name in element.attributes]
        given += [part.split()[0] for part in element.attributes.get("srcset", "").split(",") if part.strip()]
        found += [
            (element, address) for address in given if not urlsplit(address).scheme and not address.startswith("//")
        ]
    return found


def target(page: Page, address: str, site: Path) -> str:
    """Return the path in the site that an address on a page leads to."""
    path = unquote(urlsplit(address).path)
    if not path:
        return page.path
    absolute = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(page.path), path)
    inside = posixpath.normpath(absolute).lstrip("/")
    return posixpath.join(inside, "index.html").lstrip("/") if (site / inside).is_dir() else inside


def test_there_is_a_page_for_every_file_in_docs_and_every_record_with_a_page(pages: dict[str, Page], data: Data):
    expected = {"404.html"}
    names = [file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.md")]
    names += [page.path for page in generated_pages(data)]
    for name in (path.removesuffix(".md") for path in names):
        expected.add(f"{name}.html" if name.endswith("index") else f"{name}/index.html")
    assert set(pages) == expected


def test_no_address_is_dead(pages: dict[str, Page], site: Path):
    dead = []
    for page in pages.values():
        for element, address in addresses(page):
            path = target(page, address, site)
            is_folder = (
                element.tag in ("hb-calculator", "hb-glance", "hb-inventory", "hb-proof", "hb-runbook", "hb-work")
                and (site / path).parent.is_dir()
            )
            if not (site / path).is_file() and not is_folder:
                dead.append(f"{page.path}: {address}")
    assert dead == []


def test_no_anchor_is_dead(pages: dict[str, Page], site: Path):
    dead = []
    for page in pages.values():
        for element, address in addresses(page):
            anchor = unquote(urlsplit(address).fragment)
            other = pages.get(target(page, address, site))
            if anchor and element.tag == "a" and other is not None and anchor not in other.ids:
                dead.append(f"{page.path}: {address}")
    assert dead == []


def test_lychee_finds_no_dead_link(site: Path):
    # 404.html is served for every address, so its links are absolute and lead to the root of a host.
    lychee = Path(sys.executable).with_name("lychee")
    options = ["--offline", "--no-progress", "--root-dir", site, "--exclude-path", "404.html"]
    command = [lychee, *options, f"{site}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]):
    for page in pages.values():
        twice = {name for name in page.ids if page.ids.count(name) > 1}
        assert not twice, page.path


def test_every_id_that_is_referred_to_exists(pages: dict[str, Page]):
    for page in pages.values():
        known = set(page.ids)
        for element in page.elements:
            for attribute in REFERENCES:
                for name in element.attributes.get(attribute, "").split():
                    assert name in known or name.startswith(THEME), f"{page.path}: {attribute}={name}"


def test_nothing_is_loaded_from_another_host(pages: dict[str, Page], site: Path):
    # A link that a reader may follow is no request. Names of formats, such as an SVG's xmlns, are none either.
    for page in pages.values():
        for element in page.elements:
            if element.tag in ("a", "svg"):
                continue
            for name in (*ADDRESSES, "srcset", "content", "style"):
                value = element.attributes.get(name, "")
                assert "//" not in value, f"{page.path}: <{element.tag} {name}={value!r}>"
    scripts = [file for file in (site / "assets").rglob("*.mjs") if "runtime" not in file.parts]
    assert scripts
    for file in scripts:
        # Files of a workbook name their parts by addresses that nobody fetches.
        assert "://" not in re.sub(r"http://schemas\.[\w.]+/", "", file.read_text("utf-8")), file.name
    for file in site.rglob("*.css"):
        content = file.read_text("utf-8")
        assert "url(http" not in content, file.name
        assert "url(//" not in content, file.name
        assert "@import" not in content, file.name


def test_nothing_asks_the_code_host_for_news(pages: dict[str, Page]):
    # The theme would fetch stars and releases of a repository from here.
    for page in pages.values():
        assert 'data-md-component="source"' not in page.html, page.path


def test_every_page_has_its_title_description_and_one_heading(pages: dict[str, Page]):
    titles = {}
    for page in pages.values():
        head = page.html.partition("</head>")[0]  # a drawing has a title, too
        assert head.count("<title>") == 1, page.path
        title = head.partition("<title>")[2].partition("</title>")[0]
        assert title, page.path
        assert len(page.all("h1")) == 1, page.path
        assert page.all("html", lang="en"), page.path
        (description,) = page.all("meta", name="description")
        assert 20 <= len(description.attributes["content"]) <= 160, page.path
        if page.path != "404.html":
            titles.setdefault((title, description.attributes["content"]), []).append(page.path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_headings_skip_no_level(pages: dict[str, Page]):
    for page in pages.values():
        levels = [int(element.tag[1]) for element in page.elements if element.tag in HEADINGS]
        for above, below in itertools.pairwise(levels):
            assert below <= above + 1, f"{page.path}: h{below} after h{above}"


def test_no_picture_is_a_file_whose_colours_no_page_can_change(pages: dict[str, Page]):
    for page in pages.values():
        assert page.all("img") == [], page.path


def test_every_page_says_who_it_is_for(data: Data):
    files = {
        file.name: file.read_text("utf-8").partition("\n---\n")[2] for file in sorted((ROOT / "docs").rglob("*.md"))
    }
    for name, text in (files | {page.path: page.body for page in generated_pages(data)}).items():
        # The title stands above a page that does not begin with one itself.
        body = text.strip()
        after = body.partition("\n\n")[2] if body.startswith("# ") else body
        opening = " ".join(after.split("\n\n")[0].split())
        assert opening.startswith("For ") or "Partners find " in opening, name
        # data/way.yaml says what comes next.
        assert "Next: " not in opening, name


def test_the_line_above_a_page_and_the_footer_lead_to_the_same_page(data: Data, pages: dict[str, Page]):
    stops = [stop.page for stop in (*data.way.before[1:], *(stop for stage in data.way.stages for stop in stage.stops))]
    for stop in stops[:-1]:
        page = pages[f"{stop.removesuffix('.md')}/index.html"]
        (line,) = page.html.split('<p class="hb-onward">')[1:]
        (footer,) = page.html.split('md-footer__link--next"')[0].rsplit("<a", 1)[1:]
        href = line.partition('href="')[2].partition('"')[0]
        assert href in footer, page.path


def test_tables_have_a_caption_and_headed_columns(pages: dict[str, Page]):
    for page in pages.values():
        for part in page.html.split("<table")[1:]:
            table = part.partition("</table>")[0]
            assert re.search(r"<caption[ >]|<th>", table), page.path
            assert "<thead>" in table, page.path


def markup_problems(site: Path, config: Path, report: Path, files: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return what html-validate finds in files outside the theme's own controls, each with its page."""
    # Its output is longer than a pipe holds, and it does not wait for the reader.
    with report.open("w", encoding="utf-8") as out:
        command = [ROOT / "node_modules/.bin/html-validate", "--config", config, "--formatter", "json", *files]
        done = subprocess.run(command, cwd=site, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr == ""
    return [
        (Path(file["filePath"]).relative_to(site).as_posix(), found)
        for file in json.loads(report.read_text("utf-8"))
        for found in file["messages"]
        if not (found.get("selector") or "").startswith(f"#{THEME}")
    ]


MARKUP = ROOT / "tests/site/html-validate.config.mjs"


def test_the_markup_is_valid(site: Path, documents: dict[str, Page], tmp_path: Path):
    sizes = {path.removesuffix("index.html"): len(page.html) for path, page in documents.items()}
    files = [f"{path}index.html" if path.endswith("/") or not path else path for path in one_of_each_kind(sizes)]
    found = markup_problems(site, MARKUP, tmp_path / "report.json", files)
    assert [f"{page}:{item['line']}: {item['ruleId']}: {item['message']}" for page, item in found] == []


def test_every_page_closes_the_tags_that_it_opens(documents: dict[str, Page]):
    assert {path: page.open_tags for path, page in documents.items() if page.open_tags} == {}


def test_every_relaxed_rule_of_the_markup_is_needed(site: Path, tmp_path: Path):
    strict = tmp_path / "strict.config.mjs"
    strict.write_text('export default {root: true, extends: ["html-validate:recommended"]};\n', "utf-8")
    # A form and a plan need them all.
    found = markup_problems(site, strict, tmp_path / "report.json", ["qualify/index.html", "plan/index.html"])
    relaxed = set(re.findall(r'^    "([\w/-]+)": ', MARKUP.read_text("utf-8"), re.MULTILINE))
    assert relaxed == {item["ruleId"] for _, item in found}


def test_what_has_no_links_to_the_glossary_is_on_a_page(pages: dict[str, Page]):
    elements = (element for page in pages.values() for element in page.elements)
    classes = {name for element in elements for name in element.attributes.get("class", "").split()}
    names = re.search(r"hb-\(\?:([\w|]+)\)", QUIET.pattern)
    assert names is not None
    assert classes >= {f"hb-{name}" for name in names[1].split("|")}


def test_every_kind_of_file_that_is_not_kept_offline_is_there(site: Path):
    files = [file.relative_to(site).as_posix() for file in site.rglob("*")]
    for pattern in LEFT_OUT.pattern.split("|"):
        assert any(re.search(pattern, file) for file in files), pattern
