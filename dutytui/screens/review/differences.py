"""Two days side by side as rows: figures first, then the phases and items that went differently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytui.rules.review.compare import Difference, FigureOfBoth, ItemOfBoth, PhaseOfBoth
from dutytui.rules.views import ItemView, PhaseView
from dutytui.screens import item_text
from dutytui.screens.review.areas_more import area_of
from dutytui.screens.review.rows import Row
from dutytui.texts.catalogue import _, pick
from dutytui.texts.figures import GROUPS, change, name, shown
from dutytui.texts.labels import ITEM_STATUS, PHASE_STATUS, day_name, duration
from dutytui.widgets.cells import pad, width_of

_TONE = {1: "good", -1: "due", 0: "soft"}


def difference_rows(found: Difference) -> list[Row]:
    """The day that is looked at stands first, the one beside it second, what changed third."""
    return [*_figures(found), *_phases(found), *_items(found)]


def _named(day: date, other: date) -> str:
    return day_name(day) if day.year == other.year else f"{day.year}-{day_name(day)}"


def _figures(found: Difference) -> Iterator[Row]:
    columns = [(shown(one.figure, one.one), shown(one.figure, one.other), _changed(one)[0]) for one in found.figures]
    heads = (_named(found.day, found.beside), _named(found.beside, found.day), "")
    widths = [max(map(width_of, column)) for column in zip(heads, *columns, strict=True)]
    yield Row("#figures", _("Figures side by side"), "", _across(heads, widths), heading=True)
    for one, cells in zip(found.figures, columns, strict=True):
        words = _("{group}: {figure}", group=_(GROUPS[one.figure.group]), figure=name(one.figure))
        tone = _TONE[_changed(one)[1]]
        yield Row(f"both/{one.figure.id}", words, "", _across(cells, widths), tone, subject=area_of(one.figure))


def _across(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(pad(cell, width, "right") for cell, width in zip(cells, widths, strict=True))


def _changed(one: FigureOfBoth) -> tuple[str, int]:
    return change(one.figure, one.one, one.other)


def _phases(found: Difference) -> Iterator[Row]:
    title = _("Phases that went differently")
    yield Row("#phases", f"{title} {len(found.phases)}" if found.phases else title, heading=True)
    for pair in found.phases:
        phase = pair.one or pair.other
        if phase is not None:
            key = f"both/phase:{phase.id}"
            yield Row(key, pick(phase.title), "", _phase_words(pair), day=found.day, subject=f"phase:{phase.id}")


def _phase_words(pair: PhaseOfBoth) -> str:
    return f"{_phase(pair.one)}  |  {_phase(pair.other)}"


def _phase(phase: PhaseView | None) -> str:
    if phase is None:
        return _("not that day")
    late = duration(phase.late_by) if phase.late_by else ""
    return " ".join(filter(None, (_(PHASE_STATUS[phase.status]), f"{phase.done}/{phase.total}", late)))


def _items(found: Difference) -> Iterator[Row]:
    title = _("Items that went differently")
    yield Row("#items", f"{title} {len(found.items)}" if found.items else title, heading=True)
    for pair in found.items:
        item = pair.one or pair.other
        if item is not None:
            yield _item_row(found, pair, item)


def _item_row(found: Difference, pair: ItemOfBoth, item: ItemView) -> Row:
    words = item_text.title(item)
    remark = f"{_item(pair.one)}  |  {_item(pair.other)}"
    whole = "\n".join(
        (
            words,
            f"{day_name(found.day)}  {_item_whole(pair.one)}",
            f"{day_name(found.beside)}  {_item_whole(pair.other)}",
        )
    )
    day = found.day if pair.one is not None else found.beside
    return Row(f"both/item:{pair.key}", words, "", remark, day=day, subject=f"item:{pair.key}", whole=whole)


def _item(item: ItemView | None) -> str:
    if item is None:
        return _("not that day")
    late = duration(item.late_by) if item.late_by else ""
    return " ".join(filter(None, (_(ITEM_STATUS[item.status]), late)))


def _item_whole(item: ItemView | None) -> str:
    return "  ".join(filter(None, (_item(item), item_text.outcome(item) if item else "")))
