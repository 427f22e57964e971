"""Procedures under change control: which version is in force on which day, and by whose signatures."""
