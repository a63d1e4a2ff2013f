"""The secret guard: the first step of every door. What looks like a key, a seed, a token or a password is dropped
before anything stores or logs it (promise 6). It judges by shape and fails closed.

One-time codes of our own (K7QF-2M9P) and public addresses pass. Time is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from bot.hearing.addresses import is_address
from bot.hearing.seeds import holds_seed

SEED, PRIVATE_KEY, API_KEY, BOT_TOKEN, PASSWORD = "seed-phrase", "private-key", "api-key", "bot-token", "password"

# Shapes that their makers publish. (?<![\w-]) lets a match begin only where a word does, which keeps them linear.
_KNOWN = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        (
            PRIVATE_KEY,
            r"(?i:BEGIN\s{0,3}(?:[A-Z0-9]{1,12}\s{1,3}){0,3}PRIVATE\s{1,3}KEY)|PuTTY-User-Key-File|AGE-SECRET-KEY-1\w{20}",
        ),
        (PRIVATE_KEY, r"(?<![A-Za-z0-9])(?:[xyztuvYZTUV]prv[1-9A-HJ-NP-Za-km-z]{20}|nsec1[02-9ac-hj-np-z]{50})"),
        (PRIVATE_KEY, r"(?<![A-Za-z0-9])S[A-Z2-7]{55}(?![A-Za-z0-9])"),
        (BOT_TOKEN, r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30}"),
        (BOT_TOKEN, r"(?<![\w-])[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27}"),
        (BOT_TOKEN, r"(?i:discord(?:app)?\.com/api/webhooks/\d{5,20}/[\w-]{20}|hooks\.slack\.com/services/\w{5})"),
        (API_KEY, r"(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
        (
            API_KEY,
            r"(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20}|github_pat_\w{20}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{30})",
        ),
        (API_KEY, r"(?<![\w-])sk-(?=[\w-]{0,40}\d)[\w-]{20}"),
        (API_KEY, r"(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_\w{10}|whsec_\w{20}|xox[abeoprs]-[\w-]{10}|xapp-[\w-]{10})"),
        (API_KEY, r"(?<![\w-])(?:AIza[\w-]{35}|hf_[A-Za-z0-9]{30}|ya29\.[\w-]{20})"),
        (API_KEY, r"(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}"),
        (API_KEY, r"(?i:organizations/[0-9a-f-]{36}/apiKeys/[0-9a-f-]{36})"),
        (PASSWORD, r"://[^\s/:@]{1,64}:[^\s/@]{1,128}@"),
    )
)

_PASSWORDS = (
    r"pass(?:wor[dt]|phrase|wd|code)?|pwd|pw|kennwort|contraseña|contrasena|senha|palavra-passe"
    r"|(?:otp|2fa)(?:[ -]?code)?"
    # "nivel clave: 60000" is a level of the market.
    r"|(?<!nivel )(?<!niveles )(?<!zona )(?<!precio )(?<!soporte )(?<!palabra )clave"
)
_KEYS = (
    r"(?:api|secret|private|access|privater|geheimer|meine?|mi|minha|clave|chave)?[ _-]?"
    r"(?:key|secret|token|schlüssel|schluessel|llave|chave|clave|segredo|secreto|geheimnis)"
    r"(?:[ _-](?:key|api|privada|secreta))?"
)
_IS = r"(?:is|was|ist|lautet|war|es|era|é|foi)"
_GIVEN = r"[\"'`]{0,3}(?P<given>[^\s\"'`]{4,200})"
_SET = rf"[\"'`]?\s{{0,3}}(?::|=|\s{_IS}[\s:])\s{{0,3}}{_GIVEN}"
_PASSWORD_SET = re.compile(rf"(?<![^\W_])(?:{_PASSWORDS}){_SET}", re.IGNORECASE)
_KEY_SET = re.compile(rf"(?<![^\W_])(?:{_KEYS}){_SET}|\bbearer\s{{1,3}}(?P<bearer>\S{{8,200}})", re.IGNORECASE)
_PRICE = re.compile(r"[\d.,]+[a-z]{0,5}", re.IGNORECASE)
_APPLE = re.compile(r"\w{6}-\w{6}-\w{6}")
_OWN_CODE = re.compile(r"[A-Z0-9]{4,5}-[A-Z0-9]{4,5}", re.IGNORECASE)

_HEX_64 = re.compile(r"(?<![0-9A-Za-z])(?:0[xX])?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_SIGNATURE = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![0-9A-Za-z])")
_OF_TRANSACTION = re.compile(
    r"(?i)(?<![^\W_])(?:tx|txs|txn|txid|tx_?hash|hash|block|trans(?:action|aktion|acción|accion|ação|acao)\w{0,4})(?![^\W_])"
)
_OF_KEY = re.compile(
    r"(?i)(?<![^\W_])(?:key|keys|priv|private\w{0,2}|privad[ao]|secret\w{0,2}|geheim\w{0,4}|schlüssel|schluessel|llave|clave|chave"
    r"|segredo|seed|sweep|mnemonic)(?![^\W_])"
)
_BYTES = re.compile(r"(?<![\d,])(?:\d{1,3}\s?,\s{0,2}){31,}\d{1,3}(?!\d)")
_WORD = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_URL = re.compile(r"(?i)\bhttps?://\S+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HEX = re.compile(r"[0-9a-fA-F]+")
_BREAK = re.compile(r"[^A-Za-z0-9]")
_PIECE = re.compile(r"[A-Za-z0-9+/=_:.-]+")

_LIGATURES = re.compile(r"[\ufdf0-\ufdff\u3300-\u33ff]")
_MOST_MARKS = 4
# No message is read that is a quarter as long: the rest is dropped unread, as a secret is.
MOST_READ = 16_384
# Of the sixteen digits a random key of 64 leaves out hardly any; "aaaa…" is noise.
_LEAST_VARIED = 6


def looks_secret(text: str) -> str | None:
    """Return what kind of secret `text` seems to hold, None when it seems to hold none."""
    read = _readable(text[:MOST_READ])
    return (
        _known(read)
        or _transaction_or_key(read)
        or (SEED if holds_seed(read) else None)
        or _named(read)
        or _bytes(read)
        or _random_words(read)
        or _joined(read)
    )


def _readable(text: str) -> str:
    """Return `text` in compatibility form, without what has no width."""
    if text.isascii():
        return text
    # Long runs of combining marks make normalising quadratic.
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    # These ligatures become up to eighteen letters each.
    normal = unicodedata.normalize("NFKC", _LIGATURES.sub(" ", "".join(kept)))
    return "".join(c for c in normal if unicodedata.category(c) != "Cf")


def _known(text: str) -> str | None:
    return next((label for label, shape in _KNOWN if shape.search(text)), None)


def _transaction_or_key(text: str) -> str | None:
    """64 hex digits are a private key and a transaction's hash alike: a key, unless the message speaks of a transaction
    and of no key. So are 64 bytes in base58, a Solana key or signature."""
    if not (_HEX_64.search(text) or any(_is_random(s) for s in _SIGNATURE.findall(text))):
        return None
    return None if _speaks_of_transaction(text) else PRIVATE_KEY


def _speaks_of_transaction(text: str) -> bool:
    return _OF_TRANSACTION.search(text) is not None and _OF_KEY.search(text) is None


def _named(text: str) -> str | None:
    """A value that is said to be a password or a key."""
    for match in _PASSWORD_SET.finditer(text):
        given = match["given"].rstrip(",.;:!?)]}")
        if _is_password(given or match["given"], assigned="=" in match[0][: match.start("given") - match.start()]):
            return PASSWORD
    for match in _KEY_SET.finditer(text):
        given = (match["bearer"] or match["given"]).rstrip(",.;:!?)]}")
        if _is_given_key(given) and not (is_address(given) and "token" in match[0].casefold()):
            return API_KEY
    return None


def _is_password(given: str, assigned: bool) -> bool:
    if assigned or _APPLE.fullmatch(given):
        return True
    return len(given) >= 5 and any(c.isdigit() or not (c.isalnum() or c in "-'’/") for c in given)


def _is_given_key(given: str) -> bool:
    """What people write after "my key is": eight with digits and letters, or XXXX; no price and no code of ours."""
    if given.isalpha():
        return given.isupper() and len(set(given)) == 1
    if _OWN_CODE.fullmatch(given) or _PRICE.fullmatch(given):
        return False
    return len(given) >= 8 and any(c.isdigit() for c in given) and any(c.isalpha() for c in given)


def _bytes(text: str) -> str | None:
    """Return PRIVATE_KEY for 32 or 64 bytes as a list, as Solana's tools write keys."""
    for run in _BYTES.findall(text):
        values = [int(value) for value in run.split(",")]
        if len(values) in (32, 64) and max(values) < 256:
            return PRIVATE_KEY
    return None


