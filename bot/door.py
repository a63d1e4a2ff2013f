"""The one way in: guard, who, may they, understand, answer. Every platform's words pass here and nowhere else."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from inspect import isawaitable

import structlog

from bot.ask import Ask
from bot.command import Effect
from bot.drafts import Drafts
from bot.hearing.grammar import Bound, Grammar
from bot.hearing.guard import looks_secret
from bot.hearing.understanding import understood
from bot.params.base import Vocabulary
from bot.ports import Heard, Painter, Told
from bot.speaking.apology import apologise
from bot.speaking.dressing import dressed
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text, Tone, Understood
from bot.speaking.say import LANGUAGES, Say
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import CandlewickError, Defect, Mistake, NotAllowed, OverBudget, UnknownName
from core.people.gate import Gate
from core.people.model import CodePurpose, Identity, Person, Preferences
from core.people.rights import Verdict, Wanted, judged
from core.services import Services

log = structlog.get_logger(__name__)

# Words and taps of a person who has meanwhile seen other things ask again; an old question is answered with its time.
OLD_WRITE_S = 120.0
OLD_READ_S = 3600.0
# What finds a log entry again; no letter that is mistaken for a digit.
_REFERENCE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class House:
    """What the door needs to answer: made once, where everything is plugged together."""

    grammar: Grammar
    services: Services
    drafts: Drafts
    gate: Gate
    painter: Painter
    market_clock: MarketClock
    real_clock: RealClock
    chance: Chance
    mode: Callable[[], str | None]


class Door:
    """Keeps `bot.ports.Hears`."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def hear(self, heard: Heard) -> Told:
        """Answer what was heard. Never raises: an error leaves as an apology, a defect with a code for the owner."""
        with structlog.contextvars.bound_contextvars(
            ask=self._house.chance.pick(_REFERENCE, 8), door=heard.sender.door
        ):
            if looks_secret(heard.text):
                return await self._secret(heard)
            return await self._told(heard)

    async def brought(self, room: str, by: Identity, door: str) -> PublicReply | None:
        """Somebody added us to a room: greet when it counts as invited."""
        register = self._house.services.register
        person = await register.find(by)
        if not await register.brought(await register.room(door, room), person):
            return None
        say = self._say(Preferences() if person is None else person.preferences)
        return PublicReply((say.text("room-welcome", Part.ANSWER), say.text("room-welcome-how")))

    async def moved(self, door: str, old_room: str, new_room: str) -> None:
        await self._house.services.register.moved(door, old_room, new_room)

    def menu(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        """Return (command, help line) as a platform's menu lists them; scope private, room or owner."""
        say = self._say(Preferences(language=language))
        shown = [c for c in self._house.grammar.commands if not c.hidden or scope == "owner"]
        if scope == "room":
            shown = [c for c in shown if c.public and c.effect is Effect.READ]
        return [(c.name, say.line(f"{c.name}-help")) for c in shown if c.name != "confirm"]

    async def _secret(self, heard: Heard) -> Told:
        # Nothing of the text may be kept: not in the log either.
        log.info("secret dropped")
        person = await self._house.services.register.find(heard.sender)
        say = self._say(person.preferences if person else _guessed(heard.language))
        warning = PublicReply((say.text("secret-dropped", Part.ANSWER),), tone=Tone.MISTAKE).headed(self._mode(say))
        assert isinstance(warning, PublicReply)
        if heard.room is None:
            return Told(to_person=warning, secret=True)
        return Told(to_room=warning, secret=True)

    async def _told(self, heard: Heard) -> Told:
        house = self._house
        person = await house.services.register.welcome(
            heard.sender, heard.name, _guessed(heard.language), heard.trusted
        )
        if heard.update_id and not await house.gate.first_time(heard.sender.door, heard.update_id):
            return Told()
        if heard.room is not None and not heard.addressed:
            return Told()
        ask = await self._ask(heard, person)
        try:
            reply = await self._answer(ask, heard)
        except Mistake as mistake:
            reply = _sorry(mistake, ask)
        except CandlewickError as error:
            log.warning("not answered", kind=error.kind, error=str(error))
            reply = _sorry(error, ask)
        except Exception:
            reference = house.chance.pick(_REFERENCE, 4)
            log.exception("defect", reference=reference)
            reply = _sorry(Defect(reference), ask)
        if reply is None:
            return Told()
        return self._addressed(reply, await self._afterwards(ask, reply))

    async def _afterwards(self, ask: Ask, reply: Reply) -> Ask:
        """What was just set holds for this very answer: its mode line, its plainness."""
        command = reply.understood and self._house.grammar.named(reply.understood.name)
        if not command or command.effect is Effect.READ:
            return ask
        preferences = await self._house.services.register.preferences(ask.person)
        person = replace(ask.person, preferences=preferences)
        return replace(ask, person=person, say=self._say(preferences))

    async def _ask(self, heard: Heard, person: Person) -> Ask:
        house = self._house
        room = await house.services.register.room(heard.sender.door, heard.room) if heard.room else None
        # In a room the room's language is spoken; what is whispered there is in the person's own.
        preferences = person.preferences
        return Ask(
            person=person,
            identity=heard.sender,
            room=room,
            services=house.services,
            drafts=house.drafts,
            grammar=house.grammar,
            say=self._say(preferences),
            painter=house.painter,
            now=house.market_clock.now(),
            real_now=house.real_clock.now(),
            mode=house.mode(),
            text=heard.text,
            trusted=heard.trusted,
        )

    async def _answer(self, ask: Ask, heard: Heard) -> Reply | None:
        if ask.room is None and (opened := await self._claimed(ask)) is not None:
            return opened
        verdict = judged(ask.person, ask.room, Wanted(public=True, reads=True))
        if verdict is not Verdict.ALLOWED:
            return await self._turned_away(ask, verdict)
        if not (heard.trusted or ask.is_owner):
            pause = self._house.gate.pause(ask.person.id)
            if pause is not None:
                return None if pause.told else _sorry(OverBudget("pace", until=ask.real_now + pause.wait), ask)
        bound = await self._understood(ask)
        if bound is None:
            return self._lost(ask)
        return await self._run(ask, bound, heard)

    async def _understood(self, ask: Ask) -> Bound | None:
        services = self._house.services
        names = {name: venue for venue in services.venues for name in (venue, ask.say.source_name(venue).casefold())}
        vocabulary = Vocabulary(services.catalogue, names, ask.say.language)
        try:
            return understood(ask.text, self._house.grammar, vocabulary)
        except UnknownName as unknown:
            if unknown.what != "coin":
                raise
            # A venue may list a coin that no table knows; what venues list is learnt when first needed.
            await services.desk.ready()
            return understood(ask.text, self._house.grammar, vocabulary)

    async def _claimed(self, ask: Ask) -> Reply | None:
        """Return the answer to an owner code or an invite, None when the text is none."""
        code = ask.text.strip().removeprefix("/start").strip()
        opened = await self._house.services.register.claim(ask.person, code)
        if opened is None:
            return None
        key = "claimed-owner" if opened is CodePurpose.OWNER else "claimed-invite"
        return Reply((ask.say.text(key, Part.ANSWER), ask.say.text("claimed-next")))

    async def _turned_away(self, ask: Ask, verdict: Verdict) -> Reply | None:
        if verdict is Verdict.SILENT:
            return None
        where = f"room {ask.room.id}" if ask.room else f"person {ask.person.id}"
        if not await self._house.gate.first_today(f"stranger {where}"):
            return None
        return PublicReply((ask.say.text("stranger"),), error=NotAllowed("stranger"))

    async def _run(self, ask: Ask, bound: Bound, heard: Heard) -> Reply | None:
        command = bound.command
        said = Understood(command.name, bound.args)
        wanted = Wanted(command.public, command.effect is Effect.READ, command.who == "owner")
        verdict = judged(ask.person, ask.room, wanted)
        if verdict in (Verdict.OWNER_ONLY, Verdict.ROOM_READS_ONLY):
            return replace(_sorry(NotAllowed(verdict.value, command.name), ask), understood=said)
        if (late := await self._too_late(ask, bound, heard)) is not None:
            return late
        try:
            reply = await shown(command.show, ask, await command.ask(ask, **bound.values))
        except CandlewickError as error:
            log.info("answered with an error", command=command.name, kind=error.kind)
            return replace(_sorry(error, ask), understood=said)
        asked = [_asked_at(ask, heard)] if heard.asked_s > OLD_WRITE_S else []
        return replace(reply, blocks=(*asked, *reply.blocks), understood=reply.understood or said)

    async def _too_late(self, ask: Ask, bound: Bound, heard: Heard) -> Reply | None:
        """What was said long ago is not simply done now: writes and taps ask again, old reads become one line."""
        writes = bound.command.effect is Effect.WRITE or heard.tapped
        if heard.asked_s <= (OLD_WRITE_S if writes else OLD_READ_S):
            return None
        if not writes and not await self._house.gate.first_in(f"late {ask.person.id}", timedelta(minutes=10)):
            return Reply(())
        key = "asked-again" if writes else "asked-long-ago"
        again = Button(ask.say.line("button-again"), heard.text[:60])
        asked_at = ask.real_now - timedelta(seconds=heard.asked_s)
        return PublicReply((ask.say.text(key, Part.ANSWER, at=asked_at),), (again,))

    def _lost(self, ask: Ask) -> Reply:
        """No command at all: small talk, or words about other things."""
        tries = tuple(Button(line, line) for line in ("price btc", "market", "help"))
        return PublicReply((ask.say.text("not-understood", Part.ANSWER), ask.say.text("not-understood-try")), tries)

    def _addressed(self, reply: Reply, ask: Ask) -> Told:
        """Say it where it belongs: what is personal is whispered, and the room only learns that it was."""
        if not reply.blocks:
            return Told()
        say = ask.say
        finished = dressed(reply.headed(self._mode(say)), ask.person.preferences, say)
        if ask.room is None:
            return Told(to_person=finished)
        if isinstance(finished, PublicReply):
            return Told(to_room=finished)
        told = PublicReply((say.text("sent-privately"),), understood=reply.understood).headed(self._mode(say))
        assert isinstance(told, PublicReply)
        return Told(to_room=told, to_person=finished)

    def _mode(self, say: Say) -> tuple[Text, ...]:
        mode = self._house.mode()
        return (say.mode(mode),) if mode else ()

    def _say(self, preferences: Preferences) -> Say:
        return Say(
            preferences.language,
            preferences.zone,
            self._house.market_clock.now(),
            preferences.numbers,
            preferences.plain,
        )


async def shown(show: Callable[..., Reply | Awaitable[Reply]], ask: Ask, result: object) -> Reply:
    """Return what `show` makes of a command's result; a picture takes its time."""
    reply = show(ask, result)
    return await reply if isawaitable(reply) else reply


def _sorry(error: CandlewickError, ask: Ask) -> Reply:
    blocks, buttons = apologise(error, ask.say, said=ask.text)
    tone = Tone.STALE if error.kind in ("unavailable", "stale") else Tone.MISTAKE
    return PublicReply(tuple(blocks), tuple(buttons), tone=tone, error=error)


def _asked_at(ask: Ask, heard: Heard) -> Text:
    return ask.say.text("asked-at", at=ask.real_now - timedelta(seconds=heard.asked_s))


def _guessed(language: str | None) -> Preferences:
    """Return first preferences from the platform's locale ("pt-BR")."""
    short = (language or "en").split("-")[0].lower()
    return Preferences(language=short if short in LANGUAGES else "en")
