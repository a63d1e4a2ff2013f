"""Settings that are a part of a whole."""

import math

from adapters.settings.values import Misfit


def share(value: object) -> object:
    """Read a part of a whole: 0 to 1."""
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise Misfit("is no number from 0 to 1")
    return number
