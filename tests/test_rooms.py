"""The rooms of the house: a room imports rooms below it only, so that each can be read without those above it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up. Rooms of one floor do not know each other.
FLOORS = (
    ("calculators.records", "calculators.words"),
    ("calculators.catalog", "calculators.replication"),
    ("calculators.answers",),
    ("calculators.kernel_list", "calculators.traces"),
    ("calculators.inventory",),
    (
        "calculators.checklist",
        "calculators.components",
        "calculators.kernels",
        "calculators.plan",
        "calculators.qualification",
        "calculators.recovery_time",
        "calculators.rpo_bandwidth",
        "calculators.trace_replay",
    ),
    # The order of a takeover has its minutes from the engine of the recovery time.
    ("calculators.registry", "calculators.takeover"),
    ("calculators.project",),
    ("calculators.own_names", "calculators.proofs", "calculators.runbook"),
    ("calculators.bridge",),
    ("calculators.__main__", "macros.data", "macros.diagrams"),
    ("macros.publish", "macros.rebuild"),
    ("macros.pages",),
    ("macros.languages",),
    ("macros.commands",),
    ("macros.site",),
    ("macros.__init__", "macros.hooks"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imported(tree: ast.AST, known: set[str]) -> set[str]:
    """Return the project's modules that a tree imports, inside functions too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in known else str(node.module))
    return {name for name in found if name.split(".")[0] in ("calculators", "macros")}


def modules() -> dict[str, Path]:
    files = [path for top in ("calculators", "macros") for path in sorted((ROOT / top).rglob("*.py"))]
    return {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path for path in files}


MODULES = modules()
PACKAGES = {name.removesuffix(".__init__") for name in MODULES}


@pytest.mark.parametrize("room", sorted({room_of(name) for name in MODULES} - {"calculators.__init__"}))
def test_a_room_imports_rooms_below_it_only(room: str) -> None:
    assert room in FLOOR, f"{room} is a new room: give it a floor in {Path(__file__).name}"
    wrong = []
    for name, path in MODULES.items():
        if room_of(name) != room:
            continue
        for used in imported(ast.parse(path.read_text("utf-8")), PACKAGES):
            other = room_of(used if "." in used else f"{used}.__init__")
            if other not in (room, "calculators.__init__") and FLOOR[other] >= FLOOR[room]:
                wrong.append(f"{name} imports {used}, which is not below it")
    assert not wrong, "\n".join(wrong)


def test_every_room_that_has_a_floor_is_there() -> None:
    assert set(FLOOR) == {room_of(name) for name in MODULES} - {"calculators.__init__"}
