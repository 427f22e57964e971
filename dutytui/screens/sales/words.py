"""The sales review in words: amounts, changes, what is missing of a counter, and its details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dutytui.rules.acts import recorded_at
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.looking import Looking
from dutytui.rules.sales.procedure import CAUSE, COLUMNS, MEASURE, PARTS, PROPOSAL
from dutytui.rules.sales.views import CounterView, ImportView, Review, explanations
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import day_name, short_time
from dutytui.widgets.cells import wrap
from dutytui.widgets.rows import Line

PART_WORDS: Mapping[str, str] = {CAUSE: N_("cause"), MEASURE: N_("measure"), PROPOSAL: N_("proposal")}

COLUMN_WORDS: Mapping[str, str] = dict(
    zip(
        COLUMNS,
        (N_("Counter"), N_("Amount"), N_("Department"), N_("Category"), N_("Brand"), N_("Quantity")),
        strict=True,
    )
)

IMPORT_STATES: Mapping[str, str] = {
    "counts": N_("counts"),
    "disputed": N_("disputed"),
    "replaced": N_("replaced"),
    "undone": N_("undone"),
    "void": N_("no right to it"),
}


def money(hundredths: int) -> str:
    """``1,234.50``"""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02d}"


def amount_typed(hundredths: int) -> str:
    """As a person would type it: ``1234.5``."""
    return money(hundredths).replace(",", "").removesuffix(".00")


def change(now: int, before: int | None) -> str:
    """``-23%``, ``+4%``; "" when there is nothing to compare with, or a hundred times and more."""
    if not before or before < 0:
        return ""
    percent = round((now - before) * 100 / before)
    sign = "+" if percent > 0 else ""
    return f"{sign}{percent}%" if abs(percent) < 10_000 else ""


def share(amount: int, total: int) -> str:
    """``12.5%`` of the total, "" of none."""
    return f"{amount * 100 / total:.1f}%" if total > 0 else ""


def parts(names: Iterable[str]) -> str:
    return _(", ").join(_(PART_WORDS[name]) for name in names)


def state(counter: CounterView) -> tuple[str, str]:
    """(what is missing or that nothing is, tone)."""
    if counter.disputed:
        return _("disputed"), "bad"
    if counter.lacks:
        return _("lacks {parts}", parts=parts(counter.lacks)), "due"
    return (_("explained"), "good") if counter.said else ("", "")


def head(review: Review) -> str:
    """The first row: which sales, their total, and how it has changed."""
    said = [_("Sales of {day}", day=day_name(review.sold))]
    if review.known and not review.disputed:
        said.append(money(review.total))
        said.append(_("{count} to explain", count=len(review.lacking)) if review.lacking else "")
        changed = change(review.total, review.before)
        if review.compared is not None and changed:
            said.append(_("{change} from {day}", change=changed, day=f"{review.compared:%m-%d}"))
    return "  ".join(part for part in said if part)


def import_words(imported: ImportView, day: date) -> str:
    """``09:12 Zhang: sales.csv, 126 rows``"""
    who = pick(imported.by.name) if imported.by else ""
    what = imported.file or _("{counter} typed by hand", counter=imported.counter)
    late = " " + _("(late entry)") if imported.late_entry else ""
    at = short_time(imported.at, day)
    if imported.file:
        what = _("{file}, {rows} rows, {bad} bad lines", file=what, rows=imported.rows, bad=imported.bad)
    return f"{at} {who}  {what}{late}"


def counter_lines(counter: CounterView, review: Review, at: Looking, width: int) -> list[Line]:
    """Everything about a counter: its figures, what is said of it, and how that came about."""
    lines: list[Line] = [*_wrapped(counter.name, width, "heading")]
    place = "  ".join(part for part in (pick(counter.department), counter.brand) if part)
    lines += _wrapped(place, width, "soft") if place else []
    lines += _wrapped(figures(counter, review), width, "")
    for part in PARTS:
        wanted = part in counter.wants
        if not wanted and part not in counter.said:
            continue
        lines += [(), ((_(PART_WORDS[part]), "strong"),)]
        for said in counter.said.get(part, ()):
            who = pick(said.by.name) if said.by else ""
            lines += _wrapped(said.text, width, "bad" if said.disputed else "")
            lines += _wrapped(f"{short_time(said.at, review.day)} {who}", width, "soft")
        if part not in counter.said:
            lines += _wrapped(_("nobody has written it yet"), width, "due")
    if counter.disputed:
        lines += [(), *_wrapped(_("Two terminals differ: undo one (F6), or write it anew."), width, "bad")]
    earlier = explanations(at, counter.id)
    if earlier:
        lines += [(), ((_("History"), "strong"),)]
        for event, has_effect in earlier:
            lines += _wrapped(_event_words(event, at), width, "" if has_effect else "old")
    return lines


def figures(counter: CounterView, review: Review) -> str:
    """Rank, amount, and what it was before."""
    said = [_("no. {rank}", rank=counter.rank) if counter.rank else _("sold nothing"), money(counter.amount)]
    if counter.quantity is not None:
        said.append(_("{quantity} pieces", quantity=amount_typed(counter.quantity)))
    if counter.before is not None and review.compared is not None:
        before, changed = money(counter.before), change(counter.amount, counter.before)
        said.append(_("{day}: {amount}", day=day_name(review.compared), amount=before))
        said.append(changed)
    return "  ".join(part for part in said if part)


def _event_words(event: Event, at: Looking) -> str:
    who = pick(at.law.person(event.by, at.state.name_said(event.by)).name)
    said = [
        _("{part}: {text}", part=_(PART_WORDS[part]), text=words(event.data, part))
        for part in PARTS
        if event.data.get(part)
    ]
    return f"{short_time(recorded_at(event), at.day)} {who}  {_('; ').join(said)}"


def _wrapped(text: str, width: int, tone: str) -> list[Line]:
    return [((line, tone),) for line in wrap(text, width)]
