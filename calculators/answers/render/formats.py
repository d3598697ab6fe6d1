"""What a report can be written as."""

from collections.abc import Callable

from calculators.answers.inputs import InputError
from calculators.answers.render.markdown import to_markdown, to_summary
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


def problems(error: InputError) -> list[dict[str, str]]:
    """Return the problems of the inputs as plain values."""
    return [{"field": problem.field, "message": problem.message} for problem in error.problems]
