"""What must be true in every world: a file for each family, and its line here."""

from tests.simulator.invariants.base import Invariant
from tests.simulator.invariants.candles import Candles
from tests.simulator.invariants.figures import Figures
from tests.simulator.invariants.manners import Manners
from tests.simulator.invariants.notices import Notices
from tests.simulator.invariants.presence import Presence
from tests.simulator.invariants.privacy import Privacy
from tests.simulator.invariants.storage import Storage

FAMILIES: tuple[type[Invariant], ...] = (Presence, Privacy, Figures, Candles, Notices, Storage, Manners)

__all__ = ["FAMILIES", "Invariant"]
