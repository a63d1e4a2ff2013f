"""Hearing: words into a command and its values."""
