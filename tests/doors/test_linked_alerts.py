"""A linked person sets an alert at one door and gets it at the other: the whole service, with two platforms."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from adapters.assemble import Outside, assemble
from adapters.assemble.application import Application
from adapters.settings import Settings
from adapters.settings.groups import Web
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard
from bot.speaking.reply import Reply
from core.people.model import CodePurpose, Identity
from tests.databases import furnished
from tests.effort import PATIENCE_S
from tests.fakes.bot import words
from tests.fakes.delivery import RecordingFace
from tests.loopback import free_port

PHONE, DESK = Identity("telegram", "7"), Identity("discord", "9")


async def said(house: Application, text: str, who: Identity) -> Reply:
    told = await house.door.hear(Heard(text, who))
    assert told.to_person is not None
    return told.to_person


async def told(face: RecordingFace, whom: Identity, true: Callable[[str], bool]) -> Reply:
    """Return what was said unasked to somebody, once it is."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            for identity, reply in face.whispered:
                if identity == whom and true(words(reply)):
                    return reply
            await asyncio.sleep(0.02)


async def test_what_is_set_at_one_door_is_told_at_the_other(tmp_path: Path) -> None:
    telegram, discord = RecordingFace("telegram"), RecordingFace("discord")
    faces = {face.door: face for face in (telegram, discord)}
    settings = Settings(
        data_dir=furnished(tmp_path),
        market=Market(MarketKind.SIMULATED),
        web=Web(port=free_port()),
        forecast={"train": False},
    )
    house = await assemble(settings, service=True, outside=Outside(faces=faces, durable=False))
    try:
        await house.start()
        await said(house, await house.register.make_code(CodePurpose.INVITE, None), PHONE)
        code = words(await said(house, "link", PHONE)).split("link ")[1].split()[0]
        await said(house, f"link {code}", DESK)
        question = await told(telegram, PHONE, lambda text: "Is that you?" in text)
        await said(house, question.buttons[0].sends, PHONE)
        await told(discord, DESK, lambda text: "You are the same person as on Telegram now." in text)
        await said(house, "settings alerts telegram", DESK)
        draft = await said(house, "alert btc > 1", DESK)
        await said(house, next(b.sends for b in draft.buttons if b.label == "Now"), DESK)
        await told(telegram, PHONE, lambda text: "Rule a1" in text)
        assert not [reply for _, reply in discord.whispered if "Rule a1" in words(reply)]
    finally:
        await house.stop(5.0)
        await house.close()
