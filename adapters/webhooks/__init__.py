"""Webhooks: what is said unasked, posted to an address that its owner gave and proved."""
