"""``dutytui status``: the board in words, or as data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import emit, say
from dutytui.cli.parser import with_json
from dutytui.rules.evidence.found import unacknowledged
from dutytui.rules.views import BoardView, EntryView, ItemView, Named, PhaseView
from dutytui.rules.words import Text
from dutytui.store.notices import Notice
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import ENTRY_STATUS, ITEM_STATUS, PHASE_STATUS, clock_time, day_name, duration, short_time
from dutytui.texts.notices import noticed

_FEW = 2


def configure(parser: argparse.ArgumentParser) -> None:
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        desk.catch_up()
        desk.session.load_open(desk.session.open_before())
        board = desk.session.board()
        found = (Notice(one.code, one.values) for one in unacknowledged(desk.session.state))
        notices = [noticed(notice) for notice in (*found, *desk.session.notices)]
        if arguments.json:
            emit({**data(board), "notices": notices})
        else:
            lines = words(board, pick(desk.session.procedures.mall.name))
            say("\n".join([*lines, *_section(_("Notices"), notices)]))
    return exits.OK


def words(board: BoardView, mall: str) -> list[str]:
    """The lines of it, in the current language."""
    lines = [f"{mall}  {day_name(board.day)}  {clock_time(board.now, seconds=False)}"]
    running = [phase for phase in board.phases if phase.id in board.current]
    lines += [_("Now: {phase}", phase=_phase(phase, board)) for phase in running] or [_("No phase is running")]
    for title, items in ((_("Late"), board.late), (_("Now"), board.due), (_("Waiting"), board.waiting)):
        lines += _section(title, [_item(item, board) for item in items])
    lines += _section(_("Open entries"), [_entry(entry, board) for entry in board.entries])
    return lines


def data(board: BoardView) -> dict[str, Any]:
    """The board as JSON values: ids, texts in the current language, times in ISO 8601."""
    return {
        "now": board.now.isoformat(),
        "day": board.day.isoformat(),
        "day_kind": board.day_kind,
        "opening": board.opening and board.opening.isoformat(),
        "closing": board.closing and board.closing.isoformat(),
        "current": list(board.current),
        "phases": [_phase_data(phase) for phase in board.phases],
        "late": [_item_data(item) for item in board.late],
        "due": [_item_data(item) for item in board.due],
        "next": [_item_data(item) for item in board.next],
        "waiting": [_item_data(item) for item in board.waiting],
        "entries": [_entry_data(entry) for entry in board.entries],
    }


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title} ({len(lines)})", *(f"  {line}" for line in lines)] if lines else []


def _phase(phase: PhaseView, board: BoardView) -> str:
    times = f"{short_time(phase.starts, board.day)}-{short_time(phase.ends, board.day)}"
    return f"{pick(phase.title)}  {times}  {_(PHASE_STATUS[phase.status])}  {phase.done}/{phase.total}"


def _item(item: ItemView, board: BoardView) -> str:
    parts = [short_time(item.due, board.day), _(ITEM_STATUS[item.status]), pick(item.title)]
    if item.place:
        parts.append(pick(item.place.name))
    parts.append(_(", ").join(pick(post.name) for post in item.posts))
    if item.late_by:
        parts.append(_("{duration} late", duration=duration(item.late_by)))
    if item.waits_for:
        parts.append(_("waits for {titles}", titles=_some(item.waits_for)))
    return "  ".join(parts)


def _entry(entry: EntryView, board: BoardView) -> str:
    parts = [entry.number, short_time(entry.happened, board.day), _(ENTRY_STATUS[entry.status]), _name(entry.kind)]
    parts += [_name(entry.place), entry.text, _name(entry.severity), _name(entry.owner)]
    if entry.due:
        due = short_time(entry.due, board.day)
        parts.append(_("overdue since {time}", time=due) if entry.overdue else _("until {time}", time=due))
    return "  ".join(part for part in parts if part)


def _some(titles: Sequence[Text]) -> str:
    """The first two and how many more: a line is read, not studied."""
    shown = _(", ").join(pick(title) for title in titles[:_FEW])
    more = len(titles) - _FEW
    return n_("{titles} and {count} more", "{titles} and {count} more", more, titles=shown) if more > 0 else shown


def _name(named: Named | None) -> str:
    return pick(named.name) if named else ""


def _phase_data(phase: PhaseView) -> dict[str, Any]:
    return {
        "id": phase.id,
        "title": pick(phase.title),
        "starts": phase.starts.isoformat(),
        "ends": phase.ends.isoformat(),
        "status": phase.status.value,
        "done": phase.done,
        "total": phase.total,
        "late_by": phase.late_by,
    }


def _item_data(item: ItemView) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": pick(item.title),
        "status": item.status.value,
        "required": item.required,
        "due": item.due.isoformat(),
        "late_by": item.late_by,
        "posts": [post.id for post in item.posts],
        "place": item.place and item.place.id,
        "waits_for": [pick(title) for title in item.waits_for],
    }


def _entry_data(entry: EntryView) -> dict[str, Any]:
    return {
        "subject": entry.subject,
        "day": entry.day.isoformat(),
        "number": entry.number,
        "kind": entry.kind.id,
        "text": entry.text,
        "status": entry.status.value,
        "happened": entry.happened.isoformat(),
        "place": entry.place and entry.place.id,
        "severity": entry.severity and entry.severity.id,
        "owner": entry.owner and entry.owner.id,
        "due": entry.due and entry.due.isoformat(),
        "overdue": entry.overdue,
        "carried": entry.carried,
    }
