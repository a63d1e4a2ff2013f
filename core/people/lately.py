"""What was said lately and is not said again so soon, kept as one small fact on the real clock.

Entries end by themselves; those of a person go with the person.
"""

import json
from datetime import datetime

from core.kernel.memory import Memory

_KEY = "said-lately"
_TURN = "said-lately-turns"


def of_person(what: str, person_id: int) -> str:
    """Return the entry for something said to one person."""
    return f"{what} person {person_id}"


def of_room(what: str, room_id: int) -> str:
    """Return the entry for something said in one room."""
    return f"{what} room {room_id}"


async def was_said(memory: Memory, entry: str, now: datetime) -> bool:
    """Return whether it was said and its time is not over."""
    return entry in await _lasting(memory, now)


async def say_once(memory: Memory, entry: str, now: datetime, until: datetime) -> bool:
    """Keep that it is said now; False if somebody said it before and its time is not over."""
    # Counted first: where several write at once, the counter's row lets one of them in at a time.
    await memory.count(_TURN)
    lasting = await _lasting(memory, now)
    if entry in lasting:
        return False
    await _keep(memory, {**lasting, entry: until.isoformat()})
    return True


async def forget_person(memory: Memory, person_id: int) -> None:
    """Forget what was said to one person."""
    await memory.count(_TURN)
    kept = json.loads(await memory.recall(_KEY) or "{}")
    theirs = of_person("", person_id)
    await _keep(memory, {entry: until for entry, until in kept.items() if not entry.endswith(theirs)})


async def _lasting(memory: Memory, now: datetime) -> dict[str, str]:
    kept: dict[str, str] = json.loads(await memory.recall(_KEY) or "{}")
    return {entry: until for entry, until in kept.items() if datetime.fromisoformat(until) > now}


async def _keep(memory: Memory, entries: dict[str, str]) -> None:
    await memory.keep(_KEY, json.dumps(entries))
