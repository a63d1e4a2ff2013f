"""A model's files are taken whole and unchanged, or not at all."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.features import tabulate
from ml.model import Model, hashed, learn
from ml.spacing import DAILY
from ml.storing import ForeignModel, Stored, described, read, written
from tests.fakes.candles_of_a_walk import COINS, a_panel

PANEL = a_panel(520, COINS[:4])


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(PANEL, seed=4, quick=True)


@pytest.fixture(scope="module")
def stored(model: Model) -> Stored:
    return written(model)


def test_what_is_read_answers_as_what_was_written(model: Model, stored: Stored) -> None:
    back = read(stored)
    for coin, quantiles in model.ask(PANEL).items():
        assert np.array_equal(back.ask(PANEL)[coin], quantiles)
    assert written(back) == stored


def test_one_seed_gives_the_same_bytes_and_another_one_other_bytes(stored: Stored) -> None:
    assert written(learn(PANEL, seed=4, quick=True)) == stored
    assert written(learn(PANEL, seed=5, quick=True)).id != stored.id


def test_the_manifest_says_what_it_is(model: Model, stored: Stored) -> None:
    told = described(stored.manifest)
    assert told["interval"] == "1d"
    assert told["horizons"] == list(DAILY.horizons)
    assert told["features"] == list(model.features)
    assert told["cutoff_ms"] == int(PANEL.times[-1])
    assert told["data_hash"] == hashed(PANEL)
    assert told["seed"] == 4
    assert 0.5 < told["metrics"]["held_1"] < 1
    assert told["weights"] == hashlib.sha256(stored.weights).hexdigest()


def test_a_thousand_mutations_are_all_refused(stored: Stored) -> None:
    chance = np.random.default_rng(8)
    taken = []
    for turn in range(1000):
        broken = _mutated(stored, chance, turn)
        try:
            read(broken)
        except ForeignModel:
            continue
        taken.append(turn)
    assert taken == []


@pytest.mark.parametrize("part", ["manifest", "weights"])
@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_what_is_cut_off_is_refused(stored: Stored, part: str, kept: int) -> None:
    with pytest.raises(ForeignModel):
        read(replace(stored, **{part: getattr(stored, part)[:kept]}))


def test_weights_of_another_model_are_refused(model: Model, stored: Stored) -> None:
    other = written(replace(model, widths=replace(model.widths, pooled=model.widths.pooled * 2)))
    with pytest.raises(ForeignModel) as refused:
        read(Stored(stored.manifest, other.weights))
    assert refused.value.why == "weights"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": "pickle"}, "manifest"),
        ({"version": "0"}, "version"),
        ({"features": ["open"]}, "features"),
        ({"horizons": [1, 2]}, "horizons"),
        ({"interval": "1m"}, "horizons"),
        ({"members": ["har", "oracle"]}, "contents"),
        ({"author": "somebody"}, "manifest"),
    ],
)
def test_a_foreign_manifest_is_refused_though_its_seal_is_right(
    stored: Stored, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(ForeignModel) as refused:
        read(replace(stored, manifest=_sealed({**_told(stored), **changes})))
    assert refused.value.why == why


def test_the_same_words_with_another_space_are_refused(stored: Stored) -> None:
    with pytest.raises(ForeignModel):
        read(replace(stored, manifest=stored.manifest.replace(b", ", b",", 1)))


@pytest.mark.parametrize("foreign", [b"", b"{}", b"[]", b"null", b"\x80\x04\x95", "ä".encode("latin-1")])
def test_what_was_never_a_manifest_is_refused(stored: Stored, foreign: bytes) -> None:
    with pytest.raises(ForeignModel):
        read(replace(stored, manifest=foreign))


def test_the_last_candles_are_enough_to_be_asked(model: Model) -> None:
    long = a_panel(DAILY.reach + 300, COINS[:4])
    table, last = tabulate(long, model.season), np.array([long.times.size - 1])
    whole = model.walk(table, last)[:, 0]
    for place, coin in enumerate(long.coins):
        np.testing.assert_allclose(model.ask(long)[coin], whole[place], rtol=2e-3)


def test_progress_is_told_and_ends_with_all_of_it() -> None:
    told: list[float] = []
    learn(a_panel(300, COINS[:2]), seed=1, quick=True, told=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def _told(stored: Stored) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stored.manifest)
    del told["sha256"]
    return told


def _sealed(told: dict[str, Any]) -> bytes:
    seal = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return json.dumps({**told, "sha256": seal}, sort_keys=True).encode()


def _mutated(stored: Stored, chance: np.random.Generator, turn: int) -> Stored:
    """Return one of the files with a byte changed, taken out, put in, or doubled."""
    part = ("manifest", "weights")[turn % 2]
    content = bytearray(getattr(stored, part))
    at = int(chance.integers(len(content)))
    match turn // 2 % 4:
        case 0:
            content[at] ^= 1 << int(chance.integers(8))
        case 1:
            del content[at]
        case 2:
            content.insert(at, int(chance.integers(256)))
        case _:
            content[at:at] = content[at : at + 8] or b" "
    return replace(stored, **{part: bytes(content)})
