"""/metrics, asked over real sockets and read by Prometheus's own parser."""

from collections.abc import Iterable
from datetime import timedelta

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from adapters.web.app import application
from adapters.web.metrics import metrics_route
from core.delivery.model import OutboxDepth
from core.delivery.tally import Tally
from core.kernel.errors import Unavailable
from core.status.readings import Readings
from tests.unit.adapters.web.test_app import Served

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def a_look(data_age: timedelta | None = timedelta(seconds=4)) -> Readings:
    tally = Tally()
    for outcome in ("sent", "sent", "retry"):
        tally.ended(outcome)
    for lag in (0.05, 0.3, 45.0, 9_000.0):
        tally.sent_after(lag)
    depth = OutboxDepth(waiting=3, uncertain=1, held=5, later=7, dead=2)
    return Readings(depth, timedelta(seconds=61.5), 38, data_age, 11, tally)


async def asked(found: Readings, accept: str = "text/plain") -> tuple[str, str]:
    """Return the content type and the text."""

    async def read() -> Readings:
        return found

    async with (
        Served(application({}, routes=[metrics_route(read)])) as base,
        aiohttp.ClientSession() as client,
        client.get(f"{base}/metrics", headers={"Accept": accept}) as answer,
    ):
        assert answer.status == 200
        return answer.headers["Content-Type"], await answer.text()


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def by_label(found: Samples, name: str) -> dict[str, float]:
    return {value: many for (called, labels), many in found.items() if called == name for _, value in labels}


def cumulated(found: Samples, limits: Iterable[str]) -> list[float]:
    buckets = by_label(found, "candlewick_alert_lag_seconds_bucket")
    return [buckets[limit] for limit in limits]


async def test_what_the_house_reads_of_itself_is_told() -> None:
    found = samples((await asked(a_look()))[1])
    states = {"waiting": 3, "uncertain": 1, "held": 5, "later": 7, "dead": 2}
    assert by_label(found, "candlewick_outbox_messages") == states
    single = {name: value for (name, labels), value in found.items() if not labels}
    assert single["candlewick_outbox_oldest_seconds"] == 61.5
    assert single["candlewick_rules_watched"] == 38
    assert single["candlewick_data_age_seconds"] == 4
    assert single["candlewick_gaps"] == 11


async def test_attempts_are_counted_by_outcome_also_those_that_never_were() -> None:
    found = by_label(samples((await asked(a_look()))[1]), "candlewick_delivery_attempts_total")
    assert found == {"sent": 2, "retry": 1, "uncertain": 0, "refused": 0, "unfinished": 0}


async def test_the_lag_of_alerts_is_a_histogram() -> None:
    found = samples((await asked(a_look()))[1])
    assert cumulated(found, ["0.1", "0.25", "0.5", "30.0", "60.0", "1800.0", "+Inf"]) == [1, 1, 2, 2, 3, 3, 4]
    assert found["candlewick_alert_lag_seconds_count", ()] == 4
    assert found["candlewick_alert_lag_seconds_sum", ()] == 0.05 + 0.3 + 45.0 + 9_000.0


async def test_before_the_first_price_there_is_no_age_rather_than_a_wrong_one() -> None:
    found = samples((await asked(a_look(data_age=None)))[1])
    assert not [name for name, _ in found if name == "candlewick_data_age_seconds"]


async def test_what_the_process_uses_is_told_too() -> None:
    found = samples((await asked(a_look()))[1])
    assert found["process_resident_memory_bytes", ()] > 0


async def test_a_label_is_a_state_an_outcome_or_a_limit_and_nothing_else() -> None:
    found = samples((await asked(a_look()))[1])
    assert {label for _, labels in found for label, _ in labels} == {"state", "outcome", "le"}


async def test_whoever_speaks_openmetrics_gets_it() -> None:
    content_type, text = await asked(a_look(), "application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text")
    assert text.endswith("# EOF\n")


async def test_while_the_database_does_not_answer_the_monitor_is_told_so() -> None:
    async def read() -> Readings:
        raise Unavailable("database", "timeout")

    async with (
        Served(application({}, routes=[metrics_route(read)])) as base,
        aiohttp.ClientSession() as client,
        client.get(f"{base}/metrics") as answer,
    ):
        assert (answer.status, await answer.json()) == (503, {"error": "database does not answer"})
