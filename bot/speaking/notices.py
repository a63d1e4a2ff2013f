"""Notices into replies: a function for each kind, called when the notice is sent, in the language set then."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.speaking.reply import Part, PublicReply, Reply, Text, Tone
from bot.speaking.say import Age, Say
from core.delivery.defect_notices import DEFECT
from core.delivery.outage_notices import DATA_BACK, DATA_STOPPED
from core.market.model import from_ms

Facts = Mapping[str, Any]
"""What the notice's writer kept as JSON; instants in milliseconds since 1970 UTC."""


def again(say: Say) -> Text:
    """Return the label of a possible repeat; it stands above the message."""
    return say.text("notice-again")


def _data_stopped(facts: Facts, say: Say) -> Reply:
    last = Age(from_ms(facts["last_at"]))
    return Reply(
        (say.text("notice-data-stopped", Part.ANSWER, mark=say.mark("STALE"), age=last),),
        tone=Tone.STALE,
    )


def _data_back(facts: Facts, say: Say) -> Reply:
    since, until = (say.instant(from_ms(facts[name]), seconds=False) for name in ("last_at", "at"))
    return Reply((say.text("notice-data-back", Part.ANSWER, since=since, until=until),))


def _defect(facts: Facts, say: Say) -> Reply:
    return Reply((say.text("notice-defect", Part.ANSWER, **facts),), tone=Tone.MISTAKE)


TO_PERSONS: Mapping[str, Callable[[Facts, Say], Reply]] = {
    DATA_STOPPED: _data_stopped,
    DATA_BACK: _data_back,
    DEFECT: _defect,
}

# Only what is public by its type: nobody can enter a personal reply here (promise 5).
TO_ROOMS: Mapping[str, Callable[[Facts, Say], PublicReply]] = {}
