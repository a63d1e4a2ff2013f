"""Amounts and counts as parameters."""

from decimal import Decimal

from bot.hearing.words import Words
from bot.params.money import AmountKind, CountKind
from tests.fakes.hearing import vocabulary


def test_an_amount_is_positive_and_may_have_its_scale_apart() -> None:
    kind = AmountKind()
    apart = kind.match(Words.of("1,5 Mio"), 0, vocabulary("de"))
    assert apart is not None and (apart.value, apart.length) == (Decimal(1500000), 2)
    assert kind.match(Words.of("0"), 0, vocabulary()) is None
    assert kind.match(Words.of("-5"), 0, vocabulary()) is None
    assert kind.written(Decimal("250.00")) == "250"
    assert kind.written(Decimal("1E+3")) == "1000"


def test_a_count_is_small_and_whole() -> None:
    kind = CountKind(20)
    counted = [kind.match(Words.of(text), 0, vocabulary()) for text in ("1", "20", "21", "0", "2.5", "٣")]
    assert [match and match.value for match in counted] == [1, 20, None, None, None, None]


def test_satoshis_are_counted_as_bitcoin_and_their_word_is_left_to_be_read() -> None:
    for text, value, length in (
        ("5000 sats", "0.00005", 1),
        ("2 Mio Satoshi", "0.02", 2),
        ("50k satoshis", "0.0005", 1),
    ):
        match = AmountKind().match(Words.of(text), 0, vocabulary("de"))
        assert match is not None and (match.value, match.length) == (Decimal(value), length)
