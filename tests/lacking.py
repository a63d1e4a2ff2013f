"""What a test needs and this machine lacks: a reason to skip for a person, a failure for CI."""

import os
from typing import NoReturn

import pytest


def lacking(what: str, remedy: str) -> NoReturn:
    """Skip the asking test and say why, or fail it where `CI` is set: there nothing may be missing."""
    reason = f"{what} is missing: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
