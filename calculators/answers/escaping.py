"""Texts of strangers in files that other programs open: what they hold stays words there."""

import re
from urllib.parse import quote

# Kept the same in docs/assets/tables/spreadsheet.mjs.
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?%?", re.IGNORECASE)
FORMULA = re.compile("[\t\r\n]|[ \u00a0\u3000\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-]")

# What CommonMark and GitHub's tables, strikethrough and bare addresses read as markup, wherever it stands in a line:
# of < and & only what could begin a tag or an entity, and no underscore inside a word.
MARKUP = re.compile(
    r"[\\`*\[\]|~]|<(?=[A-Za-z/!?])|&(?=#?[0-9A-Za-z]+;)|(?<![^\W_])_|_(?![^\W_])"
    r"|:(?=//)|(?<=www)\.",
    re.IGNORECASE,
)
# And what begins a line: a heading, a quotation, an item of a list, a rule.
BLOCK = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|(?:--+|==+|__+)$|[0-9]{1,9}(?P<dot>[.)])(?=\s|$)")
# A line's end and what may stand around it; a space that must not break is none of them.
BREAKS = re.compile("[ \t\n\v\f\r]+")


def spreadsheet_cell(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe in front where one would.

    Numbers stay numbers, -5 and +3.2% too.
    """
    return f"'{words}" if FORMULA.match(words) and not NUMBER.fullmatch(words) else words


def markdown(words: str, *, cell: bool = False) -> str:
    """Return a text as Markdown on one line, in which only `backticks` mean something.

    `cell` tells that it stands in a table, where a | ends a cell even in code.
    """
    line = BREAKS.sub(" ", words).strip(" ")
    pieces = line.split("`")
    if len(pieces) % 2 == 0 or "" in pieces[1::2]:  # backticks that enclose nothing are signs like others
        pieces = [line]
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            pieces[index] = MARKUP.sub(r"\\\g<0>", piece)
        elif cell:
            pieces[index] = piece.replace("|", "\\|")
    text = "`".join(pieces)
    begins = BLOCK.match(text)
    if not begins:
        return text
    at = begins.start("dot") if begins["dot"] else 0
    return f"{text[:at]}\\{text[at:]}"


def link(words: str, url: str) -> str:
    """Return a link as Markdown, to an address that data/ was checked for."""
    return f"[{markdown(words)}]({re.sub(r'[\s()<>\\]', lambda found: quote(found[0], safe=''), url)})"
