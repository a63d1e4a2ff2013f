"""A mail server on this machine, on asyncio streams: strict about the order of commands, line ends and lengths.

    async with MailServerStandIn(user="ada", password="pw") as server:
        … MailServer.read(server.url, "Candlewick <c@example.org>") …
        server.letters[0].to

`script` answers a command (by its verb, the letter itself as ".") otherwise than usual: a reply, or None to hang up.
"""

import asyncio
import base64
import re
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import Self

LONGEST = 998  # RFC 5321, 4.5.3.1.6, without the line's end
_PATH = re.compile(r"(FROM|TO):<([^<>\s]*)>(?: .*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """What was taken: from and to whom, and the letter."""

    sender: str
    to: tuple[str, ...]
    raw: bytes
    over_tls: bool
    user: str | None

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=SMTP)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class _Session:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    greeted: bool = False
    over_tls: bool = False
    user: str | None = None
    sender: str | None = None
    to: list[str] = field(default_factory=list)


class HangUp(Exception):
    """The connection ends here."""


class MailServerStandIn:
    """Opened with `async with`. `context` offers STARTTLS, with `secure` TLS from the start; with `user` nobody may
    send without their password, which is taken under TLS or on this machine."""

    def __init__(
        self,
        user: str | None = None,
        password: str = "",
        context: ssl.SSLContext | None = None,
        secure: bool = False,
    ) -> None:
        self._user, self._password, self._context, self._secure = user, password, context, secure
        self.letters: list[Letter] = []
        self.commands: list[str] = []
        self.wrongs: list[str] = []
        self.script: dict[str, str | None] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        context = self._context if self._secure else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        scheme = "smtps" if self._secure else "smtp"
        who = "" if self._user is None else f"{self._user}:{self._password}@"
        return f"{scheme}://{who}127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        session = _Session(reader, writer, over_tls=self._secure)
        try:
            await self._say(session, self.script.get("CONNECT", "220 mail.example.org ESMTP"))
            while await self._answered(session, await self._line(session)):
                pass
        except (HangUp, ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            self.commands.append("(gone)")
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answered(self, session: _Session, line: str) -> bool:
        """Answer one command; False when it was the last."""
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        self.commands.append(verb)
        if verb in self.script:
            await self._say(session, self.script[verb])
            return True
        match verb:
            case "EHLO":
                await self._greet(session)
            case "STARTTLS":
                await self._encrypt(session)
            case "AUTH":
                await self._authenticate(session, rest)
            case "MAIL" | "RCPT":
                await self._addressed(session, verb, rest)
            case "DATA":
                await self._take(session)
            case "QUIT":
                await self._say(session, "221 bye")
                return False
            case _:
                await self._wrong(session, "500 no such command", line)
        return True

    async def _greet(self, session: _Session) -> None:
        session.greeted = True
        offers = ["SIZE 1000000", "8BITMIME"]
        if self._context is not None and not session.over_tls:
            offers.append("STARTTLS")
        if self._user is not None:
            offers.append("AUTH PLAIN")
        lines = ["mail.example.org", *offers]
        await self._say(session, "\r\n".join([*(f"250-{o}" for o in lines[:-1]), f"250 {lines[-1]}"]))

    async def _encrypt(self, session: _Session) -> None:
        if self._context is None or session.over_tls:
            await self._wrong(session, "503 not now", "STARTTLS")
            return
        await self._say(session, "220 go on")
        await session.writer.start_tls(self._context)
        # What was said before counts for nothing (RFC 3207, 4.2).
        session.greeted, session.over_tls = False, True

    async def _authenticate(self, session: _Session, rest: str) -> None:
        method, _, initial = rest.partition(" ")
        if method.upper() != "PLAIN":
            await self._say(session, "504 only PLAIN")
            return
        if not initial:
            await self._say(session, "334 ")
            initial = await self._line(session)
        _, user, password = base64.b64decode(initial).decode().split("\0")
        if (user, password) != (self._user, self._password):
            await self._say(session, "535 5.7.8 who are you")
            return
        session.user = user
        await self._say(session, "235 welcome")

    async def _addressed(self, session: _Session, verb: str, rest: str) -> None:
        found = _PATH.fullmatch(rest)
        expected = "FROM" if verb == "MAIL" else "TO"
        if found is None or found[1].upper() != expected:
            await self._wrong(session, "501 no path", rest)
        elif not session.greeted or (verb == "RCPT") != (session.sender is not None):
            await self._wrong(session, "503 out of order", f"{verb} {rest}")
        elif self._user is not None and session.user is None:
            await self._say(session, "530 5.7.0 authenticate first")
        else:
            if verb == "MAIL":
                session.sender = found[2]
            else:
                session.to.append(found[2])
            await self._say(session, "250 ok")

    async def _take(self, session: _Session) -> None:
        if not session.to or session.sender is None:
            await self._wrong(session, "503 to nobody", "DATA")
            return
        await self._say(session, "354 go on")
        lines: list[bytes] = []
        while (line := await session.reader.readuntil(b"\r\n")) != b".\r\n":
            body = line[:-2]
            if b"\r" in body or b"\n" in body or len(body) > LONGEST:
                self.wrongs.append(f"a line of {len(body)} bytes")
            lines.append(body.removeprefix(b"."))
        if "." in self.script and self.script["."] is None:
            raise HangUp
        answer = self.script.get(".") or "250 taken"
        if answer.startswith("2"):
            raw = b"\r\n".join([*lines, b""])
            self.letters.append(Letter(session.sender, tuple(session.to), raw, session.over_tls, session.user))
        session.sender, session.to = None, []
        await self._say(session, answer)

    async def _line(self, session: _Session) -> str:
        line = await session.reader.readuntil(b"\r\n")
        if len(line) > 512:
            self.wrongs.append("a command longer than 512")
        return line[:-2].decode("ascii")

    async def _wrong(self, session: _Session, answer: str, what: str) -> None:
        self.wrongs.append(what)
        await self._say(session, answer)

    async def _say(self, session: _Session, answer: str | None) -> None:
        if answer is None:
            raise HangUp
        session.writer.write(f"{answer}\r\n".encode())
        await session.writer.drain()
