"""The rows of blank sheets: where one ticks, what one writes, and how wide that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutytui.exports.document import Cell, Part, Signature, Signatures, Table, Words
from dutytui.reports.seen import table
from dutytui.rules.looking import Looking
from dutytui.rules.paper.keying import Keying, round_of
from dutytui.rules.paper.rows import SheetKind, SheetRow
from dutytui.rules.paper.views import Entered, RowView, SheetView
from dutytui.rules.patrols.rounds import named_point
from dutytui.rules.procedure import Item, ItemKind
from dutytui.texts.catalogue import _, pick
from dutytui.texts.paper import row_title
from dutytui.texts.shown import shown

_BOX = "\u25a1"  # the square that every Chinese font has
_LINE = "______"
_CLOCK = "___:___"
_NO_BREAK = "\u00a0"
_WIDE = "\u2003"
_TO_WRITE = frozenset({Entered.OPEN, Entered.PART, Entered.EMPTY})


def parts(at: Looking, view: SheetView) -> tuple[Part, ...]:
    """What stands on a sheet, besides its head; without the rows that are recorded already."""
    rows = [one for one in view.rows if one.entered in _TO_WRITE]
    return _MADE[view.sheet.kind](at, view, rows)


def _phase(at: Looking, _view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    """Floor by floor where the plan goes by floors, else in its own order with the place beside."""
    places = (at.plan.by_key[one.row.key].place for one in rows)
    names = [pick(place.name) if place is not None else "" for place in places]
    changes = sum(first != second for first, second in zip(["", *names], names, strict=False))
    by_floor = len(set(names)) > 1 and changes <= len(set(names))
    lines = [_item(at, one.row, place) for one, place in zip(rows, names, strict=True)]
    if by_floor:
        columns = "place:1 number:2 item:6 due:2 post:4 write:4 clock:2 initials:2 note:3"
        return (table("items", "", columns, lines, grouped=True),)
    if not any(names):
        return (table("items", "", _COLUMNS.replace("place:3 ", ""), [(row[1:]) for row in lines]),)
    return (table("items", "", _COLUMNS, [(row[1], row[0], *row[2:]) for row in lines]),)


_COLUMNS = "number:2 place:3 item:6 due:2 post:4 write:4 clock:2 initials:2 note:3"


def _item(at: Looking, row: SheetRow, place: str) -> tuple[Cell, ...]:
    planned, item = at.plan.by_key[row.key], at.law.item(row.key)
    title = pick(item.title) if item else row.key
    if item is not None and item.evidence is not None:
        title += "\n" + _("Proof: {what}", what=pick(item.evidence))
    posts = shown(at.law.post_names(item.posts)) if item and item.kind is not ItemKind.SIGNATURE else ""
    optional = "" if item is None or item.required else _("optional")
    return place, row.number, title, f"{planned.due:%H:%M}", posts, _write(at, item), "", "", optional


def _write(at: Looking, item: Item | None) -> str:
    if item is None:
        return _BOX
    match item.kind:
        case ItemKind.NUMBER:
            return f"{_LINE} {pick(item.unit)}".rstrip()
        case ItemKind.CHOICE:
            return _boxes(*(f"{number} {pick(one.title)}" for number, one in enumerate(item.choices, 1)))
        case ItemKind.SIGNATURE:
            return "\n".join(f"{shown(post)} {_LINE}" for post in at.law.post_names(item.posts))
        case ItemKind.NOTE:
            return ""
    return _boxes(_("done"), _("not right"))


def _boxes(*words: str) -> str:
    """Side by side where there is room; a box is never parted from its word."""
    return f" {_WIDE}".join(f"{_BOX} {one}".replace(" ", _NO_BREAK) for one in words)


def _patrol(at: Looking, view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    """A row a round, its points in the order of the route, each with room for its time."""
    route = at.procedures.patrols.route(view.sheet.of)
    points = [shown(named_point(at.law, point)) for point in route.points] if route else []
    # No break between a point and its time, wherever the line ends.
    walk = f" {_WIDE}".join(f"{point} {_CLOCK}".replace(" ", _NO_BREAK) for point in points)
    lines: list[tuple[Cell, ...]] = []
    for one in rows:
        known = round_of(Keying(one.row), at)
        planned = f"{known.begins:%H:%M}" if known is not None else _("random")
        lines.append((one.row.number, planned, _CLOCK, walk, "", ""))
    columns = "number:2 planned:2 clock:2 walk:12 initials:2 note:3"
    return (table("rounds", "", columns, lines),)


def _meal(at: Looking, view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    planned = next(one for one in at.plan.meals if one.meal == view.sheet.of)

    def batch(row: SheetRow) -> str:
        starts, ends = planned.batches[row.batch - 1]
        return _("Batch {number}: {starts} to {ends}", number=row.batch, starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")

    lines = [(batch(one.row), one.row.number, "", _CLOCK, _CLOCK, "") for one in rows]
    listed = table("meals", "", "batch:2 number:1 person:6 left:2 back:2 note:5", lines, grouped=True)
    return (Words(_("The next batch leaves when the one before is back.")), listed)


def _call(at: Looking, _view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    answers: list[tuple[Cell, ...]] = []
    for one in rows:
        title = row_title(at, one.row)
        if one.row.key:
            answers.append((one.row.number, title, _boxes(_("ready"), _("not ready")), "", "", ""))
        elif one.row.kind == "hold":
            until = _("from {line} until {line}, guards {line}", line=_LINE)
            answers.append((one.row.number, title, until, "", "", _("Reason")))
        else:
            answers.append((one.row.number, title, f"{_BOX} {_('given')}", "", "", ""))
    return (table("calls", "", "number:1 item:4 write:6 clock:2 initials:2 note:4", answers),)


def _log(_at: Looking, _view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    lines = [(one.row.number, "", "", "", "", "", "") for one in rows]
    return (table("log", "", "number:1 clock:2 kind:2 place:2 text:10 owner:2 initials:2", lines),)


def _stays(_at: Looking, _view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    lines = [(one.row.number, "", "", "", "", "", "") for one in rows]
    return (table("stays", "", "number:1 clock:2 person:4 place:3 until:2 reason:5 left:2", lines),)


def _handover(at: Looking, _view: SheetView, rows: list[RowView]) -> tuple[Part, ...]:
    """Counted and signed by hand. The signatures count when both have given them in the program, too."""
    known = {one.id: one for one in at.procedures.handover.articles}
    lines = [
        (one.row.number, row_title(at, one.row), known[one.row.key].expected, _LINE, "")
        for one in rows
        if one.row.key in known
    ]
    articles: tuple[Table, ...] = (
        (table("articles", _("Articles"), "number:1 article:4 expected:2 counted:2 reason:6", lines),) if lines else ()
    )
    told = Words(_("Both sign again in the program afterwards: nobody signs there for somebody else."))
    signs = Signatures("signatures", (Signature(_("Given by")), Signature(_("Received by"))))
    return (*articles, told, signs)


_Make = Callable[[Looking, SheetView, list[RowView]], tuple[Part, ...]]
_MADE: Mapping[SheetKind, _Make] = {
    SheetKind.PHASE: _phase,
    SheetKind.PATROL: _patrol,
    SheetKind.MEAL: _meal,
    SheetKind.CALL: _call,
    SheetKind.LOG: _log,
    SheetKind.STAYS: _stays,
    SheetKind.HANDOVER: _handover,
}
