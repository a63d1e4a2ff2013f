"""core.alerts.ports.Rules — what was told is kept as it was told, and why."""

from dataclasses import replace

import pytest

from adapters.storage.engine import Database
from core.alerts.model import Telling
from core.alerts.thresholds import atoms
from tests.databases import somebody
from tests.fakes.alerts import a_due, a_wish, saved


@pytest.mark.parametrize(
    ("text", "which", "value"),
    [
        ("btc < 60000 usd", 0, 59_950.1),
        ("sol \u00b18% 24h", 1, 0.0812),
        ("btc < 60000 usd and (eth rsi 1h < 30 or eth ema20 4h crosses ema50) at kraken", 2, -0.25),
        ("btc volume 1h > 3x", 0, 3.5),
        ("usdt off 1 usd by 0.5%", 1, 1.0051),
        ("market shift", 0, "bullish"),
    ],
)
async def test_firings_are_kept_newest_first_with_the_text_of_their_time(
    database: Database, text: str, which: int, value: float | str
) -> None:
    ada = await somebody(database)
    rule = await saved(database, text, ada.id)
    comparison = atoms(rule.wish)[which]
    first = replace(a_due(rule), comparison=comparison, value=value, telling=Telling.LATE, merged=2)
    edited = replace(rule, wish=a_wish("btc < 50000 usd"))
    second = replace(a_due(edited, 2), coin=None, price=None, unit=None, before=None, venue=None)
    async with database.begin() as work:
        await work.rules.record(rule, first)
        await work.rules.change(edited)
        await work.rules.record(edited, second)
        # What was told is kept once, as it was told.
        await work.rules.record(rule, replace(first, price=1.0))
        kept = (second, edited.wish), (first, rule.wish)
        assert await work.rules.fired(rule.id, 10) == kept
        assert await work.rules.fired(rule.id, 1) == kept[:1]
        assert await work.rules.fired(rule.id + 1, 10) == ()
        with pytest.raises(ValueError, match="not in tuple"):
            await work.rules.record(replace(rule, wish=a_wish("doge > 1 usd")), replace(first, number=3))


async def test_a_firing_that_is_not_told_after_all_is_forgotten_and_no_other(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, "btc < 60000 usd", ada.id)
    async with database.begin() as work:
        for number in (1, 2, 3):
            await work.rules.record(rule, a_due(rule, number))
        await work.rules.unrecord(rule.id, 2)
        await work.rules.unrecord(rule.id + 1, 1)
        assert [due.number for due, _ in await work.rules.fired(rule.id, 10)] == [3, 1]
