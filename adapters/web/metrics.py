"""/metrics: what the house reads of itself, as Prometheus asks for it. No label has more values than stand here."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiohttp import web

from core.delivery.tally import LAGS_S, Tally
from core.kernel.errors import Unavailable
from core.status.readings import Read, Readings

if TYPE_CHECKING:
    from prometheus_client.core import Metric

PATH = "/metrics"


def metrics_route(read: Read) -> web.RouteDef:
    """Return the route that tells what `read` finds; 503 while the database does not answer."""

    async def told(request: web.Request) -> web.Response:
        # Nobody pays for the library before somebody asks.
        from prometheus_client import CollectorRegistry, ProcessCollector
        from prometheus_client.exposition import choose_encoder

        try:
            found = await read()
        except Unavailable as error:
            raise web.HTTPServiceUnavailable(reason=f"{error.source} does not answer") from error
        registry = CollectorRegistry()
        registry.register(_Taken(found))
        ProcessCollector(registry=registry)
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(registry), headers={"Content-Type": content_type})

    return web.get(PATH, told)


class _Taken:
    """Readings as the library collects them."""

    def __init__(self, found: Readings) -> None:
        self._found = found

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        found, depth = self._found, self._found.outbox
        messages = GaugeMetricFamily("candlewick_outbox_messages", "Messages that are not sent.", labels=["state"])
        for state in ("waiting", "uncertain", "held", "later", "dead"):
            messages.add_metric([state], getattr(depth, state))
        yield messages
        seconds = found.oldest.total_seconds()
        yield GaugeMetricFamily("candlewick_outbox_oldest_seconds", "How long the oldest due message waits.", seconds)
        yield GaugeMetricFamily("candlewick_rules_watched", "Rules that are watched.", found.rules)
        if found.data_age is not None:
            age = found.data_age.total_seconds()
            yield GaugeMetricFamily("candlewick_data_age_seconds", "How old the newest price is.", age)
        yield GaugeMetricFamily("candlewick_gaps", "Candles that are missing and that no venue explains.", found.gaps)
        yield from _delivered(found.tally)


def _delivered(tally: Tally) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

    attempts = CounterMetricFamily(
        "candlewick_delivery_attempts", "Attempts to deliver, by outcome.", labels=["outcome"]
    )
    for outcome, many in tally.attempts.items():
        attempts.add_metric([outcome], many)
    yield attempts
    buckets, so_far = [], 0
    for limit, many in zip((*map(str, LAGS_S), "+Inf"), tally.lags, strict=True):
        so_far += many
        buckets.append((limit, float(so_far)))
    lag = "From an alert being due to its being sent, market time."
    yield HistogramMetricFamily("candlewick_alert_lag_seconds", lag, buckets, tally.lag_s)
