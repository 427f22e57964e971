"""The duty, its one holder, and its handover."""
