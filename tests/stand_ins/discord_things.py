"""People, servers, channels, messages and calls, as Discord has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.stand_ins.discord_rules import Upload

MANAGE_SERVER, SEND = 1 << 5, 1 << 11


@dataclass(frozen=True)
class User:
    """A person."""

    id: str
    name: str
    locale: str = "en-US"

    def json(self) -> dict[str, Any]:
        return {"id": self.id, "username": self.name.lower(), "global_name": self.name, "discriminator": "0"}


@dataclass(frozen=True)
class Channel:
    """A place: of a server, or private with one person. Kinds as Discord's: 0 text, 1 private, 3 friends, 11 thread."""

    id: str
    kind: int = 0
    guild: str | None = None
    user: str | None = None
    parent: str | None = None

    def json(self) -> dict[str, Any]:
        named: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.guild is not None:
            named["guild_id"] = self.guild
        if self.parent is not None:
            named["parent_id"] = self.parent
        return named


@dataclass
class Guild:
    """A server: who may manage it besides its owner; `here` while the bot is in it. `shown` are the commands that its
    admins show to some users whatever their rights (Server settings, Integrations)."""

    id: str
    name: str
    owner: User
    channels: list[Channel] = field(default_factory=list)
    managers: set[str] = field(default_factory=set)
    here: bool = False
    shown: dict[str, set[str]] = field(default_factory=dict)

    def offers(self, command: Mapping[str, Any], user: User) -> bool:
        """Return whether Discord lets somebody use a command here: by its own rights, or the admins' word."""
        needed = command.get("default_member_permissions")
        if needed is None or user.id == self.owner.id or user.id in self.shown.get(command["name"], ()):
            return True
        return int(needed) != 0 and not int(needed) & ~self.permissions(user)

    def json(self) -> dict[str, Any]:
        roles = [{"id": self.id, "permissions": str(SEND)}, {"id": "77", "permissions": str(MANAGE_SERVER)}]
        first = self.channels[0].id if self.channels else None
        return {"id": self.id, "name": self.name, "owner_id": self.owner.id, "roles": roles, "system_channel_id": first}

    def permissions(self, user: User) -> int:
        return SEND | (MANAGE_SERVER if user.id == self.owner.id or user.id in self.managers else 0)


@dataclass
class Sent:
    """A message of the bot, as it stands now and as it was `before`; `whispered_to` the one user who sees it, None for
    all there."""

    channel: str
    id: str
    body: dict[str, Any]
    files: tuple[Upload, ...] = ()
    whispered_to: str | None = None
    edits: int = 0
    thinking: bool = False
    before: list[dict[str, Any]] = field(default_factory=list)

    @property
    def content(self) -> str:
        return str(self.body.get("content") or "")

    @property
    def embed(self) -> dict[str, Any]:
        embeds = self.body.get("embeds") or [{}]
        return dict(embeds[0])

    @property
    def title(self) -> str:
        return str(self.embed.get("title", ""))

    @property
    def description(self) -> str:
        return str(self.embed.get("description", ""))

    @property
    def text(self) -> str:
        """All that is to be read."""
        footer = self.embed.get("footer", {}).get("text", "")
        return "\n".join(part for part in (self.content, self.title, self.description, footer) if part)

    @property
    def labels(self) -> list[list[str]]:
        return [[one["label"] for one in row["components"] if "label" in one] for row in self.components]

    @property
    def components(self) -> list[dict[str, Any]]:
        return list(self.body.get("components") or [])

    def json(self) -> dict[str, Any]:
        listed = [{"id": str(i), "filename": f.name, "size": len(f.content)} for i, f in enumerate(self.files)]
        shown = {name: self.body.get(name) for name in ("content", "embeds", "components", "flags")}
        return {"id": self.id, "channel_id": self.channel, "type": 0, "attachments": listed, **shown}


@dataclass
class Call:
    """An interaction. `callback` is what it was answered with at once, None before; `original` the message that this
    became."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    at: datetime
    tapped: Sent | None = None
    callback: dict[str, Any] | None = None
    original: Sent | None = None
