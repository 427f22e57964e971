"""What is looked for, and what of a record can be found."""
