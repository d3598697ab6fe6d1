"""Random projects for the engine and the simulator: `python -m tests.calculators.simulated` prints the figures."""
