"""How sure a dialect is of a text."""

from enum import IntEnum


class Claim(IntEnum):
    """What a dialect says when it looks at a text."""

    NO = 0
    """Nothing of it is there."""
    LIKELY = 1
    """It may be read when no other dialect is sure."""
    SURE = 2
    """Words are there that no other program writes."""
