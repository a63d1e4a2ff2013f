"""A Bot API of our own, over real sockets and strict: what Telegram would refuse, it refuses.

`async with StandInTelegram(clock) as bot_api:` and then `bot_api.says(user, text)`, `bot_api.taps(user, sent, label)`,
`await bot_api.replies(chat, n)`; faults are planned with `bot_api.fault(Fault(…))`.
"""

from typing import Any

from core.kernel.clock import RealClock
from tests.stand_ins.telegram_errors import Fault
from tests.stand_ins.telegram_server import BotApi, Call
from tests.stand_ins.telegram_world import BOT, Group, Sent, User, entities_of


class StandInTelegram(BotApi):
    """The server, and the hands of the people who chat with the bot."""

    def __init__(self, clock: RealClock, token: str = "4242:STAND-IN_token") -> None:
        super().__init__(clock, token)
        self._next_user = 500

    def user(self, name: str, language: str = "en") -> User:
        """Somebody who has not written to the bot yet."""
        self._next_user += 1
        self.world.users[self._next_user] = User(self._next_user, name, language)
        return self.world.users[self._next_user]

    def group(self, title: str) -> Group:
        """A group that the bot is in."""
        self._next_user += 1
        group = Group(-self._next_user, title)
        self.world.groups[group.id] = group
        self.world.met.add(group.id)
        return group

    def says(self, user: User, text: str, chat: Group | None = None, **more: Any) -> dict[str, Any]:
        """Write to the bot, or into a group; `more` are fields of the message. Returns the message."""
        where = chat.id if chat else user.id
        if chat is None:
            self.world.met.add(user.id)
        content = {"text": text, "entities": entities_of(text)} if text else {}
        message = self.world.write(where, more.pop("sender", user.json()), {**content, **more})
        self.update("message", message)
        return message

    def taps(self, user: User, sent: Sent, label: str) -> str:
        """Press a button of a message; return the query's id."""
        data = next(button["callback_data"] for row in sent.keyboard for button in row if button["text"] == label)
        query = f"tap-{self._next_update}"
        self.world.open_taps.add(query)
        message = self.world.messages[sent.chat, sent.id]
        body = {"id": query, "from": user.json(), "chat_instance": "1", "data": data, "message": message}
        self.update("callback_query", body)
        return query

    def adds_bot(self, user: User, group: Group, before: str = "left", after: str = "member") -> None:
        """Bring the bot into a group, or out of it."""
        bot = {"user": BOT, "until_date": 0}
        change = {
            "chat": self.world.chat_json(group.id),
            "from": user.json(),
            "date": self.world.now(),
            "old_chat_member": {**bot, "status": before},
            "new_chat_member": {**bot, "status": after},
        }
        self.update("my_chat_member", change)

    def migrates(self, group: Group, told: bool = True) -> Group:
        """Make a supergroup of a group; `told` whether the bot gets the service messages."""
        self._next_user += 1
        new = Group(-1_000_000_000_000 - self._next_user, group.title, "supergroup")
        self.world.groups[new.id] = new
        self.world.met.add(new.id)
        self.world.moved[group.id] = new.id
        if told:
            self.update("message", self.world.write(group.id, None, {"migrate_to_chat_id": new.id}))
            self.update("message", self.world.write(new.id, None, {"migrate_from_chat_id": group.id}))
        return new

    def fault(self, fault: Fault) -> None:
        self.faults.append(fault)

    def to(self, chat: User | Group) -> list[Sent]:
        """Return what the bot has said there, as it stands now."""
        return [sent for sent in self.world.sent if sent.chat == chat.id]

    async def replies(self, chat: User | Group, n: int) -> list[Sent]:
        """Return what the bot has said there, once it is `n` messages."""
        await self.until(lambda: len(self.to(chat)) >= n)
        return self.to(chat)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]
