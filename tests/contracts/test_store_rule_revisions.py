"""core.alerts.ports.Rules: what people changed is news to who watches rules, what judging changes is not."""

from dataclasses import replace

from adapters.storage.engine import Database
from core.alerts.model import Life
from tests.databases import NOON, somebody
from tests.fakes.alerts import saved


async def test_whatever_people_change_is_new_to_who_looks_at_revisions(database: Database) -> None:
    ada = await somebody(database)
    async with database.reading() as work:
        assert await work.rules.revision() == 0
    first, second = [await saved(database, "btc < 60000 usd", ada.id) for _ in range(2)]

    async def since(seen: int) -> tuple[int, list[int]]:
        async with database.reading() as work:
            return await work.rules.revision(), [rule.id for rule in await work.rules.changed(seen)]

    seen, changed = await since(0)
    assert changed == [first.id, second.id]
    assert await since(seen) == (seen, [])
    for change in ("change", "delete", "restore"):
        async with database.begin() as work:
            if change == "change":
                await work.rules.change(replace(second, life=Life.PAUSED))
            elif change == "delete":
                await work.rules.delete([second.id], NOON)
            else:
                await work.rules.restore(ada.id, None, NOON)
            await work.commit()
        before, (seen, changed) = seen, await since(seen)
        assert seen > before
        assert changed == [second.id]


async def test_what_judging_changes_is_no_news(database: Database) -> None:
    ada = await somebody(database)
    rule = await saved(database, "btc < 60000 usd", ada.id)
    async with database.begin() as work:
        seen = await work.rules.revision()
        await work.rules.tell(replace(rule, told=1, told_at=NOON, life=Life.DONE))
        await work.rules.keep_state(rule.id, "{}")
        await work.commit()
    async with database.reading() as work:
        assert await work.rules.revision() == seen
        assert (await work.rules.by_ids([rule.id]))[0] == replace(rule, told=1, told_at=NOON, life=Life.DONE)
