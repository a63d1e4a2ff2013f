"""privacy (= data) — what is stored about a person; export, and deletion after a typed confirmation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import KEEPING
from bot.speaking.reply import Button, File, Part, Reply

Action = Annotated[str, KEEPING, Named("action")]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored (`counts` by text key), the whole of it for an export, or the draft that waits for deletion."""

    action: str
    counts: Mapping[str, int]
    rows: Mapping[str, Sequence[Mapping[str, object]]] | None = None
    draft: str | None = None


def show_kept(ask: Ask, kept: Kept) -> Reply:
    say = ask.say
    counted = tuple(say.text("privacy-kept", what=say.line(key), n=n) for key, n in kept.counts.items() if n)
    if kept.rows is not None:
        content = json.dumps(kept.rows, indent=2, ensure_ascii=False, default=str).encode()
        return Reply((say.text("privacy-export", Part.ANSWER), *counted, File(content, "candlewick-export.json")))
    if kept.draft is not None:
        cancel = Button(say.line("button-cancel"), f"cancel {kept.draft}")
        lines = (say.text("privacy-delete", Part.ANSWER), *counted, say.text("privacy-delete-type", draft=kept.draft))
        return Reply(lines, (cancel,))
    buttons = (
        Button(say.line("button-export"), "privacy export"),
        Button(say.line("button-delete"), "privacy delete"),
    )
    return Reply(
        (say.text("privacy", Part.ANSWER), *counted, say.text("privacy-not"), say.text("privacy-how")), buttons
    )


@command(
    effect=Effect.WRITE,
    show=show_kept,
    topic="privacy",
    examples=("privacy", "privacy export"),
    implied=lambda values: {"action": "show"},
    lightly=False,
)
async def privacy(ask: Ask, action: Action = "show") -> Kept:
    """Show what is kept; `delete` only drafts, the person's own typed word deletes."""
    service = ask.services.privacy
    counts = await service.counts(ask.person.id)
    if action == "export":
        return Kept(action, counts, rows=await service.export(ask.person.id))
    if action == "delete":
        return Kept(action, counts, draft=await ask.drafts.make(ask.person, "privacy", {"delete": True}, ask.chats))
    return Kept(action, counts)


@privacy.confirmed
async def erase(ask: Ask, facts: Mapping[str, object]) -> Reply:
    """Delete everything of the person."""
    gone = await ask.services.privacy.erase(ask.person)
    return Reply((ask.say.text("privacy-deleted", Part.ANSWER, n=sum(gone.values())),))
