"""The Telegram door: updates in, replies out (python-telegram-bot). Import `face` late: it brings the library."""
