"""Words that readers type and pages do not use: what the search looks for besides."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Words of which each finds what the others find."""

    id: str
    """Short name."""
    words: tuple[str, ...]
    """Words in small letters, or several with spaces between them; plurals with -s need not be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a page is looked for by, besides the words that stand on it."""

    id: str
    """Short name."""
    page: str
    """Page, as a path below docs/."""
    words: tuple[str, ...] = ()
    """Words in small letters, each as it is typed."""
    standing: Literal["first", "usual", "last"] = "usual"
    """`first` before pages that fit as well, `last` after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """What the search knows besides the pages."""

    synonyms: tuple[Synonyms, ...]
    """Words that stand for each other; the glossary's are added."""
    pages: tuple[Sought, ...]
    """What pages are looked for by."""
