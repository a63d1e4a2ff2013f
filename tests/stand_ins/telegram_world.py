"""What Telegram's side knows: people, chats, the messages in them; and what a bot's calls do to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.kernel.clock import RealClock
from tests.stand_ins import telegram_rules as rules
from tests.stand_ins.telegram_errors import Refused
from tests.stand_ins.telegram_html import Entity, utf16
from tests.stand_ins.telegram_rules import Upload, bad

BOT = {"id": 4242, "is_bot": True, "first_name": "Candlewick", "username": "candle_test_bot"}
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_FOUND = re.compile(r"(?<!\S)/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?|@[A-Za-z0-9_]{5,}")


@dataclass(frozen=True)
class User:
    """A person; their private chat has their id."""

    id: int
    first_name: str
    language: str = "en"

    def json(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": self.language}


@dataclass(frozen=True)
class Group:
    """A shared chat; ids of groups are negative."""

    id: int
    title: str
    kind: str = "group"


@dataclass
class Sent:
    """A message that the bot sent, as it stands now."""

    chat: int
    id: int
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    photo: Upload | None = None
    document: Upload | None = None
    edits: int = 0
    answering: int | None = None
    topic: int | None = None
    album: int | None = None

    @property
    def labels(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]


class World:
    """Chats and messages; every method named as in the Bot API does what it says or raises Refused."""

    def __init__(self, clock: RealClock) -> None:
        self._clock = clock
        self._last_id = 100
        self.users: dict[int, User] = {}
        self.groups: dict[int, Group] = {}
        self.moved: dict[int, int] = {}
        self.blocked: set[int] = set()
        self.met: set[int] = set()
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.sent: list[Sent] = []
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.open_taps: set[str] = set()
        self.may_delete = True
        self.ranks: dict[tuple[int, int], str] = {}

    def now(self) -> int:
        return int(self._clock.now().timestamp())

    def chat_json(self, chat: int) -> dict[str, Any]:
        if chat in self.groups:
            group = self.groups[chat]
            return {"id": chat, "type": group.kind, "title": group.title}
        return {"id": chat, "type": "private", "first_name": self.users[chat].first_name}

    def write(self, chat: int, sender: Mapping[str, Any] | None, content: Mapping[str, Any]) -> dict[str, Any]:
        """Keep a message and return it as the Bot API shows it."""
        self._last_id += 1
        message = {"message_id": self._last_id, "date": self.now(), "chat": self.chat_json(chat), **content}
        if sender is not None:
            message["from"] = dict(sender)
        self.messages[chat, self._last_id] = message
        return message

    def do(self, method: str, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        """Carry out a call that is well-formed so far."""
        act = getattr(self, f"_{re.sub('(?<!^)(?=[A-Z])', '_', method).lower()}")
        return act(params, files)

    def _get_me(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _get_chat_member(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        chat, user = int(params["chat_id"]), int(params["user_id"])
        self._may_speak(chat)
        if user not in self.users:
            raise bad("invalid user_id specified")
        member = {"user": self.users[user].json(), "status": self.ranks.get((chat, user), "member")}
        match member["status"]:
            case "creator":
                return {**member, "is_anonymous": False}
            case "administrator":
                return {**member, **dict.fromkeys(_RIGHTS, True), "is_anonymous": False, "can_be_edited": False}
        return member

    def _send_message(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        text, entities = rules.styled(params, "text", 4096)
        return self._say(params, Sent(0, 0, text, entities))

    def _send_photo(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        text, entities = rules.styled(params, "caption", 1024)
        return self._say(params, Sent(0, 0, text, entities, photo=rules.photo(files.get("photo"))))

    def _send_document(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        text, entities = rules.styled(params, "caption", 1024)
        return self._say(params, Sent(0, 0, text, entities, document=rules.document(files.get("document"))))

    def _send_media_group(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        photos = rules.album(params, files)
        self._may_speak(int(params["chat_id"]))
        album = self._last_id
        if rules.decoded(params, "media")[0]["type"] == "document":
            return [self._say(params, Sent(0, 0, t, e, document=upload, album=album)) for upload, t, e in photos]
        return [self._say(params, Sent(0, 0, t, e, photo=upload, album=album)) for upload, t, e in photos]

    def _edit_message_text(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        sent = self._own(params)
        text, entities = rules.styled(params, "text", 4096)
        keyboard = rules.keyboard(params)
        if sent.photo or sent.document:
            raise bad("there is no text in the message to edit")
        if (text, entities, keyboard) == (sent.text, sent.entities, sent.keyboard):
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        sent.text, sent.entities, sent.keyboard, sent.edits = text, entities, keyboard, sent.edits + 1
        return self.messages[sent.chat, sent.id] | {"text": text, "edit_date": self.now()}

    def _delete_message(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        where = int(params["chat_id"]), int(params["message_id"])
        if where not in self.messages:
            raise bad("message to delete not found")
        if not self.may_delete:
            raise bad("message can't be deleted")
        del self.messages[where]
        self.sent = [sent for sent in self.sent if (sent.chat, sent.id) != where]
        return True

    def _answer_callback_query(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        if params["callback_query_id"] not in self.open_taps:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.open_taps.discard(params["callback_query_id"])
        return True

    def _set_my_commands(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        scope, language, listed = rules.commands(params)
        self.menus[scope, language] = listed
        return True

    def _set_my_description(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        return self._describe("description", params, 512)

    def _set_my_short_description(self, params: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        return self._describe("short_description", params, 120)

    def _describe(self, name: str, params: Mapping[str, str], most: int) -> bool:
        if len(params.get(name, "")) > most:
            raise bad("description is too long")
        self.descriptions[name, params.get("language_code", "")] = params.get(name, "")
        return True

    def _say(self, params: Mapping[str, str], sent: Sent) -> dict[str, Any]:
        sent.chat = int(params["chat_id"])
        self._may_speak(sent.chat)
        sent.keyboard = rules.keyboard(params)
        sent.topic = int(params["message_thread_id"]) if "message_thread_id" in params else None
        if "reply_parameters" in params:
            sent.answering = self._answered(sent.chat, rules.decoded(params, "reply_parameters"))
        content: dict[str, Any] = {"text": sent.text} if not (sent.photo or sent.document) else {"caption": sent.text}
        if sent.entities:
            content["caption_entities" if sent.photo or sent.document else "entities"] = sent.entities
        if sent.photo:
            size = {"file_id": "p", "file_unique_id": "p", "width": 1200, "height": 900}
            content["photo"] = [size]
        if sent.document:
            content["document"] = {"file_id": "d", "file_unique_id": "d", "file_name": sent.document.name}
        if sent.keyboard:
            content["reply_markup"] = {"inline_keyboard": sent.keyboard}
        message = self.write(sent.chat, BOT, content)
        sent.id = message["message_id"]
        self.sent.append(sent)
        return message

    def _answered(self, chat: int, reply: Mapping[str, Any]) -> int | None:
        if (chat, reply["message_id"]) in self.messages:
            return int(reply["message_id"])
        if not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return None

    def _may_speak(self, chat: int) -> None:
        if chat in self.moved:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, {"migrate_to_chat_id": self.moved[chat]})
        if chat not in self.users and chat not in self.groups:
            raise bad("chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat not in self.met:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")

    def _own(self, params: Mapping[str, str]) -> Sent:
        where = int(params["chat_id"]), int(params["message_id"])
        self._may_speak(where[0])
        for sent in self.sent:
            if (sent.chat, sent.id) == where:
                return sent
        raise bad("message to edit not found")


def entities_of(text: str) -> list[Entity]:
    """Return the entities that Telegram finds in what a person writes: commands and mentions."""
    return [
        {
            "type": "bot_command" if match[0].startswith("/") else "mention",
            "offset": utf16(text[: match.start()]),
            "length": utf16(match[0]),
        }
        for match in _FOUND.finditer(text)
    ]
