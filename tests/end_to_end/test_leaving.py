"""What is left of people, of killed processes and of secrets, through the whole application."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Heard, Told
from bot.speaking.reply import File
from tests.conftest import ROOT
from tests.effort import PATIENCE_S
from tests.fakes.bot import ADA, OWNER, Bot, let_in, run, words
from tests.house.test_personal_data import DECLARED

PRIVATE_LINE = "This bot is private; ask its owner for an invite."

SECRETS = (
    "my binance key is vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
    "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "123456789:AAF0abcdefghijklmnopqrstuvwxyzABCDE",
    "password: Tr0ub4dor&3-horse",
)
PLANTED = ("vmPUZE6mv9SD", "4c0883a69102", "sausage", "AAF0abcdefghij", "Tr0ub4dor")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.start()
    yield bot
    await bot.stop()


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
    assert await asyncio.wait_for(child.stdout.readline(), PATIENCE_S) == b"in hand\n"
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
