"""adapters.storage.types — values in columns."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from adapters.storage.types import Instant, storable

DIALECT = sqlite.dialect()


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_is_kept_to_the_millisecond(at: datetime) -> None:
    column = Instant()
    kept = column.process_bind_param(at, DIALECT)
    assert column.process_result_value(kept, DIALECT) == at.replace(microsecond=at.microsecond // 1000 * 1000)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        Instant().process_bind_param(datetime(2026, 1, 1), DIALECT)  # noqa: DTZ001 - that is the point


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_stored_and_is_as_long(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_text_that_a_database_can_hold_is_not_touched(text: str) -> None:
    assert storable(text) == text
