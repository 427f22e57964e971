"""Procedures under change control: which version is in force, how it is learned, compared and submitted."""
