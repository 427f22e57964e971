"""What a terminal does by itself so that no change of the records goes unnoticed: it witnesses, remembers, compares."""
