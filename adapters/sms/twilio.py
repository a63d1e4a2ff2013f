"""Twilio: a form posted to the account's messages, with basic authentication.

Source: https://www.twilio.com/docs/messaging/api/message-resource and its error dictionary.
"""

import base64
import json
from urllib.parse import quote

import aiohttp

from adapters.sms.provider import Account, Answered, judged, read
from core.delivery.model import Attempt, Outcome

BASE_URL = "https://api.twilio.com"
_VERSION = "2010-04-01"
# This number gets none: not valid, not mobile, not routed, region not permitted, stopped, unverified on trial.
_NUMBER = frozenset({21211, 21214, 21217, 21219, 21265, 21408, 21610, 21612, 21614, 60200, 60205})


class Twilio:
    """A Provider."""

    def __init__(self, account: Account) -> None:
        self._account = account
        base = (account.base_url or BASE_URL).rstrip("/")
        self._own = f"{base}/{_VERSION}/Accounts/{quote(account.account, safe='')}"
        who = base64.b64encode(f"{account.account}:{account.secret}".encode()).decode()
        self._headers = {"Authorization": f"Basic {who}"}

    async def send(self, session: aiohttp.ClientSession, number: str, text: str) -> Attempt:
        form = {"To": number, "From": self._account.sender or "", "Body": text}
        async with session.post(
            f"{self._own}/Messages.json", data=form, headers=self._headers, allow_redirects=False
        ) as response:
            answered = await read(response)
        if 200 <= answered.status < 300:
            return Attempt(Outcome.SENT, str(_field(answered, "sid") or ""))
        return judged(answered, refused=_field(answered, "code") in _NUMBER)

    async def known(self, session: aiohttp.ClientSession) -> bool:
        async with session.get(f"{self._own}.json", headers=self._headers, allow_redirects=False) as response:
            answered = await read(response)
        if answered.status in {401, 403, 404}:
            return False
        if answered.status != 200:
            raise ValueError(answered.status)
        return True


def _field(answered: Answered, name: str) -> object:
    try:
        found = json.loads(answered.body)
    except (ValueError, RecursionError):
        return None
    return found.get(name) if isinstance(found, dict) else None
