"""What the owners are told of models: that one was refused, that one drifts, that another one serves.

Facts of a notice of kind "forecast-models", JSON: {"what": a word, "lane", "model"}, and "because" in few words,
"gain" by how much a new model's loss is lower (a share of the plain ranges') and "why" it waits, or of a refused one
"how" its place was taken and "now" by which model.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from core.delivery.model import NewNotice
from core.forecasts.model import Lane
from core.forecasts.ports import ForecastWork
from core.market.model import to_ms
from core.people.model import Role

FORECAST_MODELS = "forecast-models"


class What(StrEnum):
    """What happened to a lane's models, or to the record of what they said."""

    REFUSED = "refused"
    PROMOTED = "promoted"
    REPLACED = "replaced"
    WAITS = "waits"
    COVERAGE = "coverage"
    LOSS = "loss"
    FEATURES = "features"
    FAILED = "failed"
    RECORD = "record"


async def tell_owners(
    work: ForecastWork, what: What, lane: Lane, now: datetime, model: str, facts: Mapping[str, object] | None = None
) -> None:
    """Write a notice for each owner; of one thing on one model of a market day there is one."""
    told = json.dumps({"what": what.value, "lane": lane.value, "model": model, **(facts or {})})
    day = to_ms(now) // 86_400_000
    for owner in await work.people.with_role(Role.OWNER):
        key = f"{FORECAST_MODELS}:{what.value}:{lane.value}:{model}:{day}:{owner.id}"
        await work.outbox.put(NewNotice(key, FORECAST_MODELS, told, now, now, person_id=owner.id))
