"""Reports as JSON and as plain values."""

import dataclasses
import json
import math
from typing import Any

from calculators.answers.report import Report, citation
from calculators.catalog import Catalog
from calculators.records.evidence import Source


def to_json(report: Report, catalog: Catalog) -> str:
    """Return the report as JSON text, sources with title, address and date."""
    return json.dumps(as_dict(report, catalog), ensure_ascii=False, indent=2) + "\n"


def as_dict(report: Report, catalog: Catalog) -> dict[str, Any]:
    """Return the report as plain values."""

    def plain(value: Any) -> Any:
        if isinstance(value, Source):
            cited = citation(value, catalog)
            return {
                "title": cited.title,
                "section": cited.section,
                "url": cited.url,
                "read": cited.read.isoformat(),
            }
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None  # JSON has no word for it
        return value.isoformat() if hasattr(value, "isoformat") else value

    result: dict[str, Any] = plain(report)
    return result
