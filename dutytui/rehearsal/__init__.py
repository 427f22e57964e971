"""A day that plays itself, for training and for showing: a past one from its records, or an invented one."""
