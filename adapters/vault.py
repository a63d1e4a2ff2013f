"""The vault: AES-256-GCM under one master key, with what a secret belongs to as associated data.

The key is the one that is set, else made of the passphrase that is set (Argon2id), else `master.key` in the data
directory, made at first need and readable by us alone. A sealed text is "v1.KEY.NONCE+CIPHERTEXT" in base64, where KEY
tells one master key from another without telling anything of it.
"""

import asyncio
import base64
import hashlib
import os
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

from core.kernel.errors import Unavailable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_FILE, SALT_FILE = "master.key", "master.salt"
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_VERSION = "v1"
# RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes.
_PASSES, _MEMORY_KIB, _LANES = 3, 65536, 4


class AesVault:
    """A Vault. The key is fetched when it is first needed."""

    def __init__(self, folder: Path, key: bytes | None = None, passphrase: str | None = None) -> None:
        self._folder, self._given, self._passphrase = folder, key, passphrase
        self._key: bytes | None = None
        self._fetching = asyncio.Lock()

    async def seal(self, secret: str, bound_to: str) -> str:
        key = await self._fetched()
        nonce = token_bytes(_NONCE_BYTES)
        sealed = _cipher(key).encrypt(nonce, secret.encode(), _bound(bound_to, key))
        return f"{_VERSION}.{_name(key)}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    async def open(self, sealed: str, bound_to: str) -> str:
        from cryptography.exceptions import InvalidTag

        key = await self._fetched()
        version, _, rest = sealed.partition(".")
        name, _, body = rest.partition(".")
        if (version, name) != (_VERSION, _name(key)):
            raise Unavailable("vault", "broken")
        try:
            raw = base64.urlsafe_b64decode(body)
            return _cipher(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(bound_to, key)).decode()
        except (InvalidTag, ValueError) as error:
            raise Unavailable("vault", "broken") from error

    async def _fetched(self) -> bytes:
        async with self._fetching:
            if self._key is None:
                self._key = await asyncio.to_thread(self._found)
            return self._key

    def _found(self) -> bytes:
        if self._given is not None:
            return self._given
        try:
            if self._passphrase is None:
                return _kept(self._folder / KEY_FILE, _KEY_BYTES)
            return _of_passphrase(self._passphrase, _kept(self._folder / SALT_FILE, _SALT_BYTES))
        except OSError as error:
            raise Unavailable("vault", "read-only") from error


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _bound(bound_to: str, key: bytes) -> bytes:
    return f"{_VERSION}|{_name(key)}|{bound_to}".encode()


def _name(key: bytes) -> str:
    return hashlib.sha256(b"candlewick key " + key).hexdigest()[:8]


def _of_passphrase(passphrase: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(passphrase.encode(), salt, _PASSES, _MEMORY_KIB, _LANES, _KEY_BYTES, Type.ID)


def _kept(file: Path, length: int) -> bytes:
    """Return the random bytes in `file`, which is made if it is not there; of two that make it one counts."""
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{token_bytes(8).hex()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as made:
                made.write(base64.b64encode(token_bytes(length)) + b"\n")
                made.flush()
                os.fsync(made.fileno())
            _link(fresh, file)
        finally:
            fresh.unlink()
    try:
        found = base64.b64decode(file.read_bytes().strip(), validate=True)
    except ValueError as error:
        raise Unavailable("vault", "broken") from error
    if len(found) != length:
        raise Unavailable("vault", "broken")
    return found


def _link(fresh: Path, file: Path) -> None:
    """Give a file that is whole its name, unless somebody was quicker."""
    try:
        os.link(fresh, file)
    except FileExistsError:
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
