"""From a message to a bound command: the grammar first, then plain sentences, then slips of the finger."""

from dataclasses import replace

from bot.command import Effect
from bot.hearing.again import again
from bot.hearing.before import OF_ALERTS, coins_of
from bot.hearing.directions import direction_asked
from bot.hearing.followups import (
    Before,
    about_the_one,
    asks_anew,
    followed,
    has_pronoun,
    is_small,
    may_go_on,
    names_a_place,
    opens_like_one,
    points_back,
    with_names,
    with_places,
    without_places,
)
from bot.hearing.grammar import Bound, Grammar, too_long
from bot.hearing.own_settings import is_of_a_currency
from bot.hearing.rule_changes import corrects, counted_in
from bot.hearing.rulebook import rulebook_said
from bot.hearing.sentences import guessed, range_left_out, speaks_of_candles, translated
from bot.hearing.wishes import is_talk, names_a_stranger
from bot.hearing.words import LONGEST_MESSAGE, folded, says_nothing
from bot.params.alerts import with_target
from bot.params.base import Vocabulary
from bot.params.rules import is_but_a_name, is_rule
from core.alerts.slips import EXAMPLE
from core.kernel.errors import Missing, Mistake, UnknownName

_FORECAST, _EXCLUDES = "forecast", frozenset({"exclude", "excludes"})


