"""Say — facts become words, and a figure never loses its source on the way."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from blockbuster import BlockBuster

from bot.speaking import catalogue
from bot.speaking.reply import Part
from bot.speaking.say import LANGUAGES, Age, Bare, Event, Fact, Far, Rough, Say, Span, warm
from core.kernel.figures import Figure, FigureName, Origin
from core.kernel.money import Money

NOW = datetime(2026, 6, 2, 12, 3, 9, tzinfo=UTC)
KRAKEN = Origin("kraken", NOW - timedelta(seconds=4))
ROOT = Path(__file__).resolve().parents[4]

TRIAL = """
price = { $coin } { $price }
    .rest = , { $change } 24 h
beside = Beside
    .rest = { $fact }
backwards = { $second } before { $first }
shown = { $fact }
rules = { $n ->
    [one] { $n } rule
   *[other] { $n } rules
}
moved = { $change_sign ->
    [up] rose { $change }
    [down] fell { $change }
   *[flat] did not move
}
label-sideways = sideways
span-plain = { $low } to { $high }
"""


def a_figure(
    value: float | Decimal | int | str, unit: str, name: FigureName = FigureName.PRICE, of: str = "BTC"
) -> Figure:
    return Figure(name, of, value, unit, KRAKEN)


def a_change(value: float) -> Figure:
    return a_figure(value, "fraction", FigureName.CHANGE)


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """English with the texts above instead of the product's own."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/trial.ftl").write_text(TRIAL, encoding="utf-8")
    monkeypatch.setattr(catalogue, "TEXTS", tmp_path)
    catalogue.catalogue.cache_clear()
    yield Say("en", "Europe/Berlin", NOW)
    catalogue.catalogue.cache_clear()


def speaking(language: str, plain: bool = False) -> Say:
    return Say(language, "Europe/Berlin", NOW, plain=plain)


def test_a_message_with_a_rest_is_strong_in_front_of_it(say: Say) -> None:
    text = say.text("price", coin="BTC", price=a_figure(59140.1, "EUR"), change=a_change(0.012))
    assert (text.lead, text.rest, text.part) == ("BTC 59,140\u00a0EUR", ", +1.2% 24 h", Part.DETAIL)
    assert (text.joint, text.apart) == (", ", "+1.2% 24 h")


def test_a_comma_that_is_a_facts_own_joins_nothing(say: Say) -> None:
    text = say.text("beside", fact=", and more")
    assert (text.rest, text.joint) == (", and more", "")


def test_an_answer_without_a_rest_is_strong_and_a_detail_is_not(say: Say) -> None:
    assert say.text("shown", Part.ANSWER, fact="x").lead == "x"
    assert say.text("shown", fact="x").rest == "x"


def test_figures_stand_in_the_order_in_which_they_are_read(say: Say) -> None:
    first, second = a_figure(1.0, "USD"), a_figure(2.0, "USD")
    assert say.text("backwards", first=first, second=second).figures == (second, first)


def test_a_figure_counts_once_and_only_when_it_is_shown(say: Say) -> None:
    price = a_figure(1.0, "USD")
    assert say.text("backwards", first=price, second=price).figures == (price,)
    assert say.text("shown", fact="x", unused=price).figures == ()


@pytest.mark.parametrize("bare", [59140.1, Decimal("0.5"), True, None, {"a": 1}, (1.5, 2.5)])
def test_a_bare_number_cannot_be_shown(say: Say, bare: Fact) -> None:
    with pytest.raises(TypeError):
        say.text("shown", fact=bare)


def test_a_label_cannot_carry_a_figure(say: Say) -> None:
    with pytest.raises(TypeError, match="source"):
        say.line("shown", fact=a_figure(1.0, "USD"))


def test_a_text_that_does_not_exist_is_a_defect_and_no_blank(say: Say) -> None:
    with pytest.raises(KeyError, match="no-such-text"):
        say.text("no-such-text")


def test_a_fact_that_was_forgotten_is_a_defect_and_no_placeholder(say: Say) -> None:
    with pytest.raises(ValueError, match="price"):
        say.text("price", coin="BTC")


