"""The day as it was, the rest: the log and the service desk, patrols, meals, the duty, journals, requests, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.outline import Outline
from dutytui.rules.closing.day_views import Afterwards
from dutytui.rules.figures.known import FIGURES, Figure
from dutytui.rules.handover.views import HandoverView
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.views import PageView
from dutytui.rules.meals.views import EaterStatus, EaterView, MealView
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundView
from dutytui.rules.review.came import CameLate
from dutytui.rules.review.day import DayReview
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.day_end.text import act_word
from dutytui.screens.entry_text import STATUS_TONE, status_word
from dutytui.screens.handover.words import STATUS_TONE as HANDOVER_TONE
from dutytui.screens.meals.words import TONE as EATER_TONE
from dutytui.screens.patrol.words import TONE as ROUND_TONE
from dutytui.screens.patrol.words import titled
from dutytui.screens.review.rows import Row
from dutytui.texts.acts import times, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.disputes import ACTS
from dutytui.texts.figures import GROUPS, name, parts_of
from dutytui.texts.figures import shown as figure_shown
from dutytui.texts.labels import duration, short_time
from dutytui.texts.records import EATER_STATUS, EVIDENCE, HANDOVER_STATUS, PAGE_STATE, ROUND_STATUS, STANDING, finding
from dutytui.texts.sharing import received_words
from dutytui.texts.shown import shown


def more_areas(found: DayReview) -> Iterator[Row]:
    """Only those that the day has anything of."""
    for make in _AREAS:
        row = make(found)
        if row is not None:
            yield row


# -- the log and the service desk ------------------------------------------------------------------------------------


def _log(found: DayReview) -> Row | None:
    return _entries("area:log", _("Logbook"), found, [one for one in found.entries if one.case is None])


def _cases(found: DayReview) -> Row | None:
    return _entries("area:cases", _("Service desk"), found, [one for one in found.entries if one.case is not None])


def _entries(key: str, title: str, found: DayReview, entries: list[EntryView]) -> Row | None:
    if not entries:
        return None
    still = sum(one.status is not EntryStatus.CLOSED for one in entries)
    carried = sum(one.carried for one in entries)
    words = [str(len(entries) - carried)]
    words += [_("carried over {count}", count=carried)] * bool(carried)
    words += [_("open {count}", count=still)] * bool(still)
    tone = "due" if still else "good"
    return Row(
        key, title, remark="  ".join(words), remark_tone=tone, inside=lambda: (_entry(found, one) for one in entries)
    )


def _entry(found: DayReview, one: EntryView) -> Row:
    marks = [_("late entry")] * one.late_entry + [_("corrected")] * one.corrected + [_("overdue")] * one.overdue
    said = filter(None, (short_time(one.happened, found.day), one.number, shown(one.kind), shown(one.place)))
    words = "  ".join((*said, one.text))
    return Row(
        f"log/{one.subject}",
        words,
        "late" if one.overdue else "",
        "  ".join((*marks, status_word(one))),
        STATUS_TONE[one.status],
        day=one.day,
        subject=one.subject,
        whole=f"{words}\n{who(one)}",
    )


# -- patrols and meals -----------------------------------------------------------------------------------------------


def _rounds(found: DayReview) -> Row | None:
    walked = found.rounds.rounds
    if not walked:
        return None
    missed = sum(_fate(one) is RoundStatus.MISSED for one in walked)
    unknown = sum(_fate(one) is RoundStatus.UNKNOWN for one in walked)
    words = [str(len(walked)), _("missed {count}", count=missed)]
    words += [_("unknown {count}", count=unknown)] * bool(unknown)
    tone = "due" if missed or unknown else "good"
    inside: Callable[[], Iterable[Row]] = lambda: (_round(found, one) for one in walked)  # noqa: E731
    return Row("area:rounds", _("Patrols"), remark="  ".join(words), remark_tone=tone, inside=inside)


def _fate(one: RoundView) -> RoundStatus:
    return one.was or one.status


def _round(found: DayReview, one: RoundView) -> Row:
    odd = [finding(what) for what in one.found]
    said = [shown(one.walker), f"{one.reached}/{len(one.points)}" if one.began else "", _(ROUND_STATUS[one.status])]
    if one.was is not None:
        said.append(_(ROUND_STATUS[one.was]))
    words, remark = titled(one, found.day), "  ".join(filter(None, said))
    whole = "\n".join(filter(None, (words, remark, one.reason, *odd, *_points(found, one))))
    tone = "due" if odd else ROUND_TONE[one.status]
    remark = "  ".join(filter(None, (one.reason, remark)))
    return Row(one.subject, words, "", remark, tone, day=found.day, subject=one.subject, whole=whole)


def _points(found: DayReview, one: RoundView) -> Iterator[str]:
    """When each point was reached, and how that is known."""
    for point in one.points:
        when = short_time(point.reached, found.day) if point.reached is not None else _("not reached")
        proof = _(EVIDENCE[point.evidence]) if point.evidence in EVIDENCE else ""
        yield "  ".join(filter(None, (when, shown(point.point), proof)))


def _meals(found: DayReview) -> Row | None:
    eaters = [(meal, one) for meal in found.meals for batch in meal.batches for one in batch.eaters if one.left_at]
    if not eaters:
        return None
    late = sum(one.status in {EaterStatus.LATE, EaterStatus.BACK_LATE} for _meal, one in eaters)
    remark = _("out {count}", count=len(eaters))
    if late:
        remark += "  " + _("late {count}", count=late)
    return Row(
        "area:meals",
        _("Meals"),
        remark=remark,
        remark_tone="due" if late else "good",
        inside=lambda: (_eater(found, meal, one) for meal, one in eaters),
    )


def _eater(found: DayReview, meal: MealView, one: EaterView) -> Row:
    words = "  ".join(filter(None, (pick(meal.title), str(one.batch), one.name, one.place)))
    moments = [short_time(moment, found.day) for moment in (one.left_at, one.back_at) if moment is not None]
    said = ["-".join(moments), duration(one.late_by) if one.late_by else "", _(EATER_STATUS[one.status])]
    remark = "  ".join(filter(None, said))
    whole = "\n".join(filter(None, (words, remark, one.note, _(", ").join(one.clashes))))
    subject = f"meal:{meal.meal}"
    return Row(
        f"meal/{one.key}", words, "", remark, EATER_TONE[one.status], day=found.day, subject=subject, whole=whole
    )


# -- the duty, the journals, the requests ----------------------------------------------------------------------------


def _handovers(found: DayReview) -> Row | None:
    if not found.handovers:
        return None
    return Row(
        "area:handovers",
        _("Handovers"),
        remark=str(len(found.handovers)),
        inside=lambda: (_handover(found, one) for one in found.handovers),
    )


def _handover(found: DayReview, one: HandoverView) -> Row:
    people = f"{shown(one.giver)} / {shown(one.receiver)}"
    words = "  ".join(filter(None, (short_time(one.begun, found.day), pick(one.shift), people)))
    remark = _(HANDOVER_STATUS[one.status])
    reasons = [f"{shown(said.by)}: {said.reason}" for said in (*one.refusals, *filter(None, (one.withdrawn,)))]
    signed = one.received or one.given
    plans = [f"{row.number or row.matter}: {row.plan}" for row in (signed.matters if signed else ()) if row.plan]
    whole = "\n".join((words, remark, *reasons, *plans))
    tone = HANDOVER_TONE[one.status]
    return Row(one.subject, words, "", remark, tone, day=found.day, subject=one.subject, whole=whole)


def _books(found: DayReview) -> Row | None:
    pages = [(book.title, page) for book in found.books for page in book.pages]
    required = [page for _title, page in pages if page.required]
    if not pages or not any(page.history for _title, page in pages):
        return None
    done = sum(page.state in {PageState.WRITTEN, PageState.LEFT_EMPTY} for page in required)
    return Row(
        "area:books",
        _("Duty journals"),
        remark=_("{done} of {total}", done=done, total=len(required)),
        remark_tone="good" if done == len(required) else "due",
        inside=lambda: (_page(found, pick(title), page) for title, page in pages),
    )


def _page(found: DayReview, book: str, page: PageView) -> Row:
    texts = [act.note for act in page.paragraphs] or ([page.left.note] if page.left else [])
    first = texts[0].partition("\n")[0] if texts else ""
    words = "  ".join(filter(None, (book, pick(page.title), first)))
    tone = "good" if page.state in {PageState.WRITTEN, PageState.LEFT_EMPTY} else "due"
    tone = tone if page.required or page.history else "soft"
    whole = "\n".join((f"{book}  {pick(page.title)}", *texts))
    return Row(page.on, words, "", _(PAGE_STATE[page.state]), tone, day=found.day, subject=page.on, whole=whole)


def _requests(found: DayReview) -> Row | None:
    if not found.requests:
        return None
    return Row(
        "area:requests",
        _("Approvals"),
        remark=str(len(found.requests)),
        inside=lambda: (_request(one) for one in found.requests),
    )


def _request(one: Outline) -> Row:
    words = f"{one.number}  {pick(one.flow.name)}  {pick(one.summary)}"
    standing = one.course.standing
    tone = {Standing.APPROVED: "good", Standing.REJECTED: "bad", Standing.DISPUTED: "bad"}.get(standing, "due")
    remark = f"{shown(one.submitter)}  {_(STANDING[standing])}"
    return Row(f"requests/{one.request}", words, "", remark, tone, day=one.day, subject=one.request)


# -- what came after the closing, and the figures --------------------------------------------------------------------


def _afterwards(found: DayReview) -> Row | None:
    after = found.end.afterwards
    if not after:
        return None
    return Row(
        "area:afterwards",
        _("Recorded after the closing"),
        remark=str(len(after)),
        remark_tone="due",
        inside=lambda: (_after(found, one) for one in after),
    )


def _after(found: DayReview, one: Afterwards) -> Row:
    act = one.act
    when = times(act.happened, act.recorded, found.day, act.late_entry)
    words = "  ".join(filter(None, (when, act_word(act), pick(one.title), act.note)))
    return Row(f"after/{act.event}", words, "", who(act), day=found.day, subject="day:mall")


def _came_late(found: DayReview) -> Row | None:
    """What other terminals recorded in time, and nobody here could know of."""
    late = found.came_late
    if not late:
        return None
    return Row(
        "area:came_late",
        _("Came here late"),
        remark=str(len(late)),
        remark_tone="due",
        inside=lambda: (_came(found, one) for one in late),
    )


def _came(found: DayReview, one: CameLate) -> Row:
    act = one.act
    word = _(ACTS[act.kind]) if act.kind in ACTS else act.kind
    words = "  ".join(filter(None, (short_time(act.happened, found.day), word, pick(one.title), act.note)))
    when = received_words(one.at, act.recorded, found.day)
    whole = "\n".join((words, who(act), when))
    return Row(f"came/{act.event}", words, "", when, "due", day=found.day, subject=one.subject, whole=whole)


def _figures(found: DayReview) -> Row | None:
    """Every figure that there is anything to say of; Enter unfolds the area that it counts."""
    return Row("area:figures", _("Figures of the day"), inside=lambda: _each_figure(found))


def _each_figure(found: DayReview) -> Iterator[Row]:
    of = found.figures
    for one in FIGURES:
        value = one.value(of)
        if value is not None:
            parts = parts_of(one, of)
            remark = "  ".join(filter(None, (parts, figure_shown(one, value))))
            yield Row(
                f"figure/{one.id}",
                _("{group}: {figure}", group=_(GROUPS[one.group]), figure=name(one)),
                "",
                remark,
                subject=area_of(one),
            )


def area_of(one: Figure) -> str:
    """The row whose records a figure counts."""
    return _COUNTED_IN.get(one.group, "")


_COUNTED_IN = {
    "opening": "area:calls",
    "items": "area:items",
    "patrols": "area:rounds",
    "meals": "area:meals",
    "handovers": "area:handovers",
    "closing": "area:phases",
    "cases": "area:cases",
    "log": "area:log",
    "requests": "area:requests",
}

_AREAS = (_log, _cases, _rounds, _meals, _handovers, _books, _requests, _afterwards, _came_late, _figures)
