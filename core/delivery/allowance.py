"""How many codes may be sent: nobody is to be spammed through us, no telephone bill run up.

Counted whoever asks and whatever becomes of them: an address (by its hash) is sent few a day, one person may have few
sent an hour, and the house as a whole sends so many a day.
"""

import hashlib
from datetime import datetime, timedelta

from core.delivery.tries import Limit, Tries
from core.kernel.memory import Memory

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
# (how many, within).
TO_ADDRESS, TO_ADDRESS_AT_ONCE, BY_PERSON, BY_HOUSE = (4, DAY), (1, MINUTE), (6, HOUR), (100, DAY)
_TRIES = Tries("codes-sent", "codes", DAY)


async def spend(memory: Memory, address: str, person_id: int, now: datetime) -> None:
    """Count one code to `address` for somebody.

    Raises
    ------
    OverBudget
        If that would be one too many (what="codes"), until when.
    """
    place = f"to {_hashed(address)}"
    limits = (
        Limit(place, *TO_ADDRESS_AT_ONCE),
        Limit(place, *TO_ADDRESS),
        Limit(_by(person_id), *BY_PERSON),
        Limit("all", *BY_HOUSE),
    )
    await _TRIES.spend(memory, limits, now)


async def passed_on(memory: Memory, from_id: int, to_id: int) -> None:
    """One person becomes another, who has used what they had."""
    await _TRIES.pass_on(memory, _by(from_id), _by(to_id))


def _by(person_id: int) -> str:
    return f"by {person_id}"


def _hashed(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:24]
