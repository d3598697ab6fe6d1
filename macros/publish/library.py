"""Libraries of npm that the pages' own scripts load, as files of the site with their licence."""

from pathlib import Path

from macros.publish.bundle import BundleError

UPLOT = Path("node_modules/uplot")


def libraries(root: Path) -> dict[str, str]:
    """Return files by name below assets/: uPlot as a module, because it is minified as a script only, and its CSS.

    Raises BundleError if the npm package is missing.
    """
    folder = root / UPLOT
    try:
        licence = (folder / "LICENSE").read_text("utf-8").strip()
        script = (folder / "dist" / "uPlot.iife.min.js").read_text("utf-8").strip()
        style = (folder / "dist" / "uPlot.min.css").read_text("utf-8").strip()
    except FileNotFoundError as error:
        missing = Path(error.filename).relative_to(root)
        raise BundleError(f"{missing} is missing. Run `make serve`: it installs what comes from npm.") from None
    # The first line names version and address; the licence stands in its place, and pages name no other host.
    banner, _, script = script.partition("\n")
    version = banner.rpartition("(")[2].partition(")")[0]
    notice = f"/*! uPlot {version}\n\n{licence}\n*/\n"
    return {"charts/uplot.mjs": f"{notice}{script}\nexport default uPlot;\n", "charts/uplot.css": f"{notice}{style}\n"}
