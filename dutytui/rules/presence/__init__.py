"""When a terminal stood open, and when it was off."""
