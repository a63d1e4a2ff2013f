"""What is typed as one word and is two: an amount and its currency (`250eur`, `€250`, `R$ 5`), a pair."""

import re
from collections.abc import Sequence

from bot.hearing.words import Words
from bot.params.base import Vocabulary

_GLUED_AMOUNT = re.compile(r"(\d[\d.,']*)([^\W\d_]{2,12})")
_SIGNS = {"us$": "usd", "r$": "brl", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₿": "btc"}


def parted_amount(typed: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the amount and the currency that are typed as one word, nothing where it is another one."""
    small = typed.casefold()
    for sign, currency in _SIGNS.items():
        if len(typed) > len(sign) and small.startswith(sign) and small[len(sign)].isdigit():
            return typed[len(sign) :], currency
        if len(typed) > len(sign) and small.endswith(sign) and small[0].isdigit():
            return typed[: -len(sign)], currency
    glued = _GLUED_AMOUNT.fullmatch(typed)
    find = vocabulary.catalogue.find
    if glued is not None and find(typed) is None and find(glued[2]) is not None:
        return glued[1], glued[2]
    return ()


def counted_in(coins: Words) -> Sequence[str]:
    """Take out what a pair among coins says besides: "coins=btc/usdt" counts in USDT."""
    at = coins.typed.index("in") if "in" in coins.typed else len(coins)
    return [word.typed for word in coins.remove(at, 2)]
