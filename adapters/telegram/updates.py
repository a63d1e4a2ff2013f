"""What an update means to us; what means nothing is None. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from telegram import (
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatType, MessageEntityType

from bot.ports import Heard
from bot.speaking.richtext import Rich, Run, Style
from core.people.model import Identity

DOOR = "telegram"

# No edited_message: what was said first was answered; an edit is said anew. No channel posts: nobody asks in them.
KINDS = ("message", "callback_query", "my_chat_member")

_STYLES: Mapping[str, Style] = {MessageEntityType.BOLD: Style.STRONG, MessageEntityType.PRE: Style.MONO}

_LONG_AGO_S = 48 * 3600.0  # a message that Telegram shows us no more is older than this
_ROOMS = (ChatType.GROUP, ChatType.SUPERGROUP)
_IN_ROOM = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said or tapped something: `message_id` is what they wrote, or the message whose button they tapped, and
    `tapped_on` what that says where it is a text."""

    heard: Heard
    chat: int
    message_id: int
    topic: int | None = None
    tapped_on: Rich | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody added the bot to a room."""

    chat: int
    by: Identity


@dataclass(frozen=True, slots=True)
class Left:
    """The bot is no longer in a room, whoever took it out."""

    chat: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and since when Telegram's updates have reached us as they happened; None where that is not known."""

    now: datetime
    in_touch_since: datetime | None = None


def read(update: Update, me: User, moment: Moment) -> Said | Brought | Left | Migrated | None:
    """Return what `update` means; None for what is not for us (channels, other bots, services)."""
    if update.callback_query is not None:
        return _tapped(update, moment)
    if update.my_chat_member is not None:
        return _moved_in_or_out(update.my_chat_member)
    if update.message is None:
        return None
    if update.message.migrate_to_chat_id is not None:
        return Migrated(update.message.chat_id, update.message.migrate_to_chat_id)
    if update.message.migrate_from_chat_id is not None:
        return Migrated(update.message.migrate_from_chat_id, update.message.chat_id)
    return _said(update, update.message, me, moment.now)


def lane(update: Update) -> int:
    """Return the chat within which order is kept."""
    return update.effective_chat.id if update.effective_chat is not None else 0


def _said(update: Update, message: Message, me: User, now: datetime) -> Said | None:
    sender, place = message.from_user, message.sender_chat
    # `sender_chat` stands for an anonymous admin or a channel, whatever account Telegram names beside it; a post that a
    # channel hands on to its group by itself asks nobody.
    if sender is None or message.is_automatic_forward or (sender.is_bot and place is None):
        return None
    private = message.chat.type == ChatType.PRIVATE
    if message.chat.type not in ((ChatType.PRIVATE,) if place is None else ()) + _ROOMS:
        return None
    text = message.text or message.caption
    if text is None:
        alone = message.effective_attachment is not None and message.media_group_id is None
        if not (private and alone):
            return None
        text = ""
    words, addressed = _addressed(message, text, me)
    heard = Heard(
        words,
        _identity(sender) if place is None else Identity(DOOR, str(place.id)),
        room=None if private else str(message.chat_id),
        addressed=private or addressed,
        update_id=str(update.update_id),
        asked_s=max(0.0, (now - message.date).total_seconds()),
        language=sender.language_code,
        name=sender.full_name if place is None else "",
        replies_to=_answered(message, me) if place is None else None,
        nobody=place is not None,
    )
    return Said(
        heard, message.chat_id, message.message_id, message.message_thread_id if message.is_topic_message else None
    )


def _answered(message: Message, me: User) -> str | None:
    """Return which message of ours this one replies to."""
    to = message.reply_to_message
    ours = to is not None and to.from_user == me
    return f"{message.chat_id}/{to.message_id}" if to is not None and ours else None


def _tapped(update: Update, moment: Moment) -> Said | None:
    query = update.callback_query
    if query is None or query.message is None or not query.data or query.from_user.is_bot:
        return None
    chat = query.message.chat
    heard = Heard(
        query.data,
        _identity(query.from_user),
        room=None if chat.type == ChatType.PRIVATE else str(chat.id),
        update_id=str(update.update_id),
        asked_s=_age_s(query.message, moment),
        tapped=True,
        language=query.from_user.language_code,
        name=query.from_user.full_name,
    )
    topic, text = None, None
    if isinstance(query.message, Message):
        topic = query.message.message_thread_id if query.message.is_topic_message else None
        text = _as_shown(query.message)
    return Said(heard, chat.id, query.message.message_id, topic, text)


def _as_shown(message: Message) -> Rich | None:
    """Return a message of ours as we wrote it: its text with the styles that we use; None where it is no text."""
    if not message.text:
        return None
    known = message.parse_entities([*_STYLES])
    runs, at, sent = list[Run](), 0, message.text.encode("utf-16-le")
    for entity in sorted(known, key=lambda entity: entity.offset):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if start >= at:
            runs += [Run(sent[at:start].decode("utf-16-le")), Run(known[entity], _STYLES[entity.type])]
            at = end
    return Rich((*runs, Run(sent[at:].decode("utf-16-le"))))


def _age_s(message: MaybeInaccessibleMessage, moment: Moment) -> float:
    """Return how old a tap may be: it has no time of its own, but is not older than its message, nor than the time
    since which we have been in touch."""
    bounds = [moment.in_touch_since] if moment.in_touch_since else []
    if isinstance(message, Message):
        bounds.append(message.edit_date or message.date)
    return max(0.0, (moment.now - max(bounds)).total_seconds()) if bounds else _LONG_AGO_S


def _moved_in_or_out(change: ChatMemberUpdated) -> Brought | Left | None:
    if change.chat.type not in _ROOMS:
        return None
    match _is_in(change.old_chat_member), _is_in(change.new_chat_member):
        case False, True:
            # Another bot brings nobody's invitation along, as a stranger does not.
            return Brought(change.chat.id, _identity(change.from_user))
        case _, False:
            return Left(change.chat.id)
        case _:
            return None


def _is_in(member: ChatMember) -> bool:
    return member.status in _IN_ROOM or (isinstance(member, ChatMemberRestricted) and member.is_member)


def _identity(user: User) -> Identity:
    return Identity(DOOR, str(user.id))


def _addressed(message: Message, text: str, me: User) -> tuple[str, bool]:
    """Return the words without our name, and whether they are meant for us: a command, a reply to us, a mention."""
    addressed = message.reply_to_message is not None and message.reply_to_message.from_user == me
    # Telegram counts in UTF-16 units, so the cuts are made in them.
    units, cuts = text.encode("utf-16-le"), list[tuple[int, int]]()
    for entity, words in {**message.parse_entities(), **message.parse_caption_entities()}.items():
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if entity.type == MessageEntityType.BOT_COMMAND and not start:
            name, at, whose = words.partition("@")
            if at and not _is_name_of(me, whose):
                return text, False
            cuts.append((2 * len(name), end))
            addressed = True
        elif _mentions(me, entity, words):
            cuts.append((start, end))
    for start, end in sorted(cuts, reverse=True):
        before, after = units[:start].decode("utf-16-le"), units[end:].decode("utf-16-le")
        joined = before + (after.lstrip() if before[-1:].isspace() or not before else after)
        units = joined.encode("utf-16-le")
    return units.decode("utf-16-le").strip() if cuts else text, addressed or bool(cuts)


def _is_name_of(me: User, name: str) -> bool:
    return name.lower() == (me.username or "").lower()


def _mentions(me: User, entity: MessageEntity, words: str) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user == me
    return entity.type == MessageEntityType.MENTION and _is_name_of(me, words[1:])
