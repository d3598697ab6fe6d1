"""The licences of what the site brings along from others: one text file, made from what the packages ship."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from macros.publish.bundle import LOCK_FILE, SLIM, SNAPSHOT, BundleError
from macros.publish.typeface import PACKAGE

LICENCES_FILE = "licences.txt"
PYODIDE = Path("node_modules/pyodide")
IDB = Path("node_modules/idb")
EXCEL = Path("node_modules/write-excel-file")
FFLATE = Path("node_modules/fflate")
MINISEARCH = Path("node_modules/minisearch")
INTRODUCTION = """\
What this site brings along from others, each under its own licence.
The guide itself, its calculators and their data included, is under the Apache License 2.0.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the site that others made."""

    name: str
    """Name, with the version."""
    licence: str
    """Name of the licence."""
    source: str
    """Where its source is."""
    use: str
    """What it does here, and in which files; what was changed."""
    text: str = ""
    """The licence itself; empty where the part's own files hold it, or where `use` says where it is."""

    def __str__(self) -> str:
        """Return the part as plain text."""
        head = f"{self.name}\n{'=' * len(self.name)}\n\nLicence: {self.licence}\nSource:  {self.source}"
        return "\n\n".join(filter(None, (head, self.use, self.text)))


def licences(root: Path) -> str:
    """Return the text about every part. Raises BundleError when a package is missing."""
    return "\n\n\n".join([INTRODUCTION.strip(), *map(str, parts(root))]) + "\n"


def parts(root: Path) -> Iterator[Part]:
    """Yield every part that others made, with the licence that its package ships."""
    try:
        pyodide = json.loads((root / PYODIDE / "package.json").read_text("utf-8"))["version"]
        python = json.loads((root / PYODIDE / LOCK_FILE).read_text("utf-8"))["info"]["python"]
        idb = json.loads((root / IDB / "package.json").read_text("utf-8"))["version"]
        idb_licence = (root / IDB / "LICENSE").read_text("utf-8")
        finder = json.loads((root / MINISEARCH / "package.json").read_text("utf-8"))["version"]
        finder_licence = (root / MINISEARCH / "LICENSE.txt").read_text("utf-8")
        excel = json.loads((root / EXCEL / "package.json").read_text("utf-8"))["version"]
        excel_licence, fflate_licence = ((root / part / "LICENSE").read_text("utf-8") for part in (EXCEL, FFLATE))
        typeface = json.loads((root / PACKAGE / "package.json").read_text("utf-8"))["version"]
        typeface_licence = (root / PACKAGE / "LICENSE").read_text("utf-8")
        (calamine,) = (root / "build" / "wheels").glob("python_calamine-*.whl")
    except (FileNotFoundError, ValueError) as error:
        raise BundleError(f"a part of the site is missing: {error}. Run `make serve`: it installs them.") from None
    yield Part(
        name=f"Pyodide {pyodide}",
        licence="Mozilla Public License 2.0, https://mozilla.org/MPL/2.0/",
        source=f"https://github.com/pyodide/pyodide/tree/{pyodide}",
        use="Runs Python in the browser: the files in assets/runtime/.\n"
        f"Changed: {SLIM} is pyodide.asm.wasm in which the functions that the calculators do not call end at\n"
        f"once, without the exports that nobody uses; {SNAPSHOT} is its memory after it has run every calculator.\n"
        "Both are made by macros/publish/snapshot/ in the repository of this guide.\n"
        "All other files are as they were published.",
        # The npm package ships no text. That of Pyodide's own build tool is the same.
        text=shipped("pyodide-build"),
    )
    yield Part(
        name=f"CPython {python}",
        licence="Python Software Foundation License 2",
        source=f"https://github.com/python/cpython/tree/v{python}",
        use="The interpreter within Pyodide, and its standard library. Changed: stdlib.zip holds it as bytecode.\n"
        "What it contains from others stands at https://docs.python.org/3/license.html",
        # Those who write the library for types under the same licence ship its text.
        text=shipped("typing_extensions"),
    )
    material = distribution("mkdocs-material")
    yield Part(
        name=f"Material for MkDocs {material.version}",
        licence="MIT",
        source=f"https://github.com/squidfunk/mkdocs-material/tree/{material.version}",
        use="The theme: what surrounds each page, and most of assets/page/frame.*.css.\n"
        "Changed: without its scripts, and without the style rules that no page needs.\n"
        "It holds Material Design Icons (Apache License 2.0, https://github.com/Templarian/MaterialDesign).",
        text=shipped("mkdocs-material"),
    )
    yield Part(
        name=f"MiniSearch {finder}",
        licence="MIT",
        source=f"https://github.com/lucaong/minisearch/tree/v{finder}",
        use="Searches the pages: assets/search/minisearch.mjs. Changed: without comments.",
        text=finder_licence,
    )
    yield Part(
        name="Source Sans 3",
        licence="SIL Open Font License 1.1",
        source="https://github.com/adobe-fonts/source-sans",
        use="The typeface of the pages: assets/page/others.*.woff2, as the package\n"
        f"@fontsource-variable/source-sans-3 {typeface} ships it: the letters of Western languages.\n"
        "Changed: assets/page/letters.*.woff2, which is called Guide Sans, has fewer letters.",
        text=typeface_licence,
    )
    yield Part(
        name=f"idb {idb}",
        licence="ISC",
        source=f"https://github.com/jakearchibald/idb/tree/v{idb}",
        use="Keeps projects in the browser's database: in assets/together/frame.mjs. Changed: without comments.",
        text=idb_licence,
    )
    yield Part(
        name=f"write-excel-file {excel}",
        licence="MIT",
        source="https://gitlab.com/catamphetamine/write-excel-file",
        use="Writes a project as a workbook: assets/glance/workbook.mjs. Changed: the script is a module.\n"
        "It holds fflate (MIT, https://github.com/101arrowz/fflate).",
        text=f"{excel_licence.strip()}\n\n{fflate_licence.strip()}",
    )
    version = calamine.name.split("-")[1]
    yield Part(
        name=f"python-calamine {version}",
        licence="MIT",
        source=f"https://github.com/dimastbk/python-calamine/tree/v{version}",
        use="Reads workbooks: workbooks.zip in the runtime's folder. It holds calamine (MIT,\n"
        "https://github.com/tafia/calamine).",
        text=_in_wheel(calamine),
    )


def shipped(package: str) -> str:
    """Return the licence that an installed package ships. Raises BundleError when it ships none."""
    found = distribution(package)
    file = next((file for file in found.files or () if file.match("*.dist-info/licenses/LICENSE")), None)
    if file is None:
        raise BundleError(f"the package {package} ships no licence any more: change macros/publish/licences.py.")
    return str(Path(str(file.locate())).read_text("utf-8")).strip()


def _in_wheel(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as files:
        name = next(name for name in files.namelist() if name.endswith(".dist-info/licenses/LICENSE"))
        return files.read(name).decode("utf-8").strip()
