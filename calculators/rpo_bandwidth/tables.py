"""Tables of the RPO and bandwidth answer: groups, waves, ranges, and what moves the answers."""

from collections.abc import Callable, Mapping, Sequence

from calculators.answers.report import Table
from calculators.answers.wording import data, duration, duration_given, mbps, mbps_at_least, mbps_given, number
from calculators.records.flow import Level
from calculators.records.form import Field
from calculators.replication.units import MINUTE, rate_to_binary_mbps, rate_to_mbps
from calculators.rpo_bandwidth.model import ANSWERS, Inputs, Move, Result, Share
from calculators.rpo_bandwidth.sensitivity import STEP
from calculators.rpo_bandwidth.words import in_mbps, in_mbps_at_least

SHOWN: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "needed_link": ("Link for the RPO", mbps_at_least),
    "worst_age": ("RPO held", duration),
    "seed": ("First synchronisation", duration),
    "catch_up": ("Catching up", duration),
    "catch_up_link": ("Link to catch up in time", mbps_at_least),
    "stored": ("Data at the target", data),
}
"""How each followed answer is called and written."""
PARTLY = ("Of the time", "Smallest link", "Age at most with this link")
NEAR = 1e-6
NO_MOVE = "–"
MANY = 1000
"""From here on thousands are grouped."""
TOGETHER = "\u00a0"
"""A space at which no line breaks."""
WHOLE = 10
"""From here on percents are shown without decimals."""


def groups(inputs: Inputs, result: Result) -> Table:
    """Return what each group needs and gets, and all of them together."""
    part = result.link.part
    room = 1 + inputs.headroom_percent / 100

    def link(rate: float | None) -> str:
        return "not possible" if rate is None else mbps_at_least(rate_to_mbps(rate) / part * room)

    rows: list[tuple[str, ...]] = []
    levels: list[Level] = []
    for share in result.shares:
        level, word = _state(share)
        load = share.load
        levels.append(level)
        rows.append(
            (
                load.name,
                word,
                duration_given(load.rpo),
                "never" if share.age is None else duration(share.age),
                link(share.needed),
                duration_given(load.interval),
                data(load.used).partition(" (")[0],
                data(load.daily).partition(" (")[0],
                mbps(rate_to_mbps(share.peak)),
                load.tier or NO_MOVE,
            )
        )
    least, most = link(result.apart), link(result.needed)
    level, word = ("good", "held") if result.held else ("bad", "missed")
    rows.append(
        (
            "All together",
            word,
            "",
            "never" if result.worst_age is None else duration(result.worst_age),
            most if least == most else f"{least} to {most}",
            "",
            data(result.used).partition(" (")[0],
            data(sum(share.load.daily for share in result.shares)).partition(" (")[0],
            mbps(rate_to_mbps(result.peak_change)),
            "",
        )
    )
    columns = (
        "Group", "State", "RPO", "RPO held", "Link it needs", "Interval", "Used", "Change a day", "In the busiest hour",
        "Tier",
    )  # fmt: skip
    return Table(title="Each group of hosts", columns=columns, rows=tuple(rows), badges=(*levels, level))


def _state(share: Share) -> tuple[Level, str]:
    if share.held:
        return "good", "held"
    return "bad", "missed" if share.needed is not None else "not possible"


def waves(inputs: Inputs, result: Result) -> Table:
    """Return the first synchronisation in its order."""
    start = inputs.begin
    done: list[float | None] = []
    passed = 0.0
    for wave in result.waves:
        passed += wave.time or 0.0
        done.append(None if wave.time is None else passed)
    return Table(
        title="Order of the first synchronisation; what is in sync goes on sending its change",
        columns=("Wave", "Takes", "Done after", "In sync on", "Data to send", "Change meanwhile"),
        rows=tuple(
            (
                wave.name,
                "never" if wave.time is None else duration(wave.time),
                "never" if end is None else duration(end),
                "never" if end is None else start.moment(start.at + end),
                data(wave.used).partition(" (")[0],
                mbps(rate_to_mbps(wave.change)),
            )
            for wave, end in zip(result.waves, done, strict=True)
        ),
    )


