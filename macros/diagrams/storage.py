"""The way of data with each storage type, as a picture."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from calculators.records.recovery import Station, StoragePath
from macros.diagrams.drawing import MARGIN, NARROW, SMALL, WIDE, Box, Sheet, arrow, label, picture, wrap

WHEN = "Solid: at every synchronisation. Dashed: only at a drill or a takeover."
_WHEN = {
    "production": "always",
    "synchronisation": "at every synchronisation",
    "recovery": "only at a drill or a takeover",
}
HEIGHT = 52


def storage_paths(paths: Sequence[StoragePath]) -> Markup:
    """Return the stations of data with each storage type, joined by when data gets there."""

    def told() -> Iterator[str]:
        for path in paths:
            first, *others = path.stations
            onward = (f"{_WHEN[each.reached]} {each.name}, {each.note}" for each in others)
            yield f"{_title(path)}: {first.name}, {first.note}; {'; '.join(onward)}."

    return picture("storage", "Which way data goes with block and object storage", told(), _wide(paths), _narrow(paths))


def _title(path: StoragePath) -> str:
    return f"{path.storage.capitalize()} storage"


def _kind(station: Station) -> str:
    return "hb-way hb-later" if station.reached == "recovery" else "hb-way"


def _box(station: Station, x: float, y: float, width: float) -> Box:
    return Box(x=x, y=y, width=width, height=HEIGHT, lines=[station.name, station.note])


def _wide(paths: Sequence[StoragePath]) -> Sheet:
    body, top = [], float(MARGIN)
    for path in paths:
        body.append(label(MARGIN, top + 12, [_title(path)], "hb-strong", "start"))
        count = len(path.stations)
        gap = 36.0
        each = (WIDE - 2 * MARGIN - gap * (count - 1)) / count
        boxes = [
            _box(station, MARGIN + (each + gap) * index, top + 30, each) for index, station in enumerate(path.stations)
        ]
        body += [box.svg() for box in boxes]
        for start, stop, station in zip(boxes, boxes[1:], path.stations[1:], strict=False):
            body.append(
                arrow(f"M{start.right:g} {start.middle:g} H{stop.x:g}", stop.x, stop.middle, "right", _kind(station))
            )
        top += 30 + HEIGHT + 24
    body.append(label(MARGIN, top + 6, [WHEN], "hb-small hb-quiet", "start"))
    return Sheet(top + 20 + MARGIN, "".join(body))


def _narrow(paths: Sequence[StoragePath]) -> Sheet:
    gap = 30.0
    each = (NARROW - 12) / len(paths)
    body, bottom = [], 0.0
    for column, path in enumerate(paths):
        x = 2 + (each + 8) * column
        body.append(label(x + each / 2, MARGIN + 8, [_title(path)], "hb-strong"))
        boxes = [_box(station, x, 36 + (HEIGHT + gap) * index, each) for index, station in enumerate(path.stations)]
        body += [box.svg() for box in boxes]
        for start, stop, station in zip(boxes, boxes[1:], path.stations[1:], strict=False):
            middle = x + each / 2
            body.append(arrow(f"M{middle:g} {start.bottom:g} V{stop.y:g}", middle, stop.y, "down", _kind(station)))
        bottom = max(bottom, boxes[-1].bottom)
    lines = wrap(WHEN, NARROW - 4, SMALL)
    body.append(label(2, bottom + 12 + len(lines) * 9, lines, "hb-small hb-quiet", "start"))
    return Sheet(bottom + 16 + len(lines) * 18 + MARGIN, "".join(body), NARROW)
