"""PINs and the keys behind them: who has one, what it proves, and what does not count without it."""
