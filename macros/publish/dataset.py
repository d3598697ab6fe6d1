"""The calculators' packaged dataset on disk."""

from pathlib import Path

from calculators.catalog import DATASET


def write_dataset(root: Path, text: str) -> None:
    """Write the dataset into the package below `root`, unless it holds this text already."""
    path = root / "calculators" / DATASET
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
