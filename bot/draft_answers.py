"""What says yes in plain words to the draft that was just shown: "ok", "perfect, do it". A bare "yes" says it at any
time; these words mean it only where nothing else was spoken of since."""

from bot.ask import Ask
from bot.drafts import spoken_of
from bot.hearing.closed import meaning_of
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood
from bot.turns import before_of, place_of
from core.people.gate import Gate


async def draft_answer(ask: Ask, gate: Gate) -> Bound | None:
    """Return the yes that is meant; None where no draft was shown last and waits, or something else is said."""
    if meaning_of(ask.text, "agreeing") is None:
        return None
    before = before_of(ask.replied or await gate.last_turn(ask.person.id, place_of(ask)))
    if before is None or before.draft not in spoken_of((await ask.drafts.open_in(ask.person, ask.chat)).here):
        return None
    return understood("confirm", ask.grammar, ask.vocabulary)
