"""completing — what fits into a field, from memory alone."""

import time

from bot.commands import COMMANDS
from bot.completing import Accounts, Completion, Shared, Whose
from bot.forms import Forms, Prompt
from bot.speaking.say import LANGUAGES
from core.market.catalogue import Catalogue
from core.people.model import Identity

ADA, EVE = Identity("discord", "1"), Identity("discord", "2")
OWN, THE_ROOMS = Prompt("alerts", "id", ""), Prompt("room", "id", "")


class Known:
    """Numbers of alerts as a store would give them; counts how often it was asked."""

    def __init__(self) -> None:
        self.kept: dict[Whose, tuple[str, ...]] = {ADA: ("a1", "a12"), Shared("discord", "77"): ("a3",)}
        self.looked: dict[Whose, tuple[str, ...]] = {}
        self.asked = 0

    def of(self, whose: Whose) -> tuple[str, ...]:
        return self.looked.get(whose, ())

    def is_known(self, whose: Whose) -> bool:
        return whose in self.looked

    async def look_up(self, whose: Whose) -> None:
        self.asked += 1
        self.looked[whose] = self.kept.get(whose, ())


def completion() -> tuple[Completion, Known]:
    known = Known()
    return Completion(Forms(COMMANDS), Catalogue(), ("kraken",), known), known


async def test_one_s_own_numbers_are_there_once_they_were_looked_up() -> None:
    completing, known = completion()
    assert completing.suggest(ADA, Prompt("alerts", "id", ""), "en") == ("all",)
    await completing.heard_from(ADA, OWN)
    assert completing.suggest(ADA, Prompt("alerts", "id", "a1"), "en") == ("a1", "a12")
    assert completing.suggest(EVE, Prompt("alerts", "id", "a1"), "en") == ()
    assert known.asked == 1


async def test_only_who_types_is_looked_up_and_then_after_each_answer() -> None:
    completing, known = completion()
    await completing.heard_from(ADA)
    assert known.asked == 0
    await completing.heard_from(ADA, OWN)
    known.kept[ADA] = ("a1", "a12", "a13")
    await completing.heard_from(ADA)
    assert completing.suggest(ADA, Prompt("alerts", "id", "a13"), "de") == ("a13",)


async def test_a_command_that_governs_the_room_takes_the_room_s_numbers_and_all_others_one_s_own() -> None:
    completing, _ = completion()
    await completing.heard_from(ADA, OWN, "77")
    await completing.heard_from(ADA, THE_ROOMS, "77")
    assert completing.suggest(ADA, OWN, "en", "77") == ("a1", "a12", "all")
    assert completing.suggest(ADA, THE_ROOMS, "en", "77") == ("a3", "all")
    assert completing.suggest(ADA, THE_ROOMS, "en", "78") == ("all",)


async def test_the_room_s_numbers_are_looked_up_again_after_an_answer_there() -> None:
    completing, known = completion()
    await completing.heard_from(EVE, THE_ROOMS, "77")
    known.kept[Shared("discord", "77")] = ("a3", "a4")
    await completing.heard_from(ADA, None, "78")
    assert completing.suggest(EVE, THE_ROOMS, "en", "77") == ("a3", "all")
    await completing.heard_from(ADA, None, "77")
    assert completing.suggest(EVE, THE_ROOMS, "en", "77") == ("a3", "a4", "all")
    assert known.asked == 2


async def test_only_the_accounts_that_are_linked_are_offered_to_be_unlinked() -> None:
    completing, known = completion()
    known.kept[Accounts(ADA)] = ("telegram", "discord")
    leaving = Prompt("unlink", "door", "")
    assert completing.lacks(ADA, leaving)
    await completing.heard_from(ADA, leaving, "77")
    assert completing.suggest(ADA, leaving, "en", "77") == ("telegram", "discord")
    assert completing.suggest(ADA, Prompt("unlink", "door", "te"), "en") == ("telegram",)
    assert completing.suggest(EVE, leaving, "en") == ()
    known.kept[Accounts(ADA)] = ()
    await completing.heard_from(ADA)
    assert completing.suggest(ADA, leaving, "en") == ()


async def test_a_field_of_numbers_lacks_them_until_they_were_looked_up_and_no_other_field_does() -> None:
    completing, _ = completion()
    assert completing.lacks(ADA, OWN)
    assert not completing.lacks(ADA, Prompt("price", "coins", ""))
    await completing.heard_from(ADA, Prompt("price", "coins", ""), "77")
    assert not completing.lacks(ADA, OWN, "77")
    assert completing.lacks(ADA, THE_ROOMS, "77")


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