def ranges(inputs: Inputs, result: Result, every: Sequence[Field]) -> Table:
    """Return each answer with its range, the input that moves it most, and what binds it."""
    labels = {field.id: field.label for field in every}
    base = _bases(result)
    rows = []
    for place, name in enumerate(ANSWERS):
        title, written = SHOWN[name]
        if name == "needed_link":
            written = _at_least(result.link_minimum)
        most = max(result.moves, key=lambda move: move.swings[place], default=None)
        moved = most is not None and most.swings[place] > 0
        rows.append(
            (
                title,
                _written(base[place], written, name),
                _range(result, place, base[place], written, name),
                labels[most.field] if most is not None and moved else "nothing",
                _binds(name, inputs, result),
            )
        )
    return Table(
        title=f"Range of each answer when one input is {number(STEP * 100)} % off",
        columns=("Answer", "Value", "Range", "Moved most by", "Bound by"),
        rows=tuple(rows),
    )


def _at_least(minimum: float) -> Callable[[float], str]:
    return lambda value: mbps_at_least(max(value, minimum))


def _bases(result: Result) -> tuple[float | None, ...]:
    return (
        result.planned_link,
        result.worst_age,
        result.seed,
        result.catch_up,
        result.catch_up_link,
        result.stored,
    )


def _written(value: float | None, written: Callable[[float], str], name: str) -> str:
    if value is None:
        return "none" if name in ("needed_link", "worst_age", "catch_up_link") else "never"
    return written(value)


def _range(result: Result, place: int, base: float | None, written: Callable[[float], str], name: str) -> str:
    ends = [base, *(end for move in result.moves for end in (move.less[place], move.more[place]))]
    known = [end for end in ends if end is not None]
    if not known:
        return _written(None, written, name)
    low, high = written(min(known)), written(max(known))
    text = low if low == high else f"{low} to {high}"
    return text if len(known) == len(ends) else f"{text}, or {_written(None, written, name)}"


def _binds(name: str, inputs: Inputs, result: Result) -> str:
    if name == "needed_link":
        return _needed_binds(inputs, result)
    if name == "worst_age":
        return result.usable.label if result.worst_age is None else _age_binds(inputs, result)
    if name == "catch_up_link":
        return f"the mean change, {mbps(rate_to_mbps(result.mean_change))}"
    if name == "stored":
        return "the first copy" if result.first_copy * 2 >= result.stored else "the snapshots that are kept"
    return result.usable.label


def _needed_binds(inputs: Inputs, result: Result) -> str:
    if result.needed is None:
        return "the interval and the snapshot"
    if result.needed_link == result.link_minimum:
        return f"the published minimum of {mbps_given(result.link_minimum)}"
    if result.grouped:
        return max(result.shares, key=lambda share: share.needed or 0.0).load.name
    cycle = result.needed_cycle
    if cycle is None or result.needed_by_mean:
        return "the mean change, which has to be exceeded"
    load = result.shares[0].load
    late = load.rpo - inputs.snapshot - cycle.length <= cycle.transfer * (1 + NEAR)
    text = "the time that the RPO leaves after the interval" if late else "a cycle must be sent before the next starts"
    return f"{text}, less the snapshot" if inputs.snapshot else text


def _age_binds(inputs: Inputs, result: Result) -> str:
    if result.cycle is None:
        share = max(result.shares, key=lambda share: (share.age or 0.0) / share.load.rpo)
        return f"{share.load.name}, {duration(share.age or 0.0)}"
    parts = {
        "the interval": result.cycle.length,
        f"the transfer over {result.usable.label}": result.cycle.transfer,
        "the snapshot": inputs.snapshot,
    }
    name = max(parts, key=lambda part: parts[part])
    return f"{name}, {duration(parts[name])} of {duration(result.worst_age or 0.0)}"


