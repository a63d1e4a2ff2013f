"""Answers of models that are there before somebody asks: whoever computes may have to be started first, which takes
seconds. Nothing of it is seen before it is asked for and stored."""

from collections.abc import Mapping, Sequence

from core.forecasts.model import Lane
from core.forecasts.ports import Answer, Forecaster, History

_Told = Mapping[str, tuple[int, Answer | None]]


class Prepared:
    """Asks a model once for all coins that are known, and remembers what it said of each at its last candle."""

    def __init__(self, forecaster: Forecaster) -> None:
        self._forecaster = forecaster
        self._told: dict[Lane, dict[str, _Told]] = {lane: {} for lane in Lane}

    async def ask(
        self, model_id: str, lane: Lane, histories: Sequence[History], coins: Sequence[str]
    ) -> Mapping[str, Answer]:
        """Return answers by coin id as `Forecaster.ask` does, and raise what it raises."""
        last = {history.coin.id: int(history.candles.opened_ms[-1]) for history in histories}
        known = self._told[lane].get(model_id, {})
        if not all(coin in known and known[coin][0] == last.get(coin) for coin in coins):
            answers = await self._forecaster.ask(model_id, lane, histories, list(last))
            known = {coin: (opened, answers.get(coin)) for coin, opened in last.items()}
            self._keep(lane, model_id, known)
        return {coin: answer for coin in coins if (answer := known.get(coin, (0, None))[1]) is not None}

    def _keep(self, lane: Lane, model_id: str, told: _Told) -> None:
        """Keep this beside what other models said at the same close."""
        newest = max(opened for opened, _ in told.values())
        same = {model: said for model, said in self._told[lane].items() if max(o for o, _ in said.values()) == newest}
        self._told[lane] = {**same, model_id: told}
