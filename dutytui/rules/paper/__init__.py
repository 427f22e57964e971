"""Sheets for an outage: numbered rows on paper, keyed in afterwards."""
