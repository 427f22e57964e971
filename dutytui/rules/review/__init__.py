"""The review: a day as it was, what went wrong in it, and what a supervisor says of it."""
