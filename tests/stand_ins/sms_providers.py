"""Twilio and Amazon SNS on this machine, strict: they check who asks, how it is signed, and what the form says.

Written from the providers' documents; the signature is computed here anew from the request as it came over the wire.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

from aiohttp import web

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([a-z0-9-]+)/(\w+)/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text message that was taken."""

    to: str
    sender: str | None
    body: str


@dataclass
class _Provider:
    """`answers` are the next (status, code) in place of taking a message; status -1 hangs up after it was read."""

    account: str = "AC0123456789"
    secret: str = "not-a-secret"
    answers: list[tuple[int, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        if not self._knows(request, body):
            self.wrongs.append("who is that")
            return self._refused(*self._stranger)
        if self.answers:
            status, code = self.answers.pop(0)
            if status == -1:
                assert request.transport is not None
                request.transport.close()
            return self._refused(max(200, status), code)
        return self._taken(request, dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body))))

    _stranger = (401, "20003")

    def _knows(self, request: web.Request, body: bytes) -> bool:
        raise AssertionError("each provider knows its own")

    def _refused(self, status: int, code: str) -> web.Response:
        raise AssertionError("each provider refuses in its own words")

    def _taken(self, request: web.Request, form: dict[str, str]) -> web.Response:
        raise AssertionError("each provider reads its own form")


class TwilioStandIn(_Provider):
    """Twilio's messages of one account."""

    def _knows(self, request: web.Request, body: bytes) -> bool:
        expected = base64.b64encode(f"{self.account}:{self.secret}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {expected}"

    def _refused(self, status: int, code: str) -> web.Response:
        facts = {"code": int(code or 0), "message": "no", "status": status}
        return web.json_response(facts, status=status, headers=self.headers)

    def _taken(self, request: web.Request, form: dict[str, str]) -> web.Response:
        own = f"/2010-04-01/Accounts/{self.account}"
        if (request.method, request.path) == ("GET", f"{own}.json"):
            return web.json_response({"sid": self.account, "status": "active"})
        if (request.method, request.path) != ("POST", f"{own}/Messages.json"):
            self.wrongs.append(f"{request.method} {request.path}")
            return self._refused(404, "20404")
        if set(form) != {"To", "From", "Body"} or not form["Body"] or len(form["Body"]) > 1600:
            self.wrongs.append(f"form {sorted(form)}")
            return self._refused(400, "21602")
        if not form["To"].startswith("+"):
            return self._refused(400, "21211")
        self.texts.append(Text(form["To"], form["From"], form["Body"]))
        return web.json_response({"sid": f"SM{len(self.texts):032d}", "status": "queued"}, status=201)


class SnsStandIn(_Provider):
    """Amazon SNS, as far as Publish to a telephone goes."""

    _stranger = (403, "SignatureDoesNotMatch")

    def _knows(self, request: web.Request, body: bytes) -> bool:
        found = _AUTHORIZATION.fullmatch(request.headers.get("Authorization", ""))
        if found is None:
            return False
        account, day, region, service, names, given = found.groups()
        signed = names.split(";")
        if account != self.account or service != "sns" or not {"host", "x-amz-date"} <= set(signed):
            return False
        lines = [f"{name}:{' '.join(request.headers[name].split())}" for name in signed]
        canonical = "\n".join([request.method, request.path, "", *lines, "", names, hashlib.sha256(body).hexdigest()])
        scope = f"{day}/{region}/{service}/aws4_request"
        stamp = request.headers["X-Amz-Date"]
        to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = f"AWS4{self.secret}".encode()
        for part in (day, region, service, "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        expected = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
        return stamp.startswith(day) and hmac.compare_digest(expected, given)

    def _refused(self, status: int, code: str) -> web.Response:
        body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code></Error></ErrorResponse>"
        return web.Response(status=status, text=body, content_type="text/xml", headers=self.headers)

    def _taken(self, request: web.Request, form: dict[str, str]) -> web.Response:
        action, version = form.pop("Action", ""), form.pop("Version", "")
        if (request.method, request.path, version) != ("POST", "/", "2010-03-31"):
            self.wrongs.append(f"{request.method} {request.path} {version}")
            return self._refused(400, "InvalidAction")
        if action == "GetSMSAttributes":
            return web.Response(text="<GetSMSAttributesResponse/>", content_type="text/xml")
        attribute = "MessageAttributes.entry.1"
        sender = form.pop(f"{attribute}.Value.StringValue", None)
        name, kind = form.pop(f"{attribute}.Name", None), form.pop(f"{attribute}.Value.DataType", None)
        if sender is not None:
            wanted = "AWS.MM.SMS.OriginationNumber" if sender.startswith("+") else "AWS.SNS.SMS.SenderID"
            if (name, kind) != (wanted, "String"):
                self.wrongs.append(f"attribute {name} {kind}")
        if action != "Publish" or set(form) != {"PhoneNumber", "Message"}:
            self.wrongs.append(f"{action} {sorted(form)}")
            return self._refused(400, "InvalidParameter")
        self.texts.append(Text(form["PhoneNumber"], sender, form["Message"]))
        result = f"<PublishResult><MessageId>m-{len(self.texts)}</MessageId></PublishResult>"
        answer = f"<PublishResponse>{result}</PublishResponse>"
        return web.Response(text=answer, content_type="text/xml")
