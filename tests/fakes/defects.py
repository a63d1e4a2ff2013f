"""Who hears of defects, in tests."""

from core.delivery.model import Where


class HeardDefects:
    """A Defects that keeps what was reported: where, and the class of the error."""

    def __init__(self) -> None:
        self.reported: list[tuple[Where, str, str]] = []

    async def report(self, where: Where, name: str, error: BaseException) -> None:
        self.reported.append((where, name, type(error).__name__))
