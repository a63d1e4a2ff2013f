"""say — one message, or a conversation from standard input; one answer for each line, in order."""

from argparse import ArgumentParser
from collections.abc import AsyncIterator

from adapters.cli.call import MISUSED, OK, UNABLE, Call, Refusal
from adapters.cli.lines import lines
from adapters.cli.opening import opened
from core.kernel.errors import Defect
from core.people.model import Identity

DEFAULTS = {"log_level": "warning"}
_PLATFORMS = ("telegram", "discord")


def declare(parser: ArgumentParser) -> None:
    """Add what is said, by whom and where."""
    parser.add_argument(
        "text", nargs="*", default=[], help='the message, or "-" for one message a line on standard input'
    )
    parser.add_argument("--json", action="store_true", default=False, help="print one JSON object for each message")
    parser.add_argument(
        "--user", default=None, help="who speaks: a name, telegram:ID or discord:ID (default: the owner)"
    )
    parser.add_argument("--room", default=None, help="say it in this shared room, where everybody sees the answer")


async def answer(call: Call) -> int:
    """Say each message and print its answer; 0 when one at least was answered."""
    texts, sender, room = _texts(call), speaker(call.options.user), _room(call)
    # Not above: the words of the house are many, and bad arguments need none of them.
    from adapters.cli.conversation import Conversation

    answered = False
    async with opened(call) as application:
        conversation = Conversation(application, sender, call.options.user or "", room)
        async for text in texts:
            reply = await conversation.reply(text)
            call.say(conversation.as_json(reply) if call.options.json else conversation.as_text(reply))
            answered = answered or not isinstance(reply.error, Defect)
    if not answered:
        call.tell("Not one message could be answered.")
    return OK if answered else UNABLE


def speaker(user: str | None) -> Identity:
    """Return who speaks.

    Raises
    ------
    Refusal
        If the name is blank, or a platform's id is no number.
    """
    if user is None:
        return Identity("local", "owner")
    platform, colon, number = user.partition(":")
    if colon and platform in _PLATFORMS:
        if not (number.isascii() and number.isdigit()):
            raise Refusal(MISUSED, f"--user: {platform} knows people by number. Example: --user {platform}:123456")
        return Identity(platform, number)
    if not user.strip():
        raise Refusal(MISUSED, "--user: a person has a name. Example: --user ada")
    return Identity("local", user.strip())


def _room(call: Call) -> str | None:
    room: str | None = call.options.room
    if room is not None and not room.strip():
        # Not taken as no room: what is said there would be printed here.
        raise Refusal(MISUSED, "--room: a room has a name. Example: --room lounge")
    return room


def _texts(call: Call) -> AsyncIterator[str]:
    words: list[str] = call.options.text
    if words == ["-"]:
        return _spoken(lines(call.console.stdin))
    text = " ".join(words).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not text.strip():
        raise Refusal(MISUSED, 'say: there is no message. Example: run_bot.py say "price btc"')
    return _once(text)


async def _once(text: str) -> AsyncIterator[str]:
    yield text


async def _spoken(every: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in every:
        if line.strip():
            yield line
