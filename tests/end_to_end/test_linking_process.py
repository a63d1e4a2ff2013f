"""The program behind both platforms' wires, killed after each step of linking: what was shown counts on, once, and for
whom it was shown."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.clock import SystemClock
from tests.databases import empty_address
from tests.end_to_end.service import House
from tests.postgres import postgres_database
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.telegram import StandInTelegram
from tests.stand_ins.telegram_world import Sent

__all__ = ["empty_address", "postgres_database"]

CODE = re.compile(r"link ([0-9A-Z]{5}-[0-9A-Z]{5})")

pytestmark = pytest.mark.slow


class Twice:
    """Ada at both platforms, and Eve, who knows what Ada sees."""

    def __init__(self, house: House, telegram: StandInTelegram, discord: StandInDiscord) -> None:
        self.house, self.telegram, self.discord = house, telegram, discord
        self.ada, self.eve = telegram.user("Ada"), telegram.user("Eve")
        self.hers, self.eves = discord.user("Ada"), discord.user("Eve")

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Run the program until it is killed."""
        sessions = self.discord.gateway.sessions
        async with self.house.serving():
            await self.discord.until(lambda: any(each.socket is not None for each in sessions.values()))
            yield

    async def says(self, line: str, answer: str) -> None:
        """Ada says it on Telegram, and its answer is this."""
        self.telegram.says(self.ada, line)
        await self.telegram.until(lambda: answer in self.telegram.to(self.ada)[-1].text)

    async def handled(self, line: str, answer: str) -> None:
        """Return when all that she said before is handled: else it would be answered again, by another code."""
        self.telegram.says(self.ada, line)
        await self.discord.says(self.hers, line)
        await self.telegram.until(lambda: any(answer in sent.text for sent in self.telegram.to(self.ada)))
        await self.discord.until(lambda: any(answer in sent.text for sent in self.discord.to(self.hers)))

    async def question(self) -> Sent:
        """Return what asks her whether it is she who typed the code."""

        def found() -> list[Sent]:
            return [sent for sent in self.telegram.to(self.ada) if "Is that you?" in sent.text]

        await self.telegram.until(lambda: bool(found()))
        return found()[0]


@pytest.fixture
async def twice(empty_address: str, tmp_path: Path) -> AsyncIterator[Twice]:
    house = House(tmp_path, "--market", "simulated", "--web-port", "0")
    async with StandInTelegram(SystemClock()) as telegram, StandInDiscord(SystemClock()) as discord:
        house.environ |= {
            "CANDLEWICK_ACCESS": "open",
            "CANDLEWICK_TELEGRAM__TOKEN": telegram.token,
            "CANDLEWICK_TELEGRAM__BASE_URL": telegram.base_url,
            "CANDLEWICK_DISCORD__TOKEN": discord.token,
            "CANDLEWICK_DISCORD__API_URL": discord.api_url,
        }
        if empty_address.startswith("postgresql"):
            house.environ["CANDLEWICK_DATABASE_URL"] = empty_address.replace("+asyncpg", "")
        yield Twice(house, telegram, discord)


async def test_a_code_a_word_and_a_button_outlive_the_process_and_count_once(twice: Twice) -> None:
    telegram, discord = twice.telegram, twice.discord
    async with twice.serving():
        await discord.says(twice.hers, "watch add arb")
        telegram.says(twice.ada, "link")
        (shown,) = await telegram.replies(twice.ada, 1)
        await twice.handled("help", "What you can ask")
    code = CODE.search(shown.text)
    assert code is not None
    async with twice.serving():
        await discord.says(twice.hers, f"link {code[1]}")
        asks = await twice.question()
        await twice.handled("settings", "Your settings")
    yes = asks.keyboard[0][0]
    async with twice.serving():
        # What the button carries, said by another; and the code, which was typed already.
        telegram.says(twice.eve, yes["callback_data"])
        assert "No code of yours waits" in (await telegram.replies(twice.eve, 1))[-1].text
        await discord.says(twice.eves, f"link {code[1]}")
        assert "That code is unknown, used up or expired." in (await discord.replies(twice.eves, 1))[-1].text
        telegram.taps(twice.ada, asks, yes["text"])
        await telegram.until(lambda: "Discord is linked" in " ".join(s.text for s in telegram.to(twice.ada)))
    async with twice.serving():
        await twice.says(yes["callback_data"], "No code of yours waits")
        await twice.says("watch", "ARB")
