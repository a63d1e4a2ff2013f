"""What Discord's side knows: people, servers, channels, messages, calls; and what a bot's requests do to them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from core.kernel.clock import RealClock
from tests.stand_ins import discord_rules as rules
from tests.stand_ins.discord_errors import Refused, form_error
from tests.stand_ins.discord_rules import EPHEMERAL, SILENT, SUPPRESS_EMBEDS, Upload
from tests.stand_ins.discord_things import Call, Channel, Guild, Sent, User

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
FIRST_ANSWER = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)
NONCE_LIVES = timedelta(minutes=5)


class World:
    """Servers, channels and messages; what a request asks for is done, or raises Refused."""

    def __init__(self, clock: RealClock, bot: User, application: str) -> None:
        self._clock, self._last = clock, 0
        self.bot, self.application = bot, application
        self.users: dict[str, User] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.guilds: dict[str, Guild] = {}
        self.calls: dict[str, Call] = {}
        self.sent: list[Sent] = []
        self.said: set[tuple[str, str]] = set()
        self.closed: set[str] = set()
        self.muted: set[str] = set()
        self.archived: set[str] = set()
        self.locked: dict[str, int] = {}
        self.lacking: dict[str, frozenset[str]] = {}
        self.commands: list[dict[str, Any]] = []
        self.published = 0
        self._nonces: dict[str, tuple[Sent, datetime]] = {}

    def now(self) -> datetime:
        return self._clock.now()

    def snowflake(self) -> str:
        self._last += 1
        return str((int((self.now() - EPOCH) / timedelta(milliseconds=1)) << 22) | (self._last & 0x3FFFFF))

    def private(self, user: User) -> Channel:
        """Return the private chat with somebody, opened where need be."""
        found = next((c for c in self.channels.values() if c.user == user.id), None)
        if found is None:
            found = Channel(self.snowflake(), 1, user=user.id)
            self.channels[found.id] = found
        return found

    def open_private(self, body: Mapping[str, Any]) -> dict[str, Any]:
        rules.known("channel", body, {"recipient_id"})
        user = self.users.get(str(body.get("recipient_id")))
        if user is None:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return self.private(user).json()

    def create(self, channel: str, body: dict[str, Any], files: Sequence[Upload]) -> dict[str, Any]:
        """Put a message into a channel."""
        where = self._writable(channel)
        rules.message(body, files, SUPPRESS_EMBEDS | SILENT)
        _not_empty(body, files)
        reference = body.get("message_reference")
        if (
            reference
            and (channel, reference["message_id"]) not in self.said
            and reference.get("fail_if_not_exists", True)
        ):
            raise Refused(400, 50035, "Unknown message")
        self._let(channel, body, files)
        nonce = body.get("nonce")
        if body.get("enforce_nonce") and nonce in self._nonces:
            before, at = self._nonces[str(nonce)]
            if self.now() - at < NONCE_LIVES:
                return before.json()
        sent = self._keep(where, body, files)
        if nonce is not None:
            self._nonces[str(nonce)] = sent, self.now()
        return sent.json()

    def delete(self, channel: str, message: str) -> None:
        if (channel, message) in self.said:
            if self.channels[channel].kind == 1:
                raise Refused(403, 50003, "Cannot execute action on a DM channel")
            if channel in self.muted:
                raise Refused(403, 50013, "Missing Permissions")
            self.said.discard((channel, message))
            return
        self.sent.remove(self._own(channel, message))

    def call_back(self, call_id: str, token: str, body: Mapping[str, Any]) -> None:
        """Answer a call at once."""
        call = self.calls.get(call_id)
        if call is None or call.token != token or self.now() - call.at > FIRST_ANSWER:
            raise Refused(404, 10062, "Unknown interaction")
        if call.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        self._open_thread(call.channel.id)
        rules.known("callback", body, {"type", "data"})
        data = body.get("data") or {}
        fitting = {2: (4, 5, 9), 3: (4, 5, 6, 7, 9), 4: (8,), 5: (4, 5, 6, 7)}[call.kind]
        if body["type"] not in fitting:
            raise form_error("type", "is no answer to such a call")
        self._begin(call, body["type"], data)
        call.callback = dict(body)

    def _begin(self, call: Call, kind: int, data: Mapping[str, Any]) -> None:
        match kind:
            case 4:
                rules.message(data, (), EPHEMERAL | SUPPRESS_EMBEDS)
                call.original = self._keep(call.channel, dict(data), (), self._whom(call, data))
            case 5:
                rules.known("data", data, {"flags"})
                call.original = self._keep(call.channel, dict(data), (), self._whom(call, data))
                call.original.thinking = True
            case 6:
                call.original = call.tapped
            case 8:
                rules.choices(data["choices"])
            case 9:
                rules.modal(data)

    def follow_up(self, token: str, body: dict[str, Any], files: Sequence[Upload]) -> dict[str, Any]:
        """Say more with the token of a call."""
        call = self._by_token(token)
        self._open_thread(call.channel.id)
        rules.message(body, files, EPHEMERAL | SUPPRESS_EMBEDS)
        _not_empty(body, files)
        if call.original is not None and call.original.thinking:
            # The first one takes the place of what was announced, and is for whom that was.
            return self._change(call.original, body, files).json()
        return self._keep(call.channel, body, files, self._whom(call, body)).json()

    def original(self, token: str) -> Sent:
        """Return the message that a call became."""
        call = self._by_token(token)
        if call.original is None or call.original not in self.sent:
            raise Refused(404, 10008, "Unknown Message")
        return call.original

    def change_original(self, token: str, body: dict[str, Any], files: Sequence[Upload]) -> dict[str, Any]:
        original = self.original(token)
        self._open_thread(original.channel)
        rules.message(body, files, SUPPRESS_EMBEDS)
        return self._change(original, body, files).json()

    def delete_original(self, token: str) -> None:
        self.sent.remove(self.original(token))
        self._by_token(token).original = None

    def publish(self, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
        rules.commands(listed)
        self.commands, self.published = listed, self.published + 1
        return [{"id": self.snowflake(), "application_id": self.application, **command} for command in listed]

    def member(self, guild: str, user: str) -> dict[str, Any]:
        known = self.guilds.get(guild)
        if known is None or not known.here:
            raise Refused(404, 10004, "Unknown Guild")
        if user not in self.users:
            raise Refused(404, 10007, "Unknown Member")
        return {"user": self.users[user].json(), "roles": ["77"] if user in known.managers else []}

    def _writable(self, channel: str) -> Channel:
        where = self.channels.get(channel)
        if where is None:
            raise Refused(404, 10003, "Unknown Channel")
        if where.user in self.closed:
            raise Refused(403, 50007, "Cannot send messages to this user")
        if where.guild is not None and not self.guilds[where.guild].here:
            raise Refused(403, 50001, "Missing Access")
        if where.id in self.muted:
            raise Refused(403, 50013, "Missing Permissions")
        self._open_thread(where.id)
        return where

    def _open_thread(self, channel: str) -> None:
        """Whoever writes into an archived thread opens it again; what is locked stays shut to all but moderators."""
        if channel in self.locked:
            raise Refused(400, self.locked[channel], "Thread is archived or locked")
        self.archived.discard(channel)

    def _let(self, channel: str, body: Mapping[str, Any], files: Sequence[Upload]) -> None:
        """Refuse what the bot has no right to in a channel, besides writing."""
        lacks = self.lacking.get(channel, frozenset())
        if "history" in lacks and "message_reference" in body:
            raise Refused(400, 160002, "Cannot reply without permission to read message history")
        if ("embed" in lacks and body.get("embeds")) or ("attach" in lacks and files):
            raise Refused(403, 50013, "Missing Permissions")

    def _by_token(self, token: str) -> Call:
        call = next((call for call in self.calls.values() if call.token == token), None)
        if call is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if self.now() - call.at > TOKEN_LIVES:
            raise Refused(401, 50027, "Invalid Webhook Token")
        if call.callback is None:
            raise Refused(404, 10015, "Unknown Webhook")
        return call

    def _whom(self, call: Call, data: Mapping[str, Any]) -> str | None:
        return call.user.id if data.get("flags", 0) & EPHEMERAL else None

    def _keep(
        self, where: Channel, body: dict[str, Any], files: Sequence[Upload], whispered_to: str | None = None
    ) -> Sent:
        sent = Sent(where.id, self.snowflake(), body, _described(body, files), whispered_to)
        self.sent.append(sent)
        return sent

    def _change(self, sent: Sent, body: dict[str, Any], files: Sequence[Upload]) -> Sent:
        sent.before.append(sent.body)
        sent.body = {**sent.body, **body}
        sent.files = _described(body, files) if "attachments" in body else sent.files
        sent.edits += not sent.thinking
        sent.thinking = False
        _not_empty(sent.body, sent.files)
        return sent

    def _own(self, channel: str, message: str) -> Sent:
        found = next((sent for sent in self.sent if (sent.channel, sent.id) == (channel, message)), None)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found


def _not_empty(body: Mapping[str, Any], files: Sequence[Upload]) -> None:
    if not ((body.get("content") or "").strip() or body.get("embeds") or files):
        raise Refused(400, 50006, "Cannot send an empty message")


def _described(body: Mapping[str, Any], files: Sequence[Upload]) -> tuple[Upload, ...]:
    alts = {int(one["id"]): one.get("description", "") for one in body.get("attachments") or []}
    return tuple(Upload(f.name, f.content, alts.get(i, "")) for i, f in enumerate(files))
