"""The Bot API's HTTP: calls, updates polled and pushed, pauses and planned faults."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web

from core.kernel.clock import RealClock
from tests.effort import PATIENCE_S
from tests.stand_ins import telegram_rules as rules
from tests.stand_ins.telegram_errors import Fault, Refused
from tests.stand_ins.telegram_rules import Upload, bad
from tests.stand_ins.telegram_world import World


@dataclass(frozen=True)
class Call:
    """One call of the bot."""

    method: str
    params: Mapping[str, str]
    early: bool  # made while Telegram had asked for a pause

    @property
    def chat(self) -> int | None:
        return int(self.params["chat_id"]) if "chat_id" in self.params else None


class BotApi:
    """The server; tests/stand_ins/telegram.py adds the people who chat with the bot."""

    def __init__(self, clock: RealClock, token: str) -> None:
        self.token = token
        self.world = World(clock)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.queue: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self.base_url = ""
        self.port = 0
        self._clock = clock
        self._pauses: list[tuple[int | None, float]] = []
        self._next_update = 7000
        self._polls = 0
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._pushes: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._change()
        for push in list(self._pushes):
            push.cancel()
        await asyncio.gather(*self._pushes, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def update(self, kind: str, body: Any) -> int:
        """Put an update into the bot's queue, or push it."""
        return self.again({"update_id": self._next_update, kind: body})

    def again(self, update: dict[str, Any]) -> int:
        """Give an update, as it is, whatever was given before."""
        self._next_update = max(self._next_update, update["update_id"] + 1)
        if self.webhook:
            task = asyncio.create_task(self._push(update))
            self._pushes.add(task)
            task.add_done_callback(self._pushes.discard)
        else:
            self.queue = sorted([*self.queue, update], key=lambda one: int(one["update_id"]))
        self._change()
        return int(update["update_id"])

    async def until(self, true: Callable[[], bool]) -> None:
        """Return when `true`, looked at after every call and update."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await self._changed.wait()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        prefix, _, method = request.path.rpartition("/")
        if prefix != f"/bot{self.token}":
            return _answer(Refused(401, "Unauthorized"))
        params, files = await _form(request)
        call = Call(method, params, False)
        call = Call(method, params, self._paused_s(call.chat) > 0)
        self.calls.append(call)
        try:
            rules.check_names(method, params, files)
            return await self._faulty(request, call, files)
        except Refused as refused:
            return _answer(refused)
        finally:
            self._change()

    async def _faulty(self, request: web.Request, call: Call, files: Mapping[str, Upload]) -> web.StreamResponse:
        if (left := self._paused_s(call.chat)) > 0:
            raise _flood(left)
        fault = self._next_fault(call)
        match fault.kind if fault else "":
            case "flood" if fault:
                until = self._clock.now().timestamp() + fault.retry_after
                self._pauses.append((None if fault.everywhere else call.chat, until))
                raise _flood(fault.retry_after)
            case "blocked":
                raise Refused(403, "Forbidden: bot was blocked by the user")
            case "unparsable":
                raise bad("can't parse entities: Unsupported start tag at byte offset 0")
            case "html" if fault:
                return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
            case "silent-before" | "cut-before":
                return await self._leave(request, hold=fault is not None and fault.kind.startswith("silent"))
            case "silent-after" | "cut-after":
                await self._do(call, files)
                return await self._leave(request, hold=fault is not None and fault.kind.startswith("silent"))
        return _answer(await self._do(call, files))

    async def _do(self, call: Call, files: Mapping[str, Upload]) -> Any:
        match call.method:
            case "getUpdates":
                return await self._get_updates(call.params)
            case "setWebhook":
                return self._set_webhook(call.params)
            case "deleteWebhook":
                self.webhook = {}
                return True
        result = self.world.do(call.method, call.params, files)
        self._change()
        return result

    async def _get_updates(self, params: Mapping[str, str]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._polls += 1
        this = self._polls
        self._change()
        offset, kinds = int(params.get("offset", "0")), json.loads(params.get("allowed_updates", "[]"))
        # Confirmed: Telegram forgets all before the offset.
        self.queue = [update for update in self.queue if update["update_id"] >= offset]
        try:
            async with asyncio.timeout(float(params.get("timeout", "0"))):
                while not self.queue and self._polls == this and not self._closing.is_set():
                    await self._changed.wait()
        except TimeoutError:
            return []
        if self._polls != this:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        wanted = [update for update in self.queue if not kinds or (update.keys() - {"update_id"}) & set(kinds)]
        return wanted[: int(params.get("limit", "100"))]

    def _set_webhook(self, params: Mapping[str, str]) -> bool:
        if not params["url"].startswith(("https://", "http://127.0.0.1:")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if set(json.loads(params.get("allowed_updates", "[]"))) - rules.KINDS:
            raise bad("unknown kind of update")
        self.webhook = dict(params)
        waiting, self.queue = self.queue, []
        for update in waiting:
            self.again(update)
        return True

    async def _push(self, update: dict[str, Any]) -> None:
        """Post an update until it is taken, as Telegram does."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        async with ClientSession() as session:
            while self.webhook:
                try:
                    async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                        if answer.status < 300:
                            return
                except ClientError:
                    pass
                await asyncio.sleep(0.05)

    async def _leave(self, request: web.Request, hold: bool) -> web.StreamResponse:
        """Never answer: keep the connection until the end, or cut it."""
        self._change()
        if hold:
            await self._closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _next_fault(self, call: Call) -> Fault | None:
        for index, fault in enumerate(self.faults):
            for_method = call.method == fault.method if fault.method else call.method in rules.SENDING
            if for_method and fault.chat in (None, call.chat):
                left = Fault(**{**fault.__dict__, "times": fault.times - 1})
                self.faults[index : index + 1] = [left] if left.times else []
                return fault
        return None

    def _paused_s(self, chat: int | None) -> float:
        now = self._clock.now().timestamp()
        waits = [
            until - now for paused, until in self._pauses if paused is None or (chat is not None and paused == chat)
        ]
        return max([0.0, *waits])

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


async def _form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    params, files = dict(request.query), dict[str, Upload]()
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
        else:
            params[name] = str(value)
    return params, files


def _flood(seconds: float) -> Refused:
    wait = max(1, round(seconds))
    return Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})


def _answer(result: Any) -> web.Response:
    if not isinstance(result, Refused):
        return web.json_response({"ok": True, "result": result})
    body: dict[str, Any] = {"ok": False, "error_code": result.status, "description": result.description}
    if result.parameters:
        body["parameters"] = result.parameters
    return web.json_response(body, status=result.status)
