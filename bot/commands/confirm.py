"""confirm — a draft's person says yes to it: `confirm d3`, typed or tapped; `save` where only one waits in that chat.
Who is asked whether they typed a code elsewhere is asked again: what joins two people is said whole."""

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.ask import Ask
from bot.command import Effect, command
from bot.drafts import MOST_CHOICES, spoken_of
from bot.params.drafts import DraftId
from bot.speaking.links import waits
from bot.speaking.reply import Reply
from bot.speaking.waiting import nothing_here, unsaved
from bot.turns import draft_replied_to
from core.kernel.errors import Missing
from core.people.links import Link
from core.people.model import Draft


def show_confirmed(ask: Ask, reply: Reply | Link | tuple[str, ...]) -> Reply:
    if isinstance(reply, Link):
        return waits(ask.say, reply, here=True)
    if isinstance(reply, tuple):
        return Reply(nothing_here(ask.say, reply))
    return replace(reply, settles=True)


@command(
    effect=Effect.WRITE, alerts_of_room=True, show=show_confirmed, topic="system", examples=("confirm d3",), hidden=True
)
async def confirm(ask: Ask, draft: DraftId | None = None) -> Reply | Link | tuple[str, ...]:
    """Take the draft and do what its command does with a confirmed one; who typed a code where that waits for a word;
    where nothing waits here, what waits elsewhere."""
    draft = draft or draft_replied_to(ask)
    waiting = None if draft is not None else await ask.drafts.open_in(ask.person, ask.chat)
    chosen = draft if waiting is None else _only_one(ask, waiting.here)
    if chosen is None:
        link = None if ask.room is not None else await ask.services.linking.waiting(ask.person)
        if link is not None and link.shown_to == ask.identity:
            return link
        return spoken_of(waiting.elsewhere if waiting is not None else ())
    taken = await ask.drafts.take(ask.person, chosen)
    drafted = ask.grammar.named(taken.command)
    if drafted is None or not drafted.on_confirm:
        raise LookupError(f"draft of {taken.command!r}, which confirms nothing")
    reply: Reply = await drafted.on_confirm[0](ask, json.loads(taken.facts))
    return replace(reply, ends=(unsaved(ask.say, f"d{taken.number}"),))


def _only_one(ask: Ask, waiting: Sequence[Draft]) -> str | None:
    """Return the draft that a bare yes means; Missing where it may mean several, or what is confirmed by its id."""
    light = spoken_of([draft for draft in reversed(waiting) if _is_light(ask, draft.command)])
    if len(light) == 1 or not waiting:
        return light[0] if light else None
    raise Missing("draft", "", light[:MOST_CHOICES], f"confirm d{waiting[-1].number}")


def _is_light(ask: Ask, name: str) -> bool:
    drafted = ask.grammar.named(name)
    return drafted is not None and drafted.lightly
