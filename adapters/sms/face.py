"""The SMS door: a Face that sends what matters of a reply as a short text message."""

import aiohttp

from adapters.sms.provider import TIMEOUT, Provider
from adapters.sms.segments import shortened
from bot.speaking.flat import lines_of
from bot.speaking.reply import Part, PublicReply, Reply, Text
from core.delivery.model import HELD, Attempt, Outcome
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity, Room

DOOR = "sms"


class SmsFace:
    """A Face. What it says fits into two segments."""

    door = DOOR

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._session: aiohttp.ClientSession | None = None

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Send it to somebody's number."""
        try:
            return await self._provider.send(self._opened(), identity.external_id, shortened(_said(reply)))
        except aiohttp.ClientConnectorError:
            return Attempt(Outcome.RETRY, reason="network")
        except (aiohttp.ClientError, OSError, TimeoutError):
            return Attempt(Outcome.UNCERTAIN, reason="network")

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """A number is one person's: no room is there."""
        return Attempt(Outcome.REFUSED, reason="no rooms")

    async def identify(self) -> None:
        """Ask the provider whether it knows us.

        Raises
        ------
        Mistake
            If it does not.
        Unavailable
            If it does not answer.
        """
        try:
            known = await self._provider.known(self._opened())
        except ValueError as error:
            raise Unavailable("sms", "rejected") from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Unavailable("sms") from error
        if not known:
            raise Mistake("setting", "CANDLEWICK_SMS__SECRET")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT, trust_env=True, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def _said(reply: Reply) -> str:
    """Return the mode, the label of a repeat and the answer, nothing personal beyond it; of what was held, each line:
    its answer is only how many there are."""
    lines = [block for block in reply.blocks if isinstance(block, Text) and block.part is not Part.SOURCE]
    held = reply.noticed is not None and reply.noticed.kind == HELD
    end = next((at for at, line in enumerate(lines, 1) if line.part is Part.ANSWER), 1)
    return "\n".join(line.text for line in (lines if held else lines[:end])) or "\n".join(lines_of(reply))
