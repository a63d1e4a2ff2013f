"""A code that opens the house, typed in private: the owner's, or an invite."""

import re
from dataclasses import replace

from bot.ask import Ask
from bot.speaking.reply import Part, Reply
from core.kernel.errors import UnknownName
from core.people.model import CodePurpose, Role

# An invite link sends its code behind /start.
_START = re.compile(r"/?start(?:@\w+)?\s+", re.IGNORECASE)


async def claimed(ask: Ask) -> Reply | Ask:
    """Return the answer to an owner code or an invite, and what is asked where the text is none: a code that opens
    nothing, from somebody whom we know, may be the one that joins doors. It then costs a try of either kind."""
    code = _START.sub("", ask.text.strip(), count=1)
    try:
        opened = await ask.services.register.claim(ask.person, code)
    except UnknownName:
        if ask.person.role is Role.STRANGER:
            raise
        return replace(ask, text=f"link {code}")
    if opened is None:
        return ask
    key = "claimed-owner" if opened is CodePurpose.OWNER else "claimed-invite"
    return Reply((ask.say.text(key, Part.ANSWER), ask.say.text("claimed-next")))
