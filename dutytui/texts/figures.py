"""What figures are called, how they are written, and the table of them for files of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from dutytui.rules.figures.counts import DayFigures
from dutytui.rules.figures.known import FIGURES, Figure, Kind
from dutytui.rules.figures.periods import Length, Period
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import day_name

GROUPS = {
    "opening": N_("Opening"),
    "items": N_("Checklists"),
    "patrols": N_("Patrols"),
    "meals": N_("Meals"),
    "handovers": N_("Handovers"),
    "closing": N_("Sweep and lock-up"),
    "cases": N_("Service desk"),
    "log": N_("Logbook"),
    "requests": N_("Approvals"),
}

NAMES = {
    "opened_on_time": N_("opened on time"),
    "opened_at": N_("mean opening time"),
    "opening_late_minutes": N_("mean minutes late"),
    "openings_held": N_("openings held"),
    "items_done": N_("items done"),
    "items_on_time": N_("items done in time"),
    "items_late_minutes": N_("mean minutes of late items"),
    "items_waived": N_("items skipped"),
    "items_missing": N_("items not done"),
    "rounds_on_time": N_("rounds on time"),
    "rounds_late": N_("rounds late"),
    "rounds_missed": N_("rounds missed"),
    "rounds_unknown": N_("rounds unknown"),
    "points_reached": N_("points reached"),
    "floors_on_time": N_("floors visited on time"),
    "floors_late": N_("floors visited late"),
    "floors_missed": N_("floors not visited"),
    "meals_in_time": N_("back from meals in time"),
    "meal_late_minutes": N_("mean minutes over time"),
    "meal_clashes": N_("batches out together"),
    "handovers": N_("handovers signed"),
    "articles_differing": N_("articles that differed"),
    "handovers_refused": N_("handovers refused"),
    "sweep_minutes": N_("mean minutes of the sweep"),
    "locked_at": N_("mean time of the last lock"),
    "locked_in_time": N_("locked in time"),
    "cases": N_("cases raised"),
    "told_in_time": N_("customers told in time"),
    "complaint_timeliness": N_("cases handled in time"),
    "entries": N_("entries written"),
    "entries_overnight": N_("entries open overnight"),
    "requests": N_("requests submitted"),
    "requests_open": N_("of them still open"),
    "request_hours": N_("mean hours to the end"),
    "requests_late": N_("time limits passed"),
}

LENGTHS = {
    Length.DAY: N_("Day"),
    Length.WEEK: N_("Week"),
    Length.MONTH: N_("Month"),
    Length.QUARTER: N_("Quarter"),
    Length.YEAR: N_("Year"),
}

Cell = str | int | float | None


def name(figure: Figure) -> str:
    return _(NAMES[figure.id])


def shown(figure: Figure, value: Fraction | None) -> str:
    """``97.4%``, ``09:05``, ``12``, ``3.5``; a dash for what there is nothing to say of."""
    if value is None:
        return "-"
    match figure.kind:
        case Kind.SHARE:
            return percent(value)
        case Kind.CLOCK:
            return clock(value)
        case Kind.COUNT:
            return str(int(value))
        case _:
            return decimal(value)


def percent(value: Fraction) -> str:
    """One decimal, and 100 only where nothing is lacking."""
    tenths = round(value * 10)
    if tenths == 1000 and value < 100:
        tenths = 999
    return f"{tenths // 10}.{tenths % 10}%" if tenths < 1000 else "100%"


def decimal(value: Fraction) -> str:
    """One decimal, none where it is whole."""
    tenths = round(value * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def clock(value: Fraction) -> str:
    """Minutes after midnight of the business day as a wall time, ``01:20`` for what is after the next midnight."""
    hours, minutes = divmod(round(value), 60)
    return f"{hours % 24:02d}:{minutes:02d}"


def change(figure: Figure, now: Fraction | None, before: Fraction | None) -> tuple[str, int]:
    """(``+2.1``, 1) where it is better now than before, -1 where it is worse, 0 for neither; "" where one is missing.

    Shares differ by points, times of day by minutes.
    """
    if now is None or before is None:
        return "", 0
    tenths = round((now - before) * 10)
    if tenths == 0:
        return "=", 0
    size = decimal(Fraction(abs(tenths), 10))
    sign = 1 if tenths > 0 else -1
    return f"{'+' if sign > 0 else '-'}{size}", sign * figure.better


def parts_of(figure: Figure, of: DayFigures) -> str:
    """What a share was worked out from: ``186/191``; "" for what is no share."""
    part, whole = figure.pair(of)
    return f"{part}/{whole}" if figure.kind is Kind.SHARE and whole else ""


def period_name(over: Period) -> str:
    """``11-23 Mon``, ``11-23 to 11-29``, ``2026-11``, ``2026 Q4``, ``2026``."""
    match over.length:
        case Length.DAY:
            return day_name(over.first)
        case Length.WEEK:
            return _("{first} to {last}", first=f"{over.first:%m-%d}", last=f"{over.last:%m-%d}")
        case Length.MONTH:
            return f"{over.first:%Y-%m}"
        case Length.QUARTER:
            return _("{year} Q{quarter}", year=over.first.year, quarter=(over.first.month + 2) // 3)
        case _:
            return f"{over.first:%Y}"


def table(rows: Iterable[tuple[str, DayFigures]]) -> tuple[list[str], list[list[Cell]]]:
    """Headers in the language in use, and a row for each (label, figures): numbers as numbers, shares in percent."""
    header = [_("Day"), *(_column(figure) for figure in FIGURES)]
    return header, [[label, *(cell(figure, of) for figure in FIGURES)] for label, of in rows]


def _column(figure: Figure) -> str:
    words = _("{group}: {figure}", group=_(GROUPS[figure.group]), figure=name(figure))
    return f"{words} (%)" if figure.kind is Kind.SHARE else words


def cell(figure: Figure, of: DayFigures) -> Cell:
    """A number where it is one; a time of day as it is written; None for nothing to say."""
    value = figure.value(of)
    if value is None:
        return None
    match figure.kind:
        case Kind.COUNT:
            return int(value)
        case Kind.CLOCK:
            return clock(value)
        case _:
            return float(round(value, 2))


def charted(values: Sequence[Fraction | None], figure: Figure) -> tuple[Fraction, Fraction]:
    """What the lowest and the highest bar of its chart stand for: nothing and the most for sums and lengths, the least
    and the most for shares and times of day, whose differences are small."""
    known = [value for value in values if value is not None]
    if not known:
        return Fraction(0), Fraction(0)
    from_zero = figure.kind not in {Kind.SHARE, Kind.CLOCK}
    return Fraction(0) if from_zero else min(known), max(known)
