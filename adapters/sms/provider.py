"""What a provider of text messages can do, and how its answers are told apart."""

from dataclasses import dataclass
from typing import Protocol

import aiohttp

from core.delivery.model import Attempt, Outcome

TIMEOUT = aiohttp.ClientTimeout(total=20.0, connect=8.0)
# An account that is wrong is the operator's to mend: nobody's message is lost for it.
MEND_S = 300.0
MOST_READ = 64 * 1024


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are at a provider, and from which number or name messages come. `base_url` is the operator's own, None
    for the provider's."""

    account: str
    secret: str
    sender: str | None
    base_url: str | None

    def __repr__(self) -> str:
        return f"Account({self.base_url or 'its own address'})"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider answered."""

    status: int
    body: bytes
    retry_after: str | None


class Provider(Protocol):
    """Somebody who sends text messages for us."""

    async def send(self, session: aiohttp.ClientSession, number: str, text: str) -> Attempt:
        """Send `text` to `number` (E.164). Raises what aiohttp raises when there is no answer."""

    async def known(self, session: aiohttp.ClientSession) -> bool:
        """Return whether the provider knows our account; nothing is sent. Raises as above, ValueError for an answer
        that is none."""


def judged(answered: Answered, refused: bool) -> Attempt:
    """Say what became of a message that was not accepted; `refused` where it is this number that gets none."""
    reason = f"status {answered.status}"
    if answered.status == 429:
        seconds = answered.retry_after or ""
        wait = float(seconds[:6]) if seconds.isascii() and seconds.isdigit() else None
        return Attempt(Outcome.RETRY, None, reason, wait)
    if answered.status == 503:
        return Attempt(Outcome.RETRY, reason=reason)
    if answered.status >= 500:
        # Accepted or not, nobody says: a second one is paid for and read twice, so it is labelled.
        return Attempt(Outcome.UNCERTAIN, reason=reason)
    if refused:
        return Attempt(Outcome.REFUSED, reason=reason)
    return Attempt(Outcome.RETRY, None, reason, MEND_S)


async def read(response: aiohttp.ClientResponse) -> Answered:
    """Read an answer, up to what any of them is long."""
    body = await response.content.read(MOST_READ)
    return Answered(response.status, body, response.headers.get("Retry-After"))
