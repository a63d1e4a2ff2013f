"""What a message becomes whose buttons are used up."""

from collections.abc import Mapping
from typing import Any

from adapters.discord.markdown import escaped
from adapters.discord.render import CONTENT, DESCRIPTION, Embed, Message, line_of, render
from bot.speaking.reply import Reply
from bot.speaking.richtext import Rich, Run, units, without


def settled(shown: Mapping[str, Any] | None, reply: Reply) -> Message | None:
    """Return a message with the reply's words in the place of the buttons that are used up."""
    if shown is None:
        return None
    messages = render(reply)
    rows = messages[0].rows if len(messages) == 1 else ()
    line, embeds = line_of(reply), shown.get("embeds") or []
    if not embeds:
        whole = f"{_still_true(shown.get('content', ''), reply)}\n{line}"
        return Message(whole, rows=rows) if units(whole) <= CONTENT else None
    before = embeds[0]
    # The footer would stand below what came after it: "Saved: a1." above "Not saved yet."
    footer = escaped(_still_true(before.get("footer", {}).get("text", ""), reply))
    described = "\n".join(part for part in (before.get("description", ""), footer, line) if part)
    if units(described) > DESCRIPTION:
        return None
    return Message(embed=Embed(before.get("title", ""), described, "", before.get("color", 0)), rows=rows)


def _still_true(text: str, reply: Reply) -> str:
    return without(Rich((Run(text),)), reply.ends).plain
