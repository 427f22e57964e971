"""The guided tour: a walk through the desk by its own screens."""
