"""The Discord door (discord.py)."""
