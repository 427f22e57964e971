"""Proving that nothing was changed in years of journals, or naming what was. It reads, and writes nothing."""
