"""Wishes as JSON: how rules lie in the database."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from core.alerts.conditions import KINDS
from core.alerts.model import All, Either, Options, Tree, Wish

_SECOND = timedelta(seconds=1)


def to_json(wish: Wish) -> str:
    """Return `wish` as a line of JSON."""
    return json.dumps({"tree": _tree(wish.tree), "options": _options(wish.options)}, separators=(",", ":"))


def from_json(text: str) -> Wish:
    """Return the wish that `to_json` wrote."""
    stored = json.loads(text)
    return Wish(_tree_of(stored["tree"]), _options_of(stored["options"]))


def _tree(tree: Tree) -> Mapping[str, object]:
    if isinstance(tree, All):
        return {"all": [_tree(part) for part in tree.parts]}
    if isinstance(tree, Either):
        return {"either": [_tree(part) for part in tree.parts]}
    return {"kind": tree.kind, **tree.facts()}


def _tree_of(stored: Mapping[str, Any]) -> Tree:
    if "all" in stored:
        return All(tuple(_tree_of(part) for part in stored["all"]))
    if "either" in stored:
        return Either(tuple(_tree_of(part) for part in stored["either"]))
    return KINDS[stored["kind"]].read(stored)


def _options(options: Options) -> Mapping[str, object]:
    """Return what was said; what was not is left out."""
    told = {
        "every_s": options.every and options.every // _SECOND,
        "most": options.most,
        "lasting_s": options.lasting and options.lasting // _SECOND,
        "until": options.until and options.until.isoformat(),
        "note": options.note,
        "at": options.at,
        "to": options.to,
        "rearm": options.rearm,
        "even_at_night": options.even_at_night or None,
        "once": options.only_once or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _options_of(stored: Mapping[str, Any]) -> Options:
    return Options(
        every=_span(stored.get("every_s")),
        most=stored.get("most"),
        lasting=_span(stored.get("lasting_s")),
        until=date.fromisoformat(stored["until"]) if "until" in stored else None,
        note=stored.get("note"),
        at=stored.get("at"),
        to=stored.get("to"),
        rearm=stored.get("rearm"),
        even_at_night=stored.get("even_at_night", False),
        only_once=stored.get("once", False),
    )


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
