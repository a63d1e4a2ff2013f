"""The whole application over a simulated market, with a clock and a chance that a test holds in its hands."""

from datetime import datetime
from pathlib import Path

from adapters.assemble import Outside, assemble
from adapters.assemble.application import Application
from adapters.chance import SeededChance
from adapters.settings import Settings
from adapters.settings.values import Market, MarketKind
from tests.databases import furnished
from tests.fakes.clock import NOON, ManualClock
from tests.fakes.delivery import RecordingFace
from tests.fakes.forecasting import ClimatologyWorkshop


class SimulatedWorld:
    """Opened with `async with`; `restart` closes the application and opens another one on the same data directory. Its
    operator has set up e-mail and webhooks, and no SMS; `letters` keep what was sent there. Who computes forecasts
    there says what all past returns say."""

    def __init__(self, folder: Path, at: datetime = NOON) -> None:
        self.clock = ManualClock(at)
        self._settings = Settings(market=Market(MarketKind.SIMULATED), data_dir=furnished(folder))
        self._application: Application | None = None
        self._opened = 0
        self.workshop = ClimatologyWorkshop()
        self.letters = [RecordingFace("email"), RecordingFace("webhook")]

    @property
    def application(self) -> Application:
        assert self._application is not None, "the world is not open"
        return self._application

    async def __aenter__(self) -> "SimulatedWorld":
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.application.close()

    async def restart(self) -> None:
        await self.application.close()
        await self._open()

    async def _open(self) -> None:
        # Another run draws other codes.
        self._opened += 1
        faces = {face.door: face for face in self.letters}
        outside = Outside(
            real=self.clock,
            chance=SeededChance(self._opened),
            durable=False,
            faces=faces,
            workshop=lambda _: self.workshop,
        )
        self._application = await assemble(self._settings, False, outside)
