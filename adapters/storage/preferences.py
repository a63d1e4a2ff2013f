"""Preferences as columns: persons and rooms have the same."""

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row

from core.people.model import Preferences


def preference_values(preferences: Preferences) -> dict[str, object]:
    """Return the columns' values."""
    return asdict(preferences)


def preferences_of(row: Row[Any]) -> Preferences:
    """Return what the columns of `row` say."""
    return Preferences(**{field.name: getattr(row, field.name) for field in fields(Preferences)})
