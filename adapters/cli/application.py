"""The assembled application, as sub-commands see it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from adapters.settings import Settings
from bot.ports import Hears
from bot.speaking.reply import Reply
from core.people.model import CodePurpose, Identity
from core.probes import Probe


class MakesCodes(Protocol):
    """The register of persons, as far as one-time codes go."""

    async def make_code(self, purpose: CodePurpose, by: int | None) -> str:
        """Return a new code in clear; a new owner code ends the old one."""


class Chats(Protocol):
    """The terminal."""

    async def chat(self, hears: Hears, head: str) -> None:
        """Talk until the person leaves, or standard input ends."""


class Application(Protocol):
    """Everything plugged together (adapters/assemble.py). A service has scheduler, doors and web; without them it only
    answers."""

    @property
    def door(self) -> Hears:
        """The one way in."""

    @property
    def files(self) -> Path:
        """Where pictures and files of a conversation lie: absolute, under the data directory."""

    @property
    def register(self) -> MakesCodes:
        """Who is who."""

    @property
    def terminal(self) -> Chats:
        """The chat in this terminal; what is said unasked to the local owner is said there too."""

    def mode(self) -> str | None:
        """Return SIMULATED, REPLAY 2021-04-18, or None when the market is live."""

    async def start(self) -> None:
        """Begin to collect, watch, deliver and listen.

        Raises
        ------
        SettingsMistake
            If a door cannot be opened as it was asked for: a port that is busy.
        Mistake
            If a door's token is none.
        """

    async def stop(self, within_s: float) -> None:
        """Take no more work, and finish or hand back what is in flight."""

    async def close(self) -> None:
        """Release everything; safe after a `start` that failed."""

    async def whisper(self, identity: Identity, reply: Reply) -> None:
        """Say something at a person's own door, where that door can be reached from here."""

    async def probes(self) -> Sequence[Probe]:
        """Return what `check` looks at."""

    async def backfill(self, told: Callable[[str], None]) -> int:
        """Bring the history that the settings ask for and return how many candles were stored; `told` hears a line for
        each series. Raises `Unavailable` if no venue answers."""

    async def train(self, lane: str, quick: bool, told: Callable[[str], None]) -> str:
        """Train a model of "daily" or "hourly" candles, let it serve if it is better, and return what became of it;
        `told` hears how far it is. Raises `Unavailable` when it does not end well, NotAllowed while another one is
        trained."""


class Assemble(Protocol):
    """Plugs everything together. Makes and migrates the database; raises `Mistake` and `SettingsMistake` for settings
    that do not fit what is there, `Unavailable` when the database does not answer."""

    async def __call__(self, settings: Settings, service: bool) -> Application: ...
