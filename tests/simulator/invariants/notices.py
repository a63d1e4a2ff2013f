"""Every notice is told: seen once, and seen again only under its label."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.speaking.reply import Part, Text, Tone
from core.market.model import to_ms
from tests.simulator import stored
from tests.simulator.invariants.base import Invariant
from tests.simulator.people import Whisper

ENDED = {"sent", "dead", "waiting"}


class Notices(Invariant):
    """Compares the outbox with what was whispered."""

    def over(self, file: Path, until_ms: int) -> Iterator[str]:
        yield from unfinished_notices(file, to_ms(self._world.timeline.now()))
        yield from self._wrong_whispers(stored.notices(file))

    def _wrong_whispers(self, notices: list[tuple[str, str]]) -> Iterator[str]:
        """Each notice is seen, and seen again only under its label; a blackout and its end are told."""
        for kind, tone in (("data-stopped", Tone.STALE), ("data-back", Tone.ANSWER)):
            seen = [w for w in self._world.whispers if w.arrived and w.reply.tone is tone]
            plain = [w for w in seen if not _is_labelled(w)]
            states = [state for of, state in notices if of == kind]
            if len(plain) > len(states):
                yield f"{kind}: {len(states)} notices were seen {len(plain)} times without a label"
            if len(seen) < states.count("sent"):
                yield f"{kind}: {states.count('sent')} notices are sent, {len(seen)} were seen"
            if self._world.plan.blackout and not states:
                yield f"{kind}: nobody was told of the blackout"


def unfinished_notices(file: Path, now_ms: int) -> Iterator[str]:
    """Yield notices that are neither sent, nor dead of something, nor waiting; nor of unknown fate and to be said
    again later than `now_ms` (real time)."""
    with closing(sqlite3.connect(file)) as database:
        for key, state, reason, again_ms in database.execute(
            "SELECT key, state, reason, next_try_at FROM notices ORDER BY id"
        ):
            is_later = state == "uncertain" and again_ms is not None and again_ms > now_ms
            if (state not in ENDED and not is_later) or (state == "dead" and not reason):
                yield f"notice {key} is {state} ({reason})"


def _is_labelled(whisper: Whisper) -> bool:
    said = [b for b in whisper.reply.blocks if not (isinstance(b, Text) and b.part is Part.MODE)]
    return len(said) > 1
