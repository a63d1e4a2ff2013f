"""Alerts in simulated worlds: the real watcher, ledger, outbox and deliverer on a real store, an oracle beside them.

A world is one seed. `worlds.world` plans it: minutes and prices seen in between (from the pasts of `tests.oracle`, with
wicks, jumps, gaps and silences), people with rules, a chat platform that is busy, down or gives no answer, with and
without having shown the message, a person who blocks the bot, kills in the middle of a step and stops between two, and
a clock that steps. `playing.lived` lives through it, one `House` after the other on the same store; a house looks only
when there may be something to see, so a quiet hour costs nothing. `chats.Chats` keeps what everybody was shown.
`promises.broken` asks the oracle which messages were due by the whole past, and compares; `silences` does the same for
interruptions.

`python -m tests.simulator.alerts SEED` shows a world and what was broken in it. A seed repeats a world to the byte; one
that broke something stays in `FOUND` of `test_alert_worlds.py` with a sentence about what it found.
"""
