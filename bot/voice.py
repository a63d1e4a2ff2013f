"""How the door speaks: in a person's language, under the mode line, to whom it concerns; errors as apologies."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from bot.ask import Ask
from bot.hearing.courtesies import Courtesy, courtesy_of
from bot.ports import Heard, Told
from bot.speaking.apology import apologise
from bot.speaking.dressing import dressed
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text, Tone
from bot.speaking.say import LANGUAGES, Say
from bot.typed import typed_by
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock
from core.kernel.errors import REFERENCE, CandlewickError, Defect, Mistake, Unavailable, Unsaid, fault_of
from core.people.model import Preferences

log = structlog.get_logger(__name__)

_IN_KIND = {Courtesy.THANKS: "thanked", Courtesy.FAREWELL: "parted", Courtesy.NOD: "nodded"}


def guessed(language: str | None) -> Preferences:
    """Return first preferences from the platform's locale ("pt-BR")."""
    short = (language or "en").split("-")[0].lower()
    return Preferences(language=short if short in LANGUAGES else "en")


@dataclass(frozen=True, slots=True)
class Voice:
    """`mode` is the mark that heads every reply, None when live; `ended` whether a replay stands still at its end."""

    clock: MarketClock
    chance: Chance
    mode: Callable[[], str | None]
    ended: Callable[[], bool]

    def say(self, preferences: Preferences) -> Say:
        """Return the words of somebody with these preferences, now."""
        return Say(preferences.language, preferences.zone, self.clock.now(), preferences.numbers, preferences.plain)

    def sorry(self, error: Exception, say: Say, said: str = "") -> PublicReply:
        """Return the apology for any error; what is nobody's mistake is logged, with a code where it is ours."""
        if not isinstance(error, CandlewickError) or isinstance(error, Defect):
            defect = Defect(self.chance.pick(REFERENCE, 4), fault_of(error) or type(error).__name__)
            log.error("defect", reference=defect.reference, exc_info=error)
            error = defect
        elif not isinstance(error, Mistake):
            log.warning("not answered", kind=error.kind, error=str(error))
        blocks, buttons = apologise(error, say, said=said)
        tone = Tone.STALE if isinstance(error, Unavailable) else Tone.MISTAKE
        return PublicReply(tuple(blocks), tuple(buttons), tone=tone, error=error)

    def lost(self, say: Say, text: str) -> PublicReply:
        """Return the answer to what is no command at all: a courtesy, small talk, or words about other things."""
        courtesy = courtesy_of(text)
        if courtesy in _IN_KIND:
            return PublicReply((say.text(_IN_KIND[courtesy], Part.ANSWER),))
        tries = tuple(Button(line, line) for line in ("price btc", "market", "help"))
        if courtesy is Courtesy.GREETING:
            return PublicReply((say.text("greeted", Part.ANSWER), say.text("not-understood-try")), tries)
        return PublicReply((say.text("not-understood", Part.ANSWER), say.text("not-understood-try")), tries)

    def answered(self, reply: Reply, ask: Ask) -> Told:
        """Say it where it belongs: what is personal is whispered, and the room only learns that it was."""
        heard = ask.aloud if isinstance(reply, PublicReply) else ask
        headed = reply.headed(self._head(heard.say))
        finished = dressed(headed, heard.person.preferences, heard.say, typed_by(heard))
        if ask.room is None:
            return Told(to_person=finished)
        if isinstance(finished, PublicReply):
            return Told(to_room=finished)
        say = ask.aloud.say
        told = PublicReply((*self._mode(say), say.text("sent-privately")), understood=reply.understood)
        return Told(to_room=told, to_person=finished)

    def unsaid(self, error: Unsaid, ask: Ask) -> Told:
        """Say that an answer did not arrive, where it belonged; a room reads the same of every personal one."""
        if not error.personal:
            return self.answered(self.sorry(error, ask.aloud.say), ask)
        return replace(self.answered(self.sorry(error, ask.say).personal, ask), to_room=None)

    def blurted(self, reply: PublicReply, heard: Heard, say: Say, secret: bool = False) -> Told:
        """Say it where it was heard, to whoever that was."""
        finished = PublicReply((*self._head(say), *reply.blocks), reply.buttons, tone=reply.tone, error=reply.error)
        if heard.room is None:
            return Told(to_person=finished, secret=secret)
        return Told(to_room=finished, secret=secret)

    def _head(self, say: Say) -> tuple[Text, ...]:
        return (*self._mode(say), say.text("replay-ended")) if self.ended() else self._mode(say)

    def _mode(self, say: Say) -> tuple[Text, ...]:
        mode = self.mode()
        return (say.mode(mode),) if mode else ()
