"""What fits into a field, shown while somebody types."""

import asyncio
import logging

from adapters.discord.answering import Callbacks
from adapters.discord.updates import Typing
from bot.completing import Completion
from bot.forms import Prompt
from bot.voice import guessed
from core.kernel.errors import CandlewickError
from core.people.model import Identity

log = logging.getLogger(__name__)

# What was never looked up is waited for: a field that is only opened is asked for once.
_FIRST_LETTER_S = 0.2


class Typist:
    """Completes from memory. What is one's own is looked up behind the answer, for the next letter."""

    def __init__(self, completion: Completion | None, callbacks: Callbacks) -> None:
        self._completion, self._callbacks = completion, callbacks

    async def complete(self, typing: Typing) -> None:
        """Answer what somebody types."""
        if self._completion is None:
            await self._callbacks.suggest(typing.call, ())
            return
        asked = (typing.who, typing.prompt, typing.room)
        if self._completion.lacks(*asked):
            looking = asyncio.create_task(self._look_up(*asked))
            await asyncio.wait({looking}, timeout=_FIRST_LETTER_S)
        else:
            looking = None
        language = guessed(typing.language).language
        found = self._completion.suggest(typing.who, typing.prompt, language, typing.room)
        await self._callbacks.suggest(typing.call, found)
        await (looking or self._look_up(*asked))

    async def answered(self, who: Identity, room: str | None) -> None:
        """Somebody was answered: what they see completed may be another now."""
        await self._look_up(who, None, room)

    async def _look_up(self, who: Identity, typed: Prompt | None, room: str | None) -> None:
        try:
            if self._completion is not None:
                await self._completion.heard_from(who, typed, room)
        except CandlewickError as error:
            log.info("what is somebody's own could not be looked up: %s", error.kind)
