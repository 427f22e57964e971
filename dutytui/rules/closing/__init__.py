"""Late stays, the sweep team, and the closing of a day."""
