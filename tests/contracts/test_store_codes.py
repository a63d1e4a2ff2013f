"""core.people.ports.Codes, line by line."""

import asyncio

from adapters.storage.engine import Database
from core.people.model import Code, CodePurpose
from tests.databases import MINUTE, NOON

LATER = NOON + 60 * MINUTE


async def made(database: Database, purpose: CodePurpose = CodePurpose.OWNER, tries: int = 5) -> Code:
    async with database.begin() as work:
        code = await work.codes.add(purpose, "hashed", NOON, LATER, tries)
        await work.commit()
    return code


async def still_open(database: Database, purpose: CodePurpose = CodePurpose.OWNER) -> list[int]:
    async with database.reading() as work:
        return [code.id for code in await work.codes.open(purpose, NOON)]


async def test_a_code_is_open_as_made_for_its_purpose_until_it_expires(database: Database) -> None:
    code = await made(database)
    assert code == Code(code.id, CodePurpose.OWNER, "hashed", NOON, LATER, 5)
    async with database.reading() as work:
        assert await work.codes.open(CodePurpose.OWNER, LATER - MINUTE) == (code,)
        assert await work.codes.open(CodePurpose.INVITE, NOON) == ()
        assert await work.codes.open(CodePurpose.OWNER, LATER) == ()


async def test_wrong_tries_end_a_code(database: Database) -> None:
    code = await made(database, tries=2)
    async with database.begin() as work:
        await work.codes.spend_try(code.id)
        assert [each.tries_left for each in await work.codes.open(CodePurpose.OWNER, NOON)] == [1]
        await work.codes.spend_try(code.id)
        assert not await work.codes.use(code.id, NOON)
        await work.commit()
    assert await still_open(database) == []


async def test_a_code_is_used_once_and_not_after_its_time(database: Database) -> None:
    code, late = await made(database), await made(database)
    async with database.begin() as work:
        assert await work.codes.use(code.id, NOON)
        assert not await work.codes.use(code.id, NOON)
        assert not await work.codes.use(late.id, LATER)
        await work.commit()
    assert await still_open(database) == [late.id]


async def test_of_ten_who_use_a_code_at_once_one_does(database: Database) -> None:
    code = await made(database)

    async def use() -> bool:
        async with database.begin() as work:
            used = await work.codes.use(code.id, NOON)
            await work.commit()
            return used

    assert sum(await asyncio.gather(*(use() for _ in range(10)))) == 1


async def test_revoking_ends_every_open_code_of_that_purpose_alone(database: Database) -> None:
    owner, invite = await made(database), await made(database, CodePurpose.INVITE)
    async with database.begin() as work:
        await work.codes.revoke(CodePurpose.OWNER)
        assert not await work.codes.use(owner.id, NOON)
        await work.commit()
    assert await still_open(database) == []
    assert await still_open(database, CodePurpose.INVITE) == [invite.id]