def _random_words(text: str) -> str | None:
    transaction = _speaks_of_transaction(text)
    for word in _WORD.findall(_URL.sub(" ", text)):
        hashed = transaction and (_HEX_64.fullmatch(word) or _SIGNATURE.fullmatch(word))
        if not hashed and _is_random(word) and not is_address(word):
            return API_KEY
    return None


def _is_random(word: str) -> bool:
    """Return whether `word` mixes digits and cases as no name, no list of tickers and no chart's option does."""
    if _UUID.fullmatch(word):
        return True
    dense = _BREAK.sub("", word)
    if len(dense) < 20:
        return False
    digits = sum(c.isdigit() for c in dense)
    if len(dense) >= 32 and _HEX.fullmatch(dense):
        return 8 <= digits <= len(dense) - 4
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" for c in dense]
    changes = sum(a != b for a, b in pairwise(kinds)) / len(kinds)
    # Slugs and paths are short parts in a row; a key is long without a break, or restless.
    longest = max(len(part) for part in _BREAK.split(word))
    if longest < 12 and (len(dense) < 28 or changes < 0.45):
        return False
    if len(set(kinds)) == 3:
        return changes >= 0.25
    if digits == 0:
        return len(set(kinds)) == 2 and changes >= 0.42
    return len(set(kinds)) == 2 and len(dense) >= 24 and changes >= 0.2


