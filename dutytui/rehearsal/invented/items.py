"""Everybody does their items in their time, and leaves some to be late."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.commands import TickItem, Value
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.views import ItemStatus, ItemView
from dutytui.texts.catalogue import _

_CAN_BE_DONE = (ItemStatus.PENDING, ItemStatus.DUE, ItemStatus.LATE, ItemStatus.BEFORE_USE)
_LEFT = 0.12
"""The part of their items that they forget until somebody asks."""


def do_items(troupe: Troupe) -> None:
    """All items whose time has come, and what could only begin when they were done."""
    recorded = -1
    while recorded < len(troupe.recorded):
        recorded = len(troupe.recorded)
        _once(troupe)


def _once(troupe: Troupe) -> None:
    for phase in troupe.session.phases():
        if phase.starts - timedelta(minutes=30) <= troupe.now:
            for item in troupe.session.checklist(phase.id).items:
                _work_on(troupe, item)


def _work_on(troupe: Troupe, item: ItemView) -> None:
    if item.status not in _CAN_BE_DONE or _moment(troupe, item) > troupe.now:
        return
    described = lookup(troupe.session.procedures).item(item.key)
    if described is None:
        return
    evidence = _("seen") if described.evidence else ""
    command = TickItem(troupe.day, item.key, value=_value(troupe, described, item.key), evidence=evidence)
    signed = {post.id for post in item.signed}
    posts = [post.id for post in item.posts if post.id not in signed]
    if item.kind is not ItemKind.SIGNATURE:
        troupe.one_does(posts, command, item.place.id if item.place else "")
        return
    for person, post in troupe.holders(posts):
        troupe.does(person.id, post, command)


def _moment(troupe: Troupe, item: ItemView) -> datetime:
    """When it is done: some time between its opening and its due time; the few that are left, well after it."""
    chance = troupe.chance(item.due.date(), item.key)
    share = 0.3 + 0.6 * chance.random()
    if chance.random() < _LEFT:
        return item.due + timedelta(minutes=25)
    return item.opens + (item.due - item.opens) * share


def _value(troupe: Troupe, item: Item, key: str) -> Value:
    match item.kind:
        case ItemKind.NUMBER:
            if item.usual is not None:
                return item.usual
            low = item.minimum or 0
            high = min(item.maximum if item.maximum is not None else low + 200, low + 200)
            return round(low + (high - low) * troupe.chance(key).random())
        case ItemKind.NOTE:
            return _("Nothing out of the ordinary")
        case ItemKind.CHOICE:
            return next((choice.id for choice in item.choices if not choice.fails), None)
        case _:
            return None
