"""AWS Signature Version 4 for a form: pure.

Source: "Create a signed AWS API request", AWS IAM user guide; checked against the published example of its test suite.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

_ALGORITHM = "AWS4-HMAC-SHA256"
FORM = "application/x-www-form-urlencoded; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Keys:
    """Who signs, for which service where."""

    access_key: str
    secret_key: str
    region: str
    service: str

    def __repr__(self) -> str:
        return f"Keys({self.region}/{self.service})"


def signed(keys: Keys, host: str, body: bytes, at: datetime, content_type: str = FORM) -> Mapping[str, str]:
    """Return the headers of a POST to the root of `host` (with its port, where that is not the usual one)."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"content-type": content_type, "host": host, "x-amz-date": stamp}
    names = ";".join(headers)
    request = "\n".join(
        ["POST", "/", "", *(f"{name}:{value}" for name, value in headers.items()), "", names, _hash(body)]
    )
    scope = f"{stamp[:8]}/{keys.region}/{keys.service}/aws4_request"
    to_sign = "\n".join([_ALGORITHM, stamp, scope, _hash(request.encode())])
    key = f"AWS4{keys.secret_key}".encode()
    for part in (stamp[:8], keys.region, keys.service, "aws4_request"):
        key = _mac(key, part)
    authorization = (
        f"{_ALGORITHM} Credential={keys.access_key}/{scope}, SignedHeaders={names}, "
        f"Signature={_mac(key, to_sign).hex()}"
    )
    return {
        "Content-Type": content_type,
        "Host": host,
        "X-Amz-Date": stamp,
        "Authorization": authorization,
    }


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
