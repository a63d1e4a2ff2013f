"""No figure of anybody's own reaches a room's digest, whatever people keep here and whichever parts are asked for."""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from adapters.assemble import Application, Outside, assemble
from adapters.chance import SeededChance
from adapters.settings import Settings
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard, Told
from bot.speaking import notices
from bot.speaking.digest import PARTS, ROOM_PARTS
from bot.speaking.reply import PublicReply
from bot.speaking.say import LANGUAGES, Say
from core.delivery.model import ROOM_DIGEST, NewNotice, Priority
from core.people.model import Identity, Role, Room
from tests.databases import furnished
from tests.fakes.clock import ManualClock

ROOM, DAY = "-100", timedelta(days=1)
ADA, BOB, EVE = Identity("telegram", "1"), Identity("telegram", "2"), Identity("telegram", "3")
# Ada's own: a coin that nobody else follows, a note, a level.
OWN_COIN, NOTE, LEVEL = "ARB", "estate", "12,345"
OWN = (OWN_COIN, NOTE, LEVEL, "12345")
SHARED = ("market", "prices", "top", "alerts")
SUBSETS = [chosen for size in range(1, 5) for chosen in combinations(SHARED, size)]


@dataclass
class Desk:
    """A market desk that follows three coins, with a room in which Ada, who has much of her own, and Bob are."""

    application: Application
    clock: ManualClock
    room: Room

    async def tell(self, text: str, who: Identity, room: str | None = ROOM) -> Told:
        return await self.application.door.hear(Heard(text, who, room=room, name=f"name of {who.external_id}"))

    async def facts(self, day: str) -> str:
        async with self.application.database.reading() as work:
            notice = await work.outbox.find(f"{ROOM_DIGEST}:{self.room.id}:{day}")
        assert notice is not None
        return notice.facts


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    clock = ManualClock()
    settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=furnished(tmp_path), coins=("BTC", "ETH", "SOL"))
    outside = Outside(real=clock, chance=SeededChance(time.monotonic_ns()), durable=False)
    application = await assemble(settings, False, outside)
    for who in (ADA, BOB):
        await application.door.hear(Heard("price btc", who))
        person = await application.register.find(who)
        assert person is not None
        await application.register.set_role(person, Role.OWNER if who is ADA else Role.MEMBER, None)
    assert await application.door.brought(ROOM, ADA, "telegram") is not None
    desk = Desk(application, clock, await application.register.room("telegram", ROOM))
    for line in (f"watch add {OWN_COIN}", f"alert btc < 12345 note {NOTE}", "confirm d1", "digest 08:00"):
        await desk.tell(line, ADA, None)
    await _fired(desk)
    yield desk
    await application.close()


async def _fired(desk: Desk) -> None:
    """Let a rule of Ada's own have fired, as it is told to her alone."""
    ada = await desk.application.register.find(ADA)
    assert ada is not None
    facts, now = json.dumps({"note": NOTE, "coin": OWN_COIN, "level": LEVEL}), desk.clock.now()
    notice = NewNotice("fired", "alert", facts, now, now, person_id=ada.id, priority=Priority.ALERT)
    async with desk.application.database.begin() as work:
        await work.outbox.put(replace(notice, due_at=now - timedelta(hours=1)))
        await work.commit()


@pytest.mark.parametrize("who", [ADA, BOB, EVE], ids=["whose they are", "another member", "a stranger"])
async def test_whoever_asks_for_it_reads_nothing_of_anybodys_own(desk: Desk, who: Identity) -> None:
    for parts in SUBSETS:
        desk.clock.advance(seconds=30)  # nobody asks faster than is answered
        told = await desk.tell(f"room digest now {' '.join(parts)}", who)
        assert type(told.to_room) is PublicReply
        assert told.to_person is None
        assert told.to_room.error is None
        assert [own for own in OWN if own in str(told.to_room)] == [], parts


async def test_what_is_posted_by_itself_holds_nothing_of_anybodys_own_in_any_language(desk: Desk) -> None:
    for parts in SUBSETS:
        await desk.tell(f"room digest 08:00 daily {' '.join(parts)}", ADA)
        desk.clock.advance(days=1)
        assert await desk.application.services.room_digests.look() == 1
        facts = await desk.facts(f"{desk.clock.now().date()}")
        assert sorted(json.loads(facts)["parts"]) == sorted(parts)
        assert [own for own in OWN if own in facts] == [], parts
        for language in LANGUAGES:
            said = notices.to_room(ROOM_DIGEST, json.loads(facts), Say(language, "UTC", desk.clock.now()))
            assert type(said) is PublicReply
            assert [own for own in OWN if own in str(said)] == []


@pytest.mark.parametrize("part", ["watch", "portfolio"])
async def test_what_is_ones_own_is_refused_in_words_that_hold_none_of_it(desk: Desk, part: str) -> None:
    for line in (f"room digest 08:00 {part}", f"room digest now market {part}"):
        told = await desk.tell(line, ADA)
        assert told.to_room is not None and told.to_person is None
        assert "holds nothing personal" in str(told.to_room.blocks)
        assert [own for own in OWN if own in str(told.to_room)] == []


def test_there_are_no_words_to_a_room_for_a_part_that_knows_a_person() -> None:
    assert set(ROOM_PARTS) & (set(PARTS) - {"market"}) == set()
    assert set(ROOM_PARTS) | {"alerts"} == set(SHARED)
