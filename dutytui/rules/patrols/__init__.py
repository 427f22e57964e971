"""Rounds: planned, walked, late, missed, unknown."""
