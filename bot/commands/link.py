"""link — makes one person of two doors: a code shown here, typed there, confirmed here; unlink parts them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.ask import Ask
from bot.command import Effect, Who, command
from bot.params.base import Named
from bot.params.choices import WordKind
from bot.params.links import ANSWER, AccountKind, CodeKind
from bot.speaking.links import asked, joined, parted, refused, shown, waits
from bot.speaking.reply import Reply
from core.delivery.link_notices import Join
from core.delivery.linking import Shown
from core.kernel.errors import NotAllowed, UnknownName
from core.people.links import Link
from core.people.model import Identity, Role

Code = Annotated[str, CodeKind(), Named("code")]
Answer = Annotated[str, ANSWER, Named("answer")]
Mark = Annotated[str, WordKind("mark", r"m-[0-9a-z]{6,12}", "m-mjve7pc0"), Named("mark")]
Leaving = Annotated[str, AccountKind(), Named("door", narrows="")]


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody typed the code and waits for one's word; `here` whether that counts where it is asked now."""

    link: Link
    here: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody was joined."""

    link: Link


@dataclass(frozen=True, slots=True)
class Parted:
    """A door left: `here` whether the one at which this is read, `stays` those that keep everything."""

    door: str
    here: bool
    stays: Sequence[str]


def show_link(ask: Ask, done: Shown | Link | Waits | Refused | Join) -> Reply:
    match done:
        case Shown():
            return shown(ask.say, done)
        case Link():
            return asked(ask.say, done)
        case Waits():
            return waits(ask.say, done.link, done.here)
        case Refused():
            return refused(ask.say, done.link)
        case Join():
            return joined(ask.say, done)


@command(
    effect=Effect.WRITE,
    show=show_link,
    topic="settings",
    examples=("link", "link K7QFM-2M9PX"),
    who=Who.ANYBODY,
    menu=False,
)
async def link(
    ask: Ask, code: Code | None = None, answer: Answer | None = None, mark: Mark | None = None
) -> Shown | Link | Waits | Refused | Join:
    """Show a code, take one, or answer who typed it."""
    linking = ask.services.linking
    if ask.room is not None:
        # A code was ended when it was heard: everybody there has read it.
        raise NotAllowed("private-only" if code is None else "link-read-by-all", "link")
    if code is not None:
        return await linking.typed(ask.person, ask.identity, code)
    if ask.person.role is Role.STRANGER:
        raise NotAllowed("stranger", "link")
    if answer == "yes":
        return await linking.confirm(ask.person, ask.identity, mark)
    if answer == "no":
        return Refused(await linking.refuse(ask.person, ask.identity, mark))
    waiting = await linking.waiting(ask.person)
    if waiting is None:
        return await linking.show(ask.person, ask.identity)
    return Waits(waiting, waiting.shown_to == ask.identity)


def show_unlinked(ask: Ask, done: Parted) -> Reply:
    return parted(ask.say, done.door, done.here, done.stays)


@command(effect=Effect.WRITE, show=show_unlinked, topic="settings", examples=("unlink", "unlink discord"), menu=False)
async def unlink(ask: Ask, door: Leaving | None = None) -> Parted:
    """Let this door begin anew, or the one that is named."""
    if ask.room is not None:
        raise NotAllowed("private-only", "unlink")
    linking = ask.services.linking
    doors = await linking.doors(ask.person)
    if len(doors) == 1:
        raise NotAllowed("link-only-door", doors[0].door)
    leaving = ask.identity if door is None else _meant(doors, door, ask.identity)
    await linking.leave(ask.person, ask.identity, leaving)
    stays = tuple(dict.fromkeys(each.door for each in doors if each != leaving))
    return Parted(leaving.door, leaving == ask.identity, stays)


def _meant(doors: Sequence[Identity], door: str, here: Identity) -> Identity:
    """Return the account at that door: this one where it is one, else the one that came last. UnknownName where
    there is none."""
    there = [each for each in doors if each.door == door]
    if not there:
        theirs = tuple(dict.fromkeys(each.door for each in doors))
        raise UnknownName("link-door", door, theirs, f"unlink {theirs[-1]}")
    return here if here in there else there[-1]
