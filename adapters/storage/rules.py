"""Rules on disk: how each stands, and what each has told."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, delete, func, select, text, update

from adapters.storage.alert_tables import firings, rule_counters, rule_lists, rules
from adapters.storage.rule_rows import fired_of, rule_of
from adapters.storage.transaction import Transaction
from core.alerts import storing
from core.alerts.facts import Price, Way
from core.alerts.language import written
from core.alerts.model import Due, Life, NewRule, Rule, Wish
from core.alerts.spoken import Called
from core.alerts.thresholds import Thresholds, atoms, threshold_of
from core.market.model import Floats, Instants, to_ms

_ALIVE = (Life.ACTIVE, Life.PAUSED)
# Word for word the conditions of the indices, so that the planner knows them.
_WAITING = "life = 'active' AND state IS NULL AND coin IS NOT NULL"
_BEYOND = "life = 'active' AND (state IS NOT NULL OR coin IS NULL)"
_GROUPS = f"SELECT DISTINCT coin, unit, venue, way FROM rules WHERE {_WAITING}"  # noqa: S608 - all ours
_COLUMNS_AT_ONCE = 20_000
_GROUP = (
    f"SELECT level, id FROM rules WHERE {_WAITING} AND coin = ? AND unit = ? AND venue = ? AND way = ?"  # noqa: S608
    f" AND level >= ? AND (level, id) > (?, ?) ORDER BY level, id LIMIT {_COLUMNS_AT_ONCE}"
)
_ENDING = f"SELECT id FROM rules WHERE {_WAITING} AND expires_at <= ?"  # noqa: S608
_HOLDERS = f"SELECT DISTINCT person_id, room_id FROM rules WHERE {_WAITING} AND coin = ?"  # noqa: S608
_AT_ONCE = 500
# Nobody's own numbers: this row of the counters counts every change.
_EVERYBODY = 0


class SqlRules:
    """A Rules."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: NewRule) -> Rule:
        values = {
            "person_id": new.person_id,
            "room_id": new.room_id,
            "holder": _holder(new.person_id, new.room_id),
            "number": await self._next(_holder(new.person_id, new.room_id), new.person_id, new.room_id),
            "zone": new.zone,
            "created_at": new.created_at,
            "expires_at": new.expires_at,
            "life": Life.ACTIVE,
            "told": 0,
            "told_before": 0,
            "revision": await self._next(_EVERYBODY),
            **_wished(new.wish),
        }
        return rule_of((await self._transaction.run(rules.insert().values(values).returning(*rules.c))).one())

    async def find(self, number: int, person_id: int, room_id: int | None, hold: bool = False) -> Rule | None:
        wanted = select(rules).where(*_held_by(person_id, room_id), rules.c.number == number)
        row = (await self._transaction.run(_held(wanted, hold))).one_or_none()
        return None if row is None else rule_of(row)

    async def of(self, person_id: int, room_id: int | None) -> Sequence[Rule]:
        return await self._rules(select(rules).where(*_held_by(person_id, room_id)).order_by(rules.c.number))

    async def by_ids(self, ids: Sequence[int], hold: bool = False) -> Sequence[Rule]:
        found: list[Rule] = []
        for some in _parted(ids):
            found += await self._rules(_held(select(rules).where(rules.c.id.in_(some)).order_by(rules.c.id), hold))
        return tuple(found)

    async def thresholds(self) -> Sequence[Thresholds]:
        found = []
        for coin, unit, venue, way in await self._transaction.rows(_GROUPS, ()):
            columns = await self._columns((coin, unit, venue, way))
            found.append(Thresholds(Price(coin, unit, venue or None), Way(way), *columns))
        return tuple(found)

    async def _columns(self, group: tuple[str, str, str, str]) -> tuple[Floats, Instants]:
        """Return the levels and ids of one group, read in parts: rows take ten times the room of columns."""
        levels, rule_ids, last = [np.zeros(0)], [np.zeros(0, np.int64)], (-math.inf, 0)
        while rows := await self._transaction.rows(_GROUP, (*group, last[0], *last)):
            levels.append(np.fromiter((row[0] for row in rows), np.float64, len(rows)))
            rule_ids.append(np.fromiter((row[1] for row in rows), np.int64, len(rows)))
            last = (rows[-1][0], rows[-1][1])
            if len(rows) < _COLUMNS_AT_ONCE:
                break
        return np.concatenate(levels), np.concatenate(rule_ids)

    async def resting_until(self, until: datetime) -> Sequence[int]:
        return [row[0] for row in await self._transaction.rows(_ENDING, (to_ms(until),))]

    async def holders(self, coin: str) -> Sequence[tuple[int, int | None]]:
        return [(row[0], row[1]) for row in await self._transaction.rows(_HOLDERS, (coin,))]

    async def beyond_thresholds(self, after: int, limit: int) -> Sequence[Rule]:
        wanted = select(rules).where(text(_BEYOND), rules.c.id > after).order_by(rules.c.id).limit(limit)
        return await self._rules(wanted)

    async def expiring(self, until: datetime, limit: int) -> Sequence[Rule]:
        going = rules.c.life.in_(_ALIVE), rules.c.expires_at <= until
        return await self._rules(select(rules).where(*going).order_by(rules.c.expires_at, rules.c.id).limit(limit))

    async def change(self, rule: Rule) -> None:
        changed = {
            "zone": rule.zone,
            "expires_at": rule.expires_at,
            "life": rule.life,
            "snoozed_until": rule.snoozed_until,
            "told": rule.told,
            "told_at": rule.told_at,
            "told_before": rule.told_before,
            "revision": await self._next(_EVERYBODY),
            **_wished(rule.wish),
        }
        await self._transaction.run(update(rules).where(rules.c.id == rule.id).values(changed))

    async def tell(self, rule: Rule) -> None:
        told = {"life": rule.life, "told": rule.told, "told_at": rule.told_at}
        await self._transaction.run(update(rules).where(rules.c.id == rule.id).values(told))

    async def revision(self) -> int:
        last = select(rule_counters.c.last).where(rule_counters.c.holder == _EVERYBODY)
        return int((await self._transaction.run(last)).scalar_one_or_none() or 0)

    async def changed(self, after: int) -> Sequence[Rule]:
        return await self._rules(select(rules).where(rules.c.revision > after).order_by(rules.c.id))

    async def delete(self, rule_ids: Sequence[int], at: datetime) -> None:
        revision = await self._next(_EVERYBODY)
        gone = {"life": Life.DELETED, "life_before": rules.c.life, "deleted_at": at, "revision": revision}
        for some in _parted(rule_ids):
            there = rules.c.id.in_(some), rules.c.life != Life.DELETED
            await self._transaction.run(update(rules).where(*there).values(gone))

    async def restore(
        self, person_id: int, room_id: int | None, since: datetime, one: Called | None = None
    ) -> Sequence[Rule]:
        theirs = rules.c.holder == _holder(person_id, room_id), rules.c.life == Life.DELETED
        meant = [] if one is None else [rules.c.number == one.number if one.id is None else rules.c.id == one.id]
        lately = *theirs, rules.c.deleted_at >= since, *meant
        last = select(func.max(rules.c.deleted_at)).where(*lately).scalar_subquery()
        back = update(rules).where(*theirs, rules.c.deleted_at == last)
        revision = await self._next(_EVERYBODY)
        as_it_was = {"life": rules.c.life_before, "life_before": None, "deleted_at": None, "revision": revision}
        restored = await self._transaction.run(back.values(as_it_was).returning(*rules.c))
        return tuple(sorted(map(rule_of, restored), key=lambda rule: rule.number))

    async def states(self, ids: Sequence[int]) -> Mapping[int, str]:
        found: dict[int, str] = {}
        for some in _parted(ids):
            moved = rules.c.id.in_(some), rules.c.state.is_not(None)
            rows = await self._transaction.run(select(rules.c.id, rules.c.state).where(*moved).order_by(rules.c.id))
            found |= {row.id: row.state for row in rows}
        return found

    async def keep_state(self, rule_id: int, state: str | None) -> None:
        await self._transaction.run(update(rules).where(rules.c.id == rule_id).values(state=state))

    async def record(self, rule: Rule, due: Due) -> None:
        values = {
            "rule_id": rule.id,
            "number": due.number,
            "person_id": rule.person_id,
            "text": written(rule.wish),
            "wish": storing.to_json(rule.wish),
            "comparison": atoms(rule.wish).index(due.comparison),
            "due": due.due,
            "at": due.at,
            "value": json.dumps(due.value),
            "coin": due.coin,
            "price": due.price,
            "unit": due.unit,
            "before": due.before,
            "before_at": due.before_at,
            "venue": due.venue,
            "telling": due.telling,
            "merged": due.merged,
        }
        await self._transaction.run(self._transaction.insert(firings).values(values).on_conflict_do_nothing())

    async def unrecord(self, rule_id: int, number: int) -> None:
        one = firings.c.rule_id == rule_id, firings.c.number == number
        await self._transaction.run(delete(firings).where(*one))

    async def fired(self, rule_id: int, limit: int) -> Sequence[tuple[Due, Wish]]:
        newest = select(firings).where(firings.c.rule_id == rule_id).order_by(firings.c.number.desc()).limit(limit)
        return tuple(fired_of(row) for row in await self._transaction.run(newest))

    async def told_between(
        self, person_id: int, room_id: int | None, coin: str, since: datetime, until: datetime
    ) -> int:
        within = firings.c.coin == coin, firings.c.at > since, firings.c.at <= until
        theirs = firings.c.rule_id == rules.c.id, rules.c.holder == _holder(person_id, room_id)
        counted = select(func.count()).select_from(firings).join(rules, theirs[0]).where(theirs[1], *within)
        return int((await self._transaction.run(counted)).scalar_one())

    async def alive(self, person_id: int) -> int:
        theirs = rules.c.person_id == person_id, rules.c.life.in_(_ALIVE)
        return int((await self._transaction.run(select(func.count()).select_from(rules).where(*theirs))).scalar_one())

    async def listed(self, person_id: int, room_id: int | None) -> Sequence[int]:
        shown = rule_lists.c.person_id == person_id, rule_lists.c.holder == _holder(person_id, room_id)
        ids = (await self._transaction.run(select(rule_lists.c.rule_ids).where(*shown))).scalar_one_or_none()
        return tuple(json.loads(ids)) if ids is not None else ()

    async def keep_listed(self, person_id: int, room_id: int | None, ids: Sequence[int]) -> None:
        shown = {"person_id": person_id, "holder": _holder(person_id, room_id), "rule_ids": json.dumps([*ids])}
        statement = self._transaction.insert(rule_lists).values(shown)
        replaced = {"rule_ids": statement.excluded.rule_ids}
        await self._transaction.run(
            statement.on_conflict_do_update(index_elements=["person_id", "holder"], set_=replaced)
        )

    async def count(self, life: Life) -> int:
        found = await self._transaction.run(select(func.count()).select_from(rules).where(rules.c.life == life))
        return int(found.scalar_one())

    async def _next(self, holder: int, person_id: int | None = None, room_id: int | None = None) -> int:
        """Count on. Whoever counts waits for the one before, so that numbers become visible in their order."""
        first = {
            "holder": holder,
            "person_id": person_id if room_id is None else None,
            "room_id": room_id,
            "last": 1,
        }
        counted = self._transaction.insert(rule_counters).values(first)
        counted = counted.on_conflict_do_update(index_elements=["holder"], set_={"last": rule_counters.c.last + 1})
        return int((await self._transaction.run(counted.returning(rule_counters.c.last))).scalar_one())

    async def _rules(self, wanted: Select[Any]) -> tuple[Rule, ...]:
        return tuple(rule_of(row) for row in await self._transaction.run(wanted))


def _holder(person_id: int, room_id: int | None) -> int:
    return person_id if room_id is None else -room_id


def _held_by(person_id: int, room_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return rules.c.holder == _holder(person_id, room_id), rules.c.life != Life.DELETED


def _held(wanted: Select[Any], hold: bool) -> Select[Any]:
    return wanted.with_for_update() if hold else wanted


def _parted(ids: Sequence[int]) -> Sequence[Sequence[int]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


def _wished(wish: Wish) -> dict[str, object]:
    """The columns that say what a rule says: its text, its JSON, and its threshold if it is only one."""
    threshold = threshold_of(wish)
    return {
        "text": written(wish),
        "wish": storing.to_json(wish),
        "coin": threshold and threshold.price.coin,
        "unit": threshold and threshold.price.unit,
        "venue": threshold and (threshold.price.venue or ""),
        "way": threshold and threshold.way,
        "level": threshold and threshold.level,
    }
