"""Public addresses of chains: long and random to the eye like a key, and harmless. Told apart by their checksums."""

import base64
import binascii
import hashlib
import re

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_VALUE = {letter: i for i, letter in enumerate(_BASE58)}
_RIPPLE_VALUE = {letter: i for i, letter in enumerate(_RIPPLE)}

_EVM = re.compile(r"0x[0-9a-fA-F]{40}")
# A readable part, a 1, then letters of BIP-173's alphabet: bc1…, ltc1…, addr1…, cosmos1…; nsec1 is a private key.
_BECH32 = re.compile(r"(?!nsec1)[a-z]{1,12}1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{38,}", re.IGNORECASE)
_IN_BASE58 = re.compile(rf"[{_BASE58}]{{25,50}}")
_MONERO = re.compile(rf"[48][{_BASE58}]{{94}}")
_TON = re.compile(r"[A-Za-z0-9_+/-]{48}")
_STELLAR = re.compile(r"G[A-Z2-7]{55}")


def is_address(word: str) -> bool:
    """Return whether `word` is an address of a large chain: EVM, Bitcoin and its kin, TRON, Solana, XRP, Polkadot,
    Cosmos, Cardano, TON, Stellar, Monero."""
    if _EVM.fullmatch(word) or _BECH32.fullmatch(word) or _MONERO.fullmatch(word):
        return True
    if _STELLAR.fullmatch(word):
        return True
    if _IN_BASE58.fullmatch(word):
        return _in_base58(word)
    return bool(_TON.fullmatch(word)) and _is_ton(word)


def _in_base58(word: str) -> bool:
    if word[0] == "r" and _checked(base58(word, _RIPPLE_VALUE)):
        return True
    raw = base58(word)
    if len(raw) == 32:  # Solana: a public key without a checksum
        return True
    if len(raw) == 25:
        return _checked(raw)
    return len(raw) == 35 and _is_ss58(raw)


def _checked(raw: bytes) -> bool:
    """Base58Check: the last four bytes are the hash of the rest."""
    return hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def _is_ss58(raw: bytes) -> bool:
    return hashlib.blake2b(b"SS58PRE" + raw[:-2]).digest()[:2] == raw[-2:]


def _is_ton(word: str) -> bool:
    raw = base64.b64decode(word, altchars=b"-_" if "-" in word or "_" in word else None)
    return len(raw) == 36 and binascii.crc_hqx(raw[:34], 0) == int.from_bytes(raw[34:], "big")


def base58(word: str, values: dict[str, int] = _VALUE) -> bytes:
    """Return the bytes that `word` (letters of the alphabet only) stands for."""
    number = 0
    for letter in word:
        number = number * 58 + values[letter]
    zero = next(letter for letter, value in values.items() if value == 0)
    leading = len(word) - len(word.lstrip(zero))
    return b"\0" * leading + number.to_bytes((number.bit_length() + 7) // 8, "big")
