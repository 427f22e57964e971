"""Figures: what the journals say of the work, and assessments of a quarter (LO)."""
