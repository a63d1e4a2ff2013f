"""core.people.register — who somebody is, how they are let in, and what is kept of it."""

import asyncio
from dataclasses import dataclass, field

import pytest

from adapters.chance import SeededChance
from adapters.storage.engine import Database
from core.kernel.errors import UnknownName
from core.people.model import CodePurpose, Identity, Person, Preferences, Role
from core.people.register import LOCAL_OWNER, AccessPolicy, Register
from tests.fakes.clock import ManualClock

ADA, BOB = Identity("telegram", "1"), Identity("telegram", "2")
GERMAN = Preferences(language="de")


@dataclass
class World:
    """A register over a real database."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    chance: SeededChance = field(default_factory=lambda: SeededChance(1))

    def register(self, access_open: bool = False) -> Register:
        return Register(self.database, self.clock, self.chance, AccessPolicy(open=access_open))

    async def met(self, identity: Identity = ADA, role: Role | None = None) -> Person:
        """Return somebody who was here before, with that role."""
        person = await self.register().welcome(identity, "Somebody", Preferences(), trusted=False)
        return person if role is None else await self.register().set_role(person, role, by=None)

    async def audited(self) -> list[tuple[int | None, str, str, str]]:
        async with self.database.reading() as work:
            return [(e.person_id, e.action, e.subject, e.outcome) for e in await work.audit.entries()]

    async def claimed(self, person: Person, text: str) -> CodePurpose | str | None:
        """Return what a code opened, "wrong" when it opened nothing."""
        try:
            return await self.register().claim(person, text)
        except UnknownName as error:
            return "wrong" if (error.what, error.given, error.nearest) == ("code", "", ()) else str(error)

    async def role(self, person: Person) -> Role:
        async with self.database.reading() as work:
            known = await work.people.by_id(person.id)
        assert known is not None
        return known.role


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def wrong(code: str) -> str:
    """Return a code that is not this one."""
    return ("3" if code[0] == "2" else "2") + code[1:]


# ---- who is this


async def test_somebody_new_is_remembered_as_a_stranger_with_first_preferences(world: World) -> None:
    met = await world.register().welcome(ADA, "Ada", GERMAN, trusted=False)
    assert (met.role, met.name, met.preferences) == (Role.STRANGER, "Ada", GERMAN)
    again = await world.register().welcome(ADA, "Ada", Preferences(), trusted=False)
    assert again == met


async def test_the_local_owner_owns_and_other_local_names_are_ordinary_people(world: World) -> None:
    register = world.register()
    assert (await register.welcome(LOCAL_OWNER, "", Preferences(), trusted=True)).role is Role.OWNER
    assert (await register.welcome(Identity("local", "ada"), "ada", Preferences(), trusted=True)).role is Role.MEMBER


async def test_a_stranger_the_shell_speaks_for_is_let_in_for_that_ask_only(world: World) -> None:
    person = await world.register().welcome(ADA, "Ada", Preferences(), trusted=True)
    assert person.role is Role.MEMBER
    assert await world.role(person) is Role.STRANGER


async def test_open_access_lets_all_in_and_closing_it_closes_it_again(world: World) -> None:
    assert (
        await world.register(access_open=True).welcome(ADA, "Ada", Preferences(), trusted=False)
    ).role is Role.MEMBER
    assert (await world.register().welcome(ADA, "Ada", Preferences(), trusted=False)).role is Role.STRANGER


@pytest.mark.parametrize("trusted", [True, False])
async def test_the_blocked_stay_blocked_whoever_speaks_for_them(world: World, trusted: bool) -> None:
    await world.met(role=Role.BLOCKED)
    person = await world.register(access_open=True).welcome(ADA, "Ada", Preferences(), trusted)
    assert person.role is Role.BLOCKED


async def test_ten_first_words_at_once_make_one_person(world: World) -> None:
    register = world.register()
    met = await asyncio.gather(*(register.welcome(ADA, "Ada", Preferences(), trusted=False) for _ in range(10)))
    assert len({person.id for person in met}) == 1
    assert len(await register.everyone()) == 1


async def test_people_are_found_by_number_or_identity(world: World) -> None:
    ada = await world.met()
    register = world.register()
    assert await register.by_word(str(ada.id)) == ada
    assert await register.by_word("telegram:1") == ada


@pytest.mark.parametrize(
    "word", ["", "0", "999", "9" * 30, "²", "٣", "-1", "telegram:", "telegram:9", ":", "ada", "\x00"]
)
async def test_no_word_finds_somebody_who_is_not_there(world: World, word: str) -> None:
    await world.met()
    assert await world.register().by_word(word) is None


async def test_preferences_are_kept_and_read_as_they_are_by_now(world: World) -> None:
    before = await world.met()
    changed = await world.register().set_preferences(before, GERMAN)
    assert changed.preferences == GERMAN
    assert await world.register().preferences(before) == GERMAN


async def test_who_is_gone_keeps_the_preferences_they_had(world: World) -> None:
    nobody = Person(404, Role.MEMBER, "", world.clock.now(), GERMAN)
    assert await world.register().preferences(nobody) == GERMAN


async def test_a_change_of_role_is_audited_with_who_did_it(world: World) -> None:
    ada, bob = await world.met(ADA), await world.met(BOB)
    assert (await world.register().set_role(bob, Role.BLOCKED, by=ada.id)).role is Role.BLOCKED
    assert await world.audited() == [(ada.id, "role", f"person {bob.id}", "blocked")]


# ---- rooms


@pytest.mark.parametrize("role", [Role.OWNER, Role.MEMBER])
async def test_a_room_is_invited_when_somebody_let_in_brought_us(world: World, role: Role) -> None:
    ada = await world.met(role=role)
    register = world.register()
    assert not (await register.room("telegram", "-100")).invited
    assert await register.brought("telegram", "-100", ADA) == ada
    assert (await register.room("telegram", "-100")).invited
    assert (ada.id, "room-invited", "telegram:-100", "done") in await world.audited()


@pytest.mark.parametrize("role", [Role.STRANGER, Role.BLOCKED])
async def test_a_room_is_not_invited_by_others(world: World, role: Role) -> None:
    await world.met(role=role)
    register = world.register()
    assert await register.brought("telegram", "-100", ADA) is None
    async with world.database.reading() as work:
        assert await work.rooms.find("telegram", "-100") is None


async def test_nor_by_somebody_we_never_met_who_is_not_remembered_for_it(world: World) -> None:
    assert await world.register().brought("telegram", "-100", ADA) is None
    assert await world.register().everyone() == ()


async def test_a_room_keeps_its_invitation_when_the_platform_moves_it(world: World) -> None:
    await world.met(role=Role.MEMBER)
    register = world.register()
    await register.brought("telegram", "-100", ADA)
    await register.moved("telegram", "-100", "-1001")
    assert (await register.room("telegram", "-1001")).invited


# ---- codes


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
