"""The roll call before opening and before closing, and the order to go."""
