"""Who may do what, through the whole application: owner codes, invites, rooms, isolation, kills, and secrets."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from adapters.assemble import Application, Outside, assemble
from adapters.chance import SeededChance
from adapters.settings import Access, Settings
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard, Told
from bot.speaking.reply import File, Reply, Text
from core.people.model import Identity, Role
from tests.conftest import ROOT
from tests.fakes.clock import ManualClock
from tests.house.test_personal_data import DECLARED

OWNER, ADA, BOB = Identity("local", "owner"), Identity("telegram", "1001"), Identity("telegram", "2002")
PRIVATE_LINE = "This bot is private; ask its owner for an invite."

SECRETS = (
    "my binance key is vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
    "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "123456789:AAF0abcdefghijklmnopqrstuvwxyzABCDE",
    "password: Tr0ub4dor&3-horse",
)
PLANTED = ("vmPUZE6mv9SD", "4c0883a69102", "sausage", "AAF0abcdefghij", "Tr0ub4dor")


class Bot:
    """The application and a clock; `told` says something, `restarted` starts it again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, ManualClock()
        self._application: Application | None = None

    @property
    def application(self) -> Application:
        assert self._application is not None
        return self._application

    async def start(self, access: Access = Access.INVITED) -> None:
        await self.stop()
        settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=self.folder, access=access)
        outside = Outside(real=self.clock, chance=SeededChance(time.monotonic_ns()), durable=False)
        self._application = await assemble(settings, False, outside)

    async def stop(self) -> None:
        if self._application is not None:
            await self._application.close()
            self._application = None

    async def tell(self, text: str, sender: Identity = ADA, room: str | None = None) -> Told:
        return await self.application.door.hear(Heard(text, sender, room=room, name=f"name of {sender.external_id}"))

    async def heard(self, text: str, sender: Identity = ADA, room: str | None = None) -> str:
        told = await self.tell(text, sender, room)
        return " / ".join(words(reply) for reply in (told.to_room, told.to_person) if reply is not None)

    async def person(self, identity: Identity) -> int:
        found = await self.application.register.find(identity)
        assert found is not None
        return found.id

    async def exported(self, identity: Identity) -> str:
        return json.dumps(await self.application.services.privacy.export(await self.person(identity)), sort_keys=True)


def words(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks if isinstance(block, Text))


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.start()
    yield bot
    await bot.stop()


async def let_in(bot: Bot, *people: Identity) -> None:
    """Let people in as their owner does."""
    for identity in people:
        invite = (await bot.heard("admin invite", OWNER)).partition("Invite code: ")[2].split()[0]
        assert "You are in." in await bot.heard(f"/start {invite}", identity)


# ---- who is let in


async def test_a_fresh_installation_is_claimed_and_its_owner_lets_others_in(bot: Bot) -> None:
    assert PRIVATE_LINE in await bot.heard("price btc", ADA)
    assert await bot.heard("price btc", ADA) == ""
    code = await asyncio.to_thread(owner_code, bot.folder)
    assert "You are the owner." in await bot.heard(code, ADA)
    assert "SIMULATED" in await bot.heard("price btc", ADA)
    assert "does not open anything" in await bot.heard(code, BOB)
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


def run(arguments: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        timeout=60,
    )


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


# ---- leaving


async def test_who_leaves_leaves_nothing_but_a_number(bot: Bot) -> None:
    assert bot.application.services.privacy.kept == DECLARED
    await bot.heard("hello", ADA)
    await let_in(bot, ADA)
    for line in ("watch add arb", "settings zone Asia/Kathmandu"):
        await bot.heard(line, ADA)
    number = await bot.person(ADA)
    told = await bot.tell("privacy export", ADA)
    assert told.to_person is not None
    (file,) = [block for block in told.to_person.blocks if isinstance(block, File)]
    exported = json.loads(file.content)
    assert exported["people"][0]["zone"] == "Asia/Kathmandu"
    assert exported["people"][0]["created_at"] == "2026-01-01T12:00:00Z"
    assert {"identities", "watchlists", "audit", "notices"} <= set(exported)
    draft = (await bot.heard("privacy delete", ADA)).partition("confirm ")[2].split()[0]
    assert "deleted" in await bot.heard(f"confirm {draft}", ADA)
    counts = await bot.application.services.privacy.counts(number)
    assert {key for key, many in counts.items() if many} == {"kept-audit"}
    await bot.stop()
    assert b"name of 1001" not in live_bytes(bot.folder)
    await bot.start()
    assert PRIVATE_LINE in await bot.heard("price btc", ADA)


def live_bytes(folder: Path) -> bytes:
    """Return what the database says when asked for all of it; pages given up are not overwritten at once."""
    import sqlite3

    with sqlite3.connect(folder / "candlewick.db") as connection:
        return "\n".join(connection.iterdump()).encode()


# ---- kills


CHILD = """
import asyncio, sys
from pathlib import Path
from adapters.assemble import Outside, assemble
from adapters.settings import Settings
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard
from core.people.model import Identity
from core.people.register import Register

async def stand_still(*_):
    print("in hand", flush=True)
    await asyncio.Event().wait()

async def main():
    settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=Path(sys.argv[1]))
    application = await assemble(settings, False, Outside())
    # What is asked is done, and its answer is being made.
    Register.preferences = stand_still
    await application.door.hear(Heard("watch add arb", Identity("local", "owner"), update_id="7"))

asyncio.run(main())
"""


async def test_what_a_killed_process_was_answering_is_answered_by_the_next_and_done_once(tmp_path: Path) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(tmp_path), stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout is not None
    assert await asyncio.wait_for(child.stdout.readline(), 60) == b"in hand\n"
    child.kill()
    await child.communicate()
    bot = Bot(tmp_path)
    await bot.start()
    try:
        again = Heard("watch add arb", OWNER, update_id="7")
        told = [await bot.application.door.hear(again) for _ in range(2)]
        assert told[0].to_person is not None
        assert "already on your watch list" in words(told[0].to_person)
        assert told[1] == Told()
        assert len(json.loads(await bot.exported(OWNER))["watchlists"]) == 1
    finally:
        await bot.stop()


# ---- secrets


def test_no_planted_secret_is_in_the_data_the_logs_or_the_answers(tmp_path: Path) -> None:
    lines = [
        "price btc",
        *SECRETS,
        *(f"/start {secret}" for secret in SECRETS),
        "settings language de",
        "privacy export",
    ]
    arguments = ["say", "-", "--json", "--data-dir", str(tmp_path), "--market", "simulated", "--log-level", "debug"]
    said = run(arguments, "\n".join(lines))
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(answers) == len(lines)
    warned = [answer for answer in answers if "That looked like a secret." in json.dumps(answer)]
    assert len(warned) == 2 * len(SECRETS)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert len(kept) > 10_000
    for planted in PLANTED:
        assert planted not in said.stdout
        assert planted not in said.stderr
        assert planted.encode() not in kept
    assert "secret dropped" in said.stderr