def sensitivity(inputs: Inputs, result: Result, every: Sequence[Field]) -> Table:
    """Return how each answer follows when an input is a fifth smaller or larger, ranked."""
    known = {field.id: field for field in every}
    base = _bases(result)
    return Table(
        title=f"What moves the answers: each input {number(STEP * 100)} % smaller and larger",
        columns=("Input", "From and to", *(title for title, _ in SHOWN.values())),
        rows=tuple(
            (
                known[move.field].label,
                _bounds(inputs, result, known[move.field], move),
                *(_follows(move, place, figure) for place, figure in enumerate(base)),
            )
            for move in result.moves
        ),
    )


def _bounds(inputs: Inputs, result: Result, field: Field, move: Move) -> str:
    value = getattr(inputs, field.id)
    if result.grouped and field.id in ("used", "change_percent", "rpo_minutes"):
        return f"{_percent(move.low / value - 1)}, {_percent(move.high / value - 1)} of each group"
    unit = getattr(inputs, field.unit_from) if field.unit_from else field.unit.partition(" ")[0]
    return f"{number(move.low)}, {number(move.high)} {unit}".rstrip()


def _follows(move: Move, place: int, base: float | None) -> str:
    if not move.swings[place]:
        return NO_MOVE
    return f"{_change(move.less[place], base)}, {_change(move.more[place], base)}"


def follows_most(result: Result) -> str | None:
    """Return how the link for the RPO follows the input that moves it most; None when none does."""
    if not result.moves or result.planned_link is None:
        return None
    text = _follows(result.moves[0], 0, result.planned_link)
    return None if text == NO_MOVE else text


def _change(end: float | None, base: float | None) -> str:
    if end is None:
        return "not possible"
    if base is None:
        return "possible"
    return _percent(end / base - 1) if base else "more"


def _percent(part: float) -> str:
    percent = abs(part) * 100
    # There are so many of them that the plain way of writing saves a tenth of the time of an answer.
    if percent < WHOLE:
        shown = f"{round(percent, 1):g}"
    else:
        shown = number(round(percent)) if percent >= MANY else f"{percent:.0f}"
    sign = "" if shown == "0" else "−" if part < 0 else "+"
    return f"{sign}{shown}{TOGETHER}%"


def comparison(inputs: Inputs, result: Result) -> Table:
    """Return the needed rate by cycles, by any method, and by the published rule."""
    interval = "Interval" if result.grouped else f"An interval of {duration_given(inputs.interval_minutes * MINUTE)}"
    rpo = "the RPOs of all groups" if result.grouped else f"an RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    return Table(
        title=f"Usable rate for {rpo}, by three rules",
        columns=("Rule", "Usable rate", "What it says"),
        rows=(
            (
                "Cycles, as HyperBDR works",
                "not possible" if result.needed is None else in_mbps_at_least(result.needed),
                f"{interval}, transfer and snapshot fit into the RPO, with the busiest hour where it is worst.",
            ),
            (
                "Least of any method" if inputs.folding == 1 else "Continuous",
                in_mbps_at_least(result.burst),
                "Every write is sent at once, first in first out. No schedule can do with less."
                if inputs.folding == 1
                else "Every write is sent at once, first in first out, also those that a cycle saves.",
            ),
            (
                "Published planning rule",
                f"{in_mbps(result.published)} ({number(rate_to_binary_mbps(result.published))} in its own, "
                "1024-based Mbps)",
                "All of the change within one RPO, whatever the RPO is; network time only, no interval, no snapshot.",
            ),
        ),
    )


def partly(inputs: Inputs, result: Result) -> Table:
    """Return which link holds the RPO, and which age holds with this one, for a part of the time."""
    rpo = f"An RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    return Table(
        title=f"{rpo}, where it has to hold for a part of the time only",
        columns=PARTLY,
        rows=tuple(
            (
                f"{number(one.part * 100)} %",
                "none" if one.link is None else mbps_at_least(one.link),
                "grows without end" if one.age is None else duration(one.age),
            )
            for one in result.partly
        ),
    )
