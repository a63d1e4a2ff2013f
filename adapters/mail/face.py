"""The e-mail door: a Face that hands letters to a mail server, step by step, so that it knows what came of each.

Before the letter itself goes out nothing can have arrived; what is lost after that may have. 4xx is tried again, 5xx is
final, but for a server that does not know us: that is the operator's to mend, and nobody's message is lost for it.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import aiosmtplib

from adapters.mail.letter import Envelope, letter
from bot.speaking.reply import PublicReply, Reply
from core.delivery.model import Attempt, Outcome
from core.kernel.chance import Chance
from core.kernel.clock import RealClock
from core.kernel.errors import Mistake, Unavailable
from core.people.model import Identity, Room

DOOR = "email"
_PORTS = {"smtp": 587, "smtps": 465}
_STEP_S = 15.0
_MEND_S = 300.0
_LETTERS = "0123456789abcdef"
_AUTHENTICATION = frozenset({530, 534, 535, 538})


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, and who we are there; `context` takes the place of the system's trust."""

    host: str
    port: int
    secure: bool
    user: str | None
    password: str | None
    sender: str
    context: ssl.SSLContext | None = None

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"

    @classmethod
    def read(cls, url: str, sender: str, context: ssl.SSLContext | None = None) -> "MailServer":
        """Read smtp://user:password@host:587 or smtps://…"""
        parts = urlsplit(url)
        user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
        return cls(
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            parts.scheme == "smtps",
            user or None,
            password,
            sender,
            context,
        )

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, where nobody listens on the way."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class MailFace:
    """A Face."""

    door = DOOR

    def __init__(self, server: MailServer, clock: RealClock, chance: Chance) -> None:
        self._server, self._clock, self._chance = server, clock, chance

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        """Write to somebody."""
        key = reply.noticed.key if reply.noticed is not None else self._chance.pick(_LETTERS, 32)
        envelope = Envelope(self._server.sender, identity.external_id, self._clock.now(), key)
        content = letter(reply, envelope).as_bytes()
        try:
            async with self._greeted() as client:
                await client.mail(envelope.return_path)
                await client.rcpt(envelope.to)
                return await _handed_over(client, content, envelope.message_id)
        except aiosmtplib.SMTPResponseException as error:
            return _answered(error)
        except (aiosmtplib.SMTPException, OSError, TimeoutError):
            return Attempt(Outcome.RETRY, reason="network")

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        """A mailbox is one person's: no room is there."""
        return Attempt(Outcome.REFUSED, reason="no rooms")

    async def identify(self) -> str:
        """Return the server's place after it has greeted us.

        Raises
        ------
        Mistake
            If it does not take our name and password.
        Unavailable
            If it does not answer as a mail server.
        """
        try:
            async with self._greeted():
                return f"{self._server.host}:{self._server.port}"
        except aiosmtplib.SMTPResponseException as error:
            if error.code in _AUTHENTICATION:
                raise Mistake("setting", "CANDLEWICK_SMTP__URL") from error
            raise Unavailable("smtp", "rejected") from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise Unavailable("smtp") from error

    async def close(self) -> None:
        """Nothing is held open."""

    @asynccontextmanager
    async def _greeted(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """Open a connection that is encrypted where it can be, and must be where a password goes over it."""
        server = self._server
        needs_tls = server.user is not None and not server.is_here and not server.secure
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            timeout=_STEP_S,
            use_tls=server.secure,
            start_tls=False if server.secure else True if needs_tls else None,
            tls_context=server.context,
            # Else this machine's name is looked up for each letter.
            local_hostname=parseaddr(server.sender)[1].rpartition("@")[2],
        )
        await client.connect()
        try:
            yield client
        finally:
            await _parted(client)


async def _handed_over(client: aiosmtplib.SMTP, content: bytes, message_id: str) -> Attempt:
    try:
        await client.data(content)
    except aiosmtplib.SMTPResponseException as error:
        return _answered(error)
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        return Attempt(Outcome.UNCERTAIN, reason="network")
    return Attempt(Outcome.SENT, message_id)


async def _parted(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; what was handed over is, whether or not that is heard."""
    try:
        async with asyncio.timeout(2.0):
            await client.quit()
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        client.close()


def _answered(error: aiosmtplib.SMTPResponseException) -> Attempt:
    reason = f"status {error.code}"
    if error.code in _AUTHENTICATION:
        return Attempt(Outcome.RETRY, None, reason, _MEND_S)
    return Attempt(Outcome.REFUSED if error.code >= 500 else Outcome.RETRY, reason=reason)
