"""read — who said what to whom, by number and never by name."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Update, User

from adapters.telegram.updates import Brought, Left, Migrated, Moment, Said, lane, read
from bot.speaking.richtext import Rich, Run, Style
from core.people.model import Identity
from tests.stand_ins.telegram_world import entities_of

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
ME = User(4242, "Candlewick", True, username="candle_test_bot")
ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "last_name": "L.", "language_code": "de"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}
CHANNEL: dict[str, object] = {"id": -77, "type": "channel", "title": "News"}
GROUP = {"id": -9, "type": "supergroup", "title": "Traders"}
OURS = {"id": 4242, "is_bot": True, "first_name": "Candlewick", "username": "candle_test_bot"}


def stamp(ago_s: float = 0.0) -> int:
    return int((NOW - timedelta(seconds=ago_s)).timestamp())


def message(text: str | None, chat: dict[str, Any] = PRIVATE, **more: Any) -> Update:
    content = {"text": text, "entities": entities_of(text)} if text is not None else {}
    body = {"message_id": 5, "date": stamp(), "chat": chat, "from": ADA, **content, **more}
    return Update.de_json({"update_id": 70, "message": body}, None)


def tap(data: str, on: dict[str, Any]) -> Update:
    query = {"id": "q", "from": ADA, "chat_instance": "1", "data": data, "message": on}
    return Update.de_json({"update_id": 71, "callback_query": query}, None)


def membership(before: dict[str, Any], after: dict[str, Any], chat: dict[str, Any] = GROUP) -> Update:
    members = {"old_chat_member": {"user": OURS, **before}, "new_chat_member": {"user": OURS, **after}}
    body = {"chat": chat, "from": ADA, "date": stamp(), **members}
    return Update.de_json({"update_id": 72, "my_chat_member": body}, None)


AT_ONCE = Moment(NOW)


def said(update: Update, moment: Moment = AT_ONCE) -> Said:
    meaning = read(update, ME, moment)
    assert isinstance(meaning, Said)
    return meaning


def test_private_words_are_meant_for_us() -> None:
    heard = said(message("price btc", date=stamp(90))).heard
    assert (heard.text, heard.sender, heard.room) == ("price btc", Identity("telegram", "7"), None)
    assert (heard.addressed, heard.update_id, heard.asked_s) == (True, "70", 90.0)
    assert (heard.language, heard.name, heard.tapped) == ("de", "Ada L.", False)


@pytest.mark.parametrize(
    ("text", "addressed", "words"),
    [
        ("/price btc", True, "/price btc"),
        ("/price@candle_test_bot btc", True, "/price btc"),
        ("/price@Candle_Test_Bot btc", True, "/price btc"),
        ("/price@other_bot btc", False, "/price@other_bot btc"),
        ("@candle_test_bot price btc", True, "price btc"),
        ("🕯🕯 hey @candle_test_bot price btc", True, "🕯🕯 hey price btc"),
        ("@candle_test_bot2 price btc", False, "@candle_test_bot2 price btc"),
        ("price btc", False, "price btc"),
        ("what does /price do", False, "what does /price do"),
    ],
)
def test_in_a_group_commands_and_mentions_are_meant_for_us(text: str, addressed: bool, words: str) -> None:
    heard = said(message(text, GROUP)).heard
    assert (heard.addressed, heard.text, heard.room) == (addressed, words, "-9")


def test_a_mention_by_number_counts_and_a_name_alone_does_not() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 3, "user": OURS}
    heard = said(message("Bot price btc", GROUP, entities=[entity])).heard
    assert (heard.addressed, heard.text) == (True, "price btc")
    stranger = {**entity, "user": {**OURS, "id": 1}}
    assert not said(message("Bot price btc", GROUP, entities=[stranger])).heard.addressed


def test_a_reply_to_us_is_meant_for_us_and_one_to_another_is_not() -> None:
    before = {"message_id": 4, "date": stamp(), "chat": GROUP, "text": "x"}
    assert said(message("and eth", GROUP, reply_to_message={**before, "from": OURS})).heard.addressed
    assert not said(message("and eth", GROUP, reply_to_message={**before, "from": ADA})).heard.addressed


def test_a_reply_to_us_names_the_message_and_one_to_another_none() -> None:
    before = {"message_id": 4, "date": stamp(), "chat": GROUP, "text": "x"}
    to_us = said(message("and eth", GROUP, reply_to_message={**before, "from": OURS})).heard
    assert to_us.replies_to == f"{GROUP['id']}/4"
    assert said(message("and eth", GROUP, reply_to_message={**before, "from": ADA})).heard.replies_to is None
    assert said(message("and eth")).heard.replies_to is None


def test_a_caption_counts_as_text() -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    assert said(message(None, photo=photo, caption="chart btc")).heard.text == "chart btc"


def test_what_has_no_words_is_empty_in_private_and_nothing_in_a_group() -> None:
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    assert said(message(None, voice=voice)).heard.text == ""
    assert read(message(None, GROUP, voice=voice), ME, Moment(NOW)) is None


@pytest.mark.parametrize(
    "update",
    [
        message("price btc", {"id": -5, "type": "channel", "title": "News"}),
        message("price btc", GROUP, **{"from": {**ADA, "is_bot": True}}),
        message("/price btc", GROUP, sender_chat=CHANNEL, is_automatic_forward=True),
        message("/price btc", sender_chat=CHANNEL),
        message(None, group_chat_created=True),
        message(None, photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}], media_group_id="1"),
        Update.de_json({"update_id": 1}, None),
    ],
    ids=[
        "channel",
        "another bot",
        "handed on by a channel",
        "a channel in private",
        "service",
        "rest of an album",
        "unknown kind",
    ],
)
def test_what_is_not_for_us_means_nothing(update: Update) -> None:
    assert read(update, ME, Moment(NOW)) is None


@pytest.mark.parametrize("place", [GROUP, CHANNEL], ids=["the group", "a channel"])
def test_who_writes_in_the_name_of_a_place_is_nobody(place: dict[str, object]) -> None:
    account = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    before = {"message_id": 4, "date": 1, "chat": GROUP, "text": "…", "from": ME.to_dict()}
    heard = said(message("/price btc", GROUP, sender_chat=place, reply_to_message=before, **{"from": account})).heard
    assert (heard.nobody, heard.sender, heard.name) == (True, Identity("telegram", str(place["id"])), "")
    assert (heard.addressed, heard.replies_to) == (True, None)
    assert not said(message("/price btc", GROUP)).heard.nobody


def test_a_topic_is_kept() -> None:
    assert said(message("/price btc", GROUP, message_thread_id=3, is_topic_message=True)).topic == 3


def test_a_tap_is_the_words_of_its_button() -> None:
    on = {"message_id": 6, "date": stamp(4000), "chat": GROUP, "text": "BTC", "from": OURS}
    meaning = said(tap("chart btc", on))
    assert (meaning.heard.text, meaning.heard.tapped, meaning.heard.addressed) == ("chart btc", True, True)
    assert (meaning.message_id, meaning.heard.room, meaning.heard.sender) == (6, "-9", Identity("telegram", "7"))


def test_a_tap_is_not_older_than_its_message_nor_than_our_last_look() -> None:
    on = {"message_id": 6, "date": stamp(4000), "chat": PRIVATE, "text": "BTC"}
    assert said(tap("chart btc", on)).heard.asked_s == 4000
    in_touch = Moment(NOW, NOW - timedelta(seconds=20))
    assert said(tap("chart btc", on), in_touch).heard.asked_s == 20
    assert said(tap("chart btc", {**on, "edit_date": stamp(9)}), in_touch).heard.asked_s == 9


def test_a_tap_on_a_message_that_is_shown_no_more_is_old_unless_we_were_there() -> None:
    gone = {"message_id": 6, "date": 0, "chat": PRIVATE}
    assert said(tap("chart btc", gone)).heard.asked_s >= 48 * 3600
    assert said(tap("chart btc", gone), Moment(NOW, NOW - timedelta(seconds=3))).heard.asked_s == 3


def test_a_tap_knows_what_its_message_says_and_how() -> None:
    styled = [{"type": "bold", "offset": 3, "length": 5}, {"type": "pre", "offset": 9, "length": 4}]
    on = {"message_id": 6, "date": stamp(), "chat": PRIVATE, "text": "😀 saved\ncoin.", "entities": styled}
    assert said(tap("cancel", on)).tapped_on == Rich(
        (Run("😀 "), Run("saved", Style.STRONG), Run("\n"), Run("coin", Style.MONO), Run("."))
    )
    picture = {"message_id": 6, "date": stamp(), "chat": PRIVATE, "caption": "BTC"}
    assert said(tap("cancel", picture)).tapped_on is None


def test_who_adds_us_to_a_group_brings_us() -> None:
    left, member = {"status": "left"}, {"status": "member"}
    assert read(membership(left, member), ME, Moment(NOW)) == Brought(-9, Identity("telegram", "7"))
    assert read(membership(member, member), ME, Moment(NOW)) is None
    assert read(membership(left, member, PRIVATE), ME, Moment(NOW)) is None


@pytest.mark.parametrize("before", [{"status": "member"}, {"status": "left"}])
@pytest.mark.parametrize("status", ["left", "kicked"])
def test_who_takes_us_out_of_a_group_ends_our_being_there(before: dict[str, Any], status: str) -> None:
    after = {"status": status, "until_date": 0}
    assert read(membership(before, after), ME, Moment(NOW)) == Left(-9)
    assert read(membership(before, after, PRIVATE), ME, Moment(NOW)) is None


def test_a_group_that_becomes_a_supergroup_is_told_from_both_sides() -> None:
    old = {"id": -9, "type": "group", "title": "Traders"}
    new = {"id": -1009, "type": "supergroup", "title": "Traders"}
    assert read(message(None, old, migrate_to_chat_id=-1009), ME, Moment(NOW)) == Migrated(-9, -1009)
    assert read(message(None, new, migrate_from_chat_id=-9), ME, Moment(NOW)) == Migrated(-9, -1009)


def test_order_is_kept_within_a_chat() -> None:
    assert lane(message("x", GROUP)) == -9
    assert lane(tap("x", {"message_id": 6, "date": stamp(), "chat": PRIVATE})) == 7
    assert lane(Update.de_json({"update_id": 1}, None)) == 0
