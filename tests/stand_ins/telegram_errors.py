"""What the Bot API answers when it does not do what it was asked."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused(Exception):
    """An answer with `ok: false`."""

    status: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with the next `times` calls of `method` (any that sends, when None) to `chat` (any).

    `kind`: flood (429 for `retry_after` seconds; of the whole token when `everywhere`) · blocked · unparsable · html
    (an answer of `status` that is no JSON, 200 too) · silent-before and silent-after (no answer, without and with the
    effect) · cut-before and cut-after (the connection ends).
    """

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int = 1
    retry_after: int = 1
    everywhere: bool = False
    status: int = 502
