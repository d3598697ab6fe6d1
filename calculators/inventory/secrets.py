"""Finds what looks like a password in notes, so that it is told and never kept."""

import re

_NAME = (
    r"(?:pass(?:word|wd|wort|phrase|code|e)?|pwd|pw|kennwort|contrase\u00f1a|senha|secret(?:[ _-]?key)?"
    r"|access[ _-]?key|api[ _-]?key|credentials?|\u5bc6\u7801|\u53e3\u4ee4)"
)
_SECRET = re.compile(
    rf"(?<![a-z]){_NAME}(?:\s+(?:is|ist|est|es)\s+|\s*[:=\uff1a/]\s*|\s+-\s+)\S|\b(?:root|administrator|admin)\s*[/:]\s*(?=\S*[\d!@#$%^&*])\S{{6,}}",
    re.IGNORECASE,
)
_COLUMN = re.compile(rf"(?<![a-z]){_NAME}(?![a-z])", re.IGNORECASE)


def looks_like_password(text: str) -> bool:
    """Return whether a note seems to hold a password in clear text."""
    return _SECRET.search(text) is not None


def names_password(column: str) -> bool:
    """Return whether a column's name says that passwords stand in it."""
    return _COLUMN.search(column) is not None
