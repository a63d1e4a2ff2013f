"""start — what this is and what to try; whoever begins is asked for language and time zone, once."""

from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, command
from bot.params.base import Named
from bot.params.choices import FlagKind
from bot.speaking.reply import Button, Part, PublicReply
from bot.speaking.welcome import TRIES, choices, question, zone_kept
from bot.welcome import Offer, begun, skipped
from core.people.welcome import Step

SKIP = FlagKind("skip", frozenset({"skip", "überspringen", "saltar", "omitir", "pular"}))
Skip = Annotated[bool, SKIP, Named("skip")]


@dataclass(frozen=True, slots=True)
class Started:
    """What is asked next, None: nothing; `skip` when a question was passed over."""

    offer: Offer | None
    skip: bool = False


def show_start(ask: Ask, started: Started) -> PublicReply:
    say, offer = ask.say, started.offer
    hello = (say.text("start", Part.ANSWER), say.text("start-try"))
    free = say.text("start-free")
    if ask.room is not None:
        return PublicReply((*hello, free), TRIES)
    privacy = Button(say.line("button-privacy"), "privacy")
    if offer is None:
        links = (
            Button(say.line("button-zone"), "settings zone"),
            Button(say.line("button-language"), "settings language"),
            privacy,
        )
        return PublicReply(hello, TRIES, links)
    kept = () if offer.kept is None else (zone_kept(say, offer.kept, ask.now),)
    answers = choices(say, offer.step, offer.zones, offer.kept)
    if started.skip:
        first = TRIES if offer.step is Step.FIRST else ()
        return PublicReply((*kept, question(say, offer.step, Part.ANSWER)), first, answers)
    asked = () if offer.step is Step.FIRST else (question(say, offer.step),)
    return PublicReply((*hello, free, *kept, *asked), TRIES, (*answers, privacy))


@command(effect=Effect.READ, show=show_start, topic="system", examples=("start",))
async def start(ask: Ask, skip: Skip = False) -> Started:
    """Say hello, and ask what was never answered; nothing is asked in a room."""
    return Started(await skipped(ask), skip=True) if skip else Started(await begun(ask))
