"""The doors a command may knock on: made once, where everything is plugged together."""

from dataclasses import dataclass

from core.alerts.book import Book
from core.alerts.drafting import Drafting
from core.alerts.standings import Standings
from core.delivery.aside_desk import AsideDesk
from core.delivery.digest_parts import Nearest
from core.delivery.digests import DigestDesk
from core.delivery.linking import Linking
from core.delivery.rest import Rest
from core.delivery.sinks import Sinks
from core.forecasts.desk import ForecastDesk
from core.forecasts.models import ModelRegistry
from core.market.catalogue import Catalogue
from core.market.desk import Desk
from core.market.overview import Overview
from core.market.watching import Watching
from core.people.admins import Admins
from core.people.model import Person, Room
from core.people.privacy import Privacy
from core.people.register import Register
from core.people.welcome import Welcoming
from core.status import StatusBoard


@dataclass(frozen=True, slots=True)
class Services:
    """`desk` quotes, converts, charts and knows the book · `overview` looks at many coins: tendency, movers ·
    `watching` keeps lists · `book` keeps rules, `drafting` says what one would do, `standings` how they stand,
    `nearest` how far a coin is from the nearest one · `rest` keeps quiet hours, `digests` and `room_digests` who
    wants one, `asides` what waits for a next answer, `sinks` addresses besides the chats · `linking` joins doors,
    `welcoming` asks the first questions, `admins` knows who governs a room · `forecasts` says what is expected,
    `models` which one says it · `venues` are the ids of the venues there are."""

    desk: Desk
    overview: Overview
    catalogue: Catalogue
    watching: Watching
    rest: Rest
    digests: DigestDesk[Person]
    room_digests: DigestDesk[Room]
    asides: AsideDesk
    sinks: Sinks
    linking: Linking
    register: Register
    welcoming: Welcoming
    admins: Admins
    privacy: Privacy
    status: StatusBoard
    book: Book
    drafting: Drafting
    standings: Standings
    nearest: Nearest
    forecasts: ForecastDesk
    models: ModelRegistry
    venues: tuple[str, ...]
