"""Blank sheets of a day for an outage: what is planned, to be done by hand, and room to write on.

Every row has the number by which it is keyed in afterwards (`dutytui.rules.paper.rows`), every sheet the code of its
day and version. What is recorded already is left out: a sheet is for what is still to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytui.exports.document import Document, Fact, Facts, Section
from dutytui.reports.blank_rows import parts
from dutytui.reports.blank_standing import standing
from dutytui.reports.seen import labels
from dutytui.rules.looking import Looking
from dutytui.rules.paper.rows import SheetKind, sheet_code
from dutytui.rules.paper.views import SheetView, paper
from dutytui.texts.catalogue import _, language, pick
from dutytui.texts.labels import day_name
from dutytui.texts.paper import sheet_title
from dutytui.texts.shown import shown

KIND = "paper"


def blank(at: Looking, phases: Iterable[str] = ()) -> Document:
    """at: the day, today or one to come, with everything loaded that is open; phases: ids of the only ones that are
    printed, and nothing else then; () for all that is still to come, whatever it is."""
    chosen = frozenset(phases)
    views = [view for view in paper(at) if _wanted(view, chosen)]
    day = f"{at.day:%Y}-{day_name(at.day)}"
    return Document(
        kind=KIND,
        title=_("Paper sheets {day}", day=day),
        mall=pick(at.procedures.mall.name),
        first=at.day,
        last=at.day,
        made=at.now,
        language=language(),
        labels=labels(),
        sections=_sections(at, views, alone=bool(chosen)),
    )


def _wanted(view: SheetView, chosen: frozenset[str]) -> bool:
    if chosen:
        return view.sheet.kind is SheetKind.PHASE and view.sheet.of in chosen
    return view.needed


def _sections(at: Looking, views: list[SheetView], *, alone: bool) -> Iterator[Section]:
    if not alone:
        yield standing(at, views)
    for view in views:
        yield Section(f"sheet_{view.sheet.number}", _title(at, view), (_head(at, view), *parts(at, view)))


def _title(at: Looking, view: SheetView) -> str:
    return _("Sheet {number}: {title}", number=view.sheet.number, title=sheet_title(at, view.sheet))


def _head(at: Looking, view: SheetView) -> Facts:
    sheet = view.sheet
    facts = [
        Fact("code", _("Sheet code"), sheet_code(at.day, at.procedures.version)),
        Fact("version", _("Procedures"), at.procedures.version[:8]),
        Fact("printed", _("Printed"), f"{at.now:%Y-%m-%d %H:%M}"),
    ]
    if sheet.starts is not None and sheet.ends is not None:
        facts.append(Fact("span", _("Time"), f"{sheet.starts:%H:%M} - {sheet.ends:%H:%M}"))
    phase = at.law.phases.get(sheet.of) if sheet.kind is SheetKind.PHASE else None
    if phase is not None:
        facts.append(Fact("posts", _("Who"), shown(at.law.post_names(phase.posts))))
    return Facts("head", tuple(facts))
