"""The market: coins, candles, quotes, and what can be said about them."""
