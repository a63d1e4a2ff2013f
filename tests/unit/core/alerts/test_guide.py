"""The guide says only what is understood."""

import re

import pytest

from tests.conftest import ROOT
from tests.fakes.rules import rewritten

GUIDE = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| `")]
SHOWN = [shown for row in ROWS for shown in re.findall(r"`([^`]+)`", row)]
MEANT = re.findall(r"^- .* is `([^`]+)`$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_rule_and_option_of_the_guide_is_one(shown: str) -> None:
    options = ("once", "every", "max", "for", "until", "at", "to", "rearm", "even", "note")
    text = f"btc < 60k {shown}" if shown.split(maxsplit=1)[0] in options else shown
    assert rewritten(rewritten(text)) == rewritten(text)


def test_what_sentences_mean_is_shown_as_rules_are_written() -> None:
    assert len(MEANT) == 5
    assert [rewritten(rule) for rule in MEANT] == MEANT
