"""How figures and assessments are put into words: head, rows, and everything about one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dutytui.rules.figures.assessments import AssessmentView, PartView, ProposedView
from dutytui.rules.figures.counts import DayFigures
from dutytui.rules.figures.known import By, Figure, Kind
from dutytui.rules.figures.procedure import Assessor
from dutytui.rules.lookup import Lookup
from dutytui.screens.figures.source import Seen
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.figures import LENGTHS, charted, decimal, name, parts_of, percent, period_name, shown
from dutytui.texts.labels import short_time
from dutytui.widgets.cells import pad, width_of, wrap
from dutytui.widgets.rows import Line
from dutytui.widgets.spark import bar

ASSESSORS = {
    Assessor.SELF: N_("self-assessment"),
    Assessor.SUPERIOR: N_("superior's assessment"),
    Assessor.CUSTOMER: N_("customers' assessment"),
    Assessor.DATA: N_("counted data"),
}

_SPLITS = {By.PHASE: N_("By phase"), By.ROUTE: N_("By route"), By.FLOOR: N_("By floor")}


def head(seen: Seen, working: tuple[int, int] | None) -> str:
    """Which period this is, what it is compared with, and how far the work has come."""
    over, before = seen.now.over, period_name(seen.whole_before)
    whole = seen.before.over == seen.whole_before
    compared = _("against {period}", period=before)
    said = [
        _("Figures"),
        f"{_(LENGTHS[over.length])} {period_name(over)}",
        compared if whole else _("against {period}, same days", period=before),
    ]
    if working is not None:
        said.append(_("working out {done} of {all}", done=working[0], all=working[1]))
    return "  ".join(said)


def figure_lines(figure: Figure, seen: Seen, law: Lookup, width: int) -> list[Line]:
    """A figure's value now and before, part by part of the period, and what it splits by."""
    lines: list[Line] = [((name(figure), "heading"),)]
    for one in (seen.now, seen.before):
        value = shown(figure, figure.value(one.total))
        said = "  ".join(part for part in (period_name(one.over), value, parts_of(figure, one.total)) if part)
        lines.append(((said, "strong" if one is seen.now else "soft"),))
    parts = seen.now.over.parts()
    rows = [(period_name(over), of) for over, of in zip(parts, seen.now.parts, strict=True)]
    rows = [(label, of) for label, of in rows if figure.value(of) is not None]
    if rows:
        lines += [(), *_bars(figure, rows, width)]
    parted = [(part, of) for part, of in figure.splits(seen.now.total) if figure.value(of) is not None]
    parted.sort(key=lambda one: _place(law, figure.by, one[0]))
    splits = [(_split_name(law, figure.by, part), of) for part, of in parted]
    if splits:
        lines += [(), ((_(_SPLITS[figure.by]), "heading"),), *_bars(figure, splits, width)]
    return lines


