"""Tells the owners of our own faults: where one showed, of what kind it is, and which code finds it in the log."""

import json
import logging
from datetime import timedelta

from core.delivery.model import NewNotice, Where
from core.delivery.ports import DeliveryStore
from core.kernel.chance import Chance
from core.kernel.clock import MarketClock, RealClock
from core.kernel.errors import REFERENCE, CandlewickError, fault_of
from core.market.model import to_ms
from core.people import lately
from core.people.model import Role

log = logging.getLogger(__name__)

DEFECT = "defect"
APART = timedelta(hours=1)


class DefectNotices:
    """Writes a notice for each owner: of one kind of fault (the same error at the same place) one in a real hour. It
    holds names of ours only, never what somebody wrote or an error's words."""

    def __init__(self, store: DeliveryStore, market: MarketClock, real: RealClock, chance: Chance) -> None:
        self._store, self._market, self._real, self._chance = store, market, real, chance

    async def report(self, where: Where, name: str, error: BaseException) -> None:
        """Tell of `error` under a new code, which the log then has, too; of what is nobody's fault here, nothing."""
        fault, reference = fault_of(error), self._chance.pick(REFERENCE, 4)
        if fault is not None and await self.tell(where, name, fault, reference):
            log.error("defect at %s %s, reference=%s", where.value, name, reference, exc_info=error)

    async def tell(self, where: Where, name: str, fault: str, reference: str) -> bool:
        """Write down what is to be said of `fault` (an error's class) at `name`, which the log has under `reference`;
        return whether it is. Never fails: a store that does not answer leaves it to the log."""
        try:
            return await self._tell(where, name, fault, reference)
        except CandlewickError as error:
            log.warning("the owners are not told of defect %s: %s", reference, error)
        except Exception:
            # A second fault must not take the place of the first: whoever reports has something else to do.
            log.exception("the owners are not told of defect %s", reference)
        return False

    async def _tell(self, where: Where, name: str, fault: str, reference: str) -> bool:
        now = self._real.now()
        kind = f"{DEFECT} {where.value} {name} {fault}"
        async with self._store.reading() as work:
            if await lately.was_said(work.memory, kind, now):
                return False
        async with self._store.begin() as work:
            owners = await work.people.with_role(Role.OWNER)
            if not (owners and await lately.say_once(work.memory, kind, now, now + APART)):
                return False
            facts = json.dumps({"where": where.value, "name": name, "fault": fault, "reference": reference})
            for owner in owners:
                await work.outbox.put(self._notice(f"{kind} {to_ms(now)} {owner.id}", facts, owner.id))
            await work.commit()
        return True

    def _notice(self, key: str, facts: str, person_id: int) -> NewNotice:
        now = self._market.now()
        return NewNotice(key, DEFECT, facts, now, now, person_id=person_id)
