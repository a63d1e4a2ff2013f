"""bot.door — each update once, and nobody reaches what is another's."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from adapters.storage.engine import Database
from bot.ports import Heard, Told
from core.kernel.errors import Unavailable, Unsaid
from core.people.model import Role
from tests.fakes.house import ADA, BOB, SmallHouse, words


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


# ---- updates


async def test_an_update_is_answered_once_also_across_a_restart(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    assert await house.heard("note", update_id="7") == "noted"
    assert await house.heard("note", update_id="7") is None
    assert await house.restarted().heard("note", update_id="7") is None
    assert house.doings.noted == [1]


async def test_an_update_that_comes_again_while_it_is_answered_is_left_alone(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    first = asyncio.ensure_future(house.heard("wait", update_id="7"))
    await house.doings.waiting.wait()
    assert await house.heard("wait", update_id="7") is None
    house.doings.hold.set()
    assert await first == "waited"


async def test_what_a_killed_process_had_in_hand_is_answered_by_the_next(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    killed = asyncio.ensure_future(house.heard("wait", update_id="7"))
    await house.doings.waiting.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    house.doings.hold.set()
    assert await house.restarted().heard("wait", update_id="7") == "waited"
    assert await house.restarted().heard("wait", update_id="7") is None


async def test_an_answer_that_a_killed_process_had_not_said_is_said_by_the_next(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    heard, said, saying = Heard("note", ADA, update_id="7"), list[str | None](), asyncio.Event()

    async def hangs(told: Told) -> None:
        saying.set()
        await asyncio.Event().wait()

    async def says(told: Told) -> None:
        said.append(words(told.to_person))

    killed = asyncio.ensure_future(house.door.respond(heard, hangs))
    await saying.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    for _ in range(2):
        await house.restarted().door.respond(heard, says)
    assert said == ["noted"]


async def test_an_answer_goes_out_even_if_its_update_cannot_be_remembered(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.met(ADA, Role.MEMBER)

    async def away(update: tuple[str, str]) -> bool:
        raise Unavailable("database", "locked")

    with monkeypatch.context() as after:
        after.setattr(house.house.gate, "_remember", away)
        assert await house.heard("note", update_id="7") == "noted"
    assert house.doings.noted == [1]
    monkeypatch.setattr(house.house.gate, "_is_new", away)
    assert await house.heard("note", update_id="8") == "noted"
    assert house.doings.noted == [1, 1]


# ---- what a platform does not take


@pytest.mark.parametrize(
    ("line", "reason", "to_room", "to_person"),
    [
        ("mine", "too-big", None, "The file of this answer is larger than Telegram takes."),
        ("ping", "late", "The answer did not get through in time. Ask again.", None),
    ],
)
async def test_what_did_not_arrive_is_told_once_where_it_belongs(
    house: SmallHouse, line: str, reason: str, to_room: str | None, to_person: str | None
) -> None:
    await house.met(ADA, Role.MEMBER)
    await house.door.brought("-100", ADA, "telegram")
    told = list[Told]()

    async def refuses(answer: Told) -> Unsaid | None:
        told.append(answer)
        return Unsaid("telegram", reason, personal=answer.to_person is not None)

    with capture_logs(processors=[merge_contextvars]) as logged:
        await house.door.respond(Heard(line, ADA, room="-100", update_id="7"), refuses)
    (_, sorry) = told
    assert (words(sorry.to_room), words(sorry.to_person)) == (to_room, to_person)
    # Nor did that arrive: what nobody could be told stands in the log, under the code of what was asked.
    (lost,) = (entry for entry in logged if entry["event"] == "an answer is lost, and nobody could be told")
    assert (lost["log_level"], lost["reason"], lost["door"], len(lost["ask"])) == ("warning", reason, "telegram", 8)


# ---- isolation


async def test_anothers_draft_answers_exactly_as_an_unknown_one(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    await house.met(BOB, Role.MEMBER)
    assert "confirm d1" in (await house.heard("privacy delete", ADA) or "")

    async def refused(draft: str) -> str:
        return repr(await house.tell(f"confirm {draft}", BOB)).replace(draft, "…")

    assert await refused("d1") == await refused("d7")
    assert "deleted" in (await house.heard("confirm d1", ADA) or "")


LINES = st.sampled_from(["confirm", "cancel", "privacy", "settings", "note", "mine", "boss", "save", "/confirm"])
IDS = st.sampled_from(
    ["d1", "D1", "d2", "d01", "d1 d2", "1", "2", "telegram:1", "draft=d1", "export", "delete", "language de"]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(LINES, st.lists(IDS, max_size=3)), min_size=1, max_size=6))
async def test_nothing_that_bob_says_reads_or_changes_what_is_adas(
    house: SmallHouse, lines: list[tuple[str, list[str]]]
) -> None:
    ada = await house.met(ADA, Role.MEMBER)
    await house.met(BOB, Role.MEMBER)
    await house.tell("privacy delete", ADA)
    privacy = house.house.services.privacy
    before = await privacy.export(ada.id)
    for verb, ids in lines:
        told = await house.tell(" ".join([verb, *ids]), BOB)
        assert "'external_id': '1'" not in repr(told)
        assert f"only for {ada.id}" not in repr(told)
    assert await privacy.export(ada.id) == before
