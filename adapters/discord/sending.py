"""Messages out: one in flight per place, Discord's pauses kept, and an honest word on what arrived."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from weakref import WeakValueDictionary

import discord
from discord.http import Route

from adapters.discord.render import Message, lesser
from adapters.discord.wire import MISSING_PERMISSIONS, NO_HISTORY, UNKNOWN_MESSAGE, Refused, Wire, attempt_of
from adapters.discord.writing import EPHEMERAL, Json, body, form, nonce
from bot.parts import WITHOUT_FILES, in_order
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock

log = logging.getLogger(__name__)

_QUEUE_S = 10.0
# Between repeats of what Discord itself tells apart from the first time: a connection that was cut is soon back.
_PAUSES_S = (1.0, 4.0)


class Target(Protocol):
    """Where messages are put."""

    @property
    def place(self) -> str: ...

    def repeats(self, number: int) -> bool:
        """Return whether the so-many-th message may be put there again without harm: Discord knows it, or it takes the
        same place."""

    def replaces(self, number: int) -> bool:
        """Return whether that does no harm however late."""

    async def put(self, message: Message, number: int) -> str:
        """Put the so-many-th message of a reply there and return its id. Raises DiscordException."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or a private chat. `key` names the reply, the same in a repeat; `answers` is a message."""

    wire: Wire
    place: str
    owner: int
    key: str | None = None
    answers: str | None = None
    choose: str = "…"

    def repeats(self, number: int) -> bool:
        return self.key is not None

    def replaces(self, number: int) -> bool:
        return False

    async def put(self, message: Message, number: int) -> str:
        more: Json = {}
        if self.key is not None:
            more |= {"nonce": nonce(f"{self.place}/{self.key}", number), "enforce_nonce": True}
        if self.answers is not None and not number:
            more["message_reference"] = {"message_id": self.answers, "fail_if_not_exists": False}
        try:
            return await self._posted(message, more)
        except Refused as error:
            if error.code != NO_HISTORY or more.pop("message_reference", None) is None:
                raise
        return await self._posted(message, more)

    async def _posted(self, message: Message, more: Json) -> str:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=self.place)
        return await _sent(self.wire, route, message, body(message, self.owner, self.choose, **more))


@dataclass(frozen=True, slots=True)
class Response:
    """What an interaction is answered with. The first message takes the place of what says that we are at work, or of
    the message that was tapped, where `instead`; all others follow, for its person alone where `whispered`."""

    wire: Wire
    application: str
    token: str
    owner: int
    instead: bool
    whispered: bool
    choose: str = "…"

    @property
    def place(self) -> str:
        return self.token

    def repeats(self, number: int) -> bool:
        return self.replaces(number)

    def replaces(self, number: int) -> bool:
        return self.instead and not number

    async def put(self, message: Message, number: int) -> str:
        names: dict[str, Any] = {"webhook_id": self.application, "webhook_token": self.token}
        if self.instead and not number:
            route = Route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", **names)
            return await _sent(self.wire, route, message, body(message, self.owner, self.choose))
        more = {"flags": EPHEMERAL} if self.whispered else {}
        route = Route("POST", "/webhooks/{webhook_id}/{webhook_token}", **names)
        return await _sent(self.wire, route, message, body(message, self.owner, self.choose, **more))

    async def withdraw(self) -> None:
        """Take back what says that we are at work. Raises DiscordException."""
        names: dict[str, Any] = {"webhook_id": self.application, "webhook_token": self.token}
        await self.wire.request(Route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", **names))


class Sender:
    """Sends rendered messages."""

    def __init__(self, clock: RealClock) -> None:
        self._clock = clock
        self._orders: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def send(self, target: Target, messages: Sequence[Message], patience_s: float = 0.0) -> Attempt:
        """Send all messages in order. What certainly did not arrive is tried again for `patience_s` seconds; what may
        have arrived only where Discord knows a repeat. A reply that arrived in part is UNCERTAIN, so that a repeat is
        labelled."""
        order = self._orders.setdefault(target.place, asyncio.Lock())
        try:
            async with asyncio.timeout(None if patience_s else _QUEUE_S):
                await order.acquire()
        except TimeoutError:
            return Attempt(Outcome.RETRY, reason="busy", retry_after_s=_QUEUE_S)
        try:
            return await in_order(
                len(messages), lambda number: self._send_one(target, number, messages[number]), self._clock, patience_s
            )
        finally:
            order.release()

    async def withdraw(self, response: Response, patience_s: float) -> bool:
        """Take back what announced an answer, tried for `patience_s` seconds; return whether it is certainly gone."""
        attempt = await in_order(1, lambda _: _withdrawn(response), self._clock, patience_s)
        return attempt.outcome is Outcome.SENT

    async def _send_one(self, target: Target, number: int, message: Message) -> Attempt:
        attempt = Attempt(Outcome.SENT)
        for pause_s in (0.0, *(_PAUSES_S if target.repeats(number) else ())):
            if pause_s:
                await self._clock.sleep(pause_s)
            try:
                return await _put(target, message, number)
            except discord.DiscordException as error:
                attempt = attempt_of(error)
                log.info("a message did not arrive for certain: %s (%s)", attempt.outcome, error)
            if attempt.outcome is not Outcome.UNCERTAIN:
                break
        if attempt.outcome is Outcome.UNCERTAIN and target.replaces(number):
            return replace(attempt, outcome=Outcome.RETRY)
        return attempt


async def _withdrawn(response: Response) -> Attempt:
    try:
        await response.withdraw()
    except discord.DiscordException as error:
        if isinstance(error, Refused) and error.code == UNKNOWN_MESSAGE:
            return Attempt(Outcome.SENT)
        log.info("an answer that does not come is still announced: %s", type(error).__name__)
        attempt = attempt_of(error)
        # Twice taken back is taken back.
        return replace(attempt, outcome=Outcome.RETRY) if attempt.outcome is Outcome.UNCERTAIN else attempt
    return Attempt(Outcome.SENT)


async def _put(target: Target, message: Message, number: int) -> Attempt:
    """Put a message there, or what we may put there of it. Raises DiscordException."""
    refused: Refused | None = None
    for left in (message, *lesser(message)):
        try:
            sent = await target.put(left, number)
        except Refused as error:
            if error.code != MISSING_PERMISSIONS:
                raise
            refused = error
            continue
        return Attempt(Outcome.SENT, sent, WITHOUT_FILES if message.files and not left.files else None)
    assert refused is not None
    raise refused


async def _sent(wire: Wire, route: Route, message: Message, written: Json) -> str:
    if message.files:
        told = await wire.request(route, form=form(written, message.files))
    else:
        told = await wire.request(route, json=written)
    return str(told["id"]) if isinstance(told, dict) and "id" in told else ""
