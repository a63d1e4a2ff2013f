"""Where the courier goes when a door is closed to it: the chosen one first, then the others, then the chosen room."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from adapters.storage.engine import Database
from bot.courier import FaceCourier
from bot.ports import Face
from bot.speaking import notices
from bot.speaking.reply import Button, Part, PublicReply, Reply, Text
from bot.speaking.say import Say
from core.delivery.holding import bundle_of
from core.delivery.model import ACCOUNT, NewNotice, Notice, Outcome, called
from core.people.model import Identity, Person, Preferences, Room
from tests.databases import migrated_file, store
from tests.fakes.clock import NOON, FrozenClock
from tests.fakes.delivery import REFUSED, SENT, UNCERTAIN, RecordingFace, find, person, write

__all__ = ["migrated_file", "store"]

TELEGRAM, DISCORD = Identity("telegram", "1"), Identity("discord", "2")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of notice: one that everybody may read, one that nobody else may."""

    def public(facts: Mapping[str, Any], say: Say) -> PublicReply:
        note = Text(rest="Note: sell my 3 BTC")
        return PublicReply((Text("BTC went below", part=Part.ANSWER), note), (Button("Chart", "chart btc"),))

    def personal(facts: Mapping[str, Any], say: Say) -> Reply:
        return Reply((Text("You own less", part=Part.ANSWER),))

    monkeypatch.setattr(notices, "TO_PERSONS", {"public": public, "personal": personal})
    monkeypatch.setattr(notices, "TO_ROOMS", {"public": public})


def courier(store: Database, *faces: RecordingFace) -> FaceCourier:
    by_door: Mapping[str, Face] = {face.door: face for face in faces}
    return FaceCourier(store, by_door, FrozenClock(), lambda: "SIMULATED")


def new(whom: Person, kind: str, key: str = "n") -> NewNotice:
    return NewNotice(key, kind, "{}", NOON, NOON, person_id=whom.id)


async def noticed(store: Database, notice: NewNotice) -> Notice:
    await write(store, notice)
    return await find(store, notice.key)


async def fallback(store: Database, whom: Person, invited: bool = True) -> Room:
    async with store.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited=invited)
        await work.rooms.set_fallback(whom.id, room.id)
        await work.commit()
    return room


def lines(reply: Reply) -> list[str]:
    return [block.text for block in reply.blocks if isinstance(block, Text)]


async def test_the_chosen_door_goes_first_and_the_others_follow(store: Database) -> None:
    ada = await person(store, TELEGRAM, DISCORD, preferences=Preferences(alerts="discord"))
    telegram, discord = RecordingFace("telegram"), RecordingFace("discord")
    assert await courier(store, telegram, discord).deliver(await noticed(store, new(ada, "public")), False) == SENT
    assert (len(discord.whispered), len(telegram.whispered)) == (1, 0)
    discord.attempt = REFUSED
    assert await courier(store, telegram, discord).deliver(await find(store, "n"), False) == SENT
    assert (len(discord.whispered), len(telegram.whispered)) == (2, 1)


async def test_what_is_for_one_account_reaches_no_other_at_its_door(store: Database) -> None:
    second, phone = Identity("telegram", "9"), RecordingFace("telegram")
    ada = await person(store, TELEGRAM, second)
    theirs = replace(new(ada, "personal"), facts=json.dumps({ACCOUNT: called(second)}), door="telegram")
    assert await courier(store, phone).deliver(await noticed(store, theirs), again=False) == SENT
    assert [to for to, _ in phone.whispered] == [second]
    gone = replace(theirs, key="gone", facts=json.dumps({ACCOUNT: called(Identity("telegram", "10"))}))
    assert (await courier(store, phone).deliver(await noticed(store, gone), again=False)).outcome is Outcome.REFUSED


async def test_what_everybody_may_read_falls_back_to_the_chosen_room_without_notes_and_buttons(store: Database) -> None:
    ada = await person(store, TELEGRAM)
    room = await fallback(store, ada)
    telegram = RecordingFace("telegram", REFUSED)
    telegram.post_attempt = SENT
    assert await courier(store, telegram).deliver(await noticed(store, new(ada, "public")), True) == SENT
    ((posted_in, reply),) = telegram.posted
    assert posted_in.id == room.id
    assert lines(reply) == [
        "SIMULATED",
        "For somebody here who cannot be reached in private:",
        "Again, in case the first did not reach you:",
        "🔔 BTC went below",
    ]
    assert reply.buttons == ()


async def test_what_is_personal_is_said_in_no_room(store: Database) -> None:
    ada = await person(store, TELEGRAM)
    await fallback(store, ada)
    telegram = RecordingFace("telegram", REFUSED)
    assert await courier(store, telegram).deliver(await noticed(store, new(ada, "personal")), False) == REFUSED
    assert telegram.posted == []


async def test_of_a_bundle_the_room_reads_what_everybody_may(store: Database) -> None:
    ada = await person(store, TELEGRAM)
    await fallback(store, ada)
    telegram = RecordingFace("telegram", REFUSED)
    telegram.post_attempt = SENT
    parts = [await noticed(store, new(ada, kind, kind)) for kind in ("personal", "public")]
    bundle = await noticed(store, bundle_of(parts, NOON))
    assert await courier(store, telegram).deliver(bundle, False) == SENT
    ((_, reply),) = telegram.posted
    assert lines(reply)[-1] == "12:00 BTC went below"
    assert "You own less" not in " ".join(lines(reply))
    assert len(json.loads(bundle.facts)["notices"]) == 2


@pytest.mark.parametrize(("invited", "attempt"), [(False, REFUSED), (True, UNCERTAIN)], ids=["uninvited", "uncertain"])
async def test_no_room_is_told_that_does_not_count_or_of_what_may_have_arrived(
    store: Database, invited: bool, attempt: Any
) -> None:
    ada = await person(store, TELEGRAM)
    await fallback(store, ada, invited)
    telegram = RecordingFace("telegram", attempt)
    assert await courier(store, telegram).deliver(await noticed(store, new(ada, "public")), False) == attempt
    assert telegram.posted == []


async def test_a_room_that_refuses_as_well_leaves_the_first_refusal(store: Database) -> None:
    ada = await person(store, TELEGRAM)
    await fallback(store, ada)
    telegram = RecordingFace("telegram", REFUSED)
    assert await courier(store, telegram).deliver(await noticed(store, new(ada, "public")), False) == REFUSED
    assert len(telegram.posted) == 1
