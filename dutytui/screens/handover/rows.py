"""The rows of the handover's list: its three steps, or, while there is none, what can be done and what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dutytui.rules.evidence.views import RootView
from dutytui.rules.handover.matters import ArticleView, MatterView
from dutytui.rules.handover.views import DutyView, HandoverView, SaidView, SignatureView
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.entry_text import due_briefly, name
from dutytui.screens.handover.words import STATUS_TONE, count_words, duty_words, matter_words, signature_words
from dutytui.screens.root_text import root_words
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import short_time
from dutytui.texts.records import HANDOVER_STATUS
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ShowingRows

TAKE, BEGIN, SINCE, GIVING, RECEIVING = "take", "begin", "since", "giving", "receiving"
SETTLE, ARTICLE, MATTER, OVER = "settle ", "article ", "matter ", "over "


@dataclass(frozen=True, slots=True)
class Row:
    """status: the short word at the left; right gives way first. fixed: a heading or a note, which nothing acts on."""

    key: str
    main: str
    status: str = ""
    tone: str = ""
    main_tone: str = ""
    right: str = ""
    right_tone: str = "soft"
    fixed: bool = False
    done: bool = False


class HandoverRows(ShowingRows[Row]):
    """Rows in the order given."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(rows, [row.key for row in rows], frozenset(n for n, row in enumerate(rows) if row.fixed))
        self._status = max((width_of(row.status) for row in rows), default=0)

    def to_do(self, after: str) -> str:
        """Key of the first row at or behind `after` that is left to do, else of the first of all, "" for none."""
        start = self.find(after) or 0
        ahead = [*self._contents[start:], *self._contents[:start]]
        return next((row.key for row in ahead if not row.fixed and not row.done), "")

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if row.fixed:
            return ((cut(row.main, width), row.main_tone or "heading"),)
        left = ((f"  {pad(row.status, self._status)}  ", row.tone),) if self._status else (("  ", ""),)
        room = width - (self._status + 4 if self._status else 2)
        if not row.right:
            return (*left, (cut(row.main, room), row.main_tone))
        # The main words keep two thirds of the room when both are long.
        beside = min(width_of(row.right), max(room // 3, room - 2 - width_of(row.main)))
        main = pad(row.main, room - beside - 2) + "  "
        return (*left, (main, row.main_tone), (pad(row.right, beside, "right"), row.right_tone))


def heading(key: str, words: str, tone: str = "heading") -> Row:
    return Row(f"#{key}", words, main_tone=tone, fixed=True)


def steps(shown: HandoverView, now: datetime) -> Iterator[Row]:
    """A handover that goes on: articles, matters, signatures."""
    for number, refusal in enumerate(shown.refusals):
        yield heading(f"refusal {number}", _refused(refusal, shown.day), "bad")
    total = len(shown.articles)
    yield heading("articles", _("1 Articles {done}/{total}", done=shown.counted, total=total))
    if not total:
        yield heading("no articles", "  " + _("Nothing is counted here."), "soft")
    yield from (_article(one) for one in shown.articles)
    yield heading("matters", _matters_heading(shown))
    if not shown.matters:
        yield heading("no matters", "  " + _("Nothing is open: there is nothing to acknowledge."), "soft")
    for matter in shown.matters:
        yield _matter(matter, now)
        if matter.plan:
            yield heading(f"plan {matter.id}", "      " + _plan(matter), "mine")
    signed = sum(one is not None for one in (shown.given, shown.received))
    yield heading("signatures", _("3 Signatures {done}/2", done=signed))
    yield _signature(GIVING, _("Giver"), shown.given, name(shown.giver), shown)
    receiver = name(shown.receiver) or name(shown.acknowledging)
    yield _signature(RECEIVING, _("Receiver"), shown.received, receiver, shown)


def root_row(root: RootView | None, day: date) -> list[Row]:
    """What both can compare with another terminal, and tomorrow with what was noted today."""
    return [] if root is None else [heading("root", root_words(root, day), "soft")]


def _matters_heading(shown: HandoverView) -> str:
    done, total = shown.acknowledged, len(shown.matters)
    if shown.acknowledging is None or not total:
        return _("2 Matters {total}", total=total)
    who = name(shown.acknowledging)
    return _("2 Matters {done}/{total}, acknowledged by {name}", done=done, total=total, name=who)


def _article(one: ArticleView) -> Row:
    if one.disputed:
        status, tone = _("disputed"), "bad"
    elif one.counted is None:
        status, tone = _("to count"), "due"
    else:
        status, tone = _("counted"), "good" if one.counted == one.expected else "late"
    right = _(", ").join(part for part in (count_words(one), one.reason) if part)
    right_tone = "late" if one.counted is not None and one.counted != one.expected else "soft"
    return Row(ARTICLE + one.id, pick(one.title), status, tone, right=right, right_tone=right_tone, done=one.settled)


def _matter(one: MatterView, now: datetime) -> Row:
    if one.done:
        status, tone = _("understood"), "good"
    elif one.reads_back:
        status, tone = _("say back"), "late"
    else:
        status, tone = _("open"), "due"
    words = matter_words(one)
    if one.severity is not None and one.rank:
        words = f"{name(one.severity)} {words}"
    due = due_briefly(one.entry, now) if one.entry else ""
    right = " ".join(part for part in (due, name(one.owner)) if part)
    late = one.entry is not None and one.entry.overdue
    return Row(
        MATTER + one.id,
        words,
        status,
        tone,
        "strong" if one.rank else "",
        right,
        "late" if late else "soft",
        done=one.done,
    )


def _plan(one: MatterView) -> str:
    if one.before:
        return _("said at the handover before: {plan}", plan=one.plan)
    return _("plan: {plan}", plan=one.plan)


def _signature(key: str, side: str, signed: SignatureView | None, expected: str, shown: HandoverView) -> Row:
    if signed is None:
        return Row(key, side, _("to sign"), "due", right=expected)
    return Row(key, side, _("signed"), "good", right=signature_words(signed, shown.day), done=True)


def idle(duty: DutyView, day: date) -> Iterator[Row]:
    """What can be done while no handover goes on."""
    if not duty.kept:
        yield heading("no file", "  " + _("checklists/handover.yaml names the posts that hold it: holders"), "soft")
        return
    if duty.disputed:
        yield heading("duty", duty_words(duty, day), "late")
        yield heading("dispute", "  " + _("Two terminals that were apart differ. Say which of them holds it:"), "soft")
        for one in duty.people:
            yield Row(SETTLE + one.id, _("{name} holds the duty", name=name(one)), _("Enter"), "due")
        return
    if duty.holder is None or duty.yesterday:
        posts = _(", ").join(name(one) for one in duty.posts)
        yield Row(TAKE, _("Take the duty"), _("Enter"), "due", "strong", right="" if duty.may else posts)
    if duty.holder is not None:
        right = "" if duty.mine else name(duty.holder)
        yield Row(BEGIN, _("Hand the duty over"), _("Enter"), "due", "strong", right=right)


def looking_back(over: Sequence[HandoverView], person: str) -> Iterator[Row]:
    """What one may look at: since when one was away, and the handovers of the day."""
    if person:
        yield heading("back", _("Look back"))
        yield Row(SINCE, _("Since I last held the duty"), _("Enter"), "soft")
    if over:
        yield heading("over", _("Handovers of this day {count}", count=len(over)))
    for one in over:
        main = _("{giver} to {receiver}", giver=name(one.giver), receiver=name(one.receiver) or "-")
        said = one.withdrawn.reason if one.withdrawn else pick(one.shift)
        when = short_time(one.received.at if one.received else one.begun, one.day)
        right = " ".join(part for part in (said, when) if part)
        yield Row(OVER + one.subject, main, _(HANDOVER_STATUS[one.status]), STATUS_TONE[one.status], right=right)


def others(running: Sequence[HandoverView]) -> Iterator[Row]:
    """Handovers that were begun at another terminal while it was apart."""
    if running:
        yield heading("others", _("Begun apart: withdraw what is not needed (F5)"), "late")
    for one in running:
        main = _("{giver}, begun at {time}", giver=name(one.giver), time=short_time(one.begun, one.day))
        yield Row(OVER + one.subject, main, _(HANDOVER_STATUS[one.status]), STATUS_TONE[one.status])


def _refused(said: SaidView, day: date) -> str:
    values = {"name": name(said.by), "time": short_time(said.at, day), "reason": said.reason}
    return _("Refused by {name} at {time}: {reason}", **values)
