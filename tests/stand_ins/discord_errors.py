"""What Discord refuses, in its own numbers, and faults that a test plans."""

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """An answer that is an error: HTTP status, Discord's code, its words."""

    def __init__(self, status: int, code: int, message: str, more: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.more = status, code, message, more or {}


def form_error(where: str, why: str) -> Refused:
    """Return the refusal of what is not as documented."""
    return Refused(400, 50035, "Invalid Form Body", {"errors": {where: {"_errors": [{"message": why}]}}})


@dataclass(frozen=True)
class Fault:
    """What goes wrong with the next `times` calls of `method` whose path begins with `path`. Kinds: flood, global-flood
    (`retry_after`), html (`status`), silent-before, silent-after, cut-before, cut-after."""

    kind: str
    path: str = "/channels/"
    method: str = "POST"
    times: int = 1
    status: int = 502
    retry_after: float = 1.0
