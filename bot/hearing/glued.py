"""An amount and its currency in one word: `250eur`, `€250`, `R$ 5`."""

import re
from collections.abc import Sequence

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
