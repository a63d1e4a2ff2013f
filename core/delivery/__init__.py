"""Delivery: what must be said is written down, then sent, then marked."""
