"""Whatever is said, by whom, where and with which numbers: nobody reads or changes what is another's, before, while and
after doors are joined and parted. Random conversations, each the same for its seed."""

import json
import random
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.completing import Completion, Owned
from bot.forms import Forms, Prompt
from bot.ports import Heard, Told
from bot.speaking.reply import Reply
from core.alerts.page import Page
from core.people.model import Identity
from tests.effort import SOAKING
from tests.fakes.bot import ADA, BOB, Bot, let_in

ADAS_DESK, BOBS_DESK, EVE = Identity("discord", "11"), Identity("discord", "22"), Identity("telegram", "666")
ROOM = "-100"
OWN = Prompt("alerts", "id", "")
SEEDS, STEPS = (40, 400) if SOAKING else (2, 60)
# What joining and parting may write about somebody else: questions, and what became of them.
_BETWEEN = frozenset({"notices", "links"})
_LINES = (
    "alert btc < {n}k note {own}",
    "alert eth -5% 1h note {own}",
    "confirm d{n}",
    "confirm d{n}-{n}",
    "alerts",
    "alerts a{n}",
    "alerts a{n}-{n} why",
    "alerts delete a{n}",
    "alerts delete a{n}-{n}",
    "alerts snooze a{n}-{n} 2h",
    "alert a{n}-{n} < 5k",
    "alert a{n} note {own}",
    "alerts undo",
    "undo",
    "cancel",
    "watch add btc sol",
    "watch",
    "watch remove btc",
    "settings",
    "settings currency eur",
    "quiet 23:00-07:00",
    "quiet",
    "digest 08:00",
    "privacy",
    "notify list",
    "link",
    "link {code}",
    "link yes",
    "link yes m-{n}{n}{n}{n}{n}{n}{n}",
    "link no",
    "unlink",
    "unlink discord",
)


def _text(told: Told) -> str:
    return repr([reply.blocks for reply in (told.to_room, told.to_person) if reply is not None])


def _buttons(reply: Reply | None) -> list[str]:
    """Return what pressing the buttons of a reply says, and what their forms say once they are filled in."""
    keys = () if reply is None else (*reply.buttons, *reply.more)
    return [line for key in keys for line in (key.sends, f"{key.sends} {key.fill}" if key.fill else key.sends)]


class _Conversation:
    """Says things at random, and looks after each at everybody else."""

    def __init__(self, bot: Bot, seed: int) -> None:
        self.bot, self.dice = bot, random.Random(seed)
        self.humans = {ADA: "ada", ADAS_DESK: "ada", BOB: "bob", BOBS_DESK: "bob", EVE: "eve"}
        self.codes = {"ada": ["22222-22222"], "bob": ["22222-22222"]}
        self.pressable: list[str] = []
        self.joined = 0
        self.completion = completion_of(bot)
        self.known: dict[int, dict[str, object]] = {}
        self.numbers: dict[int, set[str]] = {}

    async def everything(self) -> dict[int, dict[str, object]]:
        """Return all that is kept of everybody, by person."""
        people = await self.bot.application.register.everyone()
        privacy = self.bot.application.services.privacy
        return {p.id: json.loads(json.dumps(await privacy.export(p.id), default=str)) for p in people}

    async def step(self) -> None:
        """Let somebody say something; now and then one joins their doors, or Eve has seen the code."""
        if self.dice.random() < 0.1:
            first, second = self.dice.choice([(ADA, ADAS_DESK), (ADAS_DESK, ADA), (BOB, BOBS_DESK), (BOBS_DESK, BOB)])
            await self.say(first, "link", None)
            typist = EVE if self.dice.random() < 0.3 else second
            await self.say(typist, f"link {self.codes[self.humans[first]][-1]}", None)
            await self.say(first, "link no" if typist == EVE else "link yes", None)
            return
        who = self.dice.choice(list(self.humans))
        await self.say(who, self._line(self.humans[who]), ROOM if self.dice.random() < 0.25 else None)

    async def say(self, who: Identity, line: str, room: str | None) -> None:
        human = self.humans[who]
        # Between two things that are said nothing happens: what was there after the last is there before the next.
        before, mine = self.known or await self.everything(), await self.bot.application.register.find(who)
        told = await self.bot.application.door.hear(Heard(line, who, room=room, name=human, tapped=True))
        after, now_mine = await self.everything(), await self.bot.application.register.find(who)
        self.known = after
        said = _text(told)
        others = {other for other in self.humans.values() if other != human}
        # A note is its person's own, and a room's is everybody's.
        assert not any(f"{other}-secret" in said for other in others), (line, who, said)
        own = {person.id for person in (mine, now_mine) if person is not None}
        joins = "link" in line
        for person_id in before.keys() & after.keys() - own:
            apart = _BETWEEN if joins else frozenset()
            kept = [{t: rows for t, rows in each[person_id].items() if t not in apart} for each in (before, after)]
            assert kept[0] == kept[1], (line, who, person_id)
        gone = before.keys() - after.keys() - own
        assert not gone or joins, (line, who, gone)
        self.joined += len(gone)
        self._remember(human, told)
        await self._whole()
        await self._completes(who)

    def _line(self, human: str) -> str:
        if self.pressable and self.dice.random() < 0.3:
            return self.dice.choice(self.pressable)
        n, code = self.dice.randint(1, 6), self.dice.choice(self.codes.get(human) or ["33333-33333"])
        return self.dice.choice(_LINES).format(n=n, own=f"{human}-secret", code=code)

    def _remember(self, human: str, told: Told) -> None:
        for reply in (told.to_room, told.to_person):
            self.pressable = [*self.pressable, *_buttons(reply)][-60:]
            if reply is not None and reply.understood is not None and reply.understood.name == "link":
                found = [word for block in reply.blocks for word in getattr(block, "text", "").split() if "-" in word]
                self.codes.setdefault(human, []).extend(word for word in found if len(word) == 11)

    async def _whole(self) -> None:
        """Everybody is whole: no rule, notice or list is left under a number that nobody has."""
        people = {person.id for person in await self.bot.application.register.everyone()}
        for person_id, kept in self.known.items():
            for row in [*kept["rules"], *kept["notices"]]:  # type: ignore[misc]
                assert row["person_id"] == person_id
                holder = row.get("holder", row.get("recipient"))
                assert holder < 0 or holder % (1 << 48) in people

    async def _completes(self, who: Identity) -> None:
        """What a field of a form offers from memory, somebody is typing or not, are one's own numbers."""
        await self.completion.heard_from(who, OWN if self.dice.random() < 0.2 else None)
        for identity in self.humans:
            person = await self.bot.application.register.find(identity)
            own = self.numbers.setdefault(person.id, set()) if person is not None else set()
            if person is not None:
                own |= {rule.spoken for rule in await self.bot.application.services.book.of(Page(person))}
            offered = set(self.completion.suggest(identity, OWN, "en"))
            assert offered <= own | {"all"}, (who, identity, offered)


