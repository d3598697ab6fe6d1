"""The typeface of the pages, in two files: what the guide is written in, and all else that it has, for names."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.publish.bundle import BundleError

PACKAGE = Path("node_modules/@fontsource-variable/source-sans-3")
ORIGINAL = PACKAGE / "files" / "source-sans-3-latin-wght-normal.woff2"
LETTERS, OTHERS = "letters.woff2", "others.woff2"
"""What docs/assets/page/tokens.css calls the two; it says which letters each is for."""
NAME = "Guide Sans"
"""What has been changed must not be called as its makers call theirs: its licence reserves the name."""
WRITTEN = (
    *range(0x20, 0x7F),
    *(0xA0, 0xA7, 0xB0, 0xB1, 0xB5, 0xB6, 0xB7, 0xD7, 0xF7, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x20AC, 0x2191, 0x2193, 0x2212),
)
"""The letters and signs of the first file, by number."""
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk")
"""What browsers use of a typeface unasked. Its digits are all of one width."""
NAMES = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: NAME.replace(" ", ""), 16: NAME, 17: "Regular"}
"""Its names in the file, by the number of their kind."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The files of the typeface."""

    names: Mapping[str, str]
    """By what the sheets call a file its name below assets/, which says what it holds."""

    content: Mapping[str, bytes]
    """By that name."""

    @property
    def first(self) -> str:
        """Return the name of the file that every page needs."""
        return self.names[LETTERS]


def typeface(root: Path) -> Typeface:
    """Return the typeface of the pages. Raises BundleError if its package or a tool is missing."""
    whole = original(root).read_bytes()
    files = {LETTERS: _kept(root, whole), OTHERS: whole}
    names = {called: f"page/{Path(called).stem}.{_digits(content)}.woff2" for called, content in files.items()}
    return Typeface(names, {names[called]: content for called, content in files.items()})


def original(root: Path) -> Path:
    """Return the file as its makers give it: Western letters in all weights. Raises BundleError if it is missing."""
    file = root / ORIGINAL
    if not file.is_file():
        raise BundleError(f"{ORIGINAL.as_posix()} is missing. Run `make serve`: it installs what comes from npm.")
    return file


def _kept(root: Path, whole: bytes) -> bytes:
    """Return the first file, made anew only if what it is made from has changed."""
    store = root / "build" / "typeface"
    kept = store / f"{_digits(whole + Path(__file__).read_bytes())}.woff2"
    if not kept.is_file():
        content = subset(whole)
        store.mkdir(parents=True, exist_ok=True)
        for old in store.iterdir():
            old.unlink()
        kept.write_bytes(content)
    return kept.read_bytes()


def subset(whole: bytes) -> bytes:
    """Return a typeface with the letters and signs of the guide alone, under its own name."""
    # As large as all else that the build imports; few builds need it.
    try:
        from fontTools.subset import Options, Subsetter  # noqa: PLC0415
        from fontTools.ttLib import TTFont  # noqa: PLC0415
    except ImportError:
        raise BundleError("fontTools is missing. Run `make serve`: it installs what comes from PyPI.") from None
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    options = Options(layout_features=list(FEATURES), name_IDs=[0, *NAMES, 5, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=WRITTEN)
    subsetter.subset(font)
    for number, text in NAMES.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _digits(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
