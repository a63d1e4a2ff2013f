"""What an interaction hears at once, before anything else is done: within its three seconds, and once."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
from discord.http import Route

from adapters.discord.marks import Mark
from adapters.discord.updates import Asked, Call
from adapters.discord.wire import ACKNOWLEDGED, LOCKED_THREAD, NotSent, Refused, ServerFailed, Unanswered, Wire
from adapters.discord.writing import EPHEMERAL, NOBODY, Json, modal
from bot.speaking.reply import Text
from bot.speaking.richtext import units
from bot.speaking.say import Say
from core.kernel.clock import RealClock

log = logging.getLogger(__name__)

_SAY, _LATER, _UPDATE_LATER, _CHOICES, _FORM = 4, 5, 6, 8, 9
_CHOICE = 100
_WITHIN_S = 1.4
_PAUSES_S = (0.1, 0.4, 0.8)  # a connection that was cut, a server that is restarted
_WAITS = timedelta(seconds=3)


class Callbacks:
    """Answers the calls themselves; what takes longer follows with their tokens."""

    def __init__(self, wire: Wire, clock: RealClock) -> None:
        self._wire, self._clock = wire, clock
        self.application = ""

    async def defer(self, call: Call, how: Asked, whispered: bool) -> bool:
        """Say that an answer comes, to be read by its person alone where `whispered`: that cannot be changed later. A
        button keeps its message. False when Discord does not wait any more: then nothing may be done."""
        flags = {"data": {"flags": EPHEMERAL}} if whispered else {}
        said = {"type": _UPDATE_LATER} if how is Asked.TAP else {"type": _LATER, **flags}
        return await self._answer(call, said) or await self._said_before(call, whispered)

    async def ask(self, call: Call, mark: Mark, custom_id: str, say: Say) -> bool:
        """Show a form for the words behind a button."""
        title = f"{say.line('fill-title')}: {mark.shown}" if mark.anew else mark.shown
        form = modal(custom_id, title, mark.shown, mark.fill or "")
        return await self._answer(call, {"type": _FORM, "data": form})

    async def refuse(self, call: Call, why: Text) -> bool:
        """Say why nothing happens, to who pressed or used it alone."""
        data: Json = {"content": why.text, "flags": EPHEMERAL, "allowed_mentions": NOBODY}
        return await self._answer(call, {"type": _SAY, "data": data})

    async def suggest(self, call: Call, found: Sequence[str]) -> bool:
        """Show what fits into a field."""
        fitting = [word for word in found if 0 < units(word) <= _CHOICE]
        choices = [{"name": word, "value": word} for word in dict.fromkeys(fitting)]
        return await self._answer(call, {"type": _CHOICES, "data": {"choices": choices[:25]}})

    async def _said_before(self, call: Call, whispered: bool) -> bool:
        """Return whether a process before us said it, to whom it is to be said, and was ended before it answered."""
        names = {"webhook_id": self.application, "webhook_token": call.token}
        try:
            route = Route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", **names)
            told = await self._wire.request(route)
        except discord.DiscordException as error:
            log.info("a call is not waited for any more: %s", error)
            return False
        return not whispered or bool(int(told.get("flags") or 0) & EPHEMERAL)

    async def _answer(self, call: Call, said: dict[str, Any]) -> bool:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=call.id, webhook_token=call.token)
        for pause_s in (*_PAUSES_S, _WAITS.total_seconds()):
            try:
                await self._wire.request(route, json=said, within_s=_WITHIN_S)
            except (Unanswered, NotSent, ServerFailed) as error:
                # It may have arrived; said again it is known.
                log.info("a call was not answered for certain: %s", error)
                if self._clock.now() - call.at + timedelta(seconds=pause_s) >= _WAITS:
                    break
                await self._clock.sleep(pause_s)
                continue
            except Refused as error:
                if error.code == ACKNOWLEDGED or error.code in LOCKED_THREAD:
                    # In a locked thread nothing can be announced; its person is answered in private.
                    return True
                log.info("a call was not answered in time: %s", error)
                return False
            except discord.DiscordException as error:
                log.info("a call could not be answered: %s", type(error).__name__)
                return False
            return True
        return False
