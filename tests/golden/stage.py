"""Plays a conversation on the real application and returns what it answered."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.ports import Heard, Told
from core.people.model import Identity
from tests.fakes.world import SimulatedWorld
from tests.golden.script import Brought, Happening, Passing, Restart, Said, Script, Trained, spoken

_CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b")

_DIGITS = re.compile(r"\b\d{6}\b")


async def played(script: Script, folder: Path) -> Sequence[Told | None]:
    """Return the answer to each turn of `script`, None where nothing is asked."""
    told: list[Told | None] = []
    code = ""
    async with SimulatedWorld(folder, script.at) as world:
        for turn in script.turns:
            answer = await _happened(world, turn.happening, code)
            told.append(answer)
            found = _CODE.search(_words(answer)) or _sent(world)
            code = found[0] if found else code
    return told


async def _happened(world: SimulatedWorld, happening: Happening | None, code: str) -> Told | None:
    door = world.application.door
    match happening:
        case Said(who, _, room, ago, tapped, locale):
            text = spoken(happening, code)
            trusted = who.door == "local"
            name = who.external_id if trusted else f"person {who.external_id}"
            seconds = ago.total_seconds()
            heard = Heard(text, who, room=room, asked_s=seconds, tapped=tapped, language=locale, name=name)
            return await door.hear(replace(heard, trusted=trusted))
        case Passing(length):
            world.clock.advance(length.total_seconds())
        case Trained(lane):
            await world.application.forecasts.trainer.train(lane, "first", quick=True)
        case Restart():
            await world.restart()
        case Brought(who, room):
            return Told(to_room=await door.brought(room, who, who.door))
    return None


def _sent(world: SimulatedWorld) -> re.Match[str] | None:
    """Return the code that went out to an address in this turn."""
    said = [block for face in world.letters for _, reply in face.whispered for block in reply.blocks]
    for face in world.letters:
        face.whispered.clear()
    return next((found for block in said if (found := _DIGITS.search(getattr(block, "text", "")))), None)


def _words(told: Told | None) -> str:
    replies = [] if told is None else [reply for reply in (told.to_room, told.to_person) if reply is not None]
    return " ".join(getattr(block, "text", "") for reply in replies for block in reply.blocks)


def speaker(happening: Happening | None) -> Identity | None:
    return happening.who if isinstance(happening, Said | Brought) else None


def room_of(happening: Happening | None) -> str | None:
    """Return the room in which something happens, None in private."""
    return happening.room if isinstance(happening, Said | Brought) else None
