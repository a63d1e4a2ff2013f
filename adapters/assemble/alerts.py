"""Who watches the rules: the watcher over the market room, and the jobs that look after it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.assemble.forecasts import ForecastRoom
from core.alerts.book import Book, Clocks
from core.alerts.expecting import Margins
from core.alerts.interruptions import Interruptions
from core.alerts.ledger import Ledger
from core.alerts.roster import Roster
from core.alerts.shifts import Shifts
from core.alerts.sources import Outside, Sources
from core.alerts.watcher import Ground, Watcher, WatchPolicy
from core.market.room import MarketRoom
from core.schedule import Job

if TYPE_CHECKING:
    from adapters.assemble import house

# Minutes come a poll after they have closed, sometimes two.
_POLLS_WAITED = 1.5
_WAITED_BESIDES_S = 5.0
# A price is fresh two minutes after its candle's close; what comes with the next polls is not late yet.
_FRESH = timedelta(minutes=2)


def open_watcher(ground: "house.Ground", room: MarketRoom) -> Watcher:
    """Return the watcher of every rule; it looks at nothing before it runs."""
    database, market, real = ground.database, ground.market.clock, ground.outside.real
    outside = Outside(database, room.catalogue, room.router, room.board.tape, room.wants, room.desk.ready)
    patience_s = _POLLS_WAITED * ground.settings.poll_seconds + _WAITED_BESIDES_S
    return Watcher(
        Ground(
            Sources(outside),
            Ledger(database, market, real, ground.bus),
            room.board.tape,
            market,
            real,
            ground.bus,
            lambda venue: room.board.of(venue).streaming,
            WatchPolicy(patience_s=patience_s),
        ),
        lambda evaluator, sources: Roster(database, evaluator, sources),
    )


def alert_jobs(ground: "house.Ground", room: MarketRoom, watcher: Watcher, forecasts: ForecastRoom) -> list[Job]:
    """Return what is done for rules besides judging them."""
    stale_after = _FRESH + 2 * room.world.policy.stale_after
    silence = Interruptions(ground.database, watcher.heard, ground.market.clock, stale_after, ground.bus)
    margins = Margins(forecasts.desk, room.desk, room.catalogue, watcher)
    shifts = Shifts(room.overview.tendency, watcher, ground.market.clock)
    book = Book(ground.database, room.catalogue, Clocks(ground.market.clock, ground.outside.real), ground.bus)
    return [
        Job("alert-ends", timedelta(minutes=5), book.look_for_ends, at_start=True),
        Job("silence", timedelta(seconds=30), silence.look),
        Job("tendency", timedelta(seconds=20), shifts.look),
        Job("forecast-alerts", timedelta(seconds=20), margins.look),
    ]
