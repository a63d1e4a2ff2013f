"""Codes to addresses that nobody proved yet: the one thing that is said there, in the words of who asks."""

from collections.abc import Mapping
from datetime import datetime

from bot.ports import Face, SignedFace
from bot.speaking.reply import Noticed, Part, Reply
from bot.speaking.say import Say
from core.delivery.model import Attempt
from core.delivery.sink_model import Claim
from core.kernel.clock import RealClock
from core.people.model import Identity, Person

CODE = "code"


class FaceCodes:
    """A SendsCodes over the faces that the operator has set up, by door."""

    def __init__(self, faces: Mapping[str, Face], clock: RealClock) -> None:
        self._faces, self._clock = faces, clock

    @property
    def doors(self) -> frozenset[str]:
        return frozenset(self._faces)

    async def send_code(self, person: Person, claim: Claim, code: str, secret: str | None) -> Attempt:
        """Say the code there."""
        face, now = self._faces[claim.door], self._clock.now()
        identity, reply = Identity(claim.door, claim.address), _words(person, code, now, claim)
        if secret is not None and isinstance(face, SignedFace):
            return await face.whisper_signed(identity, reply, secret)
        return await face.whisper(identity, reply)


def _words(person: Person, code: str, now: datetime, claim: Claim) -> Reply:
    preferences = person.preferences
    say = Say(preferences.language, preferences.zone, now, preferences.numbers, preferences.plain)
    noticed = Noticed(f"{CODE}:{claim.hashed}", CODE, now)
    return Reply((say.text("sink-code", Part.ANSWER, code=code), say.text("sink-code-ignore")), noticed=noticed)
