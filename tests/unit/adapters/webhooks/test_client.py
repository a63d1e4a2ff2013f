"""The client for addresses that people give: nothing inside is called, by whatever way it is named."""

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.webhooks.client import MOST_REDIRECTS, Forbidden, JudgingResolver, OutgoingClient, Unheard
from tests.stand_ins.receiver import SILENT, Receiver


class Book(AbstractResolver):
    """Resolves every name to what the book has next; `asked` keeps the names."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), list[str]()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        address = self.answers.pop(0)
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0),
        ]

    async def close(self) -> None:
        self.answers.clear()


async def refused(url: str) -> str:
    """Return why a client that allows nothing inside does not call `url`."""
    client = OutgoingClient(allow_private=False, resolver=Book())
    try:
        with pytest.raises(Forbidden) as found:
            await client.post(url, {}, b"")
    finally:
        await client.close()
    return found.value.why


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://0.0.0.0/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.1.2.3/",
        "https://100.64.0.1/",
        "https://[fd00:ec2::254]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://ada:pw@example.com/",
        "https://127。0。0。1/",
        "https://１２７.0.0.1/",
        "https://①②⑦.0.0.1/",
        "https:///nowhere",
        "https://[::1",
    ],
)
async def test_a_literal_address_inside_is_not_called(url: str) -> None:
    assert await refused(url) == "address"


@pytest.mark.parametrize("url", ["http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://x/", ""])
async def test_only_https_is_spoken(url: str) -> None:
    assert await refused(url) == "scheme"


@pytest.mark.parametrize("name", ["localhost", "0177.0.0.1", "017700000001", "127.0.0.1.", "LOCALHOST"])
async def test_a_name_that_means_this_machine_is_not_called(name: str) -> None:
    with pytest.raises(Forbidden):
        await _resolved(name)


async def _resolved(name: str) -> None:
    client = OutgoingClient(allow_private=False)
    try:
        await client.post(f"https://{name}:9/", {}, b"")
    except Unheard:
        # Where the system does not know such a name, there is nowhere to go either.
        raise Forbidden("address") from None
    finally:
        await client.close()


async def test_a_name_of_two_faces_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    async def two(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443)),
        ]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", two)
    with pytest.raises(Forbidden):
        await JudgingResolver(allow_private=False).resolve("rebind.example.com", 443)
    assert len(await JudgingResolver(allow_private=True).resolve("rebind.example.com", 443)) == 2


@given(st.text(max_size=80))
@example("https://127。0。0。1/")
@example("https://[::1]@example.com/")
@example("https://example.com\\@127.0.0.1/")
@example("https://example.com#@127.0.0.1/")
def test_no_text_makes_it_call_this_machine(text: str) -> None:
    async def tried() -> None:
        client = OutgoingClient(allow_private=False, resolver=JudgingResolver(allow_private=False))
        client._resolver = Book()  # a name is never looked up here: what is literal is what counts
        try:
            await client.post(text, {}, b"")
        except (Forbidden, Unheard, IndexError):
            return
        finally:
            await client.close()
        raise AssertionError(f"{text!r} was called")

    asyncio.run(tried())


async def test_a_name_is_looked_up_once_for_each_call_and_that_address_is_called() -> None:
    """A second answer (rebinding) would have nobody to give it to."""
    async with Receiver() as receiver:
        port = receiver.url.rsplit(":", 1)[1]
        book = Book("127.0.0.1", "10.255.255.1")
        client = OutgoingClient(allow_private=True, resolver=book)
        answer = await client.post(f"http://hooks.example.com:{port}/", {"X-A": "b"}, b"{}")
        await client.close()
    assert answer.status == 204
    assert book.asked == ["hooks.example.com"]
    assert receiver.received[0].headers["Host"] == f"hooks.example.com:{port}"


async def test_two_redirects_are_followed_with_the_body_and_a_third_is_not() -> None:
    async with Receiver(redirects={"/a": "/b", "/b": "/c", "/0": "/a"}) as receiver:
        client = OutgoingClient(allow_private=True)
        assert (await client.post(f"{receiver.url}/a", {}, b"body")).status == 204
        assert [(each.path, each.body) for each in receiver.received] == [("/c", b"body")]
        with pytest.raises(Forbidden) as found:
            await client.post(f"{receiver.url}/0", {}, b"body")
        await client.close()
    assert found.value.why == "redirects"
    assert MOST_REDIRECTS == 2


@pytest.mark.parametrize("where", ["https://127.0.0.1/", "http://example.com/", "https://[::1]/", "//10.0.0.1/", "x:"])
async def test_every_hop_is_judged(where: str) -> None:
    class Redirecting(OutgoingClient):
        """The first hop is allowed, as if it were outside."""

        def __init__(self) -> None:
            super().__init__(allow_private=True)
            self.hops = 0

        def _check(self, url: object) -> None:
            self.hops += 1
            self._allow_private = self.hops == 1
            super()._check(url)  # type: ignore[arg-type]

    async with Receiver(redirects={"/a": where}) as receiver:
        client = Redirecting()
        with pytest.raises(Forbidden):
            await client.post(f"{receiver.url}/a", {}, b"")
        await client.close()
    assert receiver.received == []
    assert client.hops == 2 or where == "x:"


async def test_a_long_answer_is_not_read_to_its_end() -> None:
    async with Receiver(rest=b"x" * 10_000_000) as receiver:
        client = OutgoingClient(allow_private=True)
        receiver.answers.append(200)
        assert (await client.post(receiver.url, {}, b"{}")).status == 200
        await client.close()


async def test_what_was_not_heard_says_whether_it_was_sent() -> None:
    async with Receiver(answers=[SILENT]) as receiver:
        client = OutgoingClient(allow_private=True)
        with pytest.raises(Unheard) as lost:
            await client.post(receiver.url, {}, b"{}")
        url = receiver.url
    with pytest.raises(Unheard) as shut:
        await client.post(url, {}, b"{}")
    await client.close()
    assert (lost.value.sent, shut.value.sent) == (True, False)
