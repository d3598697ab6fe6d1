"""What a reader typed, as a message repeats it."""

SHOWN_LETTERS = 40
"""How much of a wrong input a message repeats."""


def repeated(text: str) -> str:
    """Return the begin of a text on one line; a sign that would not show, or is half of a letter, by its number."""
    text = " ".join(text.split())
    shown = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text[:SHOWN_LETTERS])
    return shown if len(text) <= SHOWN_LETTERS else f"{shown}..."
