"""Sheets of paper in words: what a sheet and a row are called, on the paper itself and on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutytui.rules.item_views import title_of
from dutytui.rules.looking import Looking
from dutytui.rules.paper.keying import POINT, Keying, Step, round_of
from dutytui.rules.paper.rows import RowKind, Sheet, SheetKind, SheetRow
from dutytui.rules.patrols.rounds import named_point
from dutytui.rules.roll_call.fold import call_of
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.shown import shown

_KINDS = {
    SheetKind.LOG: N_("Log entries"),
    SheetKind.STAYS: N_("Late stays"),
    SheetKind.HANDOVER: N_("Handover"),
}

STEPS = {
    "at": N_("Time"),
    "value": N_("Value"),
    "reason": N_("Reason"),
    "note": N_("Remark"),
    "evidence": N_("Proof"),
    "line": N_("Entry"),
    "name": N_("Name"),
    "back": N_("Back at"),
    "until": N_("Until"),
    "place": N_("Place"),
    "words": N_("Words"),
    "guards": N_("Guards"),
    "left_out": N_("Left out: why"),
}


def sheet_title(at: Looking, sheet: Sheet) -> str:
    """What a sheet is about: ``开门前巡检``, ``点名：开门``; a second part of one says so."""
    words = _about(at, sheet)
    return _("{title} ({part})", title=words, part=sheet.part) if sheet.part > 1 else words


def _about(at: Looking, sheet: Sheet) -> str:
    law, procedures = at.law, at.procedures
    match sheet.kind:
        case SheetKind.PHASE:
            phase = law.phases.get(sheet.of)
            return pick(phase.title) if phase else sheet.of
        case SheetKind.CALL:
            call = call_of(law, sheet.of)
            return pick(call.title) if call else sheet.of
        case SheetKind.PATROL:
            route = procedures.patrols.route(sheet.of)
            return pick(route.title) if route else sheet.of
        case SheetKind.MEAL:
            return meal_title(at, sheet.of)
    return _(_KINDS[sheet.kind])


def meal_title(at: Looking, meal: str) -> str:
    known = next((one for one in at.procedures.meals.meals if one.id == meal), None)
    return pick(known.title) if known else meal


def row_title(at: Looking, row: SheetRow) -> str:
    """What is to be done or written in a row."""
    return _ROWS[row.kind](at, row)


def _order_title(at: Looking, row: SheetRow) -> str:
    call = call_of(at.law, row.of)
    return pick(call.order) if call else row.of


def _article_title(at: Looking, row: SheetRow) -> str:
    article = next((one for one in at.procedures.handover.articles if one.id == row.key), None)
    return pick(article.title) if article else row.key


def _round_title(at: Looking, row: SheetRow) -> str:
    route = at.procedures.patrols.route(row.of)
    title = pick(route.title) if route else row.of
    one = round_of(Keying(row), at)
    if one is not None:
        return f"{title} {one.begins:%H:%M}"
    return _("{title}, random round {number}", title=title, number=row.place + 1)


_ROWS: Mapping[RowKind, Callable[[Looking, SheetRow], str]] = {
    RowKind.ITEM: lambda at, row: pick(title_of(at.law, at.plan, row.key)),
    RowKind.ANSWER: lambda at, row: shown(at.law.post(row.key)),
    RowKind.HOLD: lambda _at, _row: _("Hold: not yet"),
    RowKind.ORDER: _order_title,
    RowKind.ROUND: _round_title,
    RowKind.MEAL: lambda at, row: _("{meal}, batch {batch}", meal=meal_title(at, row.of), batch=row.batch),
    RowKind.ARTICLE: _article_title,
    RowKind.ENTRY: lambda _at, _row: _("Log entry"),
    RowKind.STAY: lambda _at, _row: _("Late stay"),
}


def step_name(at: Looking, step: Step, row: SheetRow) -> str:
    """What is asked for, as the label before the line."""
    if step.id.startswith(POINT):
        return shown(named_point(at.law, step.id.removeprefix(POINT)))
    if step.id == "at":
        return {RowKind.MEAL: _("Left at"), RowKind.ROUND: _("Began"), RowKind.HOLD: _("Began")}.get(
            row.kind, _("Time")
        )
    return _(STEPS[step.id])
