"""confirm — a draft's person says yes to it: `confirm d3`, typed or tapped."""

import json
from dataclasses import replace
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import WordKind
from bot.speaking.reply import Reply

DraftId = Annotated[str, WordKind("draft", r"d[1-9]\d{0,8}", "d3"), Named("draft")]


def show_confirmed(ask: Ask, reply: Reply) -> Reply:
    return replace(reply, settles=True)


@command(effect=Effect.WRITE, show=show_confirmed, topic="system", examples=("confirm d3",), hidden=True)
async def confirm(ask: Ask, draft: DraftId) -> Reply:
    """Take the draft and do what its command does with a confirmed one."""
    taken = await ask.drafts.take(ask.person, draft)
    drafted = ask.grammar.named(taken.command)
    if drafted is None or not drafted.on_confirm:
        raise LookupError(f"draft of {taken.command!r}, which confirms nothing")
    reply: Reply = await drafted.on_confirm[0](ask, json.loads(taken.facts))
    return reply
