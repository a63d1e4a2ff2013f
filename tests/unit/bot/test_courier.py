"""The courier: the right words, at the right door, and nowhere else."""

from collections.abc import Callable, Mapping

import pytest

from adapters.storage.engine import Database
from bot.courier import FaceCourier
from bot.ports import Face
from bot.speaking import notices
from bot.speaking.reply import Part, PublicReply, Reply, Text
from bot.speaking.say import Say
from core.delivery.model import Attempt, NewNotice, Notice, Outcome
from core.kernel.errors import Unavailable
from core.people.model import Identity, Person, Preferences, Role
from tests.databases import migrated_file, store
from tests.fakes.clock import NOON, FrozenClock
from tests.fakes.delivery import REFUSED, SENT, UNCERTAIN, RecordingFace, find, person, to, write

__all__ = ["migrated_file", "store"]

TELEGRAM, DISCORD, LOCAL = Identity("telegram", "1"), Identity("discord", "2"), Identity("local", "owner")
STOPPED = '{"last_at": 1767268080000, "at": 1767268200000}'  # 11:48 and 11:50; it is noon


@pytest.fixture
def telegram() -> RecordingFace:
    return RecordingFace("telegram")


def courier(store: Database, *faces: RecordingFace, mode: Callable[[], str | None] = lambda: None) -> FaceCourier:
    by_door: Mapping[str, Face] = {face.door: face for face in faces}
    return FaceCourier(store, by_door, FrozenClock(), mode)


async def noticed(store: Database, notice: NewNotice) -> Notice:
    await write(store, notice)
    return await find(store, notice.key)


async def stopped(store: Database, whom: Person) -> Notice:
    return await noticed(store, to(whom, facts=STOPPED))


def lines(reply: Reply) -> list[str]:
    return [block.text for block in reply.blocks if isinstance(block, Text)]


async def test_a_person_is_told_in_private(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, TELEGRAM))
    assert await courier(store, telegram).deliver(notice, again=False) == SENT
    ((identity, reply),) = telegram.whispered
    assert identity == TELEGRAM
    assert telegram.posted == []
    assert lines(reply) == [
        "⏳ STALE · No prices come in. The last price is 12\u00a0min old; retrying. I will say when they are back."
    ]


async def test_the_words_are_those_of_the_language_set_now(store: Database, telegram: RecordingFace) -> None:
    owner = await person(store, TELEGRAM)
    notice = await stopped(store, owner)
    async with store.begin() as work:
        await work.people.set_preferences(owner.id, Preferences(language="de", emoji=False))
        await work.commit()
    await courier(store, telegram).deliver(notice, again=False)
    ((_, reply),) = telegram.whispered
    assert lines(reply)[0].startswith("STALE (veraltet) · Es kommen keine Preise.")


async def test_a_possible_repeat_says_so_first(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, TELEGRAM))
    await courier(store, telegram).deliver(notice, again=True)
    ((_, reply),) = telegram.whispered
    label, message = lines(reply)
    assert label == "Again, in case the first did not reach you:"
    assert message.startswith("⏳ STALE")


async def test_the_mode_heads_every_message_and_the_label_follows(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, TELEGRAM))
    await courier(store, telegram, mode=lambda: "REPLAY 2021-04-18").deliver(notice, again=True)
    ((_, reply),) = telegram.whispered
    mode, label, _ = lines(reply)
    assert (mode, label) == ("REPLAY 2021-04-18", "Again, in case the first did not reach you:")
    assert isinstance(reply.blocks[0], Text)
    assert reply.blocks[0].part is Part.MODE


async def test_plain_text_is_plain_in_every_line(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, TELEGRAM, preferences=Preferences(plain=True)))
    await courier(store, telegram, mode=lambda: "SIMULATED").deliver(notice, again=True)
    ((_, reply),) = telegram.whispered
    assert all(isinstance(block, Text) and not block.lead for block in reply.blocks)
    assert len(reply.blocks) == 3


async def test_the_preferred_door_is_tried_first_whichever_came_first(store: Database) -> None:
    faces = [RecordingFace(door) for door in ("local", "discord", "telegram")]
    notice = await stopped(store, await person(store, LOCAL, DISCORD, TELEGRAM))
    await courier(store, *faces).deliver(notice, again=False)
    assert [len(face.whispered) for face in faces] == [0, 0, 1]


async def test_a_closed_door_is_passed_by(store: Database) -> None:
    discord = RecordingFace("discord")
    notice = await stopped(store, await person(store, TELEGRAM, DISCORD))
    await courier(store, discord).deliver(notice, again=False)
    assert [identity for identity, _ in discord.whispered] == [DISCORD]


async def test_who_refuses_at_one_door_is_told_at_the_next(store: Database) -> None:
    telegram, discord = RecordingFace("telegram", REFUSED), RecordingFace("discord")
    notice = await stopped(store, await person(store, TELEGRAM, DISCORD))
    assert await courier(store, telegram, discord).deliver(notice, again=False) == SENT


