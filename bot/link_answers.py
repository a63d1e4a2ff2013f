"""What answers whether it was oneself who typed the code, in plain words: "that's me", "das bin ich nicht".

A bare yes joins nobody: it may be meant for something else. A bare no ends the code.
"""

from bot.ask import Ask
from bot.hearing.closed import meaning_of
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood


async def link_answer(ask: Ask) -> Bound | None:
    """Return the answer that is meant; None where nothing waits for one, or something else is said."""
    meant = meaning_of(ask.text, "identity") if ask.room is None else None
    if meant is None or await ask.services.linking.waiting(ask.person) is None:
        return None
    return understood(f"link {meant}", ask.grammar, ask.vocabulary)
