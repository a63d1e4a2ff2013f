"""Puts the market room together."""

from dataclasses import dataclass

from core.market.board import Board
from core.market.catalogue import Catalogue
from core.market.collector import Collector
from core.market.desk import Desk
from core.market.filling import Filler
from core.market.history import Histories
from core.market.listings import Listings
from core.market.overview import Overview
from core.market.routes import Router
from core.market.universe import Universe
from core.market.wants import Wants
from core.market.watch import PriceWatch
from core.market.world import World


@dataclass(frozen=True, slots=True)
class MarketRoom:
    """The furniture of the market room, sharing one board and one catalogue."""

    world: World
    catalogue: Catalogue
    router: Router
    board: Board
    histories: Histories
    desk: Desk
    universe: Universe
    overview: Overview
    collector: Collector
    watch: PriceWatch
    wants: Wants


def open_room(world: World) -> MarketRoom:
    """Return the market room over `world`; nothing is asked of a venue yet, and nothing collected before `universe` and
    `collector` are configured."""
    catalogue = Catalogue()
    router = Router([venue.id for venue in world.venues])
    board = Board(world.venues, world.real, world.market, world.policy.patience)
    listings = Listings(world, board, router, catalogue)
    filler = Filler(world, board, router)
    histories = Histories(world, filler)
    desk = Desk(world, board, router, listings, histories)
    wants = Wants()
    universe = Universe(world, board, router, catalogue, listings)
    return MarketRoom(
        world,
        catalogue,
        router,
        board,
        histories,
        desk,
        universe,
        Overview(desk, universe),
        Collector(world, board, router, filler, universe, wants),
        PriceWatch(world, board, router, universe, wants),
        wants,
    )
