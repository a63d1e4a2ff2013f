"""The webhook door: a Face that posts JSON with a signature. docs/webhooks.md is what receivers read."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from adapters.webhooks.client import Answer, Forbidden, OutgoingClient, Unheard
from bot.speaking.figure_facts import facts_of, instant
from bot.speaking.flat import lines_of
from bot.speaking.reply import PublicReply, Reply
from core.delivery.model import Attempt, Outcome
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Unavailable
from core.people.model import Identity, Room

DOOR = "webhook"
ID, TIMESTAMP, SIGNATURE = "X-Candlewick-Id", "X-Candlewick-Timestamp", "X-Candlewick-Signature"
_GONE = 410
_MOST_TEXT = 16_384
_LONGEST_WAIT_S = 86_400.0
_HEX = "0123456789abcdef"

SecretOf = Callable[[Identity], Awaitable[str | None]]
"""Returns the secret that a webhook's receiver knows, None for a webhook that is not there any more."""
Gone = Callable[[Identity], Awaitable[None]]
"""Hears that a receiver wants nothing more."""
DidNotTake = Callable[[Identity, int], Awaitable[None]]
"""Hears that a receiver did not take a message, and with which status."""


@dataclass(frozen=True, slots=True)
class WebhookKeeping:
    """What is known of webhooks elsewhere: their secrets, and what becomes of one that is gone or takes nothing."""

    secret_of: SecretOf
    gone: Gone
    refused: DidNotTake


class WebhookFace:
    """A SignedFace. A repeat carries the id of the first, so that a receiver drops what it has; the signature is over
    the time of the sending and the body, so that nobody can replay it later."""

    door = DOOR

    def __init__(self, client: OutgoingClient, keeping: WebhookKeeping, clock: RealClock, chance: Chance) -> None:
        self._client, self._keeping, self._clock, self._chance = client, keeping, clock, chance

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Post it. 2xx is sent; 429 and 5xx come again when the receiver says; other refusals are final."""
        try:
            secret = await self._keeping.secret_of(identity)
        except Unavailable as error:
            return Attempt(Outcome.RETRY, reason=error.kind)  # our own store, our own key; nothing was sent
        if secret is None:
            return Attempt(Outcome.REFUSED, reason="gone")
        return await self.whisper_signed(identity, reply, secret)

    async def whisper_signed(self, identity: Identity, reply: Reply, secret: str) -> Attempt:
        """Post it, signed with `secret`."""
        name, body = self._written(reply)
        headers = self._headers(name, body, secret)
        try:
            answer = await self._client.post(identity.external_id, headers, body)
        except Forbidden as error:
            return Attempt(Outcome.REFUSED, reason=f"forbidden-{error.why}")
        except Unheard as error:
            return Attempt(Outcome.UNCERTAIN if error.sent else Outcome.RETRY, reason="network")
        if answer.status == _GONE:
            await self._keeping.gone(identity)
        attempt = self._judged(answer, name)
        if attempt.outcome is Outcome.REFUSED and answer.status != _GONE:
            await self._keeping.refused(identity, answer.status)
        return attempt

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """A webhook is one person's: no room is there."""
        return Attempt(Outcome.REFUSED, reason="no rooms")

    async def close(self) -> None:
        await self._client.close()

    def _written(self, reply: Reply) -> tuple[str, bytes]:
        """Return the id and the body."""
        noticed = reply.noticed
        if noticed is None:
            name, kind, at, rule = self._chance.pick(_HEX, 32), "message", self._clock.now(), None
        else:
            name, kind, at, rule = _name(noticed.key), noticed.kind, noticed.at, noticed.rule
        facts: Mapping[str, object] = {
            "id": name,
            "kind": kind,
            "at": instant(at),
            "text": "\n".join(lines_of(reply))[:_MOST_TEXT],
            "figures": [facts_of(figure) for figure in reply.figures],
            "rule": None if rule is None else dict(rule),
        }
        return name, json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()

    def _headers(self, name: str, body: bytes, secret: str) -> Mapping[str, str]:
        timestamp = str(int(self._clock.now().timestamp()))
        return {
            "Content-Type": "application/json",
            "User-Agent": "Candlewick",
            ID: name,
            TIMESTAMP: timestamp,
            SIGNATURE: signature(secret, timestamp, body),
        }

    def _judged(self, answer: Answer, name: str) -> Attempt:
        if 200 <= answer.status < 300:
            return Attempt(Outcome.SENT, name)
        reason = f"status {answer.status}"
        if answer.status == 429 or answer.status >= 500:
            return Attempt(Outcome.RETRY, None, reason, _seconds(answer.retry_after, self._clock.now()))
        return Attempt(Outcome.REFUSED, reason=reason)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what stands in the header: HMAC-SHA256 over "timestamp.body"."""
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def _name(key: str) -> str:
    """A notice's key tells of other people's numbers; the id tells nothing but which notice it is."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """Return how long the receiver wants to be left alone: seconds or a date; None for anything else."""
    if retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after[:9]), _LONGEST_WAIT_S)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(0.0, (at - now).total_seconds()), _LONGEST_WAIT_S)
