"""The secret guard: everything that looks like a secret is caught, and nothing that people ask."""

import gzip
import json
import random
import string
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.guard import looks_secret

# None of these ever opened anything: made here, letter by letter, from one seed.
DICE = random.Random(20260602)
HEX, ALNUM = string.digits + "abcdef", string.ascii_letters + string.digits
SEED = "olive ketchup alien fruit guide valid various answer stool dash grow fade"


def letters(alphabet: str, count: int) -> str:
    return "".join(DICE.choices(alphabet, k=count))


KEY_64, KEY_HEX = letters(ALNUM, 64), letters(HEX, 64)
BOT = f"4803663865:AA{letters(ALNUM, 33)}"


@pytest.fixture(scope="module")
def messages(shared_data: Path) -> Sequence[dict[str, str]]:
    with gzip.open(shared_data / "safety/pii_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_every_secret_of_the_examples_is_caught(messages: Sequence[dict[str, str]]) -> None:
    secrets = [m for m in messages if m["kind"] == "secret"]
    assert len(secrets) > 1000
    assert [m["id"] for m in secrets if looks_secret(m["text"]) is None] == []


def test_no_harmless_message_of_the_examples_is_dropped(messages: Sequence[dict[str, str]]) -> None:
    clean = [m for m in messages if m["kind"] == "clean"]
    assert len(clean) > 1000
    assert [m["text"] for m in clean if looks_secret(m["text"]) is not None] == []


def test_personal_data_alone_is_no_secret(messages: Sequence[dict[str, str]]) -> None:
    personal = [m for m in messages if m["kind"] == "pii"]
    assert [m["text"] for m in personal if looks_secret(m["text"]) is not None] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SEED, "seed-phrase"),
        (SEED.upper(), "seed-phrase"),
        (SEED.replace("alien", "alein").replace("grow", "gorw"), "seed-phrase"),
        (SEED.replace(" ", ""), "seed-phrase"),
        ("\n".join(f"{i}) {word}" for i, word in enumerate(SEED.split(), 1)), "seed-phrase"),
        (f"my wallet is {SEED} please", "seed-phrase"),
        ("aguila basura cemento danza eden fabula gacela habil icono jabon kilo labio", "seed-phrase"),
        (KEY_HEX, "private-key"),
        (f"0x{KEY_HEX}", "private-key"),
        (f"the private key of tx {KEY_HEX}", "private-key"),
        (" ".join(KEY_HEX[i : i + 4] for i in range(0, 64, 4)), "private-key"),
        ("-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEE", "private-key"),
        ("-----BEGIN\nOPENSSH PRIVATE KEY-----", "private-key"),
        (str([DICE.randrange(256) for _ in range(64)]), "private-key"),
        (KEY_64, "api-key"),
        (f"connect kraken {letters(ALNUM + '+/', 86)}==", "api-key"),
        (f"my key is {KEY_64[:20]}", "api-key"),
        ("my key is XXXX", "api-key"),
        (f"ghp_{letters(ALNUM, 36)}", "api-key"),
        (f"AKIA{letters(string.ascii_uppercase + string.digits, 16)}", "api-key"),
        ("d2640504-e1e1-9452-1217-d0871dd53a85", "api-key"),
        (BOT, "bot-token"),
        (BOT[:30] + "\n" + BOT[30:], "bot-token"),
        ("mein Passwort ist Sommer2024, warum?", "password"),
        ("la contraseña: fuego558", "password"),
        ("my 2fa code is 123456", "password"),
        ("postgres://bob:hunter22@db:5432/x", "password"),
    ],
)
def test_a_secret_is_told_by_its_kind(text: str, kind: str) -> None:
    assert looks_secret(text) == kind


@pytest.mark.parametrize(
    "disguise",
    [
        "\u200b".join,
        lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
        lambda s: f"«{s}»,",
        lambda s: f"ok so {s} thanks",
        lambda s: s.replace("", "\u2060", 3),
    ],
)
@pytest.mark.parametrize("secret", [KEY_HEX, KEY_64, BOT, SEED], ids=["hex", "key", "bot", "seed"])
def test_a_disguise_does_not_help(secret: str, disguise: object) -> None:
    assert callable(disguise)
    assert looks_secret(disguise(secret)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "K7QF-2M9P",
        "K7QFM-2M9PX",
        "k7qfm-2m9px",
        "/start K7QFM2M9PX",
        "my code is K7QFM-2M9PX",
        "my invite key is K7QF-2M9P",
        "price btc eth in eur",
        "price BTC ETH SOL ADA DOT XRP DOGE LTC LINK ATOM UNI AAVE",
        "Doge Link Atom Near Celo Flow Gala Rose Kava Iota",
        "chart sol 4h 30d rsi14 macd ema50 ema200 bbands",
        "alert eth -5% 1h and rsi 1h < 30 every 4h until 31 dec",
        "el nivel clave es 60000",
        "my key is not working",
        "forgot my password, what now?",
        "token: 0xA0b86991c6218b36c1d19d4a2e9eb0ce3606eb48",
        "token: EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
        "settings zone America/Argentina/Buenos_Aires",
        f"why did tx 0x{KEY_HEX} fail?",
        f"https://etherscan.io/tx/0x{KEY_HEX}",
        "https://example.com/en/trade/BTC_USDT?layout=pro&ref=1A2b3C4d5E6f7G8h9I0j1K2l3M4n5",
        "🚀" * 200,
        "",
    ],
)
def test_what_people_ask_passes(text: str) -> None:
    assert looks_secret(text) is None


@pytest.mark.parametrize("length", [20, 32, 36, 40, 56, 64, 86, 90])
def test_random_keys_of_every_usual_length_are_caught(length: int) -> None:
    keys = [letters(ALNUM, length) for _ in range(500)]
    assert sum(looks_secret(key) is None for key in keys) <= 10


@pytest.mark.parametrize("length", [32, 40, 64, 128])
def test_random_hex_is_caught(length: int) -> None:
    assert sum(looks_secret(letters(HEX, length)) is None for _ in range(500)) <= 3


@given(st.text(max_size=400))
def test_any_text_is_judged(text: str) -> None:
    assert looks_secret(text) in {None, "seed-phrase", "private-key", "api-key", "bot-token", "password"}


def test_noise_of_hex_digits_is_no_key() -> None:
    assert looks_secret("a" * 100_000) is None
    assert looks_secret("a" * 64) is not None


def test_what_is_too_long_to_be_read_costs_no_more_than_what_is_not() -> None:
    key = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
    assert looks_secret("x " * 7_000 + key) is not None
    assert looks_secret("x " * 9_000 + key) is None


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A1b",
        "sk-",
        "1,",
        "1, ",
        "-",
        "eyJ",
        "a.",
        "://a",
        "ab ",
        "password ",
        "abandonz",
        "a\u0301\u0323",
        "\ufdfa",
        " ",
    ],
)
def test_a_hostile_message_of_100_kb_is_judged_too(piece: str) -> None:
    """A quadratic search would meet the test's time limit here."""
    looks_secret((piece * 100_000)[:100_000])
