"""The calculators' packaged dataset on disk."""

from pathlib import Path

from calculators.catalog import DATASET


def write_dataset(root: Path, text: str) -> None:
    """Write the dataset into the package below `root`; one that holds this text already becomes as new as the data."""
    path = root / "calculators" / DATASET
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        path.touch()
    else:
        path.write_text(text, encoding="utf-8")
