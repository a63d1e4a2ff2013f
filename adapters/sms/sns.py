"""Amazon SNS: Publish to a telephone number, signed.

Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import aiohttp
from yarl import URL

from adapters.sms.provider import Account, Answered, judged, read
from adapters.sms.signing import Keys, signed
from core.delivery.model import Attempt, Outcome
from core.kernel.clock import RealClock

DEFAULT_REGION = "us-east-1"
_REGION = re.compile(r"sns[.-](?P<region>[a-z]{2}(?:-[a-z]+)+-\d+)\.")
_MESSAGE = re.compile(rb"<MessageId>([^<]{1,100})</MessageId>")
_CODE = re.compile(rb"<Code>([^<]{1,100})</Code>")
_VERSION = "2010-03-31"
_NUMBER = frozenset({"InvalidParameter", "InvalidParameterValue", "OptedOut", "EndpointDisabled"})
_BUSY = frozenset({"Throttling", "ThrottlingException", "Throttled", "RequestLimitExceeded", "ServiceUnavailable"})


class Sns:
    """A Provider."""

    def __init__(self, account: Account, clock: RealClock) -> None:
        self._account, self._clock = account, clock
        base = account.base_url or f"https://sns.{DEFAULT_REGION}.amazonaws.com"
        named = _REGION.match(urlsplit(base).hostname or "")
        region = named["region"] if named else DEFAULT_REGION
        self._url = URL(f"{base.rstrip('/')}/")
        self._keys = Keys(account.account, account.secret, region, "sns")

    async def send(self, session: aiohttp.ClientSession, number: str, text: str) -> Attempt:
        form = {"Action": "Publish", "Version": _VERSION, "PhoneNumber": number, "Message": text}
        answered = await self._asked(session, form | self._sender())
        if 200 <= answered.status < 300:
            found = _MESSAGE.search(answered.body)
            return Attempt(Outcome.SENT, found[1].decode() if found else None)
        code = _code(answered)
        if code in _BUSY:
            return Attempt(Outcome.RETRY, reason="busy")
        return judged(answered, refused=code in _NUMBER)

    async def known(self, session: aiohttp.ClientSession) -> bool:
        answered = await self._asked(session, {"Action": "GetSMSAttributes", "Version": _VERSION})
        # A key that may publish need not be one that may look at the account's settings.
        if answered.status == 403:
            return _code(answered) in {"AuthorizationError", "AccessDenied", "AuthorizationErrorException"}
        if answered.status != 200:
            raise ValueError(answered.status)
        return True

    async def _asked(self, session: aiohttp.ClientSession, form: Mapping[str, str]) -> Answered:
        body = urlencode(form).encode()
        host = self._url.host or ""
        if not self._url.is_default_port():
            host = f"{host}:{self._url.port}"
        headers = signed(self._keys, host, body, self._clock.now())
        async with session.post(self._url, data=body, headers=headers, allow_redirects=False) as response:
            return await read(response)

    def _sender(self) -> dict[str, str]:
        """A number is an origination number, anything else a sender's name."""
        sender = self._account.sender
        if sender is None:
            return {}
        name = "AWS.MM.SMS.OriginationNumber" if sender.startswith("+") else "AWS.SNS.SMS.SenderID"
        prefix = "MessageAttributes.entry.1"
        return {f"{prefix}.Name": name, f"{prefix}.Value.DataType": "String", f"{prefix}.Value.StringValue": sender}


def _code(answered: Answered) -> str:
    found = _CODE.search(answered.body)
    return found[1].decode(errors="replace") if found else ""
