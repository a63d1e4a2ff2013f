"""core.people.rights — the whole access policy, case by case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people.model import AlertsBy, Person, Role, Room
from core.people.rights import LEAST, Verdict, Wanted, judged
from tests.fakes.clock import NOON

INVITED = Room(1, "telegram", "-100", invited=True)
UNINVITED = Room(2, "telegram", "-200", invited=False)
PLACES = st.sampled_from([None, INVITED, UNINVITED])
WANTS = st.builds(Wanted, public=st.booleans(), reads=st.booleans(), owner_only=st.booleans())


def a(role: Role) -> Person:
    return Person(1, role, "Ada", NOON)


@given(PLACES, WANTS)
def test_the_owner_may_everything_everywhere(place: Room | None, wanted: Wanted) -> None:
    assert judged(a(Role.OWNER), place, wanted) is Verdict.ALLOWED


@given(PLACES, WANTS)
def test_a_member_may_everything_but_what_is_the_owners(place: Room | None, wanted: Wanted) -> None:
    expected = Verdict.OWNER_ONLY if wanted.owner_only else Verdict.ALLOWED
    assert judged(a(Role.MEMBER), place, wanted) is expected


@given(st.sampled_from([Role.OWNER, Role.MEMBER, Role.STRANGER]), st.booleans())
def test_what_a_room_leaves_out_is_answered_to_nobody_there(role: Role, invited: bool) -> None:
    room = replace(INVITED, invited=invited, commands=frozenset({"price"}))
    assert judged(a(role), room, replace(LEAST, market="chart")) is Verdict.CLOSED_HERE
    assert judged(a(role), room, replace(LEAST, market="price")) is judged(a(role), room, LEAST)
    assert judged(a(role), None, replace(LEAST, market="chart")) is judged(a(role), None, LEAST)
    assert judged(a(role), replace(room, commands=None), replace(LEAST, market="chart")) is judged(a(role), room, LEAST)


@given(PLACES, WANTS)
def test_the_blocked_get_silence(place: Room | None, wanted: Wanted) -> None:
    assert judged(a(Role.BLOCKED), place, wanted) is Verdict.SILENT


@given(st.sampled_from([None, UNINVITED]), WANTS)
def test_a_stranger_may_nothing_in_private_nor_in_an_uninvited_room(place: Room | None, wanted: Wanted) -> None:
    assert judged(a(Role.STRANGER), place, wanted) is Verdict.STRANGER


@given(WANTS)
@pytest.mark.parametrize(
    ("alerts_by", "open_"),
    [(AlertsBy.OWNER, False), (AlertsBy.ADMINS, True), (AlertsBy.MEMBERS, False), (AlertsBy.EVERYONE, True)],
)
def test_a_room_may_let_strangers_make_its_alerts_and_nothing_else(
    alerts_by: AlertsBy, open_: bool, wanted: Wanted
) -> None:
    place, about_alerts = replace(INVITED, alerts_by=alerts_by), replace(wanted, alerts_of_room=True)
    may = wanted == LEAST or (open_ and not wanted.owner_only)
    assert (judged(a(Role.STRANGER), place, about_alerts) is Verdict.ALLOWED) == may
    assert judged(a(Role.STRANGER), place, wanted) is judged(a(Role.STRANGER), INVITED, wanted)
    assert judged(a(Role.STRANGER), replace(place, invited=False), about_alerts) is Verdict.STRANGER
    assert judged(a(Role.STRANGER), None, about_alerts) is Verdict.STRANGER


@given(WANTS)
def test_anybody_in_an_invited_room_may_look_at_its_settings(wanted: Wanted) -> None:
    of_room = replace(wanted, of_room=True)
    assert (judged(a(Role.STRANGER), INVITED, of_room) is Verdict.ALLOWED) is not wanted.owner_only
    assert judged(a(Role.STRANGER), UNINVITED, of_room) is Verdict.STRANGER
    assert judged(a(Role.BLOCKED), INVITED, of_room) is Verdict.SILENT


@given(WANTS)
def test_in_an_invited_room_a_stranger_may_read_what_is_public_and_nothing_else(wanted: Wanted) -> None:
    verdict = judged(a(Role.STRANGER), INVITED, wanted)
    assert verdict is (Verdict.ALLOWED if wanted == LEAST else Verdict.ROOM_READS_ONLY)


@pytest.mark.parametrize("place", [None, INVITED, UNINVITED])
@given(role=st.sampled_from([Role.MEMBER, Role.STRANGER, Role.BLOCKED]), public=st.booleans(), reads=st.booleans())
def test_what_is_the_owners_is_allowed_to_nobody_else(
    place: Room | None, role: Role, public: bool, reads: bool
) -> None:
    assert judged(a(role), place, Wanted(public, reads, owner_only=True)) is not Verdict.ALLOWED
