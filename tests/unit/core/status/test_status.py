"""core.status — the lines of /status."""

from collections.abc import Sequence

import pytest

from bot.speaking.say import LANGUAGES, Say
from core.kernel.errors import Unavailable
from core.people.model import Person, Role
from core.status import StatusBoard, StatusLine
from tests.fakes.clock import NOON

OPEN, HIDDEN = StatusLine("status-no-data", {}), StatusLine("status-secret", {}, owner_only=True)


async def one(_: Person) -> Sequence[StatusLine]:
    return [OPEN, HIDDEN]


async def away(_: Person) -> Sequence[StatusLine]:
    raise Unavailable("database", "timeout")


async def broken(_: Person) -> Sequence[StatusLine]:
    raise ZeroDivisionError


def a(role: Role) -> Person:
    return Person(1, role, "Ada", NOON)


async def test_lines_come_in_the_order_of_their_rooms() -> None:
    async def other(_: Person) -> Sequence[StatusLine]:
        return [StatusLine("status-other", {})]

    lines = await StatusBoard([one, other]).lines(a(Role.OWNER))
    assert [line.key for line in lines] == ["status-no-data", "status-secret", "status-other"]


async def test_what_is_for_the_owner_is_for_nobody_else() -> None:
    assert await StatusBoard([one]).lines(a(Role.MEMBER)) == (OPEN,)


async def test_a_room_that_cannot_answer_says_so_and_hides_no_other() -> None:
    silent, *rest = await StatusBoard([away, one]).lines(a(Role.MEMBER))
    assert rest == [OPEN]
    for language in LANGUAGES:
        words = Say(language, "UTC", NOON).line(silent.key, **silent.facts)
        assert "timeout" in words


async def test_a_defect_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await StatusBoard([broken]).lines(a(Role.OWNER))
