"""People who talk to the bot, and a platform that brings their words more than once, late and out of order."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from bot.speaking.reply import PublicReply, Reply
from core.delivery.model import Attempt, Outcome
from core.people.model import Identity, Role, Room
from tests.simulator.virtual_time import Timeline

DOOR = "telegram"
INVITED, UNINVITED = "-100", "-200"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody, and what they are to the house."""

    number: str
    role: Role

    @property
    def identity(self) -> Identity:
        return Identity(DOOR, self.number)


OWNER, MEMBER = Speaker("1", Role.OWNER), Speaker("2", Role.MEMBER)
STRANGERS = (Speaker("3", Role.STRANGER), Speaker("4", Role.STRANGER))

PUBLIC = (
    "price btc",
    "price btc eth in eur",
    "price sol",
    "price eth in usd",
    "price sol eth btc",
    "price btc why",
    "convert 2 eth to btc",
    "top gainers 24h 3",
    "price btx",
    "help",
)
PAINTED = ("chart btc 1h 1d", "depth eth")
PERSONAL = (
    "watch",
    "watch add sol",
    "watch add eth btc",
    "watch remove eth",
    "status",
    "settings currency eur",
    "settings currency usd",
    "settings language de",
    "settings plain on",
    "settings plain off",
)


@dataclass(frozen=True, slots=True)
class Post:
    """One update: said at `said_s`, brought at each of `brought_s`. `secret` is what nobody may keep of it."""

    update: int
    text: str
    by: Speaker
    room: str | None
    said_s: float
    brought_s: tuple[float, ...]
    tapped: bool = False
    secret: str | None = None

    @property
    def is_personal(self) -> bool:
        return self.text in PERSONAL

    def __str__(self) -> str:
        text = "a secret" if self.secret else self.text
        return f"#{self.update} {self.by.role.value} {self.by.number} in {self.room or 'private'}: {text}"


def posts(chance: Random, calm_s: float, over_s: float) -> Iterator[Post]:
    """Yield what people say, in the order they say it."""
    said_s, update = 20.0, 100
    while said_s < over_s - 120:
        update += chance.randint(1, 3)
        by = chance.choices((OWNER, MEMBER, *STRANGERS), (6, 2, 1, 1))[0]
        room = chance.choices((None, INVITED, UNINVITED), (7, 2, 1))[0]
        text, secret = _text(chance)
        yield Post(update, text, by, room, said_s, _brought(chance, said_s), chance.random() < 0.2, secret)
        said_s += chance.uniform(5, 60) if said_s < calm_s else chance.uniform(120, 600)


def _text(chance: Random) -> tuple[str, str | None]:
    if chance.random() < 0.05:
        letters = "".join(chance.choice("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(61))
        return f"my api secret is 7aB{letters}", letters
    return chance.choices((chance.choice(PUBLIC), chance.choice(PERSONAL), chance.choice(PAINTED)), (12, 6, 1))[0], None


def _brought(chance: Random, said_s: float) -> tuple[float, ...]:
    """Return when an update is brought: mostly at once, sometimes late, sometimes again and again."""
    first = said_s + chance.choices((0.3, chance.uniform(1, 20), 200.0, 4_000.0), (80, 14, 4, 2))[0]
    again = chance.choices((0, 1, 3), (65, 25, 10))[0]
    return (first, *sorted(first + chance.choice((0.0, 0.1, 3.0, 60.0, 600.0)) for _ in range(again)))


class Mail:
    """What the platform has yet to bring. What it was not thanked for it brings again, and at times what it was."""

    def __init__(self, said: Iterable[Post]) -> None:
        self._due = [(at_s, post.update, post) for post in said for at_s in post.brought_s]
        heapq.heapify(self._due)
        self._taken: dict[int, Post] = {}
        self._thanked: list[int] = []

    @property
    def next_s(self) -> float | None:
        """When the next update is brought, None when there is none."""
        return self._due[0][0] if self._due else None

    def take(self) -> Post:
        """Bring the next update."""
        _, update, post = heapq.heappop(self._due)
        self._taken[update] = post
        return post

    def thanked(self, post: Post) -> None:
        self._thanked.append(post.update)

    def repeat(self, chance: Random) -> None:
        """Bring again what nobody has thanked for, and a few of the last that somebody has: to a new process."""
        lost = [update for update in self._taken if update not in self._thanked]
        for update in (*lost, *(u for u in dict.fromkeys(self._thanked[-4:]) if chance.random() < 0.5)):
            heapq.heappush(self._due, (0.0, update, self._taken[update]))


@dataclass(frozen=True, slots=True)
class Whisper:
    """What was said unasked; `arrived` whether the person saw it."""

    at_s: float
    identity: Identity
    reply: Reply
    arrived: bool


class MoodyFace:
    """A Face: most of what it is given arrives. `whispers` is what was tried while its process lived."""

    def __init__(self, chance: Random, timeline: Timeline, whispers: list[Whisper]) -> None:
        self._chance, self._timeline, self._whispers = chance, timeline, whispers
        self.cut_off = False

    @property
    def door(self) -> str:
        return DOOR

    async def whisper(self, identity: Identity, reply: Reply) -> Attempt:
        mood = self._chance.choices(("sent", "retry", "lost", "unsure"), (7, 2, 1, 1))[0]
        if not self.cut_off:
            arrived = mood in ("sent", "unsure")
            self._whispers.append(Whisper(self._timeline.now_s, identity, reply, arrived))
        match mood:
            case "sent":
                return Attempt(Outcome.SENT, platform_id=str(len(self._whispers)))
            case "retry":
                return Attempt(Outcome.RETRY, reason="busy", retry_after_s=7.0)
            case _:
                return Attempt(Outcome.UNCERTAIN, reason="timeout")

    async def post(self, room: Room, reply: PublicReply) -> Attempt:
        raise AssertionError("nobody asked for a message to a room")
