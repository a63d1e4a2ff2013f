"""What an event means to us; what means nothing is None. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

from adapters.discord.gateway import Event
from adapters.discord.marks import Mark, read_mark
from bot.forms import Forms, Prompt
from bot.hearing.guard import looks_secret
from bot.ports import Heard
from core.people.model import Identity

DOOR = "discord"

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_DIRECT = 1
THREADS = frozenset({10, 11, 12})
_ANSWER = 19
_SAID = frozenset({0, _ANSWER})  # a message, and one that answers another; the others are the platform's own
_COMMAND, _COMPONENT, _TYPING, _FORM = 2, 3, 4, 5
_TYPED = 1  # a command of a name; the others hang on people and messages
GOVERNS = 1 << 5 | 1 << 3  # Manage Server, Administrator
_MENTION = re.compile(r"<@!?(\d+)>")


class Asked(IntEnum):
    """How an interaction came about."""

    COMMAND = _COMMAND
    TAP = _COMPONENT
    FORM = _FORM


@dataclass(frozen=True, slots=True)
class Place:
    """A channel; `private` where only one person reads it. `room` is the channel in whose name is spoken: of a thread
    its parent, where Discord has `told` what it is."""

    channel: str
    guild: str | None = None
    room: str | None = None
    told: bool = False

    @property
    def private(self) -> bool:
        return self.room is None

    @property
    def whole(self) -> str | None:
        """The server, as the house knows it: a channel may have the same number."""
        return None if self.guild is None else f"server {self.guild}"


@dataclass(frozen=True, slots=True)
class Call:
    """An interaction, heard `at`, to be answered with its token: for three seconds, then for fifteen minutes."""

    id: str
    token: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote to us."""

    heard: Heard
    place: Place
    message: str
    governs: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody used a command, a button or a form. `shown` is the message that it hangs on."""

    heard: Heard
    place: Place
    call: Call
    how: Asked
    public: bool
    governs: bool = False
    shown: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A button whose words want more: a form is to be shown."""

    call: Call
    mark: Mark
    custom_id: str
    language: str | None


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Somebody pressed what belongs to another."""

    call: Call
    language: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody used a command that there is not, or no longer so: their Discord still shows it."""

    call: Call
    language: str | None


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is filling in a field and wants to see what fits."""

    call: Call
    who: Identity
    prompt: Prompt
    language: str | None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """We are in a server: new there, or told of it again. `greet_in` is where its own messages go."""

    guild: str
    owner: Identity
    greet_in: str | None


@dataclass(frozen=True, slots=True)
class Left:
    """We are no longer in a server, or a channel of one is gone."""

    guild: str
    channel: str | None = None


Meant = Said | Called | Wanted | NotTheirs | Gone | Typing | Joined | Left


def read(event: Event, me: str, forms: Forms, now: datetime) -> Meant | None:
    """Return what `event` means; None for what is not for us.

    Raises
    ------
    KeyError, TypeError, ValueError, AttributeError
        For an event that is not as Discord documents it.
    """
    data = event.data
    match event.name:
        case "MESSAGE_CREATE":
            return _said(data, me, now)
        case "INTERACTION_CREATE":
            return _interaction(data, forms, now)
        case "GUILD_CREATE" if not data.get("unavailable"):
            return Joined(data["id"], Identity(DOOR, data["owner_id"]), _first_channel(data))
        case "GUILD_DELETE" if not data.get("unavailable"):
            return Left(data["id"])
        case "CHANNEL_DELETE" if "guild_id" in data:
            return Left(data["guild_id"], data["id"])
    return None


def made_at(snowflake: str) -> datetime:
    """Return when something was made: its id says so."""
    return _EPOCH + timedelta(milliseconds=int(snowflake) >> 22)


def _first_channel(data: Mapping[str, Any]) -> str | None:
    """Return where a server is greeted: its own place for that, else its first channel for text."""
    texts = (channel["id"] for channel in data.get("channels", ()) if channel.get("type") == 0)
    return data.get("system_channel_id") or next(texts, None)


def _said(data: Mapping[str, Any], me: str, now: datetime) -> Said | None:
    author = data["author"]
    if author.get("bot") or "webhook_id" in data or data.get("type", 0) not in _SAID:
        return None
    guild = data.get("guild_id")
    addressed = guild is None or any(user["id"] == me for user in data.get("mentions", ()))
    if not addressed:
        return None
    text = _MENTION.sub(lambda found: "" if found[1] == me else found[0], data.get("content", ""))
    # Outside servers there are private channels and groups of friends: only the first are private.
    private = guild is None and data.get("channel_type", _DIRECT) == _DIRECT
    place = Place(data["channel_id"], guild, None if private else data["channel_id"])
    heard = Heard(
        " ".join(text.split(" ")).strip(),
        Identity(DOOR, author["id"]),
        room=place.room,
        update_id=f"m{data['id']}",
        asked_s=max(0.0, (now - made_at(data["id"])).total_seconds()),
        name=_name(author),
        whole=place.whole,
        replies_to=_answered(data),
    )
    return Said(heard, place, data["id"])


def _answered(data: Mapping[str, Any]) -> str | None:
    """Return which message this one answers; of those that are not ours the house knows nothing."""
    told = (data.get("message_reference") or {}).get("message_id")
    return str(told) if data.get("type") == _ANSWER and told is not None else None


def _interaction(data: Mapping[str, Any], forms: Forms, now: datetime) -> Meant | None:
    call = Call(data["id"], data["token"], now)
    user, details, language = _user(data), data.get("data", {}), data.get("locale")
    match data["type"]:
        case 2:
            options = details.get("options", ())
            is_ours = details.get("type", 1) == _TYPED and forms.find(details["name"]) is not None
            if not is_ours or not all("value" in option for option in options):
                return Gone(call, language)
            line = forms.line(details["name"], {option["name"]: option["value"] for option in options})
            return _called(data, call, line, Asked.COMMAND, forms)
        case 3:
            return _pressed(data, call, forms)
        case 4:
            field = next(option for option in details["options"] if option.get("focused"))
            prompt = Prompt(details["name"], field["name"], str(field["value"]))
            return Typing(call, Identity(DOOR, user["id"]), prompt, language, _place(data).room)
        case 5:
            mark = read_mark(details["custom_id"])
            if mark is None or not mark.lets(int(user["id"])):
                return NotTheirs(call, language)
            return _called(data, call, f"{mark.line} {_filled(details['components'])}".strip(), Asked.FORM, forms)
    return None


def _pressed(data: Mapping[str, Any], call: Call, forms: Forms) -> Meant:
    details, language = data["data"], data.get("locale")
    mark = read_mark(details["custom_id"])
    if mark is None or not mark.lets(int(_user(data)["id"])):
        return NotTheirs(call, language)
    if mark.fill is not None:
        return Wanted(call, mark, details["custom_id"], language)
    line = mark.line if mark.number is None else details["values"][0]
    return _called(data, call, line, Asked.TAP, forms)


def _called(data: Mapping[str, Any], call: Call, line: str, how: Asked, forms: Forms) -> Called:
    user, place = _user(data), _place(data)
    heard = Heard(
        line,
        Identity(DOOR, user["id"]),
        room=place.room,
        update_id=f"i{call.id}",
        # It would not be answered after three seconds anyway; a clock that is wrong must not make it older.
        asked_s=0.0,
        tapped=how is Asked.TAP,
        language=data.get("locale"),
        name=_name(user),
        whole=place.whole,
    )
    # Who reads an answer also reads the options of its command: what looks like a secret there is for its person alone.
    public = forms.is_public(line) and looks_secret(line) is None
    rights = int(data.get("member", {}).get("permissions") or 0)
    return Called(heard, place, call, how, public, bool(rights & GOVERNS), data.get("message"))


def _place(data: Mapping[str, Any]) -> Place:
    channel, guild = data["channel_id"], data.get("guild_id")
    told = data.get("channel") or {}
    if guild is None:
        return Place(channel, None, None if told.get("type", _DIRECT) == _DIRECT else channel)
    room = told.get("parent_id") or channel if told.get("type") in THREADS else channel
    return Place(channel, guild, room, bool(told))


def _user(data: Mapping[str, Any]) -> Mapping[str, Any]:
    user: Mapping[str, Any] = data["member"]["user"] if "member" in data else data["user"]
    return user


def _name(user: Mapping[str, Any]) -> str:
    return str(user.get("global_name") or user.get("username") or "")


def _filled(rows: Any) -> str:
    """Return what was typed into a form: its fields stand in rows, or behind labels."""
    fields = [field for row in rows for field in row.get("components", ()) or [row.get("component", {})]]
    return " ".join(word for field in fields for word in str(field.get("value", "")).split())