def understood(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` asks for, None when it is no command at all.

    Raises
    ------
    Mistake
        For a command that was meant and not said right.
    """
    if len(text) > LONGEST_MESSAGE:
        raise too_long(text)
    mistake: Mistake | None = None
    slashed = text.lstrip().startswith("/")
    try:
        if (bound := grammar.read(text, vocabulary)) is not None:
            return _as_said(bound, text, grammar, vocabulary)
    except Mistake as error:
        mistake = _without_its_coin(text, error, grammar)
    if mistake is not None and (_is_final(mistake) or _is_a_rule(text, grammar, vocabulary)):
        raise mistake
    if (bound := _waited_for(text, grammar, vocabulary)) is not None:
        return bound
    if not (slashed and mistake) and (bound := _said(text, grammar, vocabulary)) is not None:
        return bound
    if mistake is not None and (slashed or _is_meant(mistake)):
        raise mistake
    return _otherwise(text, grammar, vocabulary)


def _waited_for(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return the alert that a line about a forecast is, by what it says: "forecast btc 7d excludes 60k". Raises what is
    wrong with the alert where it says so and is none."""
    head, _, rest = text.strip().partition(" ")
    command = grammar.named(head)
    if command is not None and command.name != _FORECAST:
        return None
    if command is None and not (_FORECAST in text.casefold() and is_rule(text, vocabulary)):
        return None
    said = text if command is None else f"{_FORECAST} {rest}"
    if (line := range_left_out(said, vocabulary)) is not None:
        return _read(line, grammar, vocabulary)
    return grammar.read(f"alert {said}", vocabulary) if _EXCLUDES & {*rest.casefold().split()} else None


def _as_said(bound: Bound, text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound:
    """Return what `text` means as a sentence where its verb says more than the line: of the word for candles ("velas de
    una hora") the length of time is theirs, and prices in a currency ("precios en euros") are of no coin but all."""
    name, args = bound.command.name, bound.args
    of_candles = name == "chart" and "window" in args and "interval" not in args and speaks_of_candles(text)
    if not of_candles and not (name == "price" and is_of_a_currency(bound, text)):
        return bound
    said = _said(text, grammar, vocabulary)
    meant = said is not None and (said.command.name == "settings" or "interval" in said.args)
    return said if said is not None and meant else bound


def _said(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    if (line := direction_asked(text, vocabulary)) is not None:
        bound = _read(line, grammar, vocabulary)
        return None if bound is None else replace(bound, remark="no-direction")
    line = translated(text, vocabulary)
    return None if line is None else _read(line, grammar, vocabulary)


def understood_after(text: str, before: Before | None, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` asks for where it may go on from what was understood `before`; raises as `understood`."""
    if before is None or not before.aside:
        return _after(text, before, grammar, vocabulary)
    return _set_then(text, before, grammar, vocabulary) or _after(text, before.beneath, grammar, vocabulary)


def _after(text: str, before: Before | None, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """What opens as a follow-up is read as one first; what else is nothing by itself is read as one then."""
    if before is not None and (bound := _at_once(text, before, grammar, vocabulary)) is not None:
        return bound
    bound, mistake = None, None
    try:
        bound = understood(text, grammar, vocabulary)
        if bound is not None and not (before is not None and points_back(text, bound.args, vocabulary)):
            return bound
    except Mistake as error:
        mistake = error
    lacking = mistake is not None and _lacks_a_name(text, mistake, grammar, vocabulary)
    if before is not None and (mistake is None or lacking):
        gone_on = _gone_on(text, before, grammar, vocabulary) or _named_again(text, before, grammar, vocabulary)
        bound = gone_on or bound
    if bound is not None:
        return bound
    if mistake is not None:
        raise mistake
    return None


def _set_then(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` sets of what was just looked at or set: "at 9" after "digest"; None where it asks something
    else."""
    if not opens_like_one(text) and _understood_or_none(text, grammar, vocabulary) is not None:
        return None
    lines = again(text, before, vocabulary, lambda line: _understood_or_none(line, grammar, vocabulary))
    return next((bound for line in lines if (bound := _read(line, grammar, vocabulary)) is not None), None)


def _lacks_a_name(text: str, mistake: Mistake, grammar: Grammar, vocabulary: Vocabulary) -> bool:
    """What is wrong otherwise is told; so is a bare verb, which asks which coin, whatever was spoken of. A rule may
    leave out its coin, and nothing else."""
    if not isinstance(mistake, Missing) or (len(text.split()) < 2 and not has_pronoun(text, vocabulary)):
        return False
    return mistake.what == "coin" or not _is_a_rule(text, grammar, vocabulary)


def _is_a_rule(text: str, grammar: Grammar, vocabulary: Vocabulary) -> bool:
    """Whether `text` is the verb and what was meant to be a rule, not a sentence."""
    whole = grammar.whole(text)
    return whole is not None and whole[0].name == "alert" and not is_talk(whole[1], vocabulary)


def _at_once(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` means where by its words it goes on, even if it means something by itself; None elsewhere."""
    if (not may_go_on(text) and before.command != "room") or (
        not opens_like_one(text) and _is_a_line(text, grammar, vocabulary)
    ):
        return None
    if (bound := _in_place(text, before, grammar, vocabulary)) is not None:
        return bound
    if before.command != "room" and not opens_like_one(text) and asks_anew(text, vocabulary):
        return None
    return _gone_on(text, before, grammar, vocabulary)


def _is_a_line(text: str, grammar: Grammar, vocabulary: Vocabulary) -> bool:
    """Whether `text` is a whole command line: "link no" goes on from nothing. "Forecast for the last one" is none that
    asks for all of them, though a line passes such words over."""
    try:
        bound = grammar.read(text, vocabulary)
        return bound is not None and not (not bound.args and names_a_place(text))
    except Mistake:
        return False


def _in_place(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    """Return what `text` means with the coin whose place in the last list it names."""
    if before.command in OF_ALERTS and not (grammar.whole(text) or asks_anew(without_places(text), vocabulary)):
        # What stands in a list of alerts is an alert first; its coin only where something is asked that coins have.
        return None
    named = with_places(text, before, vocabulary)
    if named is None:
        return None
    bound = _understood_or_none(named, grammar, vocabulary)
    if rulebook_said(text, vocabulary) is not None:
        # "Delete the second" is a coin off the list where that was shown, an alert anywhere else.
        return bound if bound is not None and bound.command.name == before.command == "watch" else None
    if bound is not None and (
        bound.command.effect is Effect.READ or bound.command.name in {"alert", "watch", before.command}
    ):
        return bound
    whole = grammar.whole(named)
    if bound is None and whole is not None and not is_talk(whole[1], vocabulary):
        # "Alert on the second one" names the coin of a rule that is still to be said.
        coins = [word for word in whole[1].split() if word in {*before.listed, *coins_of(before, vocabulary)}]
        return understood(f"{whole[0].name} {' '.join(coins).lower()}", grammar, vocabulary)
    return _gone_on(named, before, grammar, vocabulary)


def _gone_on(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    def read(line: str) -> Bound | None:
        return _understood_or_none(line, grammar, vocabulary)

    for line in followed(text, before, grammar, vocabulary, read):
        try:
            return _in_its_place(text, before, _read(line, grammar, vocabulary), vocabulary)
        except Mistake:
            # What was inherited does not go with what was said: it is read by itself, and what is wrong with it told.
            continue
    return None


def _in_its_place(text: str, before: Before, bound: Bound | None, vocabulary: Vocabulary) -> Bound | None:
    """Return a rule that puts right the draft that was shown as one that takes its place; anything else as it is."""
    if bound is None or not before.draft or bound.command.name != "alert":
        return bound
    rule = str(bound.args.get("rule", ""))
    if not corrects(text, str(before.args.get("rule", "")), rule, vocabulary.language):
        return bound
    return replace(bound, values={name: with_target(value, before.draft) for name, value in bound.values.items()})


def _named_again(text: str, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    for named in with_names(text, before, vocabulary):
        if (bound := _understood_or_none(named, grammar, vocabulary)) is not None:
            return _counted(bound, before, grammar, vocabulary)
    about = None if names_a_stranger(text, vocabulary) else about_the_one(text, before, vocabulary)
    bound = None if about is None else _understood_or_none(about, grammar, vocabulary)
    # A wish names what it waits for; of anything else a coin in front would make another question.
    return _counted(bound, before, grammar, vocabulary) if bound is not None and bound.command.name == "alert" else None


def _counted(bound: Bound, before: Before, grammar: Grammar, vocabulary: Vocabulary) -> Bound:
    """Return a rule counted in the currency that was spoken of; anything else as it is."""
    if bound.command.name != "alert" or "in" not in before.args:
        return bound
    line = f"alert {counted_in(str(bound.args.get('rule', '')), str(before.args['in']))}"
    return _understood_or_none(line, grammar, vocabulary) or bound


def _understood_or_none(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    try:
        return understood(text, grammar, vocabulary)
    except Mistake:
        return None


def _otherwise(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    if (bound := grammar.anywhere(text, vocabulary)) is not None:
        return bound
    if (bound := grammar.mended(text, vocabulary)) is not None:
        return bound
    if (slip := grammar.slip(text, vocabulary)) is not None:
        raise slip
    line = guessed(text, vocabulary)
    return None if line is None else _read(line, grammar, vocabulary)


def _read(line: str, grammar: Grammar, vocabulary: Vocabulary) -> Bound | None:
    # The line is ours and in English, whatever language the sentence was in.
    return grammar.read(line, replace(vocabulary, language="en"))


def _without_its_coin(text: str, mistake: Mistake, grammar: Grammar) -> Mistake:
    """Return what is wrong with `text`: a wish that names no coin ("alert me when it hits 50k") lacks one, and "me" is
    none that was typed wrong."""
    if not isinstance(mistake, UnknownName) or mistake.what != "coin" or mistake.nearest:
        return mistake
    whole, word = grammar.whole(text), folded(mistake.given)
    if whole is None or whole[0].name != "alert" or not is_small(word):
        return mistake
    return Missing("coin", "", (), EXAMPLE)


def _is_final(mistake: Mistake) -> bool:
    """Whether no sentence is to be read in the place of what is wrong: it would go without a name of a rule, or without
    what is no word at all."""
    return is_but_a_name(mistake) or (mistake.given != "" and says_nothing(mistake.given))


def _is_meant(mistake: Mistake) -> bool:
    """A word that is like nothing makes a line that begins with a verb ("start the car") another sentence."""
    return mistake.what != "word" or bool(mistake.nearest)
