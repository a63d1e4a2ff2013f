"""A real PostgreSQL server for the tests: started once, in a folder of its own, gone with them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.lacking import lacking
from tests.loopback import free_port

USER = "candlewick"
# Nothing here outlives the tests, so nothing waits for the disk.
HURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c timezone=UTC"


def find_program(name: str) -> Path | None:
    """Return a PostgreSQL program; Debian hides those of the server from PATH, the newest version wins."""
    hidden = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if hidden:
        return hidden[-1]
    found = shutil.which(name)
    return Path(found) if found else None


class PostgresServer:
    """A running server on a loopback port; any name may connect without a password."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._numbers = count(1)
        self.port = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Make the cluster and start it.

        Raises
        ------
        subprocess.CalledProcessError
            If it does not start within a minute; its log is in the note.
        """
        cluster = self._folder / "cluster"
        self._run(
            "initdb",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
            f"--username={USER}",
            f"--pgdata={cluster}",
        )
        self.port = free_port()
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} {HURRIED}"
        log = self._folder / "log"
        try:
            self._run(
                "pg_ctl",
                "start",
                f"--pgdata={cluster}",
                "--wait",
                "--timeout=60",
                f"--log={log}",
                f"--options={options}",
            )
        except subprocess.CalledProcessError as error:
            error.add_note(log.read_text() if log.exists() else "The server wrote no log.")
            raise

    def stop(self) -> None:
        self._run("pg_ctl", "stop", f"--pgdata={self._folder / 'cluster'}", "--mode=immediate", "--wait")

    def create(self, template: str = "template0") -> str:
        """Return the name of a new database: empty, or a copy of `template` that nobody is connected to."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", *self._connection(), f"--template={template}", name)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, connections and all."""
        self._run("dropdb", *self._connection(), "--force", "--if-exists", database)

    def _connection(self) -> tuple[str, ...]:
        return "--host=127.0.0.1", f"--port={self.port}", f"--username={USER}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_unprivileged(), str(self._programs / program), *arguments]
        # To a file and not to a pipe: the server inherits it, and a pipe would stay open as long as the server.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self._folder, check=False
            )
            if done.returncode:
                output.seek(0)
                error = subprocess.CalledProcessError(done.returncode, command)
                error.add_note(output.read())
                raise error


def _unprivileged() -> pwd.struct_passwd:
    """Return whom the server runs as when we are root, whom PostgreSQL refuses."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_unprivileged() -> list[str]:
    if os.getuid() != 0:
        return []
    person = _unprivileged()
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups", "--"]
    return ["runuser", "-u", person.pw_name, "--"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test process."""
    initdb = find_program("initdb")
    if initdb is None:
        lacking("PostgreSQL's initdb", "run `make services`")
    # Not in pytest's own folder: only its owner may look in there, and the server may be somebody else.
    folder = Path(tempfile.mkdtemp(prefix="candlewick-postgres-"))
    server = PostgresServer(initdb.parent, folder)
    try:
        if os.getuid() == 0:
            os.chown(folder, _unprivileged().pw_uid, _unprivileged().pw_gid)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The server's own database; for a test's tables take `postgres_database`."""
    return postgres_server.url()


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database that is this test's alone."""
    database = postgres_server.create()
    yield postgres_server.url(database)
    postgres_server.drop(database)
