"""core.people.register — who somebody is, how they are let in, and what is kept of it."""

import asyncio

import pytest

from adapters.storage.engine import Database
from core.people.model import AlertsBy, Identity, Person, Preferences, Role
from core.people.register import LOCAL_OWNER
from core.people.room_choices import Choice
from tests.fakes.register import ADA, BOB, GERMAN, World


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


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


async def test_a_room_that_we_left_is_invited_no_more_until_somebody_let_in_brings_us_again(world: World) -> None:
    await world.met(role=Role.MEMBER)
    register = world.register()
    await register.left("telegram", "-100")
    await register.brought("telegram", "-100", ADA)
    for _ in range(2):
        await register.left("telegram", "-100")
        assert not (await register.room("telegram", "-100")).invited
    assert [entry[1] for entry in await world.audited()].count("room-left") == 1
    await register.brought("telegram", "-100", ADA)
    assert (await register.room("telegram", "-100")).invited


async def test_a_stranger_who_brings_us_again_brings_no_invitation_along(world: World) -> None:
    await world.met(role=Role.MEMBER)
    register = world.register()
    await register.brought("telegram", "-100", ADA)
    # That we were taken out may have happened while nobody listened.
    assert await register.brought("telegram", "-100", BOB) is None
    assert not (await register.room("telegram", "-100")).invited


async def test_a_room_keeps_its_invitation_when_the_platform_moves_it(world: World) -> None:
    await world.met(role=Role.MEMBER)
    register = world.register()
    await register.brought("telegram", "-100", ADA)
    await register.moved("telegram", "-100", "-1001")
    assert (await register.room("telegram", "-1001")).invited


async def test_a_room_beside_one_that_is_known_is_as_open_as_that_one(world: World) -> None:
    ada = await world.met(role=Role.OWNER)
    register = world.register()
    await register.brought("discord", "1", ADA)
    first = await register.set_alerts_by(await register.room("discord", "1"), AlertsBy.EVERYONE, ada)
    await register.set_room(first, Choice({"language": "de"}), ada)
    await register.room("discord", "2")  # met before, and not invited
    beside = await register.beside("discord", "2", "1")
    assert beside == await register.room("discord", "2")
    assert (beside.invited, beside.chosen, beside.alerts_by) == (True, frozenset(), AlertsBy.EVERYONE)


async def test_a_room_beside_one_that_was_left_is_not_invited(world: World) -> None:
    await world.met(role=Role.OWNER)
    register = world.register()
    await register.brought("discord", "1", ADA)
    await register.left("discord", "1")
    assert not (await register.beside("discord", "2", "1")).invited
