"""The doors a command may knock on: made once, where everything is plugged together."""

from collections.abc import Callable
from dataclasses import dataclass

from core.market.board import Board
from core.market.catalogue import Catalogue
from core.market.desk import Desk
from core.market.watching import Watching
from core.people.privacy import Privacy
from core.people.register import Register
from core.status import StatusBoard


@dataclass(frozen=True, slots=True)
class Services:
    """`desk` quotes, converts, charts and knows the book · `board` ranks many coins and judges the tendency ·
    `watching` keeps lists · `venue_names` maps venue ids to how people write them."""

    desk: Desk
    board: Board
    catalogue: Catalogue
    watching: Watching
    register: Register
    privacy: Privacy
    status: StatusBoard
    venue_names: Callable[[], dict[str, str]]
