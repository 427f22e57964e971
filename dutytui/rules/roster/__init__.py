"""Terminals: which are this mall's, who let them in, and what still counts of those that were shut out."""