async def test_who_may_have_been_told_is_told_nowhere_else(store: Database) -> None:
    telegram, discord = RecordingFace("telegram", UNCERTAIN), RecordingFace("discord")
    notice = await stopped(store, await person(store, TELEGRAM, DISCORD))
    assert await courier(store, telegram, discord).deliver(notice, again=False) == UNCERTAIN
    assert discord.whispered == []


async def test_who_refuses_everywhere_refuses(store: Database) -> None:
    telegram, discord = RecordingFace("telegram", REFUSED), RecordingFace("discord", REFUSED)
    notice = await stopped(store, await person(store, TELEGRAM, DISCORD))
    assert await courier(store, telegram, discord).deliver(notice, again=False) == REFUSED


async def test_without_a_door_it_waits(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, LOCAL))
    attempt = await courier(store, telegram).deliver(notice, again=False)
    assert attempt == Attempt(Outcome.RETRY, reason="no-door", retry_after_s=60.0)


async def test_a_blocked_person_is_told_nothing(store: Database, telegram: RecordingFace) -> None:
    notice = await stopped(store, await person(store, TELEGRAM, role=Role.BLOCKED))
    attempt = await courier(store, telegram).deliver(notice, again=False)
    assert (attempt.outcome, attempt.reason) == (Outcome.REFUSED, "not allowed")
    assert telegram.whispered == []


async def test_who_is_not_there_any_more_is_told_nothing(store: Database, telegram: RecordingFace) -> None:
    nobody = Notice(1, "n", "data-stopped", STOPPED, 4711, None, NOON, NOON, (await _any(store)).state, 1, 1)
    attempt = await courier(store, telegram).deliver(nobody, again=False)
    assert (attempt.outcome, attempt.reason) == (Outcome.REFUSED, "nobody to tell")


async def _any(store: Database) -> Notice:
    return await stopped(store, await person(store, TELEGRAM))


async def test_a_kind_without_words_is_an_error_and_nothing_is_sent(store: Database, telegram: RecordingFace) -> None:
    notice = await noticed(store, to(await person(store, TELEGRAM), kind="no-such-kind"))
    with pytest.raises(KeyError):
        await courier(store, telegram).deliver(notice, again=False)
    assert telegram.whispered == []


async def test_a_store_that_does_not_answer_is_a_try_that_certainly_did_not_arrive(
    store: Database, telegram: RecordingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = await stopped(store, await person(store, TELEGRAM))

    async def away(_work: object) -> None:
        raise Unavailable("database")

    monkeypatch.setattr("adapters.storage.unit_of_work.SqlUnitOfWork.__aenter__", away)
    attempt = await courier(store, telegram).deliver(notice, again=False)
    assert (attempt.outcome, attempt.reason) == (Outcome.RETRY, "unavailable")


def room_news(_facts: notices.Facts, say: Say) -> PublicReply:
    return PublicReply((say.text("notice-data-back", Part.ANSWER, since="13:50", until="14:20"),))


async def to_room(store: Database, kind: str, invited: bool = True) -> Notice:
    async with store.begin() as work:
        room = await work.rooms.add("telegram", "-100", invited)
        await work.rooms.set_preferences(room.id, {"language": "pt"}, frozenset({"language"}))
        await work.commit()
    return await noticed(store, NewNotice("r", kind, "{}", NOON, NOON, room_id=room.id))


async def test_a_room_is_told_in_its_language_and_nobody_in_private(
    store: Database, telegram: RecordingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "TO_ROOMS", {"room-news": room_news})
    notice = await to_room(store, "room-news")
    assert await courier(store, telegram, mode=lambda: "SIMULATED").deliver(notice, again=True) == SENT
    ((room, reply),) = telegram.posted
    assert room.external_id == "-100"
    assert isinstance(reply, PublicReply)
    assert reply.noticed is not None
    assert reply.noticed.key == notice.key
    assert lines(reply)[:2] == ["SIMULATED (simulado)", "De novo, caso a primeira mensagem não tenha chegado:"]
    assert telegram.whispered == []


async def test_what_is_for_persons_has_no_words_for_a_room(store: Database, telegram: RecordingFace) -> None:
    with pytest.raises(KeyError):
        await courier(store, telegram).deliver(await to_room(store, "data-stopped"), again=False)
    assert telegram.posted == []


async def test_a_room_that_nobody_invited_us_to_is_told_nothing(
    store: Database, telegram: RecordingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "TO_ROOMS", {"room-news": room_news})
    attempt = await courier(store, telegram).deliver(await to_room(store, "room-news", invited=False), again=False)
    assert attempt.outcome is Outcome.REFUSED
    assert telegram.posted == []


async def test_a_room_whose_door_is_closed_waits(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "TO_ROOMS", {"room-news": room_news})
    attempt = await courier(store, RecordingFace("discord")).deliver(await to_room(store, "room-news"), again=False)
    assert (attempt.outcome, attempt.reason) == (Outcome.RETRY, "no-door")
