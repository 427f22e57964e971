"""The files of ``flows/``, one flow of requests each: models, conditions, and the proof that each can end."""
