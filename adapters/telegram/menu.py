"""What Telegram shows beside the input field: commands per scope and language, and the bot's description."""

import hashlib
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest

from bot.ports import Hears
from core.kernel.memory import Memory

log = logging.getLogger(__name__)

LANGUAGES = ("en", "de", "es", "pt")  # English is what all others see
_COMMANDS = 100
_HELP = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")


@dataclass(frozen=True, slots=True)
class About:
    """What a chat shows before the first message (≤ 512 characters), and the bot's page (≤ 120)."""

    description: str
    short: str


class Menu:
    """Publishes what changed since it was last published."""

    def __init__(self, bot: Bot, hears: Hears, memory: Memory, about: Mapping[str, About]) -> None:
        self._bot = bot
        self._hears = hears
        self._memory = memory
        self._about = about

    async def publish(self) -> None:
        """Publish the commands of private chats and of groups, and the descriptions. Raises TelegramError."""
        for language in LANGUAGES:
            await self._commands(language, "private", BotCommandScopeAllPrivateChats())
            await self._commands(language, "room", BotCommandScopeAllGroupChats())
            if language in self._about:
                await self._describe(language, self._about[language])

    async def publish_for_owner(self, chat: int) -> None:
        """Publish the owner's commands in the owner's own chat. Raises TelegramError."""
        for language in LANGUAGES:
            await self._commands(language, "owner", BotCommandScopeChat(chat), f"owner.{chat}")

    async def _commands(self, language: str, scope: str, where: BotCommandScope, key: str | None = None) -> None:
        lines = [(name, words[:_HELP]) for name, words in self._hears.menu(language, scope) if _fits(name, words)]
        commands = [BotCommand(name, words) for name, words in lines[:_COMMANDS]]

        async def publish() -> None:
            await self._bot.set_my_commands(commands, where, _code(language))

        await self._if_changed(f"{key or scope}.{language}", lines, publish)

    async def _describe(self, language: str, about: About) -> None:
        async def publish() -> None:
            await self._bot.set_my_description(about.description[:512], _code(language))
            await self._bot.set_my_short_description(about.short[:120], _code(language))

        await self._if_changed(f"about.{language}", (about.description, about.short), publish)

    async def _if_changed(self, name: str, content: Sequence[object], publish: Callable[[], Awaitable[None]]) -> None:
        key = f"telegram.menu.{self._bot.id}.{name}"
        mark = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        if await self._memory.recall(key) == mark:
            return
        try:
            await publish()
        except BadRequest as error:
            # Such as the chat of an owner who has not written yet; asked again at the next start.
            log.warning("Telegram did not take the menu %s: %s", name, error.message)
            return
        await self._memory.keep(key, mark)


def _fits(name: str, words: str) -> bool:
    if _NAME.fullmatch(name) and words:
        return True
    log.warning("the command %r cannot be in Telegram's menu", name)
    return False


def _code(language: str) -> str | None:
    return None if language == LANGUAGES[0] else language
