"""Proofs: what the pasted output of a command says of a step, read and judged."""

from calculators.proofs.judging import NoProofError, judged
from calculators.proofs.model import Judgement, Offer, Value
from calculators.proofs.shown import replied, to_text

__all__ = ["Judgement", "NoProofError", "Offer", "Value", "judged", "replied", "to_text"]
