"""One-time codes, hashed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from adapters.storage.tables import codes
from adapters.storage.transaction import Transaction
from core.people.model import Code, CodePurpose

_UNSPENT = (codes.c.used_at.is_(None), codes.c.tries_left > 0)


class SqlCodes:
    """A Codes. `use` and `spend_try` look again at the row they change, so that guesses side by side count singly."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, purpose: CodePurpose, hashed: str, made_at: datetime, expires_at: datetime, tries: int) -> Code:
        values = {
            "purpose": purpose,
            "hashed": hashed,
            "made_at": made_at,
            "expires_at": expires_at,
            "tries_left": tries,
        }
        return _code((await self._transaction.run(codes.insert().values(values).returning(*codes.c))).one())

    async def open(self, purpose: CodePurpose, now: datetime) -> Sequence[Code]:
        found = await self._transaction.run(
            select(codes).where(codes.c.purpose == purpose, codes.c.expires_at > now, *_UNSPENT).order_by(codes.c.id)
        )
        return tuple(_code(row) for row in found)

    async def spend_try(self, code_id: int) -> None:
        await self._transaction.run(
            update(codes).where(codes.c.id == code_id, *_UNSPENT).values(tries_left=codes.c.tries_left - 1)
        )

    async def use(self, code_id: int, at: datetime) -> bool:
        """Mark as used; False if it is not open (any more): used before, expired, revoked, or out of tries."""
        statement = update(codes).where(codes.c.id == code_id, codes.c.expires_at > at, *_UNSPENT).values(used_at=at)
        return await self._transaction.changed(statement) == 1

    async def revoke(self, purpose: CodePurpose) -> None:
        await self._transaction.run(update(codes).where(codes.c.purpose == purpose, *_UNSPENT).values(tries_left=0))


def _code(row: Row[Any]) -> Code:
    return Code(row.id, CodePurpose(row.purpose), row.hashed, row.made_at, row.expires_at, row.tries_left, row.used_at)
