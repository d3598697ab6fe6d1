"""The domain of the guide: records, formulas and calculators, in pure Python."""
