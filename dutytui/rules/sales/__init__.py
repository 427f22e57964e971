"""Yesterday's sales, and what is said of the counters."""
