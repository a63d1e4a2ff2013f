"""The web door: one aiohttp application."""
