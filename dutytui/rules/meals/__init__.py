"""Meals in batches: who is out, who is back."""
