"""The command line: one file per sub-command of run_bot.py."""
