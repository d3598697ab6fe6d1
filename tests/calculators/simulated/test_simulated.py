"""The engine answers random projects as the simulator does."""

import pytest

from tests.calculators.simulated.projects import KINDS, counted

# 510 projects; `python -m tests.calculators.simulated` tries more and prints the figures.
COUNTS = dict(zip(KINDS, (130, 60, 60, 80, 120, 60), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_answers_random_projects_as_the_simulator_does(kind: str) -> None:
    assert counted(kind, range(COUNTS[kind]))[1] == []
