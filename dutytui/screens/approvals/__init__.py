"""Approvals: the queue, one request with all that can be done about it, and the forms of its verbs."""
