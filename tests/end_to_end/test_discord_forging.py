"""What Ada's buttons, lists and forms carry, sent by Eve through Discord's own wire: as it is, and as if hers."""

import re
from pathlib import Path

from adapters.clock import SystemClock
from adapters.discord.marks import MOST
from core.people.model import Identity
from tests.end_to_end.test_discord_house import asked, owner, serving
from tests.stand_ins.discord import StandInDiscord
from tests.stand_ins.discord_things import User

SECRET = "ada-secret"
LINES = (
    "alert btc < 1k note {0}",
    "confirm d1",
    "alerts",
    "alerts a1",
    "alert eth < 1k note {0}",
    "privacy delete",
    "link",
)
EACH = 3
OWNER = re.compile(r"^[0-9a-z]+(?=[:?#])")


def carried(api: StandInDiscord, user: User) -> list[str]:
    """Return every custom id that was ever shown to somebody."""
    rows = [
        row for sent in api.to(user) for version in (sent.body, *sent.before) for row in version.get("components", [])
    ]
    return list(dict.fromkeys(one["custom_id"] for row in rows for one in row["components"]))


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


async def let_in(api: StandInDiscord, ada: User) -> User:
    """Return an Eve whom the owner has let in; each says few things, so that none is too fast to be answered."""
    eve = api.user("Eve")
    invite = (await asked(api, ada, "admin invite")).text.partition("Invite code: ")[2].split()[0]
    await asked(api, eve, f"/start {invite}")
    return eve


async def forges(api: StandInDiscord, eve: User, mark: str) -> None:
    """Press it, choose from it, and send it as a form."""
    where = api.world.private(eve)
    field = {"type": 4, "custom_id": "words", "value": "btc < 5"}
    form = {"custom_id": mark, "components": [{"type": 1, "components": [field]}]}
    await api.answered(
        await api.calls(3, eve, where, {"custom_id": mark, "component_type": 2, "values": ["alerts a1"]})
    )
    await api.answered(await api.calls(5, eve, where, form))


async def test_nothing_that_is_anothers_is_read_pressed_or_changed_by_what_its_buttons_carry(tmp_path: Path) -> None:
    async with StandInDiscord(SystemClock()) as api, serving(api, tmp_path) as house:
        ada = await owner(api, house)
        for line in LINES:
            await asked(api, ada, line.format(SECRET))
        ids = carried(api, ada)
        assert len(ids) >= 10
        eves = [await let_in(api, ada) for _ in range(-(-len(ids) // EACH))]
        person = await house.register.find(Identity("discord", ada.id))
        assert person is not None
        before = await house.services.privacy.export(person.id)
        for number, mark in enumerate(ids):
            eve = eves[number // EACH]
            await forges(api, eve, mark)
            as_hers = OWNER.sub(base36(int(eve.id)), mark)
            if len(as_hers) <= MOST:
                await forges(api, eve, as_hers)
        for eve in eves:
            await api.says(eve, "help")
            await api.until(lambda: any("What you can ask" in sent.title for sent in api.to(eve)))  # noqa: B023
            read = [
                sent for sent in api.world.sent if eve.id in (sent.whispered_to, api.world.channels[sent.channel].user)
            ]
            assert [sent.text for sent in read if SECRET in str(sent.body)] == []
            assert any("asked" in sent.content for sent in read)  # "That button belongs to whoever asked."
            assert not any("in a minute" in sent.text for sent in read)
        assert await house.services.privacy.export(person.id) == before
