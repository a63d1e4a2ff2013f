"""A rendered message as a call of the Bot API."""

from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from adapters.telegram.markup import html
from adapters.telegram.render import AlbumMessage, DocumentMessage, Keyboard, Message, PhotoMessage, TextMessage
from bot.speaking.richtext import Rich

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview would fetch one-time links


@dataclass(frozen=True, slots=True)
class Place:
    """Where to speak: a chat, in it a topic, and the message that is answered."""

    chat: int
    topic: int | None = None
    answering: int | None = None


async def write(bot: Bot, place: Place, message: Message, formatted: bool, as_file: bool = False) -> int:
    """Send `message`, as HTML or as plain text, its pictures as files where `as_file`; return its id (of an album its
    last). Raises TelegramError."""
    where: dict[str, Any] = {
        "chat_id": place.chat,
        "message_thread_id": place.topic,
        "reply_parameters": _answering(place),
        "parse_mode": ParseMode.HTML if formatted else None,
    }
    match message:
        case TextMessage(text, keyboard):
            words, keys = html(text) if formatted else text.plain, markup(keyboard)
            sent = bot.send_message(text=words, reply_markup=keys, link_preview_options=NO_PREVIEW, **where)
            return (await sent).message_id
        case PhotoMessage(png, name, caption, keyboard):
            where |= {"caption": _set(caption, formatted), "reply_markup": markup(keyboard)}
            if as_file:
                return (await bot.send_document(document=InputFile(png, name), **where)).message_id
            return (await bot.send_photo(photo=InputFile(png, name), **where)).message_id
        case DocumentMessage(content, name, caption, keyboard):
            where |= {"caption": _set(caption, formatted), "reply_markup": markup(keyboard)}
            return (await bot.send_document(document=InputFile(content, name), **where)).message_id
        case AlbumMessage(photos):
            del where["parse_mode"]
            media = [
                _in_album(photo, formatted, InputMediaDocument if as_file else InputMediaPhoto) for photo in photos
            ]
            return (await bot.send_media_group(media=media, **where))[-1].message_id


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return the buttons as the Bot API has them; None for none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(k.label, callback_data=k.data) for k in row] for row in keyboard]
    )


def _set(text: Rich, formatted: bool) -> str | None:
    return (html(text) if formatted else text.plain) or None


def _in_album(
    photo: PhotoMessage, formatted: bool, kind: type[InputMediaPhoto] | type[InputMediaDocument]
) -> InputMediaPhoto | InputMediaDocument:
    return kind(
        InputFile(photo.png, photo.name, attach=True),
        caption=_set(photo.caption, formatted),
        parse_mode=ParseMode.HTML if formatted else None,
    )


def _answering(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.answering, allow_sending_without_reply=True) if place.answering else None
