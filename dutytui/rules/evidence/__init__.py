"""That nothing was changed: what terminals witness of each other's journals, and what was found and acknowledged."""