def test_counts_choose_their_plural_and_are_grouped(say: Say) -> None:
    assert [say.line("rules", n=n) for n in (1, 2, 1234)] == ["1 rule", "2 rules", "1,234 rules"]


def test_counts_are_written_in_the_preferred_digits(say: Say) -> None:
    assert Say("en", "UTC", NOW, numbers="de").line("rules", n=1234) == "1.234 rules"


def test_a_count_that_is_a_figure_chooses_its_plural_too(say: Say) -> None:
    gaps = a_figure(1, "count", FigureName.COUNT, "gaps")
    text = say.text("rules", n=gaps)
    assert (text.text, text.figures) == ("1 rule", (gaps,))


@pytest.mark.parametrize(("change", "words"), [(0.012, "rose +1.2%"), (-0.012, "fell −1.2%"), (0.0, "did not move")])
def test_a_text_can_choose_its_verb_by_the_sign_of_a_change(say: Say, change: float, words: str) -> None:
    assert say.text("moved", change=a_change(change)).text == words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (a_figure(0.00001234, "USDT"), "0.00001234\u00a0USDT"),
        (Bare(a_figure(59140.1, "EUR")), "59,140"),
        (Rough(a_figure(60912.0, "USD")), "60.9k\u00a0USD"),
        (Far(a_change(-0.066)), "6.6%"),
        (Far(a_change(0.066)), "6.6%"),
        (Span(a_figure(55123.0, "USD"), a_figure(66812.0, "USD")), "55.1k–66.8k\u00a0USD"),
        (Span(a_figure(121.2, "USD"), a_figure(168.4, "USD"), bare=True), "121–168"),
        (a_figure(41.3, "points", FigureName.INDICATOR), "41"),
        (a_figure(63120.0, "USDT", FigureName.INDICATOR), "63,120\u00a0USDT"),
        (a_figure(0.61, "fraction", FigureName.SHARE), "61%"),
        (a_figure(0.00012, "fraction", FigureName.SPREAD), "0.012%"),
        (a_figure("sideways", "label", FigureName.TENDENCY), "sideways"),
        (a_figure(720, "seconds", FigureName.COUNT), "12\u00a0min"),
        (a_figure(Decimal("1930.2"), "USD", FigureName.PNL_UNREALISED), "+1,930\u00a0USD"),
        (a_figure(Decimal("0.02"), "USD", FigureName.SPEND), "0.02\u00a0USD"),
        (a_figure(Decimal("0.50"), "BTC", FigureName.QUANTITY), "0.5\u00a0BTC"),
        (Money(Decimal(60000), "USD"), "60,000\u00a0USD"),
        (NOW, "14:03:09 +02:00"),
        (datetime(2026, 6, 2, 10, 0, tzinfo=UTC), "12:00 +02:00"),
        (Event(datetime(2026, 6, 2, 10, 0, tzinfo=UTC)), "12:00:00 +02:00"),
        (Age(NOW - timedelta(seconds=12.7)), "12\u00a0s"),
        (timedelta(hours=24), "24\u00a0h"),
        (("BTC", "ETH", "SOL"), "BTC, ETH, SOL"),
    ],
)
def test_facts_are_written_by_their_type(say: Say, fact: Fact, words: str) -> None:
    assert say.text("shown", fact=fact).text == words


def test_a_range_carries_both_of_its_figures(say: Say) -> None:
    low, high = a_figure(1.0, "USD"), a_figure(2.0, "USD")
    assert say.text("shown", fact=Span(low, high)).figures == (low, high)


def test_a_range_of_two_units_is_refused(say: Say) -> None:
    with pytest.raises(ValueError, match="one unit"):
        say.text("shown", fact=Span(a_figure(1.0, "USD"), a_figure(2.0, "EUR")))


def test_a_figure_that_is_not_finite_is_refused(say: Say) -> None:
    with pytest.raises(ValueError, match="finite"):
        say.text("shown", fact=a_figure(float("nan"), "USD"))


def test_what_people_write_is_no_markup_of_ours(say: Say) -> None:
    assert say.line("shown", fact="{ $price } *b* <i>") == "{ $price } *b* <i>"


