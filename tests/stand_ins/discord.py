"""A Discord of our own, over real sockets and strict: what Discord would refuse, it refuses.

`async with StandInDiscord(clock) as api:` and then `await api.says(user, text)`, `await api.uses(user, "price",
{"coins": "btc"})`, `await api.taps(user, sent, label)`, `await api.replies(user, n)`; faults are planned with
`api.faults.append(Fault(…))`.
"""

from collections.abc import Mapping
from typing import Any

from core.kernel.clock import RealClock
from tests.stand_ins.discord_gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS
from tests.stand_ins.discord_server import Api
from tests.stand_ins.discord_things import Call, Channel, Guild, Sent, User

Options = Mapping[str, object]


class StandInDiscord(Api):
    """The server, and the hands of the people who talk to the bot."""

    def __init__(self, clock: RealClock, token: str = "NzAw.stand-in.0123456789-stand_in_token-abcdef") -> None:
        super().__init__(clock, token)

    def user(self, name: str, locale: str = "en-US") -> User:
        """Somebody who has not written to the bot yet."""
        user = User(self.world.snowflake(), name, locale)
        self.world.users[user.id] = user
        return user

    def guild(self, name: str, owner: User) -> Guild:
        """A server with one channel; the bot is not in it."""
        guild = Guild(self.world.snowflake(), name, owner)
        self.world.guilds[guild.id] = guild
        self.channel(guild)
        return guild

    def channel(self, guild: Guild, kind: int = 0, parent: Channel | None = None) -> Channel:
        """Another channel of a server."""
        channel = Channel(self.world.snowflake(), kind, guild.id, parent=parent.id if parent else None)
        guild.channels.append(channel)
        self.world.channels[channel.id] = channel
        return channel

    def friends(self) -> Channel:
        """A private conversation of several people."""
        channel = Channel(self.world.snowflake(), 3)
        self.world.channels[channel.id] = channel
        return channel

    async def adds_bot(self, guild: Guild) -> None:
        """Bring the bot into a server; who did it nobody is told."""
        guild.here = True
        await self.gateway.tell("GUILD_CREATE", guild.json(), GUILDS)

    async def removes_bot(self, guild: Guild) -> None:
        guild.here = False
        await self.gateway.tell("GUILD_DELETE", {"id": guild.id}, GUILDS)

    async def says(self, user: User, text: str, channel: Channel | None = None, **more: Any) -> dict[str, Any]:
        """Write to the bot in private, or into a channel: what it says there comes along only where it names the bot.
        Returns the message."""
        where = channel or self.world.private(user)
        named = f"<@{self.world.bot.id}>" in text
        shown = text if where.kind == 1 or named else ""
        message = {
            "id": self.world.snowflake(),
            "channel_id": where.id,
            "type": 0,
            "author": user.json(),
            "content": shown,
            "mentions": [self.world.bot.json()] if named else [],
            **({"guild_id": where.guild} if where.guild else {}),
            **more,
        }
        self.world.said.add((where.id, message["id"]))
        await self.gateway.tell("MESSAGE_CREATE", message, GUILD_MESSAGES if where.guild else DIRECT_MESSAGES)
        return message

    async def uses(self, user: User, name: str, options: Options | None = None, channel: Channel | None = None) -> Call:
        """Use a slash command. PermissionError where Discord does not offer it to them."""
        self._offered(user, name, channel)
        said = [_option(self.world.commands, name, key, value) for key, value in (options or {}).items()]
        data = {"id": "1", "type": 1, "name": name, "options": said}
        return await self.calls(2, user, channel or self.world.private(user), data)

    def _offered(self, user: User, name: str, channel: Channel | None) -> None:
        guild = self.world.guilds.get(channel.guild or "") if channel is not None else None
        command = next((command for command in self.world.commands if command["name"] == name), None)
        assert command is not None, f"/{name} is not published"
        if channel is not None and channel.kind == 3:
            return  # not offered there either; it is tried what would come of it
        if int(guild is None) not in command["contexts"] or (guild is not None and not guild.offers(command, user)):
            raise PermissionError(f"/{name} is not offered to {user.name} there")

    async def types(
        self,
        user: User,
        name: str,
        field: str,
        typed: str,
        options: Options | None = None,
        channel: Channel | None = None,
    ) -> Call:
        """Type into a field of a slash command that completes."""
        said = [_option(self.world.commands, name, key, value) for key, value in (options or {}).items()]
        said.append({**_option(self.world.commands, name, field, typed), "focused": True})
        data = {"id": "1", "type": 1, "name": name, "options": said}
        return await self.calls(4, user, channel or self.world.private(user), data)

    async def taps(self, user: User, sent: Sent, label: str) -> Call:
        """Press a button, or choose a line of a list."""
        for row in sent.components:
            for one in row["components"]:
                chosen = [option["value"] for option in one.get("options", []) if option["label"] == label]
                if one.get("label") == label or chosen:
                    data = {"custom_id": one["custom_id"], "component_type": one["type"], **_values(chosen)}
                    return await self.calls(3, user, self.world.channels[sent.channel], data, sent)
        raise LookupError(label)

    async def fills(self, user: User, form: Call, words: str) -> Call:
        """Send a form that was shown."""
        assert form.callback is not None
        shown = form.callback["data"]
        field = {"type": 4, "custom_id": shown["components"][0]["components"][0]["custom_id"], "value": words}
        data = {"custom_id": shown["custom_id"], "components": [{"type": 1, "components": [field]}]}
        return await self.calls(5, user, form.channel, data, form.tapped)

    async def calls(
        self, kind: int, user: User, channel: Channel, data: Mapping[str, Any], tapped: Sent | None = None
    ) -> Call:
        """Let an interaction happen as it is told here."""
        world = self.world
        call = Call(world.snowflake(), f"call-token-{world.snowflake()}-{user.id}", kind, user, channel, world.now())
        call.tapped = tapped
        world.calls[call.id] = call
        event: dict[str, Any] = {
            "id": call.id,
            "application_id": world.application,
            "type": kind,
            "token": call.token,
            "version": 1,
            "channel_id": channel.id,
            "channel": channel.json(),
            "locale": user.locale,
            "data": dict(data),
        }
        if channel.guild is not None:
            rights = str(world.guilds[channel.guild].permissions(user))
            event |= {"guild_id": channel.guild, "member": {"user": user.json(), "roles": [], "permissions": rights}}
        else:
            event["user"] = user.json()
        if tapped is not None:
            event["message"] = tapped.json()
        await self.gateway.tell("INTERACTION_CREATE", event)
        return call

    def to(self, where: User | Channel) -> list[Sent]:
        """Return what the bot has said there for all who read it, as it stands now."""
        place = self.world.private(where).id if isinstance(where, User) else where.id
        return [s for s in self.world.sent if s.channel == place and s.whispered_to is None and not s.thinking]

    def whispers(self, user: User) -> list[Sent]:
        """Return what somebody alone sees in channels."""
        return [sent for sent in self.world.sent if sent.whispered_to == user.id and not sent.thinking]

    async def replies(self, where: User | Channel, n: int) -> list[Sent]:
        """Return what the bot has said there, once it is `n` messages."""
        await self.until(lambda: len(self.to(where)) >= n)
        return self.to(where)

    async def whispered(self, user: User, n: int) -> list[Sent]:
        """Return what somebody alone sees, once it is `n` messages."""
        await self.until(lambda: len(self.whispers(user)) >= n)
        return self.whispers(user)

    async def answered(self, call: Call) -> dict[str, Any]:
        """Return what a call was answered with at once."""
        await self.until(lambda: call.callback is not None)
        assert call.callback is not None
        return call.callback


def _values(chosen: list[str]) -> dict[str, Any]:
    return {"values": chosen} if chosen else {}


def _option(commands: list[dict[str, Any]], name: str, key: str, value: object) -> dict[str, Any]:
    """Return a filled-in option. AssertionError for one that the published command does not have, or does not take."""
    command = next((command for command in commands if command["name"] == name), None)
    assert command is not None, f"/{name} is not published"
    option = next((option for option in command["options"] if option["name"] == key), None)
    assert option is not None, f"/{name} has no {key}"
    kinds = {3: str, 4: int, 5: bool, 10: float}
    assert isinstance(value, kinds[option["type"]]), f"{key} of /{name} takes no {value!r}"
    assert not option.get("choices") or value in [c["value"] for c in option["choices"]], f"{value!r} is no choice"
    return {"name": key, "type": option["type"], "value": value}
