"""What answers the first questions: "yes" and "german" after "English?", "berlin" and "skip" after "which time zone?",
also after a restart. Only what is nothing by itself is looked at, so that every command means what it means."""

from collections.abc import Sequence

from bot.ask import Ask
from bot.draft_answers import draft_answer
from bot.hearing.grammar import Bound
from bot.hearing.understanding import understood
from bot.hearing.words import folded
from bot.link_answers import link_answer
from bot.params.territories import likely_zones
from bot.speaking.reply import Button
from bot.speaking.welcome import choices
from bot.turns import understood_here
from core.kernel.errors import Mistake
from core.people.gate import Gate
from core.people.welcome import Step, Welcome

_MOST_WORDS = 4
_EDGES = " ,;.!?¿¡"


async def understood_at_first(ask: Ask, gate: Gate) -> Bound | None:
    """Return what answers whether one typed a code or agrees to a draft, what is asked for as `understood_here` does,
    or else what answers the first question that waits."""
    if (answer := await link_answer(ask) or await draft_answer(ask, gate)) is not None:
        return answer
    bound: Bound | None = None
    mistake: Mistake | None = None
    try:
        bound = await understood_here(ask, gate)
    except Mistake as error:
        mistake = error
    if bound is None or _is_a_yes(bound):
        bound = await _answer(ask, bound) or bound
    if bound is None and mistake is not None:
        raise mistake
    return bound


def _is_a_yes(bound: Bound) -> bool:
    return bound.command.name == "confirm" and not bound.args


async def _answer(ask: Ask, said: Bound | None) -> Bound | None:
    text = ask.text.strip(_EDGES)
    if ask.room is not None or not 0 < len(text.split()) <= _MOST_WORDS:
        return None
    welcome = await ask.services.welcoming.asking(ask.person)
    if welcome is None:
        return None
    if said is not None:
        # A yes is the draft's where one waits; of several cities it names none.
        if welcome.waits is not Step.LANGUAGE or (await ask.drafts.open_in(ask.person, ask.chat)).here:
            return None
        return understood(f"settings language {ask.say.language}", ask.grammar, ask.vocabulary)
    named = (button.sends for button in _buttons(ask, welcome) if folded(button.label) == folded(text))
    if (line := next(named, None)) is not None:
        return _read(ask, line)
    bounds = (_read(ask, line) for line in (f"start {text}", f"settings {welcome.waits} {text}"))
    return next((bound for bound in bounds if bound is not None and bound.args), None)


def _buttons(ask: Ask, welcome: Welcome) -> Sequence[Button]:
    """Return the buttons that stand below the question."""
    assert welcome.waits is not None
    zones = likely_zones(welcome.locale, ask.say.language, ask.now.year).names
    return choices(ask.say, welcome.waits, zones, None)


def _read(ask: Ask, line: str) -> Bound | None:
    try:
        return understood(line, ask.grammar, ask.vocabulary)
    except Mistake:
        return None
