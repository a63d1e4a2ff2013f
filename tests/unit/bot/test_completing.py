"""completing — what fits into a field, from memory alone."""

import time

from bot.commands import COMMANDS
from bot.completing import Completion
from bot.forms import Forms, Prompt
from bot.speaking.say import LANGUAGES
from core.market.catalogue import Catalogue
from core.people.model import Identity

ADA, EVE = Identity("discord", "1"), Identity("discord", "2")


class Known:
    """Numbers of alerts as a store would give them; counts how often it was asked."""

    def __init__(self) -> None:
        self.kept: dict[Identity, tuple[str, ...]] = {ADA: ("a1", "a12")}
        self.looked: dict[Identity, tuple[str, ...]] = {}
        self.asked = 0

    def of(self, who: Identity) -> tuple[str, ...]:
        return self.looked.get(who, ())

    def is_known(self, who: Identity) -> bool:
        return who in self.looked

    async def look_up(self, who: Identity) -> None:
        self.asked += 1
        self.looked[who] = self.kept.get(who, ())


def completion() -> tuple[Completion, Known]:
    known = Known()
    return Completion(Forms(COMMANDS), Catalogue(), ("kraken",), known), known


async def test_one_s_own_numbers_are_there_once_they_were_looked_up() -> None:
    completing, known = completion()
    assert completing.suggest(ADA, Prompt("alerts", "id", ""), "en") == ("all",)
    await completing.heard_from(ADA, typing=True)
    assert completing.suggest(ADA, Prompt("alerts", "id", "a1"), "en") == ("a1", "a12")
    assert completing.suggest(EVE, Prompt("alerts", "id", "a1"), "en") == ()
    assert known.asked == 1


async def test_only_who_types_is_looked_up_and_then_after_each_answer() -> None:
    completing, known = completion()
    await completing.heard_from(ADA, typing=False)
    assert known.asked == 0
    await completing.heard_from(ADA, typing=True)
    known.kept[ADA] = ("a1", "a12", "a13")
    await completing.heard_from(ADA, typing=False)
    assert completing.suggest(ADA, Prompt("alerts", "id", "a13"), "de") == ("a13",)


def test_a_language_that_we_do_not_speak_hinders_nothing() -> None:
    completing, _ = completion()
    assert completing.suggest(ADA, Prompt("price", "coins", "bitc"), "xx")[0] == "BTC"


def test_whoever_types_first_waits_for_no_dictionary() -> None:
    completing, _ = completion()
    completing.warm()
    before = time.process_time()
    for language in LANGUAGES:
        assert completing.suggest(ADA, Prompt("alert", "rule", "btc < 55k"), language) == ("btc < 55k",)
    assert time.process_time() - before < 0.1
