"""The site API as it is on the site: JSON, CSV and schema of every resource agree, and lead back to the pages."""

import csv
import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from calculators.records.evidence import Source
from macros.data.loader import Data
from macros.pages.api import EXAMPLE, example_program
from macros.publish import api
from tests.conftest import ROOT
from tests.site.page import Page, squeezed

pytestmark = pytest.mark.site

# Where a host would list the files.
LEADING = {"index.html", "schemas/index.html"}
VALIDATE = """
import Ajv from "ajv/dist/2020.js";
import { readFileSync, readdirSync } from "node:fs";
const read = (name) => JSON.parse(readFileSync(`${process.argv[1]}/${name}`, "utf8"));
const wrong = [];
for (const name of readdirSync(`${process.argv[1]}/schemas`).filter((name) => name.endsWith(".json"))) {
  const ajv = new Ajv({ allErrors: true, validateFormats: false });
  const validate = ajv.compile(read(`schemas/${name}`));
  const good = read(name);
  if (!validate(good)) wrong.push(`${name}: ${ajv.errorsText(validate.errors).slice(0, 500)}`);
  for (const bad of [{ ...good, records: [{}] }, { ...good, more: 1 }, { ...good, version: 2 }]) {
    if (validate(bad)) wrong.push(`${name}: takes ${JSON.stringify(bad).slice(0, 200)}`);
  }
}
console.log(JSON.stringify(wrong));
"""


@pytest.fixture(scope="module")
def folder(site: Path) -> Path:
    """The folder of the API."""
    return site / api.FOLDER


