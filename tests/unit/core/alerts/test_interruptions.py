"""core.alerts.interruptions — that prices stopped is told once to whoever waits, and that they are back."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from core.alerts.interruptions import ALERT_BACK, ALERT_STALE, Interruptions
from core.alerts.model import Life, Rule
from core.delivery.model import Notice
from core.market.model import to_ms
from tests.databases import NOON, somebody
from tests.fakes.alerts import saved
from tests.fakes.watch_stage import WatchStage


class Silence:
    """Bitcoin has stood at 61,000 until noon; who looks does so once a minute."""

    def __init__(self, stage: WatchStage) -> None:
        self.stage = stage
        self._look = Interruptions(stage.store, stage.watcher.heard, stage.clock, timedelta(minutes=3), stage.bus)

    async def minutes(self, count: int, close: float | None = None) -> int:
        """Let minutes pass, without a price where none is given; return how many notices were written."""
        written = 0
        for _ in range(count):
            self.stage.clock.advance(minutes=1)
            if close is not None:
                await self.stage.candles(close)
            await self.stage.watcher.round()
            written += await self._look.look()
        return written

    async def told(self, kind: str, person_id: int, since: int = 0) -> Notice | None:
        """Return what a person was told of the silence that began `since` minutes after noon."""
        last = to_ms(NOON + timedelta(minutes=since))
        async with self.stage.database.reading() as work:
            return await work.outbox.find(f"{kind}:btc:{last}:{person_id}:")


@pytest.fixture
async def silence(database: Database) -> Silence:
    stage = WatchStage(database)
    await stage.candles(*[61_000.0] * 30)
    await stage.watcher.open()
    await stage.rule("btc < 60000 usd")
    return Silence(stage)


async def test_two_looks_in_a_row_say_that_prices_stopped_and_it_is_told_once(silence: Silence) -> None:
    assert await silence.minutes(4) == 0
    assert await silence.minutes(1) == 1
    assert await silence.minutes(20) == 0
    assert await silence.told(ALERT_STALE, 1) is not None
    assert await silence.minutes(1, 61_000) == 0
    assert await silence.minutes(1, 61_000) == 1
    assert await silence.told(ALERT_BACK, 1) is not None


async def test_a_restart_tells_nothing_of_it_again(silence: Silence) -> None:
    await silence.minutes(6)
    again = Silence(WatchStage(silence.stage.database, silence.stage.clock))
    await again.stage.watcher.open()
    assert await again.minutes(5) == 0
    assert await again.minutes(2, 61_000) == 1


async def test_who_makes_a_rule_in_the_middle_of_it_is_told_as_well(silence: Silence) -> None:
    await silence.minutes(6)
    await _somebody_else(silence, "btc > 70000 usd")
    assert await silence.minutes(3) == 1
    assert await silence.told(ALERT_STALE, 2) is not None
    assert await silence.minutes(2, 61_000) == 2
    assert await silence.told(ALERT_BACK, 2) is not None


async def test_who_asks_when_prices_come_again_is_told_nothing(silence: Silence) -> None:
    await silence.minutes(6)
    assert await silence.minutes(1, 61_000) == 0
    await _somebody_else(silence, "btc > 70000 usd")
    assert await silence.minutes(3, 61_000) == 1
    assert await silence.told(ALERT_STALE, 2) is None
    assert await silence.told(ALERT_BACK, 2) is None


async def test_who_was_told_of_it_is_told_that_it_is_over_though_their_rule_is(silence: Silence) -> None:
    (rule,) = await _rules(silence)
    await _somebody_else(silence, "btc > 70000 usd")
    assert await silence.minutes(6) == 2
    await silence.stage.change(rule, Life.PAUSED)
    assert await silence.minutes(2) == 0
    assert await silence.minutes(2, 61_000) == 2
    assert await silence.told(ALERT_BACK, rule.person_id) is not None


async def _somebody_else(silence: Silence, text: str) -> None:
    other = await somebody(silence.stage.database, "2")
    await saved(silence.stage.database, text, other.id)


async def _rules(silence: Silence) -> Sequence[Rule]:
    async with silence.stage.database.reading() as work:
        return await work.rules.of(1, None)
