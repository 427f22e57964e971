"""A round in words: its status, its countdown, what its times tell, and the points it comes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from dutytui.rules import events
from dutytui.rules.patrols.fold import READER
from dutytui.rules.patrols.standing import Finding, RoundStatus
from dutytui.rules.patrols.views import FoundView, PointView, RoundView
from dutytui.rules.views import Act, Named
from dutytui.texts.acts import from_paper
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import clock_time, short_time
from dutytui.texts.records import EVIDENCE, ROUND_STATUS, clock_of, finding
from dutytui.widgets.cells import cut, width_of, wrap
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line

TONE = {
    RoundStatus.AHEAD: "soft",
    RoundStatus.DUE: "due",
    RoundStatus.LATE: "late",
    RoundStatus.RUNNING: "mine",
    RoundStatus.DONE: "good",
    RoundStatus.DONE_LATE: "good",
    RoundStatus.MISSED: "bad",
    RoundStatus.UNKNOWN: "due",
    RoundStatus.BEFORE_USE: "soft",
    RoundStatus.EXPLAINED: "soft",
}
"""Of `RowList`."""


_ACTS = {
    events.ROUND_STARTED: N_("began"),
    events.POINT_REACHED: N_("point"),
    events.ROUND_ENDED: N_("ended"),
    events.ROUND_EXPLAINED: N_("explained"),
    events.UNDONE: N_("took back"),
}

_COUNTED = timedelta(hours=1)
"""What is further off than this is not counted down."""


def status_word(view: RoundView) -> str:
    return _(ROUND_STATUS[view.status])


def name(named: Named | None) -> str:
    return pick(named.name) if named is not None else ""


def names(several: Iterable[Named]) -> str:
    return _(", ").join(map(name, several))


def when(view: RoundView, day: date) -> str:
    """When it begins; nothing yet for a random one that nobody is to know of."""
    return "--:--" if view.hidden else short_time(view.begins, day)


def titled(view: RoundView, day: date) -> str:
    """``11:30 Sales floor patrol``."""
    return f"{when(view, day)} {pick(view.title)}"


def countdown(view: RoundView, now: datetime) -> str:
    """What the clock says of it at this second; "" when it says nothing."""
    match view.status:
        case RoundStatus.AHEAD if not view.hidden and view.begins - now <= _COUNTED:
            return _("{time} to go", time=clock_of(view.begins - now))
        case RoundStatus.DUE if view.late is not None and now <= view.late:
            return _("{time} left", time=clock_of(view.late - now))
        case RoundStatus.LATE if view.late is not None:
            return _("{time} over", time=clock_of(now - view.late))
        case RoundStatus.RUNNING if view.began is not None:
            return _("{time} so far", time=clock_of(now - view.began))
    return ""


def remark(view: RoundView, now: datetime, room: int) -> str:
    """What stands at the right of its row; the point to come is cut where it is wider than `room`, the time is not."""
    progress = f"{view.reached}/{len(view.points)}"
    match view.status:
        case RoundStatus.RUNNING:
            coming = next((name(point.point) for point in view.points if point.point.id == view.next), "")
            ahead = _("next: {point}", point=coming) if coming else _("Enter ends it")
            clock = countdown(view, now)
            return f"{progress}  {cut(ahead, max(room - width_of(progress + clock) - 4, 0))}  {clock}"
        case RoundStatus.MISSED | RoundStatus.UNKNOWN:
            return _("why? F4")
        case RoundStatus.EXPLAINED:
            return view.reason
        case RoundStatus.DONE | RoundStatus.DONE_LATE:
            return " ".join([*_brief(view.found), progress, name(view.walker)])
        case RoundStatus.AHEAD if view.hidden:
            return _("at a random time")
    return countdown(view, now)


def title_tone(view: RoundView) -> str:
    return "bad" if view.found else ""


_BRIEF = {
    Finding.TOO_FAST: N_("too fast"),
    Finding.TOO_SLOW: N_("too slow"),
    Finding.WRONG_ORDER: N_("out of order"),
    Finding.LEFT_OUT: N_("points left out"),
    Finding.AGAIN_TOO_SOON: N_("point twice"),
    Finding.STARTED_TWICE: N_("begun twice"),
}


def _brief(found: Iterable[FoundView]) -> list[str]:
    return [_(word) for word in dict.fromkeys(_BRIEF[one.finding] for one in found)]


def whole_round(view: RoundView, day: date, now: datetime, width: int) -> list[Line]:
    """Everything that is known of it, for the pane beside the list and for the details."""
    lines: list[Line] = [*_head(view, day, now, width)]
    lines += [(), ((_("Points"), "heading"),)]
    lines += [_point_line(view, point, day) for point in view.points]
    if view.history:
        lines += [(), ((_("History"), "heading"),)]
        for act in view.history:
            lines += _wrapped(act_words(act, day), width, "old" if act.undone or act.void else "")
    return lines


def brief_round(view: RoundView, day: date, now: datetime, width: int) -> list[Line]:
    """The same in few rows, for a narrow screen: what it is, and its points in one run of words."""
    lines = [*_head(view, day, now, width)]
    points = "  ".join(_point_words(view, point, day) for point in view.points)
    return [*lines, *_wrapped(points, width)]


def _head(view: RoundView, day: date, now: datetime, width: int) -> Iterator[Line]:
    yield from _wrapped(titled(view, day), width, "strong")
    words = [status_word(view), countdown(view, now)]
    if view.was is not None:
        words[0] = f"{_(ROUND_STATUS[view.was])} {glyphs().dot} {status_word(view)}"
    if view.began is not None:
        over = short_time(view.ended, day) if view.ended is not None else ""
        words.append(f"{short_time(view.began, day)} {glyphs().arrow} {over}".strip())
    words.append(name(view.walker) or names(view.posts))
    yield from _wrapped("  ".join(word for word in words if word), width, _PANE.get(TONE[view.status], ""))
    if view.reason:
        yield from _wrapped(_("Reason: {reason}", reason=view.reason), width)
    for found in view.found:
        yield from _wrapped(finding(found), width, "bad")
    if view.status is RoundStatus.UNKNOWN:
        words_ = _("No terminal was on all the while: record it with Ctrl+T, or say why with F4.")
        yield from _wrapped(words_, width, "soft")


_PANE = {"good": "good", "due": "due", "bad": "bad", "late": "bad", "soft": "soft", "mine": "strong"}


def _point_line(view: RoundView, point: PointView, day: date) -> Line:
    mark = glyphs().cursor if point.point.id == view.next else " "
    at = short_time(point.reached, day) if point.reached is not None else "--:--"
    more = f" x{point.times}" if point.times > 1 else ""
    said = f"  {_(EVIDENCE[point.evidence])}" if point.evidence else ""
    tone = "good" if point.evidence == READER else "soft"
    return ((f"{mark} {at}  ", "soft"), (f"{name(point.point)}{more}", "" if point.reached else "soft"), (said, tone))


def _point_words(view: RoundView, point: PointView, day: date) -> str:
    mark = glyphs().cursor if point.point.id == view.next else ""
    at = f" {short_time(point.reached, day)}" if point.reached is not None else ""
    return f"{mark}{name(point.point)}{at}"


def act_words(act: Act, day: date) -> str:
    """One line of the history."""
    note = _(EVIDENCE[act.note]) if act.note in EVIDENCE else act.note
    parts = [clock_time(act.happened), _(_ACTS.get(act.kind, "")) or act.kind, name(act.by), note]
    if act.behalf is not None:
        parts.append(_("for {name}", name=name(act.behalf)))
    if act.late_entry:
        parts.append(_("late entry {time}", time=short_time(act.recorded, day)))
    return " ".join(part for part in (*parts, *from_paper(act)) if part)


def _wrapped(words: str, width: int, tone: str = "") -> Sequence[Line]:
    return [((line, tone),) for line in wrap(words, width)]
