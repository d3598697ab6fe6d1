"""Reports in their dresses: HTML, Markdown, plain text, CSV and JSON, a module each. Only these hold markup."""

from calculators.answers.render.formats import DATED, FORMATS, Write, problems, write
from calculators.answers.render.html import (
    ELSEWHERE,
    FIGURE,
    MOST_ROWS,
    code,
    html_lines,
    is_column_of_figures,
    page_url,
    to_html,
    to_paper,
    to_short_html,
    whole,
)
from calculators.answers.render.markdown import to_markdown, to_summary
from calculators.answers.render.rows import to_csv
from calculators.answers.render.text import to_text
from calculators.answers.render.values import as_dict, to_json

__all__ = [
    "DATED",
    "ELSEWHERE",
    "FIGURE",
    "FORMATS",
    "MOST_ROWS",
    "Write",
    "as_dict",
    "code",
    "html_lines",
    "is_column_of_figures",
    "page_url",
    "problems",
    "to_csv",
    "to_html",
    "to_json",
    "to_markdown",
    "to_paper",
    "to_short_html",
    "to_summary",
    "to_text",
    "whole",
    "write",
]
