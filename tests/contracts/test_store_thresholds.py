"""core.alerts.ports.Rules: simple rules at rest as columns, and what is asked about them without reading them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.storage.engine import Database
from adapters.storage.rules import _GROUP
from core.alerts.facts import Price, Way
from core.alerts.model import Life
from core.alerts.thresholds import Thresholds
from tests.databases import MINUTE, NOON, somebody
from tests.fakes.alerts import a_wish, saved


def in_columns(thresholds: list[Thresholds]) -> list[tuple[Price, Way, list[float], list[int]]]:
    listed = [(t.price, t.way, t.levels.tolist(), t.rule_ids.tolist()) for t in thresholds]
    return sorted(listed, key=lambda group: (group[0].coin, str(group[0].unit), str(group[0].venue), group[1]))


async def test_simple_rules_at_rest_come_as_columns_and_the_others_as_rules(database: Database) -> None:
    ada = await somebody(database)
    texts = (
        "btc < 60000 usd",
        "btc < 50000.5 usd every 4h",
        "btc > 70000 usd",
        "btc < 60000 eur",
        "btc < 60000 usd at kraken",
        "btc < 60000 usd and eth < 3000 usd",
        "btc crosses 61000 usd",
        "btc < 40000 usd",
        "btc < 30000 usd",
    )
    rules = [await saved(database, text, ada.id) for text in texts]
    ids = [rule.id for rule in rules]
    async with database.begin() as work:
        await work.rules.keep_state(ids[7], '{"phase": "fired"}')
        await work.rules.change(replace(rules[8], life=Life.DONE))
        await work.commit()
    async with database.reading() as work:
        found = list(await work.rules.thresholds())
        assert in_columns(found) == [
            (Price("btc", "EUR"), Way.BELOW, [60_000.0], [ids[3]]),
            (Price("btc", "USD"), Way.ABOVE, [70_000.0], [ids[2]]),
            (Price("btc", "USD"), Way.BELOW, [50_000.5, 60_000.0], [ids[1], ids[0]]),
            (Price("btc", "USD"), Way.CROSSES, [61_000.0], [ids[6]]),
            (Price("btc", "USD", "kraken"), Way.BELOW, [60_000.0], [ids[4]]),
        ]
        assert [r.id for r in await work.rules.beyond_thresholds(0, 10)] == [ids[5], ids[7]]
        assert [r.id for r in await work.rules.beyond_thresholds(ids[5], 10)] == [ids[7]]
        assert [r.id for r in await work.rules.beyond_thresholds(0, 1)] == [ids[5]]
    async with database.begin() as work:
        await work.rules.keep_state(ids[7], None)
        await work.rules.change(replace(rules[0], wish=a_wish("btc < 60000 usd or eth < 3000 usd")))
        await work.commit()
    async with database.reading() as work:
        below = next(t for t in await work.rules.thresholds() if t.price == Price("btc", "USD") and t.way is Way.BELOW)
        assert below.rule_ids.tolist() == [ids[7], ids[1]]


async def test_many_rules_on_one_price_come_as_one_column_in_order(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.storage.rules._GROUP", re.sub(r"LIMIT \d+", "LIMIT 2", _GROUP))
    monkeypatch.setattr("adapters.storage.rules._COLUMNS_AT_ONCE", 2)
    ada = await somebody(database)
    levels = (50_000, 40_000, 50_000, 50_000, 60_000)
    rules = [await saved(database, f"btc < {level} usd", ada.id) for level in levels]
    async with database.reading() as work:
        (column,) = await work.rules.thresholds()
    assert column.levels.tolist() == [40_000, 50_000, 50_000, 50_000, 60_000]
    assert column.rule_ids.tolist() == [rules[n].id for n in (1, 0, 2, 3, 4)]


async def test_who_sleeps_and_ends_soon_is_known_and_whose_rules_sleep_on_a_coin(database: Database) -> None:
    ada, bob = await somebody(database), await somebody(database, "2")
    soon, later, other, busy = [
        await saved(database, text, person.id)
        for text, person in (
            ("btc < 60000 usd", ada),
            ("btc < 50000 eur", bob),
            ("eth < 3000 usd and btc < 1 usd", ada),
            ("eth < 3000 usd", ada),
        )
    ]
    async with database.begin() as work:
        for rule in (soon, other, busy):
            await work.rules.change(replace(rule, expires_at=NOON + MINUTE))
        await work.rules.keep_state(busy.id, '{"holding": true}')
        await work.commit()
    async with database.reading() as work:
        assert await work.rules.resting_until(NOON) == []
        assert await work.rules.resting_until(NOON + MINUTE) == [soon.id]
        assert set(await work.rules.resting_until(NOON + timedelta(days=400))) == {soon.id, later.id}
        assert set(await work.rules.holders("btc")) == {(ada.id, None), (bob.id, None)}
        assert await work.rules.holders("eth") == []
