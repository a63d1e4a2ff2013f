"""The terminal: a chat in eighty columns."""