def completion_of(bot: Bot) -> Completion:
    """Return what completes fields, as a door's that runs beside this one."""
    services = bot.application.services
    own = Owned(services.register, services.book, services.linking)
    return Completion(Forms(COMMANDS), services.catalogue, services.venues, own)


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_nobody_reads_presses_or_changes_what_is_anothers(seed: int, tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA, BOB, BOBS_DESK)
    assert await bot.application.door.brought(ROOM, ADA, "telegram") is not None
    conversation = _Conversation(bot, seed)
    for step in range(STEPS):
        bot.clock.advance(7)
        await conversation.step()
        if step % 20 == 19:
            await bot.start()
            conversation.completion = completion_of(bot)
    await bot.stop()
    assert conversation.joined >= 1


async def test_a_field_offers_nothing_of_whom_a_door_has_left(tmp_path: Path) -> None:
    """Said at the other door: nothing that the leaving one does would have it looked up anew."""
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA)
    await bot.heard("alert btc < 1k", ADA)
    await bot.heard("confirm d1", ADA)
    code = (await bot.heard("link", ADA)).partition("link ")[2].split()[0]
    await bot.heard(f"link {code}", ADAS_DESK)
    await bot.heard("link yes", ADA)
    completion, typed = completion_of(bot), OWN
    await completion.heard_from(ADAS_DESK, OWN)
    assert completion.suggest(ADAS_DESK, typed, "en") == ("a1", "all")
    await bot.heard("unlink discord", ADA)
    assert completion.suggest(ADAS_DESK, typed, "en") == ("all",)
    await completion.heard_from(ADA, OWN)
    assert completion.suggest(ADA, typed, "en") == ("a1", "all")
    await bot.stop()


async def test_only_accounts_that_are_linked_are_offered_to_be_unlinked_and_any_other_word_is_told_them(
    tmp_path: Path,
) -> None:
    bot = Bot(tmp_path)
    await bot.start()
    await let_in(bot, ADA)
    completion, leaving = completion_of(bot), Prompt("unlink", "door", "")
    await completion.heard_from(ADA, leaving)
    assert completion.suggest(ADA, leaving, "en") == ()
    assert "This is your only account here" in await bot.heard("unlink email", ADA)
    code = (await bot.heard("link", ADA)).partition("link ")[2].split()[0]
    await bot.heard(f"link {code}", ADAS_DESK)
    await bot.heard("link yes", ADA)
    await completion.heard_from(ADA, leaving)
    assert set(completion.suggest(ADA, leaving, "en")) == {"telegram", "discord"}
    for line, given in (("/unlink door=webhook", "webhook"), ("/unlink door=kraken", "kraken"), ("unlink 🔥", "🔥")):
        said = await bot.heard(line, ADA)
        assert f"No account of yours is at '{given}'." in said
    assert "Did you mean discord or telegram?" in await bot.heard("/unlink door=any", ADA)
    await bot.stop()
