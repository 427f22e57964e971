"""PINs at one terminal: trying, choosing, resetting, sharing with the other terminals."""
