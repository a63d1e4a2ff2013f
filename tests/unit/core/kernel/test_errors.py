"""core.kernel.errors — what callers and `say --json` rely on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from core.kernel.errors import (
    CandlewickError,
    Defect,
    Missing,
    Mistake,
    NotAllowed,
    OverBudget,
    Stale,
    Unavailable,
    UnknownName,
    Unsaid,
    fault_of,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (UnknownName("coin", "btx", ["BTC"], "price btc"), "unknown-name"),
        (Missing("coin"), "missing"),
        (NotAllowed("owner-only", "admin"), "not-allowed"),
        (OverBudget("pace", until=NOON), "over-budget"),
        (Unavailable("kraken"), "unavailable"),
        (Stale("kraken", NOON), "stale"),
        (Defect("K7QF"), "defect"),
    ],
)
def test_the_kind_is_the_class_name_in_kebab_case(error: CandlewickError, kind: str) -> None:
    assert error.kind == kind


def test_errors_of_the_kernel_are_of_the_eight_kinds_or_above_them() -> None:
    def below(kind: type[CandlewickError]) -> Iterator[type[CandlewickError]]:
        for child in kind.__subclasses__():
            if child.__module__ == "core.kernel.errors":
                yield child
                yield from below(child)

    eight = {UnknownName, Missing, NotAllowed, OverBudget, Unavailable, Stale, Unsaid, Defect}
    assert set(below(CandlewickError)) == {*eight, Mistake}


def test_a_mistake_says_what_was_given_and_what_comes_near() -> None:
    error = UnknownName("coin", "btx", ["BTC", "BTG"], "price btc")
    assert (error.what, error.given, error.nearest, error.example) == ("coin", "btx", ("BTC", "BTG"), "price btc")


def test_a_mistake_alone_is_mended_by_the_person_and_waiting_mends_the_unavailable() -> None:
    assert all(issubclass(kind, Mistake) for kind in (UnknownName, Missing, NotAllowed, OverBudget))
    assert not any(issubclass(kind, Mistake) for kind in (Unavailable, Stale, Defect))
    assert issubclass(Stale, Unavailable)


def test_what_is_unavailable_says_when_to_try_again_if_it_is_known() -> None:
    error = Unavailable("kraken", "busy", timedelta(seconds=5))
    assert (error.source, error.reason, error.retry_after) == ("kraken", "busy", timedelta(seconds=5))
    assert Unavailable("kraken").retry_after is None


def test_stale_says_from_when_the_data_is() -> None:
    error = Stale("kraken", NOON)
    assert (error.source, error.reason, error.at) == ("kraken", "stale", NOON)


def test_a_budget_says_when_it_is_new() -> None:
    assert OverBudget("charts", "10", NOON).until == NOON


def test_an_error_in_a_log_says_its_facts() -> None:
    assert "btx" in str(UnknownName("coin", "btx"))
    assert "kraken" in str(Unavailable("kraken", "timeout"))
    assert "timeout" in str(Unavailable("kraken", "timeout"))


def test_a_fault_is_ours_where_no_source_and_no_person_is_to_blame() -> None:
    constraint = Defect("database")
    constraint.__cause__ = LookupError()
    away = ExceptionGroup("both", [Unavailable("kraken"), UnknownName("pair", "BTC/USD")])
    assert [fault_of(error) for error in (Unavailable("kraken"), Missing("coin"), away)] == [None, None, None]
    mixed = ExceptionGroup("two series", [Unavailable("kraken"), ExceptionGroup("one", [KeyError("x")])])
    faults = (KeyError("x"), Defect("K7QF", "KeyError"), Defect("database"), constraint, mixed)
    assert [fault_of(error) for error in faults] == ["KeyError", "KeyError", "Defect", "LookupError", "KeyError"]
