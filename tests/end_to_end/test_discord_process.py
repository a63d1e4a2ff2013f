"""The program itself behind Discord's wire: killed in the middle of an answer, and started again."""

from pathlib import Path

import pytest

from adapters.clock import SystemClock
from tests.end_to_end.service import House
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_errors import Fault

pytestmark = pytest.mark.slow


async def test_what_was_asked_before_a_kill_is_answered_after_it_and_once(tmp_path: Path) -> None:
    house = House(tmp_path, "--market", "simulated", "--web-port", "0")
    async with StandInDiscord(SystemClock()) as api:
        house.environ |= {"CANDLEWICK_DISCORD__TOKEN": api.token, "CANDLEWICK_DISCORD__API_URL": api.api_url}
        house.environ["CANDLEWICK_ACCESS"] = "open"
        ada = api.user("Ada")
        async with house.serving():
            await api.until(lambda: bool(api.gateway.sessions) and bool(api.world.commands))
            await api.says(ada, "watch add arb")
            await api.replies(ada, 1)
            api.faults.append(Fault("silent-before"))
            await api.says(ada, "price eth")
            await api.until(lambda: not api.faults)
        await api.says(ada, "watch")
        async with house.serving() as service:
            said = await api.replies(ada, 3)
            await api.says(ada, "help")
            await api.replies(ada, 4)
            assert await service.terminated() == 0
            assert api.token not in service.told
        texts = [sent.text for sent in said]
    assert [word in text for word, text in zip(("ARB", "ETH", "ARB"), texts, strict=True)] == [True] * 3
    assert len(api.to(ada)) == 4
    assert (len(api.gateway.identifies), len(api.gateway.resumes)) == (1, 1)
    assert api.world.published == 1
