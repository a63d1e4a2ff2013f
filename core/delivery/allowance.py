"""How many codes may be sent: nobody is to be spammed through us, no telephone bill run up.

Counted on the real clock and kept as one small fact, whoever asks and whatever becomes of them: an address (by its
hash) is sent few a day, one person may have few sent an hour, and the house as a whole sends so many a day.
"""

import hashlib
import json
from datetime import datetime, timedelta

from core.kernel.errors import OverBudget
from core.kernel.memory import Memory
from core.market.model import from_ms, to_ms

_KEY, _TURN = "codes-sent", "codes-sent-turns"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
# (how many, within).
TO_ADDRESS, TO_ADDRESS_AT_ONCE, BY_PERSON, BY_HOUSE = (4, DAY), (1, MINUTE), (6, HOUR), (100, DAY)


async def spend(memory: Memory, address: str, person_id: int, now: datetime) -> None:
    """Count one code to `address` for somebody.

    Raises
    ------
    OverBudget
        If that would be one too many (what="codes"), until when.
    """
    # Counted first: where several write at once, the counter's row lets one of them in at a time.
    await memory.count(_TURN)
    sent: dict[str, list[int]] = json.loads(await memory.recall(_KEY) or "{}")
    sent = {who: kept for who, times in sent.items() if (kept := [t for t in times if now - from_ms(t) < DAY])}
    place, whom, house = f"to {_hashed(address)}", f"by {person_id}", "all"
    for who, (most, within) in (
        (place, TO_ADDRESS_AT_ONCE),
        (place, TO_ADDRESS),
        (whom, BY_PERSON),
        (house, BY_HOUSE),
    ):
        recent = [t for t in sent.get(who, ()) if now - from_ms(t) < within]
        if len(recent) >= most:
            raise OverBudget("codes", until=from_ms(recent[-most]) + within)
    for who in (place, whom, house):
        sent.setdefault(who, []).append(to_ms(now))
    await memory.keep(_KEY, json.dumps(sent))


def _hashed(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:24]