def test_no_direction_marks_are_added(say: Say) -> None:
    text = say.text("price", coin="BTC", price=a_figure(1.0, "USD"), change=a_change(0.0)).text
    assert not set(text) & set("\u2066\u2067\u2068\u2069")


def test_plain_mode_is_ascii(say: Say) -> None:
    say = Say("en", "Europe/Berlin", NOW, plain=True)
    assert say.text("shown", fact=Span(a_figure(55123.0, "USD"), a_figure(66812.0, "USD"))).text == "55.1k to 66.8k USD"
    assert say.text("price", coin="BTC", price=a_figure(1.0, "USD"), change=a_change(-0.1)).text.isascii()


def test_a_cell_has_its_figure_and_leaves_the_unit_to_the_heading(say: Say) -> None:
    price = a_figure(7.19, "USD")
    assert (say.cell(price).text, say.cell(price).figure) == ("7.19", price)


def test_preferred_digits_do_not_change_the_language() -> None:
    say = Say("en", "UTC", NOW, numbers="de")
    assert say.figure(a_figure(59140.1, "EUR")) == "59.140\u00a0EUR"
    assert say.line("over-budget-pace").endswith("minute.")


def test_sources_of_an_answer_are_merged_and_as_old_as_the_oldest() -> None:
    older = Origin("kraken", NOW - timedelta(seconds=9))
    assert speaking("en").source([KRAKEN, older, KRAKEN]).text == "Kraken, 9\u00a0s ago."
    assert speaking("en").source([Origin("binance", NOW), KRAKEN]).text == "Binance, Kraken, 4\u00a0s ago."


def test_a_picture_says_as_of_when() -> None:
    assert speaking("en").source([KRAKEN], moment=True).text == "Kraken, as of 14:03:05 +02:00."


def test_stale_sources_are_marked_with_their_age() -> None:
    stale = Origin("binance", NOW - timedelta(minutes=12), stale=True)
    assert speaking("en").source([stale, KRAKEN]).text == "STALE: Binance, 12\u00a0min ago. Kraken, 4\u00a0s ago."
    assert speaking("de").source([stale]).text == "STALE (veraltet): Binance, vor 12\u00a0min."


def test_nothing_is_shown_without_a_source() -> None:
    with pytest.raises(ValueError, match="source"):
        speaking("en").source([])


def test_the_source_line_is_the_source_part() -> None:
    assert speaking("pt").source([KRAKEN]).part is Part.SOURCE


def test_marks_are_one_word_everywhere_and_explained_where_it_is_foreign() -> None:
    assert [speaking(language).mark("SIMULATED") for language in LANGUAGES] == [
        "SIMULATED",
        "SIMULATED (simuliert)",
        "SIMULATED (simulado)",
        "SIMULATED (simulado)",
    ]
    mode = speaking("de").mode("REPLAY 2021-04-18")
    assert (mode.lead, mode.part) == ("REPLAY 2021-04-18 (Wiedergabe)", Part.MODE)


def test_choices_end_in_or() -> None:
    assert speaking("en").either(("BTC", "BTG", "BCH")) == "BTC, BTG or BCH"
    assert speaking("es").either(("BTC", "BTG")) == "BTC o BTG"
    assert speaking("de").either(("BTC",)) == "BTC"


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        speaking("fr")


def test_importing_say_reads_no_catalogue_and_no_locale() -> None:
    code = "import sys, bot.speaking.say as s; sys.exit(any(m in sys.modules for m in ('fluent', 'babel', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


async def test_nothing_is_read_from_disk_while_somebody_waits(blockbuster: BlockBuster) -> None:
    await asyncio.to_thread(warm, LANGUAGES, ("Asia/Tokyo",))
    for language in LANGUAGES:
        say = Say(language, "Asia/Tokyo", NOW)
        assert say.source([Origin("kraken", NOW - timedelta(days=500))], moment=True).text
        assert say.digits.price(59140.1) + say.digits.change(0.012) + say.digits.share(0.5) + say.digits.rough(0.1)
