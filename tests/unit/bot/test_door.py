"""bot.door — the one way in: what is heard, by whom, where, and what leaves it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from adapters.storage.engine import Database
from bot.commands import COMMANDS
from bot.door import Door
from bot.hearing.grammar import Grammar
from bot.ports import Told
from bot.speaking.reply import PublicReply, Reply
from core.kernel.errors import Stale, Unavailable
from core.people.model import Identity, Preferences, Role
from tests.fakes.clock import NOON
from tests.fakes.house import ADA, OWNER, SmallHouse, words

WARNING = "That looked like a secret. I did not keep it; treat it as leaked and revoke it."
SECRET = "my key is 0x" + "4c0883a69102937d" * 4
ROOM = "-100"


@pytest.fixture
def house(database: Database) -> SmallHouse:
    return SmallHouse(database)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs(processors=[merge_contextvars]) as captured:
        yield captured


# ---- answering


async def test_a_member_is_answered_in_private_under_the_mode(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    told = await house.tell("ping")
    assert (told.to_room, told.secret) == (None, False)
    assert told.to_person is not None
    assert [block.text for block in told.to_person.blocks] == ["SIMULATED", "pong"]  # type: ignore[union-attr]
    assert told.to_person.understood is not None
    assert (told.to_person.understood.name, told.to_person.understood.args) == ("ping", {})


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Asking …"), ("de", "Ich frage nach …"), ("es", "Consultando …"), ("pt", "Consultando …")],
)
async def test_the_line_that_stands_meanwhile_is_in_the_persons_language(
    house: SmallHouse, language: str, line: str
) -> None:
    await house.met(ADA, Role.MEMBER)
    await house.tell(f"settings language {language}")
    assert await house.door.waiting(ADA) == line
    assert await house.door.waiting(OWNER) == "Asking …"


async def test_the_line_that_stands_meanwhile_needs_no_store(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: Identity) -> None:
        raise Unavailable("database", "locked")

    monkeypatch.setattr(house.register, "find", away)
    assert await house.door.waiting(OWNER) == "Asking …"


async def test_a_replay_that_has_ended_says_so_in_every_reply(house: SmallHouse) -> None:
    house.mode, house.ended = "REPLAY 2021-04-30", True
    for line in ("ping", "lovely weather today"):
        told = await house.tell(line, OWNER)
        assert told.to_person is not None
        head = [block.text for block in told.to_person.blocks[:2]]  # type: ignore[union-attr]
        assert head == ["REPLAY 2021-04-30", "The replay has ended; its market stands still."]


async def test_a_live_market_has_no_mode_line(house: SmallHouse) -> None:
    house.mode = None
    told = await house.tell("ping", OWNER)
    assert told.to_person is not None
    assert [block.text for block in told.to_person.blocks] == ["pong"]  # type: ignore[union-attr]


async def test_a_word_that_is_no_command_is_said_to_be_none(house: SmallHouse) -> None:
    told = await house.tell("lovely weather today", OWNER)
    assert told.to_person is not None
    assert told.to_person.understood is None
    assert "this was no question I know" in (words(told.to_person) or "")


async def test_a_mistake_is_explained_and_not_logged(house: SmallHouse, logs: list[EventDict]) -> None:
    assert (await house.heard("ping qwzx", OWNER) or "").startswith("No coin 'qwzx'.")
    assert [entry["event"] for entry in logs] == []


async def test_a_coin_that_only_a_venue_knows_is_learnt_when_asked_for(house: SmallHouse) -> None:
    assert await house.heard("ping zzqx", OWNER) == "pong ZZQX"


async def test_a_venue_that_is_away_does_not_hide_what_was_mistyped(house: SmallHouse) -> None:
    house.venue.faults.down = "network"
    told = await house.tell("ping qwzx", OWNER)
    assert told.to_person is not None
    assert told.to_person.error is not None


async def test_what_was_just_set_holds_for_its_answer(house: SmallHouse) -> None:
    told = await house.tell("settings plain on", OWNER)
    assert told.to_person is not None
    assert told.to_person.buttons == ()


async def test_what_is_personal_is_whispered_and_the_room_learns_that_it_was(house: SmallHouse) -> None:
    await house.invited(ROOM)
    told = await house.tell("mine", room=ROOM)
    assert words(told.to_room) == "Sent to you privately."
    assert words(told.to_person) == "only for 1"
    assert isinstance(told.to_room, PublicReply)
    assert not isinstance(told.to_person, PublicReply)


async def test_what_is_public_is_said_in_the_room_alone(house: SmallHouse) -> None:
    await house.invited(ROOM)
    told = await house.tell("ping", room=ROOM)
    assert (words(told.to_room), told.to_person) == ("pong", None)


# ---- errors


@pytest.mark.parametrize("error", [Unavailable("kraken", "timeout"), Stale("kraken", NOON)])
async def test_what_is_unavailable_is_said_and_logged_without_a_code(
    house: SmallHouse, logs: list[EventDict], error: Unavailable
) -> None:
    house.doings.fails = error
    told = await house.tell("slip", OWNER)
    assert told.to_person is not None
    assert told.to_person.error is error
    assert [(entry["event"], entry["kind"]) for entry in logs] == [("not answered", error.kind)]


async def test_a_database_that_is_away_costs_an_apology_and_no_exception(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise Unavailable("database", "locked")

    monkeypatch.setattr(house.database, "begin", away)
    monkeypatch.setattr(house.database, "reading", away)
    assert "The database" in (await house.heard("ping", ADA, update_id="1") or "")
    assert "La base de datos" in (await house.heard("ping", ADA, language="es-MX") or "")
    in_room = await house.tell("ping", ADA, room=ROOM)
    assert in_room.to_room is not None
    assert await house.heard("ping", ADA, room=ROOM, addressed=False) is None
    secret = await house.tell(SECRET, ADA)
    assert secret.secret
    assert words(secret.to_person) == WARNING


async def test_somebody_unknown_is_apologised_to_no_faster_than_the_pace(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise Unavailable("database", "locked")

    monkeypatch.setattr(house.database, "begin", away)
    monkeypatch.setattr(house.database, "reading", away)
    answers = [await house.heard("ping", ADA) for _ in range(15)]
    assert [answer is not None for answer in answers] == [True] * 10 + [False] * 5


async def test_an_answer_is_not_lost_because_its_looks_are(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.met(OWNER, Role.OWNER)

    async def away(person: object) -> Preferences:
        raise Unavailable("database", "locked")

    monkeypatch.setattr(house.register, "preferences", away)
    assert await house.heard("note", OWNER) == "noted"


async def test_an_answer_that_cannot_be_dressed_is_an_apology(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import voice

    calls = []

    def undressed(reply: Reply, preferences: object, say: object, typed: object) -> Reply:
        calls.append(reply)
        if len(calls) == 1:
            raise ValueError("a table of 90 columns does not fit a phone")
        return reply

    monkeypatch.setattr(voice, "dressed", undressed)
    told = await house.tell("ping", OWNER)
    assert told.to_person is not None
    assert told.to_person.error is not None
    assert told.to_person.error.kind == "defect"


# ---- the secret guard


async def test_a_secret_is_dropped_before_anything_is_known(house: SmallHouse, logs: list[EventDict]) -> None:
    told = await house.tell(SECRET)
    assert told.secret
    assert words(told.to_person) == WARNING
    assert await house.known() == 0
    assert "4c0883a6" not in repr(logs)


async def test_a_secret_in_a_room_is_warned_of_there_also_when_it_was_not_for_us(house: SmallHouse) -> None:
    told = await house.tell(SECRET, room=ROOM, addressed=False)
    assert told.secret
    assert words(told.to_room) == WARNING
    assert told.to_person is None


async def test_a_secret_is_warned_of_in_the_persons_language(house: SmallHouse) -> None:
    ada = await house.met(ADA, Role.MEMBER)
    await house.register.set_preferences(ada, Preferences(language="de"))
    assert await house.heard(SECRET) != WARNING


async def test_a_secret_of_the_blocked_is_deleted_without_a_word(house: SmallHouse) -> None:
    await house.met(ADA, Role.BLOCKED)
    assert await house.tell(SECRET) == Told(secret=True)


async def test_a_flood_of_secrets_is_deleted_and_warned_of_at_the_pace(house: SmallHouse) -> None:
    told = [await house.tell(SECRET) for _ in range(15)]
    assert all(each.secret for each in told)
    assert [each.to_person is not None for each in told] == [True] * 10 + [False] * 5


# ---- menus


@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
def test_menus_show_each_scope_what_it_may_use(house: SmallHouse, language: str) -> None:
    door = Door(replace(house.house, grammar=Grammar(COMMANDS)))
    private, room, owner = ({name for name, _ in door.menu(language, scope)} for scope in ("private", "room", "owner"))
    assert room < private < owner
    assert owner - private == {"admin"}
    assert "price" in room
    assert not {"settings", "privacy", "watch", "status"} & room
    assert "confirm" not in owner


# ---- anything


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), where=st.sampled_from([None, ROOM]), tapped=st.booleans())
async def test_any_text_gets_an_answer_or_silence_and_never_an_exception(
    house: SmallHouse, text: str, where: str | None, tapped: bool
) -> None:
    told = await house.tell(text, OWNER, room=where, tapped=tapped)
    for reply in (told.to_room, told.to_person):
        assert reply is None or reply.error is None or reply.error.kind != "defect"


async def test_ages_are_counted_on_the_real_clock(house: SmallHouse) -> None:
    """The market's may run a thousand times faster."""
    fast = type(house.clock)(NOON + timedelta(days=300))
    door = Door(replace(house.house, market_clock=fast))
    house.door = door
    assert "11:50 +00:00" in (await house.heard("ping", OWNER, asked_s=600) or "")
