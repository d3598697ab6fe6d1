"""Libraries of npm on the site: a module with its licence, and no address of another host."""

from pathlib import Path

import pytest

from macros.publish.bundle import BundleError
from macros.publish.library import libraries

ROOT = Path(__file__).parents[3]


def test_idb_is_a_module_with_its_licence():
    files = libraries(ROOT)
    assert set(files) == {"project/idb.mjs", "glance/workbook.mjs", "search/minisearch.mjs"}
    text = files["project/idb.mjs"]
    assert text.startswith("/*! idb 8.") and "ISC License" in text and "Jake Archibald" in text
    assert "openDB" in text.partition("export {")[2] and "://" not in text and "// " not in text


def test_what_writes_workbooks_is_a_module_with_the_licences_of_both_who_made_it():
    text = libraries(ROOT)["glance/workbook.mjs"]
    assert text.startswith("/*! write-excel-file 4.") and text.count("MIT License") == 2 and "Arjun Barrett" in text
    assert text.endswith("export default globalThis.writeXlsxFile;\n") and "sourceMappingURL" not in text


def test_minisearch_is_a_module_with_its_licence_and_without_its_manual():
    text = libraries(ROOT)["search/minisearch.mjs"]
    assert text.startswith("/*! minisearch 7.") and "Luca Ongaro" in text
    assert "export { MiniSearch as default }" in text and "/**" not in text and "://" not in text


def test_a_missing_package_is_named(tmp_path: Path):
    with pytest.raises(BundleError, match=r"node_modules/idb/build/index.js is missing\. Run `make serve`"):
        libraries(tmp_path)
