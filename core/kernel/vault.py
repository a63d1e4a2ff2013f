"""Where secrets are kept: sealed at rest, each bound to whose and what it is."""

from typing import Protocol


class Vault(Protocol):
    """Seals and opens short secrets."""

    async def seal(self, secret: str, bound_to: str) -> str:
        """Return `secret` so that nobody reads it without the key; it opens under the same `bound_to` only."""

    async def open(self, sealed: str, bound_to: str) -> str:
        """Return what was sealed.

        Raises
        ------
        Unavailable
            If it was sealed by another key, for something else, or was changed (reason "broken").
        """
