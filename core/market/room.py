"""Puts the market room together."""

from dataclasses import dataclass

from core.market.board import Board
from core.market.catalogue import Catalogue
from core.market.desk import Desk
from core.market.filling import Filler
from core.market.history import Histories
from core.market.routes import Router
from core.market.world import World


@dataclass(frozen=True, slots=True)
class MarketRoom:
    """The furniture of the market room, sharing one board and one catalogue."""

    world: World
    catalogue: Catalogue
    router: Router
    board: Board
    filler: Filler
    histories: Histories
    desk: Desk


def open_room(world: World) -> MarketRoom:
    """Return the market room over `world`; nothing is asked of a venue yet."""
    catalogue = Catalogue()
    router = Router([venue.id for venue in world.venues])
    board = Board(world.venues, world.real, world.market, world.policy.patience)
    filler = Filler(world, board, router)
    histories = Histories(world, filler)
    desk = Desk(world, board, router, catalogue, histories)
    return MarketRoom(world, catalogue, router, board, filler, histories, desk)
