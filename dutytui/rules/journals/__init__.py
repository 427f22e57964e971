"""The day's written journals: the duty manager's four sections, a floor's three."""
