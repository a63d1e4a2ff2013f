"""The evaluator tells exactly what the oracle says is due: nothing lost, nothing twice, each at its time.

`python -m tests.oracle SEED` shows what a seed is about, and what the two say of it.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.effort import SOAKING, effort
from tests.oracle.disputing import disputes, shown
from tests.oracle.episodes import EPISODES
from tests.oracle.history import History, recorded
from tests.oracle.judge import Span, due
from tests.oracle.replaying import Replay
from tests.oracle.shrinking import told
from tests.oracle.worlds import world

SEEDS = effort(200, 5_000)
TOGETHER = 10  # seeds in one test


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, SEEDS, TOGETHER))
def test_random_rules_over_random_pasts_tell_what_is_due_from_seed(first: int, tmp_path: Path) -> None:
    replay = Replay(tmp_path)
    for seed in range(first, first + TOGETHER):
        found = disputes(world(seed), replay)
        assert not found, f"seed {seed}\n{shown(found[0], replay)}"


@pytest.mark.slow
def test_a_process_of_its_own_tells_the_same(tmp_path: Path) -> None:
    for seed in range(effort(2, 20)):
        assert disputes(world(seed), Replay(tmp_path), apart=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("folder", EPISODES)
def test_rules_about_real_weeks_tell_what_is_due_in(folder: str, shared_data: Path, tmp_path: Path) -> None:
    episode = EPISODES[folder]
    candles = shared_data / "market" / "minute" / folder
    history = recorded(candles)
    replay = Replay(tmp_path, candles)
    for span in (_whole(history),) if SOAKING else episode.days:
        day = datetime.fromtimestamp(span.start / 1000, UTC).date()
        rules = [rule for rule in episode.rules if rule.until is None or rule.until >= day]
        for wanted, said in zip(rules, replay.told(rules, history, span), strict=True):
            assert told(said) == told(due(wanted, history, span)), wanted.text


def _whole(history: History) -> Span:
    return Span(min(rows[0].opened for rows in history.values()), max(rows[-1].closed for rows in history.values()))
