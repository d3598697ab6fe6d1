"""Libraries of npm that the pages' own scripts load, as files of the site with their licence."""

import json
import re
from pathlib import Path

from macros.publish.bundle import BundleError

IDB = Path("node_modules/idb")
EXCEL = Path("node_modules/write-excel-file")
FFLATE = Path("node_modules/fflate")
MINISEARCH = Path("node_modules/minisearch")
# What it says about itself, at length and with addresses, is for who writes programs with it.
COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


def libraries(root: Path) -> dict[str, str]:
    """Return files by name below assets/, each a module.

    Raises BundleError if an npm package is missing.
    """
    try:
        storage = (root / IDB / "build" / "index.js").read_text("utf-8")
        storage_licence = (root / IDB / "LICENSE").read_text("utf-8").strip()
        workbook = (root / EXCEL / "bundle" / "write-excel-file.min.js").read_text("utf-8").strip()
        workbook_licences = [(root / part / "LICENSE").read_text("utf-8").strip() for part in (EXCEL, FFLATE)]
        workbook_version = json.loads((root / EXCEL / "package.json").read_text("utf-8"))["version"]
        finder = (root / MINISEARCH / "dist" / "es" / "index.js").read_text("utf-8")
        finder_licence = (root / MINISEARCH / "LICENSE.txt").read_text("utf-8").strip()
        finder_version = json.loads((root / MINISEARCH / "package.json").read_text("utf-8"))["version"]
        storage_version = json.loads((root / IDB / "package.json").read_text("utf-8"))["version"]
    except FileNotFoundError as error:
        missing = Path(error.filename).relative_to(root)
        raise BundleError(f"{missing} is missing. Run `make serve`: it installs what comes from npm.") from None
    return {
        # As a script of a page it gives itself a name there; the last line names where its source is mapped.
        "glance/workbook.mjs": f"/*! write-excel-file {workbook_version}\n\n{'\n\n'.join(workbook_licences)}\n*/\n"
        f"{workbook.partition('//# sourceMappingURL')[0]}\nexport default globalThis.writeXlsxFile;\n",
        "search/minisearch.mjs": f"/*! minisearch {finder_version}\n\n{finder_licence}\n*/\n"
        f"{COMMENT.sub('', finder.partition('//# sourceMappingURL')[0])}",
        "project/idb.mjs": f"/*! idb {storage_version}\n\n{storage_licence}\n*/\n{COMMENT.sub('', storage)}",
    }
