"""The servers and guards that tests stand on."""

import asyncio
import socket
import time

import asyncpg
import pytest
from blockbuster import BlockBuster, BlockingError

from tests.loopback import Outbound
from tests.postgres import PostgresServer


async def test_each_test_has_a_database_of_its_own(postgres_server: PostgresServer, postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    try:
        await connection.execute("CREATE TABLE kept (n int)")
    finally:
        await connection.close()
    other = postgres_server.create(template=postgres_database.rpartition("/")[2])
    connection = await asyncpg.connect(postgres_server.url(other))
    try:
        assert await connection.fetchval("SELECT count(*) FROM kept") == 0
    finally:
        await connection.close()
        postgres_server.drop(other)


async def test_the_server_is_the_one_at_the_session_s_address(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert await connection.fetchval("SELECT current_user") == "candlewick"
    finally:
        await connection.close()


def test_no_test_reaches_beyond_this_machine() -> None:
    with pytest.raises(Outbound), socket.socket() as outbound:
        outbound.connect(("192.0.2.1", 80))
    with pytest.raises(Outbound):
        socket.getaddrinfo("example.com", 443)


async def test_loopback_stays_open() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port)
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()


async def test_blocking_the_loop_fails_a_test_that_watches_for_it(blockbuster: BlockBuster) -> None:
    assert blockbuster is not None
    with pytest.raises(BlockingError):
        time.sleep(0.001)  # noqa: ASYNC251 - the very thing
