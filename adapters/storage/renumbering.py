"""Rules of somebody who joins another: they go on under numbers behind all that the other ever gave."""

from typing import Any

from sqlalchemy import func, select, update

from adapters.storage.alert_tables import rule_counters, rules
from adapters.storage.transaction import Transaction
from core.alerts.model import Life

# Nobody's own numbers: this row of the counters counts every change.
_EVERYBODY = 0


async def give_rules(transaction: Transaction, from_id: int, to_id: int) -> int:
    """Give one person's rules to another, and those that they made for rooms, which keep their numbers; return how many
    are the other's own now. Who watches rules sees them as changed."""
    last, further = await _last(transaction, to_id), await _last(transaction, from_id)
    revision = await _counted(transaction, _EVERYBODY, {"person_id": None, "last": 1}, rule_counters.c.last + 1)
    seen_as: dict[str, Any] = {"revision": revision}
    own = {"holder": to_id, "number": rules.c.number + last}
    there = select(func.count()).where(rules.c.holder == from_id, rules.c.life != Life.DELETED)
    moved = int((await transaction.run(there)).scalar_one())
    await transaction.run(update(rules).where(rules.c.holder == from_id).values(own))
    await transaction.run(update(rules).where(rules.c.person_id == from_id).values(person_id=to_id, **seen_as))
    if further:
        await _counted(transaction, to_id, {"person_id": to_id, "last": further}, rule_counters.c.last + further)
    return moved


async def _last(transaction: Transaction, holder: int) -> int:
    found = await transaction.run(select(rule_counters.c.last).where(rule_counters.c.holder == holder))
    return int(found.scalar_one_or_none() or 0)


async def _counted(transaction: Transaction, holder: int, first: dict[str, object], then: Any) -> int:
    counted = transaction.insert(rule_counters).values(holder=holder, room_id=None, **first)
    counted = counted.on_conflict_do_update(index_elements=["holder"], set_={"last": then})
    return int((await transaction.run(counted.returning(rule_counters.c.last))).scalar_one())
