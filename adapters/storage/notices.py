"""A row of the outbox, in and out."""

from typing import Any

from sqlalchemy import Row

from core.delivery.model import NewNotice, Notice, NoticeState, Priority, Why


def notice_values(notice: NewNotice) -> dict[str, object]:
    """Return the columns of a new notice: held if it says until when."""
    held = notice.held_until is not None
    return {
        "key": notice.key,
        "kind": notice.kind,
        "facts": notice.facts,
        "person_id": notice.person_id,
        "room_id": notice.room_id,
        "recipient": notice.recipient,
        "due_at": notice.due_at,
        "made_at": notice.made_at,
        "state": NoticeState.HELD if held else NoticeState.WAITING,
        "tries": 0,
        "term": 0,
        "again": False,
        "priority": int(notice.priority),
        "night": notice.night,
        "change": notice.change,
        "rule_id": notice.rule_id,
        "held_until": notice.held_until,
        "held_for": Why.SNOOZE if held else None,
        "door": notice.door,
    }


def notice_of(row: Row[Any]) -> Notice:
    """Return what a row of the outbox says."""
    return Notice(
        id=row.id,
        key=row.key,
        kind=row.kind,
        facts=row.facts,
        person_id=row.person_id,
        room_id=row.room_id,
        due_at=row.due_at,
        made_at=row.made_at,
        state=NoticeState(row.state),
        tries=row.tries,
        term=row.term,
        next_try_at=row.next_try_at,
        lease_until=row.lease_until,
        reason=row.reason,
        platform_id=row.platform_id,
        again=row.again,
        priority=Priority(row.priority),
        night=row.night,
        change=row.change,
        rule_id=row.rule_id,
        held_until=row.held_until,
        held_for=None if row.held_for is None else Why(row.held_for),
        bundle_id=row.bundle_id,
        passed_at=row.passed_at,
        door=row.door,
    )
