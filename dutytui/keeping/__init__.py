"""Keeping the records for years: old days packed, whole copies made and proven, and put back."""
