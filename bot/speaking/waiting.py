"""What is said of what waits for somebody's word, and where nothing does."""

from collections.abc import Sequence

from bot.speaking.reply import Part, Text
from bot.speaking.say import Say


def nothing_here(say: Say, elsewhere: Sequence[str]) -> tuple[Text, ...]:
    """Say that nothing waits in this chat, and which drafts ("d3") wait in others."""
    if not elsewhere:
        return (say.text("cancelled-nothing", Part.ANSWER),)
    return (
        say.text("waiting-nothing-here", Part.ANSWER),
        say.text("waiting-elsewhere", n=len(elsewhere), drafts=tuple(elsewhere), first=elsewhere[0]),
    )


def unsaved(say: Say, draft: str) -> str:
    """Return the sentence that is true of a draft while it waits."""
    return say.line("alert-unsaved", draft=draft)
