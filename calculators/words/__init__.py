"""Words of another language for what the calculators say: one memory of texts, by their English."""

from calculators.words.forms import Language
from calculators.words.memory import Memory, Told
from calculators.words.reports import in_words, lines_in_words, memory_of

__all__ = ["Language", "Memory", "Told", "in_words", "lines_in_words", "memory_of"]
