"""What is said of a rule before it is saved: how it is understood, how far it is away, how often it happened."""

from dataclasses import dataclass
from datetime import datetime

from core.alerts.already import first_true
from core.alerts.book import Book
from core.alerts.facts import Comparison
from core.alerts.language import comparisons
from core.alerts.model import Wish
from core.alerts.outlook import Outlook, Quotes, look
from core.alerts.page import Page
from core.alerts.ports import Preview, Previews
from core.alerts.thresholds import atoms
from core.kernel.clock import MarketClock
from core.kernel.errors import Unavailable
from core.market.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Drafted:
    """A settled wish and what is known of it now: its `outlook`, what decides how far it is away (`nearest`, a fraction
    of the price), whether it is true `already` (None: not known) and `tellable` at once with a price,
    what it would have done, and when it will expire."""

    wish: Wish
    outlook: Outlook
    nearest: tuple[Comparison, float] | None
    already: bool | None
    tellable: bool
    preview: Preview | None
    expires_at: datetime


class Drafting:
    """Drafts rules. Without `previews` nothing is said of the past."""

    def __init__(
        self, book: Book, desk: Quotes, catalogue: Catalogue, clock: MarketClock, previews: Previews | None
    ) -> None:
        self._book, self._desk, self._catalogue, self._clock, self._previews = book, desk, catalogue, clock, previews

    async def of(self, page: Page, wish: Wish) -> Drafted:
        """Return what is to be said of `wish` on `page`.

        Raises what makes it impossible to watch: UnknownName for a currency there is no way to, a pair that nobody
        trades, a venue; NotAllowed as the book does.
        """
        wish = self._book.settled(page, wish)
        zone, currency = page.person.preferences.zone, page.person.preferences.currency
        facts = dict.fromkeys(atom.fact for atom in atoms(wish))
        outlook = await look(self._desk, self._catalogue, facts, currency, strict=True)
        tree = comparisons(wish.tree, wish.options)
        preview = await self._preview(wish, zone)
        already = outlook.holds(tree)
        if already is None and preview is not None:
            already = preview.holds
        tellable = bool(already) and first_true(wish, outlook) is not None
        expires_at = self._book.expires_at(page, wish)
        return Drafted(wish, outlook, outlook.nearest(tree), already, tellable, preview, expires_at)

    async def _preview(self, wish: Wish, zone: str) -> Preview | None:
        if self._previews is None:
            return None
        try:
            return await self._previews.look(wish, zone, self._clock.now())
        except Unavailable:
            return None