@pytest.fixture(scope="module")
def index(folder: Path) -> dict:
    """The list of resources."""
    return json.loads((folder / "index.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def files(folder: Path, index) -> dict[str, dict]:
    """The JSON file of every resource by its name."""
    return {item["name"]: json.loads((folder / item["json"]).read_text("utf-8")) for item in index["resources"]}


def test_the_index_lists_every_file_with_version_date_and_sources(folder: Path, index, data: Data):
    assert (index["version"], index["date"]) == (1, data.catalog.date.isoformat())
    assert {item["document"] for item in index["sources"]} == {document.id for document in data.documents}
    listed = {item[kind] for item in index["resources"] for kind in ("json", "csv", "schema")}
    listed |= {"index.json", index["project"]}
    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - LEADING == listed


def only_groups(record) -> bool:
    """Return whether a record holds nothing but records."""
    values = [getattr(record, item.name) for item in dataclasses.fields(record)]
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return all(dataclasses.is_dataclass(part) for part in parts)


def test_every_record_of_the_data_is_in_a_resource(data: Data, files):
    given = {row["data_at"] for file in files.values() for row in file["records"]}
    lost = [
        str(file.problem(location, type(record).__name__))
        for file, location, record in data.walk()
        if f"{file.name}:{file.mark(location)[0]}" not in given
        # A source stands in the row of its record; so does what a record has once.
        if not isinstance(record, Source)
        and not only_groups(record)
        and isinstance(location[-1] if location else 0, int)
    ]
    assert lost == []


def test_every_file_carries_version_date_and_the_documents_it_cites(index, files):
    for item in index["resources"]:
        file = files[item["name"]]
        assert (file["version"], file["date"], file["resource"]) == (1, index["date"], item["name"])
        assert len(file["records"]) == item["records"]
        text = json.dumps(file["records"])
        cited = {source["document"] for source in file["sources"]}
        assert all(f'"document": "{name}"' in text for name in cited), item["name"]
        assert all(row["source"]["document"] in cited for row in file["records"] if row.get("source")), item["name"]


def test_keys_are_unique_and_point_to_the_record_around_them(files):
    for name, file in files.items():
        keys = [row["key"] for row in file["records"]]
        assert len(set(keys)) == len(keys), name
        around = name
        while any("of" in row for row in file["records"]):
            around = around.rpartition("-")[0]
            if around in files and files[around]["records"]:
                known = {row["key"] for row in files[around]["records"]}
                assert {row["of"] for row in file["records"]} <= known, name
                break


def read_in_a_spreadsheet(cell: str) -> str:
    """Return what a cell says: without the apostrophe that keeps it from being a formula."""
    guarded = cell[1:].lstrip()[:1] if cell.startswith("'") else ""
    if guarded and guarded in "=+-@":
        return cell[1:]
    assert cell.lstrip()[:1] not in {*"=+-@"} or cell.lstrip("+-")[:1].isdigit(), cell
    return cell


def test_csv_and_json_say_the_same(folder: Path, files):
    for name, file in files.items():
        content = (folder / f"{name}.csv").read_bytes().decode("utf-8")
        assert content.endswith("\r\n")
        rows = [
            {column: read_in_a_spreadsheet(cell) for column, cell in row.items()}
            for row in csv.DictReader(io.StringIO(content, newline=""))
        ]
        assert [row["key"] for row in rows] == [row["key"] for row in file["records"]], name
        for row, record in zip(rows, file["records"], strict=True):
            for key, value in record.items():
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    assert row[key] == str(value), f"{name}: {key}"
                elif value is None and key in row:
                    assert row[key] == "", f"{name}: {key}"
                elif isinstance(value, bool):
                    assert row[key] == str(value).lower(), f"{name}: {key}"
                elif isinstance(value, dict):
                    parts = [item for item in value.values() if isinstance(item, str)]
                    assert set(parts) <= set(row.values()), f"{name}: {key}"
                elif isinstance(value, list) and value and isinstance(value[0], str):
                    assert row[key] == "; ".join(value), f"{name}: {key}"


def test_every_file_is_what_its_schema_says_and_nothing_else_is(folder: Path):
    command = ["node", "--input-type=module", "--eval", VALIDATE, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_every_key_is_described(data: Data):
    for resource in api.resources(data):
        assert [name for name, kind, meaning in api.fields(resource) if not (kind and meaning)] == [], resource.name
        assert resource.about.endswith("."), resource.name


def test_a_row_leads_to_its_place_on_a_page(files, pages: dict[str, Page]):
    shown = 0
    for name, file in files.items():
        for row in file["records"]:
            if row["href"] is None:
                continue
            path, _, anchor = row["href"].partition("#")
            page = pages[f"{path}index.html"]
            assert not anchor or anchor in page.ids, f"{name}: {row['href']}"
            assert f'data-at="{row["data_at"]}"' in page.html
            shown += bool(anchor)
    assert shown > 200


def test_every_table_names_resources_that_hold_its_rows(files, pages: dict[str, Page]):
    tables = 0
    for page in pages.values():
        for part in page.html.split('class="hb-table')[1:]:
            opening, _, rest = part.partition(">")
            places = [item.partition('"')[0] for item in rest.partition("</table>")[0].split('data-at="')[1:]]
            if 'data-records="' not in opening:
                continue
            names = opening.partition('data-records="')[2].partition('"')[0].split()
            given = {row["data_at"] for name in names for row in files[name]["records"]}
            assert set(places) <= given, f"{page.path}: {names}"
            tables += 1
    assert tables >= 3


def test_the_api_is_served_as_what_it_is(ask):
    for path, kind in {"index.json": "application/json", "figures.csv": "text/csv; charset=utf-8"}.items():
        status, headers, _ = ask(f"/{api.FOLDER}/{path}")
        assert (status, headers["Content-Type"]) == (200, kind)


def test_the_example_on_the_page_prints_what_the_page_says(site: Path, pages: dict[str, Page]):
    program = example_program(f"{site}/")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert squeezed(done.stdout) in pages["api/index.html"].words
    assert EXAMPLE in program
    assert squeezed(example_program("http://127.0.0.1:8000/")) in pages["api/index.html"].words


def test_the_page_documents_every_resource(index, pages: dict[str, Page]):
    page = pages["api/index.html"]
    for item in index["resources"]:
        assert f"api-{item['name']}" in page.ids
        for kind in ("json", "csv", "schema"):
            assert page.all("a", href=f"../{api.FOLDER}/{item[kind]}"), item["name"]


def test_the_api_is_not_kept_offline(site: Path):
    kept = json.loads((site / "offline.json").read_text("utf-8"))["files"]
    assert "api/index.html" in kept
    assert [
        path for path in kept if path.startswith(api.FOLDER) or path.startswith("llms") or path.endswith(".md")
    ] == []


def test_llms_txt_names_every_page_with_its_description(site: Path, pages: dict[str, Page]):
    lines = (site / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0] == "# HyperBDR delivery guide"
    assert lines[2].startswith("> ")
    listed = "\n".join(lines)
    for path, page in pages.items():
        if path == "404.html":
            continue
        (description,) = page.all("meta", name="description")
        assert f"]({path.removesuffix('html')}md): {description.attributes['content']}" in listed
    addresses = [line.partition("](")[2].partition(")")[0] for line in lines if line.startswith("- ")]
    assert len(addresses) == len(set(addresses)) == len(pages)  # the page of unknown addresses is not there, the API is
    assert addresses.index("plan/index.md") < addresses.index("glossary/index.md")
    assert f"{api.FOLDER}/index.json" in addresses
    for address in addresses:
        assert (site / address).is_file(), address
