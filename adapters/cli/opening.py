"""Opens the data directory and what is in it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from adapters.cli.call import MISUSED, UNABLE, Call, Refusal
from adapters.lock import AlreadyRunning, ServiceLock
from adapters.settings import Settings

if TYPE_CHECKING:
    from adapters.cli.application import Application


@asynccontextmanager
async def opened(call: Call, service: bool = False) -> AsyncIterator["Application"]:
    """Hold the assembled application; it is closed at the end."""
    make_folder(call.settings)
    application = await call.assemble(call.settings, service)
    try:
        yield application
    finally:
        await application.close()


@contextmanager
def sole_service(settings: Settings) -> Iterator[None]:
    """Be the only service of this data directory, or refuse. On PostgreSQL several may work side by side."""
    make_folder(settings)
    if not settings.is_embedded:
        yield
        return
    with ExitStack() as held:
        try:
            held.enter_context(ServiceLock(settings.data_dir))
        except AlreadyRunning as other:
            who = "another process" if other.pid is None else f"process {other.pid}"
            wrong = f"{settings.data_dir} is served by {who}; stop it first, or choose another folder."
            raise Refusal(UNABLE, wrong) from None
        except OSError as error:
            raise Refusal(UNABLE, f"{settings.data_dir} cannot be locked: {error.strerror}.") from None
        yield


def make_folder(settings: Settings) -> None:
    """Make the data directory, for its owner's eyes only, when there is none."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        wrong = f"{settings.data_dir} cannot be the data directory: {error.strerror}."
        raise Refusal(MISUSED, f"{wrong} Choose another: --data-dir data") from None
