"""What is said in a room under its own name or a channel's: by nobody whom we could know, so nothing is remembered of
who says it, nothing is anybody's own, and only what the whole room may read is answered."""

from dataclasses import replace

from bot.ask import Ask
from bot.asking import asking
from bot.command import Command, Effect
from bot.house import House
from bot.ports import Heard, Told
from bot.speaking.reply import PublicReply, Understood
from bot.turns import understood_here
from bot.voice import Voice, guessed
from core.kernel.errors import Mistake, NotAllowed
from core.people.model import Person, Role
from core.people.rights import LEAST, Verdict, Wanted, judged

# No row has this number: what would be kept of somebody has nobody to belong to.
_NUMBER = 0
# What is answered besides questions to the market.
_BESIDES = frozenset({"help", "start"})


async def answered_nobody(house: House, voice: Voice, heard: Heard) -> Told:
    """Answer what is public; silent in a room that nobody of ours brought us to. Raises as commands do."""
    place = heard.room and await house.services.register.known_room(heard.sender.door, heard.room)
    if not place:
        return Told()
    person = Person(_NUMBER, Role.STRANGER, "", house.real_clock.now(), guessed(heard.language))
    ask = asking(house, heard, person, place, voice.say(person.preferences)).aloud
    if judged(person, place, LEAST) is not Verdict.ALLOWED or house.gate.pause(heard.sender):
        return Told()
    return voice.answered(await _reply(ask, house, voice), ask)


async def _reply(ask: Ask, house: House, voice: Voice) -> PublicReply:
    try:
        bound = await understood_here(ask, house.gate)
    except Mistake as mistake:
        return voice.sorry(mistake, ask.say, ask.text)
    if bound is None:
        return voice.lost(ask.say, ask.text)
    command, said = bound.command, Understood(bound.command.name, bound.args)
    if (refused := _refused(ask, command)) is not None:
        return replace(voice.sorry(refused, ask.say), understood=said)
    try:
        reply = await command.shown(ask, await command.ask(ask, **bound.values))
    except Exception as error:  # noqa: BLE001 - where every error ends, as at the door
        reply = voice.sorry(error, ask.say, ask.text)
    assert isinstance(reply, PublicReply), "what a public command shows may be read by the room"
    return replace(reply, understood=reply.understood or said)


def _refused(ask: Ask, command: Command) -> NotAllowed | None:
    """Return why a command is not answered: one that the room left out, or one that needs to know whose it is."""
    wanted = Wanted(command.public, command.effect is Effect.READ, market=command.name if command.of_market else "")
    verdict = judged(ask.person, ask.room, wanted)
    if verdict is Verdict.CLOSED_HERE:
        return NotAllowed(verdict.value, command.name)
    return None if command.of_market or command.name in _BESIDES else NotAllowed("nobody", command.name)
