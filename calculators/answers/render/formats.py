"""What a report can be written as."""

from collections.abc import Callable

from calculators.answers.inputs import InputError
from calculators.answers.render.icalendar import to_ics
from calculators.answers.render.markdown import to_markdown, to_summary
from calculators.answers.render.mermaid import to_mermaid
from calculators.answers.render.msproject import to_msproject
from calculators.answers.render.rows import to_csv
from calculators.answers.render.text import to_text
from calculators.answers.render.values import to_json
from calculators.answers.report import Report
from calculators.catalog import Catalog

FORMATS: dict[str, Callable[[Report, Catalog], str]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
    "summary": to_summary,
    "csv": to_csv,
}
"""What a report can be written as, on the command line and for the page."""
DATED: dict[str, Callable[[Report], str]] = {"ics": to_ics, "msproject": to_msproject, "mermaid": to_mermaid}
"""What a report with a timetable can be written as, too."""


type Write = Callable[[Report, str, Catalog], str]
"""What writes a report in a format, as `write` does."""


def write(report: Report, name: str, catalog: Catalog) -> str:
    """Return a report in a format of `FORMATS` or `DATED`.

    Raises ValueError with a sentence for one of `DATED` where the report has no timetable.
    """
    if name not in DATED:
        return FORMATS[name](report, catalog)
    if report.timetable is None:
        raise ValueError(f"{report.title} has no dates to write as {name}. Choose one of: {', '.join(FORMATS)}.")
    return DATED[name](report)


def problems(error: InputError) -> list[dict[str, str]]:
    """Return the problems of the inputs as plain values."""
    return [{"field": problem.field, "message": problem.message} for problem in error.problems]
