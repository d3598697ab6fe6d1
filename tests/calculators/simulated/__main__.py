"""Prints how many random projects of each kind the engine and the simulator answer alike."""

import sys

from tests.calculators.simulated.projects import KINDS, counted

COUNT = 500


def main() -> int:
    """Print a line for each kind and each disagreement; return 1 where there is one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    wrong = 0
    for kind in KINDS:
        by_law, texts = counted(kind, range(count))
        wrong += len(texts)
        print(f"{kind}: {count} projects, {len(texts)} disagreements {dict(by_law) if by_law else ''}".rstrip())
        print("".join(f"  {text}\n" for text in texts), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
