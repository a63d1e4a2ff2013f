"""Who may do what, through the whole application: owner codes, invites, rooms, isolation, kills, and secrets."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from adapters.settings import Access
from bot.ports import Heard
from bot.speaking.reply import File
from core.people.model import Role
from tests.fakes.bot import ADA, BOB, OWNER, Bot, let_in, run, words

PRIVATE_LINE = "This bot is private; ask its owner for an invite."


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.start()
    yield bot
    await bot.stop()


# ---- who is let in


async def test_a_fresh_installation_is_claimed_and_its_owner_lets_others_in(bot: Bot) -> None:
    assert PRIVATE_LINE in await bot.heard("price btc", ADA)
    assert await bot.heard("price btc", ADA) == ""
    code = await asyncio.to_thread(owner_code, bot.folder)
    assert "You are the owner." in await bot.heard(code, ADA)
    assert "SIMULATED" in await bot.heard("price btc", ADA)
    assert "unknown, used up or expired" in await bot.heard(code, BOB)
    invite = (await bot.heard("admin invite", ADA)).partition("Invite code: ")[2].split()[0]
    assert "You are in." in await bot.heard(f"/start {invite}", BOB)
    assert "Only the owner can do that." in await bot.heard("admin users", BOB)
    assert "BTC" in await bot.heard("price btc", BOB)


def owner_code(folder: Path) -> str:
    """Return what `owner-code` prints: a code alone on its line, beside an application that is open."""
    said = run(["owner-code", "--data-dir", str(folder), "--market", "simulated"])
    (line,) = said.stdout.splitlines()
    assert "60 minutes" in said.stderr
    return line


async def test_blocking_takes_effect_at_once_and_is_undone_as_easily(bot: Bot) -> None:
    await let_in(bot, ADA)
    number = await bot.person(ADA)
    await bot.heard(f"admin block {number}", OWNER)
    assert await bot.heard("price btc", ADA) == ""
    await bot.heard(f"admin allow {number}", OWNER)
    assert "BTC" in await bot.heard("price btc", ADA)


async def test_closing_open_access_closes_it_for_those_who_came_in_by_it(bot: Bot) -> None:
    await bot.start(Access.OPEN)
    assert "BTC" in await bot.heard("price btc", ADA)
    assert "Only the owner" in await bot.heard("admin users", ADA)
    await bot.start(Access.INVITED)
    assert PRIVATE_LINE in await bot.heard("price btc", ADA)


# ---- rooms


async def test_in_an_invited_room_guests_read_the_market_and_members_keep_their_rights(bot: Bot) -> None:
    await let_in(bot, ADA)
    room = "-100"
    assert await bot.application.door.brought(room, ADA, "telegram") is not None
    assert "BTC" in await bot.heard("price btc", BOB, room)
    refused = [
        "watch add arb",
        "watch",
        "settings language de",
        "status",
        "privacy export",
        "admin users",
        "admin owner 3",
    ]
    for line in refused:
        assert "In this room I answer questions about the market" in await bot.heard(line, BOB, room), line
    bob = await bot.application.register.find(BOB)
    assert bob is not None
    assert bob.role is Role.STRANGER
    told = await bot.tell("watch add arb", ADA, room)
    assert told.to_room is not None
    assert told.to_person is not None
    assert "Sent to you privately." in words(told.to_room)
    assert told.to_room.figures == ()


@pytest.mark.parametrize("line", ["watch", "privacy", "privacy export", "settings", "status", "admin users", "cancel"])
async def test_no_personal_answer_is_ever_posted(bot: Bot, line: str) -> None:
    await bot.heard("watch add btc", OWNER)
    told = await bot.tell(line, OWNER, "-100")
    assert told.to_room is not None
    assert words(told.to_room).splitlines() == ["SIMULATED", "Sent to you privately."]
    assert told.to_person is not None


# ---- isolation


def attempts(numbers: Iterable[int]) -> list[str]:
    """Everything that could reach somebody else's things by an id."""
    ids = [*(f"d{n}" for n in (1, 2, 3)), *map(str, numbers), "telegram:1001", "local:owner"]
    verbs = (
        "confirm",
        "save",
        "cancel",
        "privacy",
        "privacy export",
        "privacy delete",
        "watch",
        "watch remove",
        "settings",
    )
    admin = [f"admin {action} {i}" for action in ("allow", "block", "owner") for i in ids]
    return [f"{verb} {i}" for verb in verbs for i in ids] + admin + ["admin users", "admin invite"]


async def test_nothing_that_bob_says_reads_or_changes_what_is_adas(bot: Bot) -> None:
    await let_in(bot, ADA, BOB)
    for line in ("watch add arb", "settings zone Asia/Kathmandu", "privacy delete", "privacy delete"):
        await bot.heard(line, ADA)
    before = await bot.exported(ADA)
    marks = ("Kathmandu", "1001", "name of", "ARB")
    for line in attempts([await bot.person(who) for who in (OWNER, ADA, BOB)]):
        told = await bot.application.door.hear(Heard(line, BOB, trusted=True))
        assert told.to_person is not None
        shown = words(told.to_person).replace(line.split()[-1], "…")
        shown += "".join(b.content.decode() for b in told.to_person.blocks if isinstance(b, File))
        assert [mark for mark in marks if mark in shown.replace("name of 2002", "")] == [], line
    assert await bot.exported(ADA) == before


async def test_anothers_draft_answers_exactly_as_an_unknown_one(bot: Bot) -> None:
    await let_in(bot, ADA, BOB)
    assert "confirm d1" in await bot.heard("privacy delete", ADA)
    answers = {repr(await bot.tell(f"confirm {draft}", BOB)).replace(draft, "…") for draft in ("d1", "d9")}
    assert len(answers) == 1
