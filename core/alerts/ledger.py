"""The ledger: what was judged, in one transaction: how rules stand, what is due from them, and how far we came."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.alerts import machine
from core.alerts.model import Due, Life, Rule
from core.alerts.ports import AlertStore, AlertWork
from core.alerts.roster import keep_states
from core.alerts.stops import PutBy, collapsed, is_within
from core.alerts.telling import ALERT_EXPIRED, Around, expiry_notices, notice_of
from core.alerts.terms import terms_of
from core.alerts.told import Margins
from core.delivery.deliverer import TOPIC
from core.delivery.model import NewNotice
from core.kernel.bus import Bus
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import Unavailable
from core.market.keepsake import dropped_key
from core.market.model import from_ms, to_ms
from core.market.tendency import Tendency

log = logging.getLogger(__name__)

_KEY = "alerts-judged"
_AGAIN_AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """How far judging came (ms, market): every candle that closed by `judged`; `alive` when that was written; `seen`
    what prices said since then, by stream, as `Book.kept` has it; `label` of the tendency judged last, and when;
    `held` by stream the prices that wait for a witness; `away` since when we were down, while not all of that time is
    judged; `margins` what forecasts said last of levels."""

    judged: int
    alive: int
    seen: Mapping[str, Sequence[object]] = field(default_factory=dict)
    label: tuple[str, int] | None = None
    held: Mapping[str, Sequence[tuple[int, float, str]]] = field(default_factory=dict)
    away: int | None = None
    margins: Margins = field(default_factory=dict)

    @property
    def text(self) -> str:
        kept = [self.judged, self.alive, dict(self.seen), self.label, dict(self.held), self.away, dict(self.margins)]
        return json.dumps(kept)

    @classmethod
    def read(cls, text: str | None) -> "Mark | None":
        """Return what `text` kept, None where nothing was ever judged."""
        if text is None:
            return None
        try:
            kept = json.loads(text)
            judged, alive, seen, label, held, away, margins = (*kept, *({}, None, {})[len(kept) - 7 :])[:7]
            label = None if label is None else (str(label[0]), int(label[1]))
            told = {name: (float(margin), int(at)) for name, (margin, at) in margins.items()}
            away = None if away is None else int(away)
            return cls(int(judged), int(alive), dict(seen), label, dict(held), away, told)
        except (ValueError, TypeError, KeyError, IndexError):
            # Beginning anew loses what happened meanwhile; not beginning loses everything.
            log.error("how far alerts were judged cannot be read: they are judged from now on")  # noqa: TRY400
            return None


@dataclass(frozen=True, slots=True)
class Page:
    """What one round of judging found: messages, changed states (None: nothing more to tell), and how far it came.
    `tendency` stands now; `down` when we were (ms), where the messages may be from that time; `refused`
    how many prices were not believed, by venue."""

    dues: Sequence[Due]
    states: Mapping[int, machine.State | None]
    mark: Mark
    tendency: Tendency | None = None
    down: tuple[int, int] | None = None
    refused: Mapping[str, int] = field(default_factory=dict)


class Ledger:
    """Writes pages. All of a page is kept or nothing: a message that is due survives a crash, or is due again."""

    def __init__(self, store: AlertStore, market: MarketClock, real: RealClock, bus: Bus) -> None:
        self._store, self._market, self._real, self._bus = store, market, real, bus

    async def mark(self) -> Mark | None:
        """Return how far judging came, None before the first time."""
        async with self._store.reading() as work:
            return Mark.read(await work.memory.recall(_KEY))

    async def write(self, page: Page, judged: Mapping[int, Rule]) -> None:
        """Write a page. `judged` are its rules as they were judged: one that was changed meanwhile tells nothing of
        what it was. While the store does not answer it is tried again; nothing else is judged until it is written."""
        while True:
            try:
                if await self._committed(page, judged):
                    self._bus.publish(TOPIC)
                return
            except Unavailable as error:
                log.warning("what was judged could not be written: %s", error)
                await self._real.sleep(_AGAIN_AFTER_S)

    async def _committed(self, page: Page, judged: Mapping[int, Rule]) -> int:
        async with self._store.begin() as work:
            written = await self._write(work, page, judged)
            await work.commit()
            return written

    async def _write(self, work: AlertWork, page: Page, judged: Mapping[int, Rule]) -> int:
        touched = sorted({*page.states, *(due.rule_id for due in page.dues)})
        saved = {rule.id: rule for rule in await work.rules.by_ids(touched, hold=True)} if touched else {}
        good = {
            rule_id: rule
            for rule_id, rule in saved.items()
            if rule.life is Life.ACTIVE and (own := judged.get(rule_id)) is not None and own.wish == rule.wish
        }
        await keep_states(work, {rule_id: state for rule_id, state in page.states.items() if rule_id in good})
        written = await self._told(work, page, good)
        over = {rule_id for rule_id, state in page.states.items() if state is None}
        for rule_id, rule in good.items():
            ended = _ended(rule, judged[rule_id], page.mark.judged) if rule_id in over else rule
            written += self._farewell(ended)
            if ended != saved[rule_id]:
                await work.rules.tell(ended)
        await work.outbox.put_all(written)
        for venue, n in page.refused.items():
            if n:
                await work.memory.count(dropped_key(venue), n)
        await work.memory.keep(_KEY, page.mark.text)
        return len(written)

    async def _told(self, work: AlertWork, page: Page, good: dict[int, Rule]) -> list[NewNotice]:
        """Keep what is due from `good` rules, which count it; return what is to be said."""
        written: list[NewNotice] = []
        dues = collapsed(page.dues, page.down)
        if page.down is not None:
            late = [due for due in dues if is_within(due, page.down)]
            written += await self._told_of_stop(work, page, await PutBy.of(work, page.down), late, good)
        for due in dues:
            if not is_within(due, page.down) and (rule := good.get(due.rule_id)) is not None:
                # What was due before a stop is behind what was due in it.
                if due.number > rule.told:
                    good[rule.id] = replace(rule, told=due.number, told_at=due.due)
                await work.rules.record(rule, due)
                written.append(self._notice(page, rule, due))
        return written

    async def _told_of_stop(
        self, work: AlertWork, page: Page, put_by: PutBy, late: Sequence[Due], good: dict[int, Rule]
    ) -> list[NewNotice]:
        written = []
        for due in late:
            if (rule := good.get(due.rule_id)) is not None:
                good[rule.id] = replace(rule, told=due.number, told_at=due.due)
                if not await put_by.takes(rule, due):
                    written.append(self._notice(page, rule, due))
        if page.mark.away is None:
            written += [self._notice(page, rule, due) for rule, due in await put_by.released()]
        await put_by.keep()
        return sorted(written, key=lambda notice: notice.due_at)

    def _notice(self, page: Page, rule: Rule, due: Due) -> NewNotice:
        return notice_of(rule, due, self._market.now(), self._around(page, due))

    def _farewell(self, rule: Rule) -> list[NewNotice]:
        """Return what is said of a rule that has expired, behind what it still had to tell; it is said once, whoever
        says it first."""
        if rule.life is not Life.EXPIRED:
            return []
        return [each for each in expiry_notices(rule, self._market.now()) if each.kind == ALERT_EXPIRED]

    def _around(self, page: Page, due: Due) -> Around:
        down = page.down if is_within(due, page.down) else None
        return Around(
            down=None if down is None else (from_ms(down[0]), from_ms(down[1])),
            tendency=page.tendency if due.coin is None else None,
        )


def _ended(rule: Rule, own: Rule, judged: int) -> Rule:
    """Return `rule`, which has nothing more to tell as it was judged (`own`), as it stands now."""
    met = terms_of(rule.wish, rule.zone, before=rule.told_before).are_met(rule.told)
    if met or to_ms(own.expires_at) > judged:
        return replace(rule, life=Life.DONE)
    # One that was prolonged meanwhile goes on.
    return replace(rule, life=Life.EXPIRED) if to_ms(rule.expires_at) <= judged else rule
