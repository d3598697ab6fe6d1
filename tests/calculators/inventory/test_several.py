"""What cells with several sizes mean, and that they mean nothing where they may mean two things."""

import pytest

from calculators.inventory.several import several
from calculators.inventory.units import GIB, TIB


@pytest.mark.parametrize(
    ("cell", "sizes"),
    [
        ("100+200 GB", [(1, "100", GIB, None), (1, "200", GIB, None)]),
        ("500G*2", [(2, "500", GIB, None)]),
        ("500 x 2", [(2, "500", None, None)]),
        ("C:40, D:100", [(1, "40", None, "C:"), (1, "100", None, "D:")]),
        ("C: 40GB D: 100GB", [(1, "40", GIB, "C:"), (1, "100", GIB, "D:")]),
        ("/ 40 GB, /var 1.5 TB", [(1, "40", GIB, "/"), (1, "1.5", TIB, "/var")]),
        ("100 GB (OS) + 200 GB (Data)", [(1, "100", GIB, None), (1, "200", GIB, None)]),
        ("Disk 1: 40GB\nDisk 2: 80GB", [(1, "40", GIB, None), (1, "80", GIB, None)]),
        ("系统盘:40G；数据盘:100G", [(1, "40", GIB, None), (1, "100", GIB, None)]),
    ],
)
def test_a_cell_with_several_sizes(cell: str, sizes: list[tuple[int, str, int | None, str | None]]) -> None:
    assert [(entry.times, entry.size, entry.unit, entry.volume) for entry in several(cell)] == sizes


@pytest.mark.parametrize(
    "cell",
    [
        "", "200", "1.5 TB", "1,024 GB", "1 234 GB", "-5 GB", "=1+1", "40/100 GB", "40GB/100GB", "40, 100",
        "4x8", "100 GB + 2", "RAM: 16 GB; Disk: 100 GB", "4 CPU, 16 GB", "100 GB free",
        "100 GB 7200 rpm", "2x3x4 GB", "0x100 GB",
    ],
)  # fmt: skip
def test_a_cell_with_one_size_or_with_what_may_be_something_else(cell: str) -> None:
    assert several(cell) == ()
