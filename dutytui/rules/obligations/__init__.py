"""Obligations: what falls due by the calendar (MO, CA, LO, DC)."""