def _joined(text: str) -> str | None:
    """Keys that were broken by spaces or lines: hex in pieces, words of equal length, a token cut in two."""
    pieces = _PIECE.findall(text)
    if any(_is_hex_key(run) for run in _hex_runs(pieces)):
        return None if _speaks_of_transaction(text) else PRIVATE_KEY
    # Without digits it is a list of tickers: Doge Link Atom Near.
    if any(_is_random(run) and any(c.isdigit() for c in run) for run in _even_runs(pieces)):
        return API_KEY
    together = "".join(text.split())
    for label, shape in _KNOWN:
        found = shape.search(together)
        if found and (label is PRIVATE_KEY or _is_random(found[0].split(":")[-1])):
            return label
    return None


def _is_hex_key(run: str) -> bool:
    letters = sum(c in "abcdefABCDEF" for c in run)
    return len(run) >= 64 and letters >= 8 and len(set(run.lower())) >= _LEAST_VARIED


def _hex_runs(pieces: list[str]) -> Iterator[str]:
    run: list[str] = []
    for piece in pieces:
        digits = piece[2:] if piece[:2] in ("0x", "0X") else piece
        if _HEX.fullmatch(digits) and not is_address(piece):
            run.append(digits)
            continue
        yield "".join(run)
        run = []
    yield "".join(run)


def _even_runs(pieces: list[str]) -> Iterator[str]:
    """Yield what pieces of one length (4 to 16) make together, with a shorter rest at the end."""
    run: list[str] = []
    for piece in pieces:
        if run and len(piece) == len(run[0]):
            run.append(piece)
            continue
        if len(run) >= 3:
            yield "".join([*run, piece] if len(piece) < len(run[0]) else run)
        run = [piece] if 4 <= len(piece) <= 16 else []
    if len(run) >= 3:
        yield "".join(run)
