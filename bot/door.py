"""The one way in: guard, who, may they, understand, answer. Every platform's words pass here and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.asides import waiting
from bot.ask import Ask
from bot.asking import asking
from bot.claiming import claimed
from bot.command import Effect, Who
from bot.first_answers import understood_at_first
from bot.hearing.grammar import Bound
from bot.hearing.guard import looks_secret
from bot.hearing.link_codes import types_link_code
from bot.house import House
from bot.lateness import asked_again, asked_at, too_late_to_do, too_late_to_tell, too_old
from bot.nobody import answered_nobody
from bot.overheard import overheard
from bot.ports import Heard, Tell, Told
from bot.questions import answering, ask_back
from bot.speaking.plain import tame
from bot.speaking.reply import Part, PublicReply, Reply, Tone, Understood
from bot.turns import replying, turn_of
from bot.voice import Voice, guessed
from core.delivery.model import Where
from core.kernel.errors import (
    REFERENCE,
    CandlewickError,
    Defect,
    Mistake,
    NotAllowed,
    OverBudget,
    Unavailable,
)
from core.people.gate import DAY
from core.people.model import Identity, Preferences
from core.people.rights import LEAST, Verdict, Wanted, judged

log = structlog.get_logger(__name__)

R = TypeVar("R", bound=Reply)

_LATE_LINES_APART = timedelta(minutes=10)


class Door:
    """Keeps `bot.ports.Hears`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._voice = Voice(house.market_clock, house.chance, house.mode, house.ended)

    async def hear(self, heard: Heard) -> Told:
        """Answer what was heard. Never raises: an error leaves as an apology, a defect with a code for the owner."""
        answers: list[Told] = []

        async def keep(told: Told) -> None:
            answers.append(told)

        await self.respond(heard, keep)
        return answers[0] if answers else Told()

    async def respond(self, heard: Heard, tell: Tell) -> None:
        """Answer through `tell`. The update counts as handled once that has returned: what a killed process had not
        said is answered when the platform repeats it."""
        secret = looks_secret(heard.text) is not None
        await overheard(heard, self._house.services.linking)
        if heard.room is not None and not (heard.addressed or secret):
            return
        told: Told | None = None
        with structlog.contextvars.bound_contextvars(ask=self._house.chance.pick(REFERENCE, 8), door=heard.sender.door):
            try:
                async with self._house.gate.once(heard.sender.door, heard.update_id) as first:
                    if first:
                        told = await self._told(heard, secret)
                        if (unsaid := await tell(told)) is not None and not heard.nobody:
                            unsaid = await tell(self._voice.unsaid(unsaid, await self._ask(heard)))
                            if unsaid is not None:
                                log.warning("an answer is lost, and nobody could be told", reason=unsaid.reason)
            except CandlewickError as error:
                log.warning("an update cannot be remembered", kind=error.kind, error=str(error))
                if told is None:  # better answered twice than not at all
                    await tell(await self._told(heard, secret))

    def arrived(self, reply: Reply, message: str, door: str) -> None:
        if reply.turn is not None:
            self._house.gate.note_answer(f"{door} {message}", reply.turn)

    async def brought(self, room: str, by: Identity, door: str) -> PublicReply | None:
        """Somebody added us to a room: greet when it counts as invited."""
        person = await self._house.services.register.brought(door, room, by)
        if person is None:
            return None
        say = self._voice.say(person.preferences)
        greeting = PublicReply((say.text("room-welcome", Part.ANSWER), say.text("room-welcome-how")))
        return self._voice.blurted(greeting, Heard("", by, room=room), say).to_room

    async def beside(self, room: str, known: str, door: str) -> None:
        await self._house.services.register.beside(door, room, known)

    async def left(self, room: str, door: str) -> None:
        await self._house.services.register.left(door, room)

    async def moved(self, door: str, old_room: str, new_room: str) -> None:
        await self._house.services.register.moved(door, old_room, new_room)

    async def owners(self, door: str) -> Sequence[Identity]:
        return await self._house.services.register.owners_at(door)

    async def waiting(self, sender: Identity) -> str:
        try:
            person = await self._house.services.register.find(sender)
        except Unavailable:
            person = None
        return self._voice.say(person.preferences if person else guessed(None)).line("answer-comes")

    def menu(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        """Return (command, help line) as a platform's menu lists them; scope private, room or owner."""
        say = self._voice.say(Preferences(language=language))
        shown = [c for c in self._house.grammar.commands if c.menu or (c.hidden and scope == "owner")]
        if scope == "room":
            shown = [c for c in shown if c.public and c.effect is Effect.READ]
        return [(c.name, say.line(f"{c.name}-help")) for c in shown if c.name != "confirm"]

    async def _told(self, heard: Heard, secret: bool) -> Told:
        told = await self._answered(heard, secret)
        for reply in (told.to_room, told.to_person):
            if reply is not None and isinstance(defect := reply.error, Defect):
                said = reply.understood
                where, name = (Where.ANSWER, said.name) if said else (Where.DOOR, heard.sender.door)
                await self._house.defects.tell(where, name, defect.fault, defect.reference)
        return told

    async def _answered(self, heard: Heard, secret: bool) -> Told:
        try:
            if secret:
                return await self._warned(heard)
            if heard.nobody:
                return await answered_nobody(self._house, self._voice, heard)
            ask = await self._ask(heard)
        except Exception as error:  # noqa: BLE001 - the door is where every error ends
            return self._sorry_whoever(heard, error)
        try:
            reply = await self._answer(ask, heard)
            return Told() if reply is None else self._voice.answered(reply, await self._afterwards(ask, reply))
        except Exception as error:  # noqa: BLE001 - as above
            return self._voice.answered(self._voice.sorry(error, ask.say, ask.text), ask)

    async def _warned(self, heard: Heard) -> Told:
        # Nothing of the text may be kept: not in the log either.
        log.info("secret dropped")
        if not heard.trusted and self._house.gate.pause(heard.sender):
            return Told(secret=True)
        try:
            person = await self._house.services.register.find(heard.sender)
        except Unavailable as error:
            log.warning("warned in a guessed language", kind=error.kind, error=str(error))
            person = None
        if person is not None and judged(person, None, LEAST) is Verdict.SILENT:
            return Told(secret=True)
        say = self._voice.say(person.preferences if person else guessed(heard.language))
        warning = PublicReply((say.text("secret-dropped", Part.ANSWER),), tone=Tone.MISTAKE)
        return self._voice.blurted(warning, heard, say, secret=True)

    def _sorry_whoever(self, heard: Heard, error: Exception) -> Told:
        """Apologise before it is known who asks, as when the store is away."""
        say = self._voice.say(guessed(heard.language))
        reply = self._voice.sorry(error, say, heard.text)
        if not heard.trusted and self._house.gate.pause(heard.sender):
            return Told()
        return self._voice.blurted(reply, heard, say)

    async def _afterwards(self, ask: Ask, reply: Reply) -> Ask:
        """What was just set holds for this very answer: its mode line, its plainness."""
        command = reply.understood and self._house.grammar.named(reply.understood.name)
        if not command or command.effect is Effect.READ:
            return ask
        try:
            register = self._house.services.register
            preferences = await register.preferences(ask.person)
            room = None if ask.room is None else await register.room_numbered(ask.room.id)
        except Unavailable as error:
            # What was asked is done, and its answer must not be lost over its looks.
            log.warning("answered as before", kind=error.kind, error=str(error))
            return ask
        person = replace(ask.person, preferences=preferences)
        return replace(ask, person=person, room=room, say=self._voice.say(preferences))

    async def _ask(self, heard: Heard) -> Ask:
        register = self._house.services.register
        person = await register.welcome(heard.sender, heard.name, guessed(heard.language), heard.trusted)
        room = await register.room(heard.sender.door, heard.room, heard.whole) if heard.room else None
        return asking(self._house, heard, person, room, self._voice.say(person.preferences))

    async def _answer(self, ask: Ask, heard: Heard) -> Reply | None:
        verdict = judged(ask.person, ask.room, LEAST)
        if verdict is Verdict.SILENT:
            return None
        if not (heard.trusted or ask.is_owner) and (pause := self._house.gate.pause(ask.person.id)):
            if pause.told or verdict is not Verdict.ALLOWED:
                return None
            return self._voice.sorry(OverBudget("pace", until=ask.real_now + pause.wait), ask.say)
        if ask.room is None:
            opened = await claimed(ask)
            if isinstance(opened, Reply):
                return opened
            ask = opened
        if verdict is not Verdict.ALLOWED and not (ask.room is None and types_link_code(ask.text)):
            return await self._turned_away(ask)
        return await self._in_time(ask, heard)

    async def _turned_away(self, ask: Ask) -> Reply | None:
        if not await self._house.gate.first_in(ask.once("stranger"), DAY):
            return None
        return PublicReply((ask.say.text("stranger"),), error=NotAllowed("stranger"))

    async def _in_time(self, ask: Ask, heard: Heard) -> Reply | None:
        """What was said long ago is not simply done now: writes and taps ask again, reads say when they were asked, and
        the oldest become one line."""
        meant = await self._house.undoing.meant(ask)
        if isinstance(meant, Reply):
            return meant
        undone, gate = meant is not ask, self._house.gate
        ask = await answering(await replying(meant, heard, gate), gate)
        read = await self._read(ask)
        if isinstance(read, Bound) and too_late_to_do(heard, read.command):
            return asked_again(ask, heard)
        if too_late_to_tell(heard):
            return too_old(ask) if await gate.first_in(ask.once("late"), _LATE_LINES_APART) else None
        reply = await self._run(ask, read) if isinstance(read, Bound) else read
        if isinstance(read, Bound) and read.command.effect is Effect.WRITE:
            await self._house.undoing.remember(ask, reply, undone)
        return replace(reply, blocks=(*await waiting(ask), *asked_at(ask, heard), *reply.blocks))

    async def _read(self, ask: Ask) -> Bound | Reply:
        """Return what is asked for, else the answer that says why nothing is done."""
        try:
            bound = await understood_at_first(ask, self._house.gate)
        except Mistake as mistake:
            await ask_back(ask, self._house.gate, mistake)
            return self._voice.sorry(mistake, ask.aloud.say, ask.text)
        if bound is None:
            return self._voice.lost(ask.aloud.say, ask.text)
        command = bound.command
        reads, owner_only, anybody = command.effect is Effect.READ, command.who is Who.OWNER, command.who is Who.ANYBODY
        asked = command.name if command.of_market else ""
        wanted = Wanted(command.public, reads, owner_only, command.alerts_of_room, anybody, command.of_room, asked)
        verdict = judged(ask.person, ask.room, wanted)
        if verdict is Verdict.ALLOWED:
            return bound
        refusal = self._voice.sorry(NotAllowed(verdict.value, command.name), ask.aloud.say)
        return replace(refusal, understood=Understood(command.name, bound.args))

    async def _run(self, ask: Ask, bound: Bound) -> Reply:
        command = bound.command
        said = Understood(command.name, bound.args)
        ask = ask.aloud if command.public else ask
        try:
            reply = await command.shown(ask, await command.ask(ask, **bound.values))
        except Exception as error:  # noqa: BLE001 - what was understood belongs to the apology
            await ask_back(ask, self._house.gate, error, bound)
            sorry = replace(self._voice.sorry(error, ask.say, ask.text), understood=said)
            if not isinstance(error, Mistake):
                # It was understood: "and eth?" goes on from it as from an answer.
                sorry = await self._gone_on_from(ask, bound, sorry)
            # Whether somebody has a draft d1 is nobody else's business: a room reads one line, whatever comes of it.
            return sorry if command.public or command.of_room else sorry.personal
        if reply.error is None:
            reply = await self._gone_on_from(ask, bound, reply)
        heard_as = (ask.say.text("understood-as", line=tame(bound.mended)),) if bound.mended else ()
        remark = (ask.say.text(bound.remark),) if bound.remark else ()
        return replace(reply, blocks=(*heard_as, *remark, *reply.blocks), understood=reply.understood or said)

    async def _gone_on_from(self, ask: Ask, bound: Bound, reply: R) -> R:
        """Return `reply` with what is remembered of `bound`, where something may go on from it."""
        if (turn := await turn_of(ask, self._house.gate, bound, reply)) is not None:
            self._house.gate.note(turn)
        return replace(reply, turn=turn)
