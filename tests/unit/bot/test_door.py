"""bot.door — the one way in: what is heard, by whom, where, and what leaves it."""

import asyncio
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
from bot.speaking.reply import Button, PublicReply, Reply
from core.kernel.errors import NotAllowed, Stale, Unavailable
from core.people.model import CodePurpose, Preferences, Role
from tests.fakes.clock import NOON
from tests.fakes.house import ADA, BOB, OWNER, SmallHouse, words

PRIVATE_LINE = "This bot is private; ask its owner for an invite."
READS_ONLY = "In this room I answer questions about the market, nothing else."
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


async def invited(house: SmallHouse) -> None:
    """Let Ada be a member, and the room be invited by her."""
    await house.met(ADA, Role.MEMBER)
    assert await house.door.brought(ROOM, ADA, "telegram") is not None


async def people(house: SmallHouse) -> int:
    return len(await house.register.everyone())


# ---- answering


async def test_a_member_is_answered_in_private_under_the_mode(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    told = await house.tell("ping")
    assert (told.to_room, told.secret) == (None, False)
    assert told.to_person is not None
    assert [block.text for block in told.to_person.blocks] == ["SIMULATED", "pong"]  # type: ignore[union-attr]
    assert told.to_person.understood is not None
    assert (told.to_person.understood.name, told.to_person.understood.args) == ("ping", {})


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
    await invited(house)
    told = await house.tell("mine", room=ROOM)
    assert words(told.to_room) == "Sent to you privately."
    assert words(told.to_person) == "only for 1"
    assert isinstance(told.to_room, PublicReply)
    assert not isinstance(told.to_person, PublicReply)


async def test_what_is_public_is_said_in_the_room_alone(house: SmallHouse) -> None:
    await invited(house)
    told = await house.tell("ping", room=ROOM)
    assert (words(told.to_room), told.to_person) == ("pong", None)


# ---- errors


async def test_a_defect_leaves_as_an_apology_with_the_code_that_the_log_has(
    house: SmallHouse, logs: list[EventDict]
) -> None:
    told = await house.tell("slip", OWNER)
    assert told.to_person is not None
    assert told.to_person.error is not None
    assert told.to_person.error.kind == "defect"
    (entry,) = [entry for entry in logs if entry["event"] == "defect"]
    assert f"code {entry['reference']} for the owner" in (words(told.to_person) or "")
    assert isinstance(entry["exc_info"], ZeroDivisionError)
    assert len(entry["ask"]) == 8
    assert entry["door"] == "local"
    assert "ZeroDivisionError" not in repr(told)
    assert told.to_person.understood is not None
    assert told.to_person.understood.name == "slip"


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

    def undressed(reply: Reply, preferences: object, say: object) -> Reply:
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
    assert await people(house) == 0
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
    await asyncio.sleep(0.05)
    assert await house.heard("wait", update_id="7") is None
    house.doings.hold.set()
    assert await first == "waited"


async def test_what_a_killed_process_had_in_hand_is_answered_by_the_next(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    killed = asyncio.ensure_future(house.heard("wait", update_id="7"))
    await asyncio.sleep(0.05)
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    house.doings.hold.set()
    assert await house.restarted().heard("wait", update_id="7") == "waited"
    assert await house.restarted().heard("wait", update_id="7") is None


async def test_an_answer_goes_out_even_if_its_update_cannot_be_remembered(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.met(ADA, Role.MEMBER)

    async def away(door: str, update_id: str) -> bool:
        raise Unavailable("database", "locked")

    with monkeypatch.context() as after:
        after.setattr(house.house.gate, "_remember", away)
        assert await house.heard("note", update_id="7") == "noted"
    assert house.doings.noted == [1]
    monkeypatch.setattr(house.house.gate, "_is_new", away)
    assert await house.heard("note", update_id="8") == "noted"
    assert house.doings.noted == [1, 1]


# ---- access


async def test_a_stranger_gets_one_line_a_day_and_no_figure_also_across_a_restart(house: SmallHouse) -> None:
    told = await house.tell("ping")
    assert words(told.to_person) == PRIVATE_LINE
    assert told.to_person is not None
    assert isinstance(told.to_person.error, NotAllowed)
    assert told.to_person.figures == ()
    assert await house.heard("start") is None
    assert await house.restarted().heard("note") is None
    assert await house.heard("ping", BOB) == PRIVATE_LINE
    house.clock.advance(hours=24)
    assert await house.heard("ping") == PRIVATE_LINE
    assert house.doings.noted == []


async def test_in_an_uninvited_room_the_line_is_said_once_a_day_and_only_when_addressed(house: SmallHouse) -> None:
    assert await house.heard("ping", room=ROOM, addressed=False) is None
    told = await house.tell("ping", room=ROOM)
    assert (words(told.to_room), told.to_person) == (PRIVATE_LINE, None)
    assert [await house.heard("ping", who, room=ROOM) for who in (ADA, BOB)] == [None, None]
    assert await house.heard("ping", room="-200") == PRIVATE_LINE
    house.clock.advance(hours=24)
    assert await house.heard("ping", BOB, room=ROOM) == PRIVATE_LINE


async def test_who_never_spoke_to_us_is_not_remembered(house: SmallHouse) -> None:
    await invited(house)
    assert await house.heard("good morning all", BOB, room=ROOM, addressed=False, update_id="7") is None
    assert await people(house) == 1


async def test_in_an_invited_room_everybody_may_read_what_is_public(house: SmallHouse) -> None:
    await invited(house)
    assert await house.heard("ping", BOB, room=ROOM) == "pong"


@pytest.mark.parametrize("line", ["note", "mine", "boss", "settings language de", "privacy delete", "confirm d1"])
async def test_in_an_invited_room_a_guest_may_do_nothing_else(house: SmallHouse, line: str) -> None:
    await invited(house)
    told = await house.tell(line, BOB, room=ROOM)
    assert (words(told.to_room), told.to_person) == (READS_ONLY, None)
    assert told.to_room is not None
    assert told.to_room.error is not None
    assert told.to_room.error.kind == "not-allowed"
    assert house.doings.noted == []


async def test_a_guest_who_talks_nonsense_in_a_room_is_helped_like_anybody(house: SmallHouse) -> None:
    await invited(house)
    assert "this was no question I know" in (await house.heard("blah blah blah", BOB, room=ROOM) or "")


async def test_a_room_that_a_stranger_brought_us_to_is_not_invited(house: SmallHouse) -> None:
    assert await house.door.brought(ROOM, BOB, "telegram") is None
    assert await house.heard("ping", ADA, room=ROOM) == PRIVATE_LINE


async def test_an_invited_room_is_greeted_and_stays_invited_when_it_moves(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    greeting = await house.door.brought(ROOM, ADA, "telegram")
    assert "Everybody in this room may ask" in (words(greeting) or "")
    await house.door.moved("telegram", ROOM, "-1001")
    assert await house.heard("ping", BOB, room="-1001") == "pong"


async def test_what_is_the_owners_is_for_the_owner(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    assert await house.heard("boss") == "Only the owner can do that."
    assert house.doings.noted == []
    assert await house.heard("boss", OWNER) == "bossed"


@pytest.mark.parametrize("text", ["ping", "start", "K7QFM-2M9PX", "🦊"])
@pytest.mark.parametrize("where", [None, ROOM])
async def test_the_blocked_get_nothing_anywhere(house: SmallHouse, text: str, where: str | None) -> None:
    await invited(house)
    await house.met(BOB, Role.BLOCKED)
    assert await house.tell(text, BOB, room=where) == Told()


async def test_open_access_lets_all_in_until_it_is_closed(database: Database) -> None:
    house = SmallHouse(database, access_open=True)
    assert await house.heard("ping") == "pong"
    assert await replace(house, access_open=False).heard("ping") == PRIVATE_LINE


async def test_who_the_shell_speaks_for_is_let_in_for_that_ask_only(house: SmallHouse) -> None:
    assert await house.heard("ping", trusted=True) == "pong"
    assert await house.heard("ping") == PRIVATE_LINE


# ---- codes


@pytest.mark.parametrize("form", ["{}", "/start {}", "start {}", "/start@candlewick_bot {}", " {} "])
async def test_a_code_is_taken_however_it_comes(house: SmallHouse, form: str) -> None:
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    assert (await house.heard(form.format(code)) or "").startswith("You are the owner.")
    assert await house.heard("boss") == "bossed"


async def test_an_invite_lets_in(house: SmallHouse) -> None:
    code = await house.register.make_code(CodePurpose.INVITE, by=None)
    assert (await house.heard(f"/start {code}") or "").startswith("You are in.")
    assert await house.heard("ping") == "pong"


async def test_a_wrong_a_used_and_an_expired_code_answer_alike(house: SmallHouse) -> None:
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    wrong = await house.tell("22222-22222", BOB)
    await house.heard(code)
    used = await house.tell(code, BOB)
    expired = await house.register.make_code(CodePurpose.INVITE, by=None)
    house.clock.advance(days=8)
    late = await house.tell(expired, BOB)
    answers = {words(told.to_person) for told in (wrong, used, late)}
    assert answers == {"That code does not open anything, or no longer."}
    assert {told.to_person.error.kind for told in (wrong, used, late) if told.to_person and told.to_person.error} == {
        "unknown-name"
    }


async def test_a_code_said_in_a_room_opens_nothing_there(house: SmallHouse) -> None:
    await invited(house)
    code = await house.register.make_code(CodePurpose.OWNER, by=None)
    assert "You are the owner" not in (await house.heard(code, BOB, room=ROOM) or "")
    assert await house.heard("boss", BOB, room=ROOM) == READS_ONLY


async def test_guesses_are_answered_no_faster_than_the_pace(house: SmallHouse) -> None:
    answers = [await house.heard(f"222{n}-22222") for n in range(10, 30)]
    assert [answer is not None for answer in answers] == [True] * 10 + [False] * 10


# ---- pace


async def test_who_is_too_fast_is_told_once(house: SmallHouse) -> None:
    await house.met(ADA, Role.MEMBER)
    answers = [await house.heard("ping") for _ in range(13)]
    assert answers[:10] == ["pong"] * 10
    assert (answers[10] or "").startswith("That is more than I answer in a minute.")
    assert answers[11:] == [None, None]
    house.clock.advance(3)
    assert await house.heard("ping") == "pong"


@pytest.mark.parametrize("trusted", [True, False])
async def test_the_owner_and_who_has_the_shell_may_be_fast(house: SmallHouse, trusted: bool) -> None:
    who = ADA if trusted else OWNER
    assert [await house.heard("ping", who, trusted=trusted) for _ in range(40)] == ["pong"] * 40


# ---- late


async def test_a_fresh_ask_says_nothing_of_its_time(house: SmallHouse) -> None:
    assert await house.heard("note", OWNER, asked_s=120) == "noted"
    assert await house.heard("ping", OWNER, asked_s=120) == "pong"


async def test_an_old_write_asks_again_and_does_nothing(house: SmallHouse) -> None:
    told = await house.tell("note", OWNER, asked_s=121)
    assert words(told.to_person) == "You asked that at 11:57:59 +00:00. Still wanted?"
    assert told.to_person is not None
    assert told.to_person.buttons == (Button("Ask again", "note"),)
    assert house.doings.noted == []
    assert await house.heard(told.to_person.buttons[0].sends, OWNER, tapped=True) == "noted"


async def test_an_old_tap_asks_again_even_if_it_only_reads(house: SmallHouse) -> None:
    assert await house.heard("ping", OWNER, asked_s=121, tapped=True) != "pong"


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("note" + " the" * 15, True),
        ("note" + " the" * 16, False),
        ("note" + " für" * 12, True),
        ("note" + " für" * 13, False),
        ("note the\u202e for", False),
    ],
)
async def test_what_no_button_carries_is_to_be_said_again(house: SmallHouse, text: str, carried: bool) -> None:
    """64 bytes, and nothing that hides or reorders."""
    told = await house.tell(text, OWNER, asked_s=300, tapped=True)
    assert told.to_person is not None
    assert [button.sends for button in told.to_person.buttons] == ([text] if carried else [])
    assert ("Still wanted?" in (words(told.to_person) or "")) is carried
    assert ("Ask again when you need it." in (words(told.to_person) or "")) is not carried


async def test_an_old_read_says_when_it_was_asked(house: SmallHouse) -> None:
    assert await house.heard("ping", OWNER, asked_s=600) == "You asked at 11:50 +00:00.\npong"
    assert (await house.heard("ping qwzx", OWNER, asked_s=600) or "").startswith("You asked at 11:50 +00:00.\nNo coin")


async def test_what_is_older_than_an_hour_becomes_one_line(house: SmallHouse) -> None:
    asked = [("ping", 9000.0), ("blah blah", 8000.0), ("ping qwzx", 7000.0), ("mine", 3601.0)]
    answers = [await house.heard(text, OWNER, asked_s=age) for text, age in asked]
    assert answers == [
        "What you asked up to 11:00 +00:00 is too old to answer. Ask again when you need it.",
        *[None] * 3,
    ]
    assert (await house.heard("ping", OWNER, asked_s=3600) or "").endswith("pong")


async def test_a_guest_whose_write_is_old_is_refused_as_ever(house: SmallHouse) -> None:
    await invited(house)
    assert READS_ONLY in (await house.heard("note", BOB, room=ROOM, asked_s=300) or "")


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
