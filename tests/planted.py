"""Forty secrets in the places where secrets turn up, drawn anew for each run, and some that settings know."""

import base64
import json
import secrets as chance
import string


def drawn(count: int, letters: str = string.ascii_letters + string.digits) -> str:
    """Return a secret as one is drawn: digits and both cases somewhere in it."""
    start = "".join(letter for letter in ("7a3", "B9") if set(letter) <= set(letters))
    return start + "".join(chance.choice(letters) for _ in range(count - len(start)))


HEX, URL_SAFE = "0123456789abcdef", string.ascii_letters + string.digits + "-_"
BOT_TOKEN = f"{123456789 + chance.randbelow(10**9)}:{drawn(35, URL_SAFE)}"
BODY = "\n".join(drawn(64, string.ascii_letters + string.digits + "+/") for _ in range(3))
PEM = f"-----BEGIN EC PRIVATE KEY-----\n{BODY}\n-----END EC PRIVATE KEY-----"
KNOWN = {
    "passphrase": f"correct horse/{drawn(6)} battery?",
    "quoted": f'it\'s "{drawn(8)}" & more',
    "short": drawn(9),
    "umlauts": f"grün-{drawn(8)}-öl",
    "webhook": drawn(24),
    "lines": f"first-line-{drawn(8)}\nsecond-line-{drawn(8)}",
}

# Where a secret is planted in text: (what nobody may read, the text).
PLANTED: dict[str, tuple[str, str]] = {
    "bot token": (BOT_TOKEN.partition(":")[2], f"token {BOT_TOKEN} given"),
    "bot token in a url": (BOT_TOKEN.partition(":")[2], f"POST https://api.telegram.org/bot{BOT_TOKEN}/getMe 200"),
    "bot token in a file url": (BOT_TOKEN.partition(":")[2], f"https://api.telegram.org/file/bot{BOT_TOKEN}/a.jpg"),
    "bot token, colon quoted": (BOT_TOKEN.partition(":")[2], f"https://h/bot{BOT_TOKEN.replace(':', '%3A')}/getMe"),
    "pem": (BODY.splitlines()[1], f"key is {PEM} here"),
    "pem with written newlines": (BODY.splitlines()[1], "key is " + PEM.replace("\n", "\\n")),
    "pem cut off": (BODY.splitlines()[1], PEM[:-20]),
    "pem in json": (BODY.splitlines()[1], json.dumps({"pem": PEM})),
}
for label, text in {
    "authorization bearer": "Authorization: Bearer {}",
    "authorization basic": "'Authorization': 'Basic {}'",
    "authorization of discord": '"authorization": "Bot {}"',
    "proxy authorization": "Proxy-Authorization=Basic {}",
    "bearer alone": "sent Bearer {} to the model",
    "cookie": "Cookie: a=1; session={}; b=2",
    "set-cookie": "Set-Cookie: session={}; HttpOnly",
    "header of kucoin": "'KC-API-PASSPHRASE': '{}'",
    "header of binance": "X-MBX-APIKEY: {}",
    "header of kraken": "API-Sign={}",
    "telegram's secret header": "X-Telegram-Bot-Api-Secret-Token: {}",
    "query token": "GET /hook?token={}&x=1",
    "query key": "https://h/v1?a=1&key={}",
    "query secret": "https://h/v1?secret={}",
    "query signature": "https://h/api/v3/account?timestamp=1&signature={}",
    "query apikey": "wss://h/?apiKey={}",
    "user in a url": "postgresql://ada:{}@db/candlewick",
    "dict": "{{'apiKey': '{}', 'x': 1}}",
    "json": '{{"api_secret": "{}"}}',
    "json in json": '"{{\\"secret\\": \\"{}\\"}}"',
    "assignment": "password={}",
    "spoken": "passphrase: {}",
    "repr": "Credentials(private_key='{}')",
}.items():
    secret = drawn(22)
    PLANTED[label] = (secret, text.format(secret))
for label, secret in {
    "private key of a wallet": "0x" + drawn(64, HEX),
    "key of binance": drawn(64),
    "secret in base64": base64.b64encode(bytes(range(7, 55))).decode(),
    "secret in hex": drawn(40, HEX),
    "key of a model": f"sk-{drawn(40)}",
    "web token": f"eyJ{drawn(20)}.{drawn(30)}.{drawn(40)}",
    "discord token": f"{drawn(26)}.{drawn(6)}.{drawn(38)}",
    "token of a host of code": f"ghp_{drawn(36)}",
    "extended key": f"xprv{drawn(60).translate(str.maketrans('0OIl', '2345'))}",
}.items():
    PLANTED[label] = (secret, f"it was {secret}.")
