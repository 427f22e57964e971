"""Field outings: who is out, when they call in next, and their report."""