def _bars(figure: Figure, rows: Sequence[tuple[str, DayFigures]], width: int) -> Iterator[Line]:
    values = [figure.value(of) for _label, of in rows]
    _low, high = charted(values, figure)
    names = min(max(width_of(label) for label, _of in rows), width // 3)
    numbers = max(width_of(parts_of(figure, of)) for _label, of in rows)
    room = max(width - names - 2 - 8 - 2 - numbers - 2, 0)
    for (label, of), value in zip(rows, values, strict=True):
        assert value is not None, "only rows with a value are asked for"
        most = Fraction(100) if figure.kind is Kind.SHARE else high
        length = bar(value / most, room) if most and figure.kind is not Kind.CLOCK else ""
        yield (
            (pad(label, names) + "  ", ""),
            (pad(shown(figure, value), 8, "right") + "  ", "strong"),
            (pad(parts_of(figure, of), numbers) + "  ", "soft"),
            (length, "good"),
        )


def _place(law: Lookup, by: By, part: str) -> int:
    """Where the mall's files have it; at the end what they no longer know."""
    routes = (route.id for route in law.procedures.patrols.routes)
    floors = (floor.id for floor in law.procedures.mall.floors)
    known = list({By.PHASE: iter(law.phases), By.ROUTE: routes, By.FLOOR: floors}[by])
    return known.index(part) if part in known else len(known)


def _split_name(law: Lookup, by: By, part: str) -> str:
    if by is By.PHASE:
        return pick(law.phases[part].title) if part in law.phases else part
    if by is By.ROUTE:
        route = law.procedures.patrols.route(part)
        return pick(route.title) if route is not None else part
    return pick(law.place(part).name)


def result_words(view: AssessmentView) -> list[tuple[str, str]]:
    """``82.4%  passed``, or what is still missing."""
    result = view.result
    if result.mark is not None:
        words, tone = (_("quarter passed"), "good") if result.passed else (_("quarter failed"), "bad")
        said = [(f"{percent(result.mark)}  ", "strong"), (words, tone)]
        if view.row > 1:
            said.append(("  " + n_("{count} quarter in a row", "{count} quarters in a row", view.row), "bad"))
        return said
    if result.disputed:
        return [(_("disputed: {assessors}", assessors=_kinds(result.disputed)), "bad")]
    missing = _("{count} of {all} still to be given", count=len(result.missing), all=len(view.parts))
    return [(missing, "late" if view.late else "waiting")]


def part_words(view: AssessmentView, part: PartView) -> list[tuple[str, str]]:
    """Who gave it and when, or who may."""
    kind = pad(_(ASSESSORS[part.kind]), _KIND)
    if not part.given:
        posts = _(", ").join(pick(post.name) for post in part.posts)
        return [(kind, "mine" if part.may else ""), (_("not given yet: {posts}", posts=posts), "waiting")]
    if part.disputed:
        return [(kind, ""), (_("two terminals differ: Enter gives it anew"), "bad")]
    given = part.given[0]
    who = pick(given.by.name) if given.by else ""
    return [(kind, ""), (_("given {time} {who}", time=short_time(given.at, view.last), who=who), "good")]


_KIND = 24


def consequence_words(one: ProposedView) -> list[tuple[str, str]]:
    title = pick(one.consequence.title)
    if one.drawn is not None:
        who = pick(one.drawn.by.name) if one.drawn.by else ""
        return [(f"{title}  ", "strong"), (_("drawn by {who}", who=who), "good")]
    posts = _(", ").join(pick(post.name) for post in one.posts)
    return [(f"{title}  ", "late"), (_("proposed; drawn by: {posts}", posts=posts), "due")]


_TONES = {"late": "bad", "waiting": "soft"}
"""Of rows, as a text has them."""


def assessment_lines(view: AssessmentView, width: int) -> list[Line]:
    """The quarter's result, measure by measure and assessor by assessor, and all notes."""
    outcome = tuple((words, _TONES.get(tone, tone)) for words, tone in result_words(view))
    lines: list[Line] = [((pick(view.subject.title), "heading"),), outcome, ()]
    for marked in view.result.measures:
        mark = "-" if marked.mark is None else percent(marked.mark)
        weight = _("weight {weight}", weight=marked.measure.weight)
        title = pad(pick(marked.measure.title), max(width - 24, 10))
        lines.append(((title, ""), (pad(mark, 8, "right"), "strong"), (pad(f"  {weight}", 16), "soft")))
    for part in view.parts:
        lines += [(), ((_(ASSESSORS[part.kind]), "heading"),)]
        for given in part.given:
            who = pick(given.by.name) if given.by else ""
            lines.append(((f"{short_time(given.at, view.last)} {who}", "bad" if part.disputed else "soft"),))
            for measure in view.sheet.measures_by(part.kind):
                if measure.id in given.marks:
                    value = decimal(Fraction(repr(given.marks[measure.id])))
                    unit = pick(measure.unit)
                    lines += [((line, ""),) for line in wrap(f"{pick(measure.title)}  {value} {unit}", width)]
            lines += [((line, ""),) for line in wrap(given.note, width)] if given.note else []
    if view.before:
        marks = "  ".join("-" if mark is None else percent(mark) for mark in view.before)
        lines += [(), ((_("quarters before: {marks}", marks=marks), "soft"),)]
    return lines


def _kinds(kinds: tuple[Assessor, ...]) -> str:
    return _(", ").join(_(ASSESSORS[kind]) for kind in kinds)
