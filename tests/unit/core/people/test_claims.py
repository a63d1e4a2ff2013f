"""core.people.register — owner codes and invites: what opens, for whom, and how often."""

import asyncio

import pytest

from adapters.storage.engine import Database
from core.people.model import CodePurpose, Identity, Person, Role
from tests.fakes.register import ADA, BOB, World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def wrong(code: str) -> str:
    """Return a code that is not this one."""
    return ("3" if code[0] == "2" else "2") + code[1:]


async def test_the_owner_code_makes_an_owner_once(world: World) -> None:
    ada, bob = await world.met(ADA), await world.met(BOB)
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    assert await world.claimed(ada, code) is CodePurpose.OWNER
    assert await world.claimed(bob, code) == "wrong"
    assert (await world.role(ada), await world.role(bob)) == (Role.OWNER, Role.STRANGER)


async def test_an_invite_makes_a_member_once(world: World) -> None:
    ada, bob = await world.met(ADA), await world.met(BOB)
    code = await world.register().make_code(CodePurpose.INVITE, by=None)
    assert await world.claimed(ada, code.lower()) is CodePurpose.INVITE
    assert await world.claimed(bob, code) == "wrong"
    assert (await world.role(ada), await world.role(bob)) == (Role.MEMBER, Role.STRANGER)


async def test_the_owner_who_follows_an_invite_stays_the_owner(world: World) -> None:
    ada = await world.met(role=Role.OWNER)
    assert await world.claimed(ada, await world.register().make_code(CodePurpose.INVITE, by=None)) is CodePurpose.INVITE
    assert await world.role(ada) is Role.OWNER


async def test_a_member_can_become_the_owner(world: World) -> None:
    ada = await world.met(role=Role.MEMBER)
    assert await world.claimed(ada, await world.register().make_code(CodePurpose.OWNER, by=None)) is CodePurpose.OWNER
    assert await world.role(ada) is Role.OWNER


@pytest.mark.parametrize(("minutes", "opens"), [(59, True), (60, False), (600, False)])
async def test_an_owner_code_opens_for_an_hour(world: World, minutes: int, opens: bool) -> None:
    ada = await world.met()
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    world.clock.advance(minutes=minutes)
    assert await world.claimed(ada, code) == (CodePurpose.OWNER if opens else "wrong")


@pytest.mark.parametrize(("days", "opens"), [(6, True), (7, False)])
async def test_an_invite_opens_for_a_week(world: World, days: int, opens: bool) -> None:
    ada = await world.met()
    code = await world.register().make_code(CodePurpose.INVITE, by=None)
    world.clock.advance(days=days)
    assert await world.claimed(ada, code) == (CodePurpose.INVITE if opens else "wrong")


@pytest.mark.parametrize(("guesses", "opens"), [(4, True), (5, False)])
async def test_five_wrong_tries_end_an_owner_code_whoever_made_them(world: World, guesses: int, opens: bool) -> None:
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    for guesser in range(guesses):
        stranger = await world.met(Identity("telegram", f"10{guesser}"))
        assert await world.claimed(stranger, wrong(code)) == "wrong"
    ada = await world.met()
    assert await world.claimed(ada, code) == (CodePurpose.OWNER if opens else "wrong")


async def test_wrong_tries_do_not_end_an_invite(world: World) -> None:
    """It lives for a week: any stranger could spoil it."""
    ada, bob = await world.met(ADA), await world.met(BOB)
    code = await world.register().make_code(CodePurpose.INVITE, by=None)
    for _ in range(20):
        await world.claimed(bob, wrong(code))
    assert await world.claimed(ada, code) is CodePurpose.INVITE


async def test_guesses_at_once_are_counted_one_by_one(world: World) -> None:
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    ada = await world.met()
    assert await asyncio.gather(*(world.claimed(ada, wrong(code)) for _ in range(5))) == ["wrong"] * 5
    assert await world.claimed(ada, code) == "wrong"


async def test_of_ten_who_claim_at_once_one_wins(world: World) -> None:
    people = [await world.met(Identity("telegram", f"10{n}")) for n in range(10)]
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    answers = await asyncio.gather(*(world.claimed(person, code) for person in people))
    assert sorted(answers, key=str) == [CodePurpose.OWNER, *["wrong"] * 9]
    assert sorted([await world.role(person) for person in people]) == [Role.OWNER, *[Role.STRANGER] * 9]


async def test_a_new_owner_code_ends_the_old_one_and_no_invite(world: World) -> None:
    ada, bob = await world.met(ADA), await world.met(BOB)
    register = world.register()
    invite = await register.make_code(CodePurpose.INVITE, by=None)
    old, new = [await register.make_code(CodePurpose.OWNER, by=None) for _ in range(2)]
    assert await world.claimed(ada, old) == "wrong"
    assert await world.claimed(ada, new) is CodePurpose.OWNER
    assert await world.claimed(bob, invite) is CodePurpose.INVITE


async def test_the_blocked_open_nothing_and_spend_no_code(world: World) -> None:
    """Also when they were blocked after the door had let them pass."""
    ada, bob = await world.met(ADA), await world.met(BOB)
    code = await world.register().make_code(CodePurpose.INVITE, by=None)
    await world.register().set_role(bob, Role.BLOCKED, by=None)
    assert await world.claimed(bob, code) == "wrong"
    assert await world.role(bob) is Role.BLOCKED
    assert await world.claimed(ada, code) is CodePurpose.INVITE


async def test_who_is_gone_opens_nothing(world: World) -> None:
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    gone = Person(404, Role.STRANGER, "", world.clock.now())
    assert await world.claimed(gone, code) == "wrong"


async def test_words_are_no_codes(world: World) -> None:
    ada = await world.met()
    assert [await world.claimed(ada, text) for text in ("", "price btc", "hello")] == [None] * 3
    assert await world.audited() == []


async def test_a_member_may_paste_a_pair_that_a_stranger_could_have_guessed_with(world: World) -> None:
    ada, bob = await world.met(ADA, Role.MEMBER), await world.met(BOB)
    assert await world.claimed(ada, "DOGE-USDT") is None
    assert await world.claimed(bob, "DOGE-USDT") == "wrong"


async def test_every_step_of_a_code_is_audited_and_the_code_is_nowhere(world: World) -> None:
    ada, bob = await world.met(ADA), await world.met(BOB)
    code = await world.register().make_code(CodePurpose.OWNER, by=None)
    await world.claimed(bob, wrong(code))
    await world.claimed(ada, code)
    invite = await world.register().make_code(CodePurpose.INVITE, by=ada.id)
    assert await world.audited() == [
        (None, "owner-code", "made", "done"),
        (bob.id, "code", f"person {bob.id}", "wrong"),
        (ada.id, "owner-code", f"person {ada.id}", "used"),
        (ada.id, "invite-code", "made", "done"),
    ]
    async with world.database.reading() as work:
        kept = repr([await work.audit.entries(), await work.codes.open(CodePurpose.INVITE, world.clock.now())])
    assert code not in kept
    assert invite not in kept
