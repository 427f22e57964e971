"""What the wall board tells: one list of rows under each heading, the most pressing headings first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.meals.views import out_now
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import rounds
from dutytui.rules.roll_call.views import CallStatus, calls
from dutytui.rules.timers import Urgency, timers
from dutytui.rules.views import BoardView, EntryStatus, EntryView, PhaseStatus
from dutytui.screens.entry_text import due_briefly, name
from dutytui.screens.item_text import names, title
from dutytui.screens.meals.words import TONE, countdown, full_name
from dutytui.session import Session
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.labels import PHASE_STATUS, duration, short_time
from dutytui.texts.timers import clock, timer

_TONE = {Urgency.CALM: "", Urgency.RUNNING: "due", Urgency.LATE: "late"}
_ROUNDS = 8
"""How many of the rounds to come are told."""
_CALLING = frozenset({CallStatus.CALLING, CallStatus.LATE, CallStatus.HELD, CallStatus.DISPUTED})
_ROUND_WORDS = {
    RoundStatus.LATE: N_("Round late: {title}"),
    RoundStatus.MISSED: N_("Round missed: {title}"),
    RoundStatus.UNKNOWN: N_("Round unknown: {title}"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One row: words, and at the right how long or by when. tone: of `RowList`."""

    words: str
    right: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Told, ...]


def sections(session: Session, board: BoardView) -> list[Section]:
    """Those that have something to tell."""
    found = [
        Section(_("Now"), tuple(_phases(board))),
        Section(_("Timers"), tuple(_timers(session))),
        Section(_("Not ready yet"), tuple(_silent(session))),
        Section(_("Out for a meal"), tuple(_out(session))),
        Section(_("Late"), tuple(_late(session, board))),
        Section(_("Urgent entries"), tuple(_urgent(board))),
    ]
    return [section for section in found if section.rows]


def further_sections(session: Session, board: BoardView) -> list[Section]:
    """What a large board has room for beside: what is due, what comes next, entries that are not urgent."""
    found = [
        Section(_("To do now"), tuple(Told(title(item), short_time(item.due, board.day)) for item in board.due)),
        Section(_("Coming next"), tuple(_ahead(board))),
        Section(_("Rounds to come"), tuple(_rounds_ahead(session, board))),
        Section(_("Open entries"), tuple(_entry(entry, board) for entry in board.entries if _is_calm(entry))),
    ]
    return [section for section in found if section.rows]


def _ahead(board: BoardView) -> Iterable[Told]:
    for phase in board.phases:
        if phase.status is PhaseStatus.AHEAD and board.now < phase.starts:
            yield Told(pick(phase.title), short_time(phase.starts, board.day))


def _rounds_ahead(session: Session, board: BoardView) -> Iterable[Told]:
    ahead = (one for one in rounds(session.look()).rounds if one.status is RoundStatus.AHEAD and not one.hidden)
    for one in islice(ahead, _ROUNDS):
        yield Told(pick(one.title), short_time(one.begins, board.day))


def _is_calm(entry: EntryView) -> bool:
    return entry.status is EntryStatus.OPEN and not entry.rank and not entry.overdue


def _phases(board: BoardView) -> Iterable[Told]:
    running = [phase for phase in board.phases if phase.id in board.current]
    for phase in running:
        until = short_time(phase.ends, board.day)
        progress = f"{phase.done}/{phase.total}" if phase.total else ""
        words = f"{pick(phase.title)}  {_(PHASE_STATUS[phase.status])} {progress}".rstrip()
        yield Told(words, _("runs until {time}", time=until), "late" if phase.status is PhaseStatus.LATE else "due")
    if board.closed_day:
        yield Told(_("The mall is closed today"))
    elif not running:
        yield Told(_("No phase is running"))


def _timers(session: Session) -> Iterable[Told]:
    look = session.look()
    for one in timers(look):
        if one.code == "meal_out":
            continue  # each of them has a row of their own
        yield Told(timer(one), clock(one, look.now, seconds=True), _TONE[one.urgency])


def _silent(session: Session) -> Iterable[Told]:
    for call in calls(session.look()):
        if call.status in _CALLING and (call.silent or call.unready):
            yield Told(names((*call.silent, *call.unready)), pick(call.title), "due")


def _out(session: Session) -> Iterable[Told]:
    look = session.look()
    for eater in out_now(look):
        words = _("at once with {names}", names=_(", ").join(eater.clashes)) if eater.clashes else ""
        tone = "late" if eater.clashes else TONE[eater.status]
        yield Told(f"{full_name(eater)}  {words}".rstrip(), countdown(eater, look.now), tone)


def _late(session: Session, board: BoardView) -> Iterable[Told]:
    """Entries first, which are fewer and graver than items; then rounds; items, the latest first."""
    for entry in board.entries:
        if entry.overdue:
            yield _entry(entry, board)
    for one in rounds(session.look()).rounds:
        if one.status in _ROUND_WORDS:
            words = _(_ROUND_WORDS[one.status], title=pick(one.title))
            yield Told(words, short_time(one.begins, board.day), "late")
    for item in sorted(board.late, key=lambda item: -item.late_by):
        yield Told(title(item), duration(item.late_by), "late")


def _urgent(board: BoardView) -> Iterable[Told]:
    for entry in board.entries:
        if entry.rank and not entry.overdue and entry.status is EntryStatus.OPEN:
            yield _entry(entry, board)


def _entry(entry: EntryView, board: BoardView) -> Told:
    parts = (_("No. {number}", number=entry.number), name(entry.place), name(entry.kind), entry.text)
    tone = "late" if entry.overdue else "" if _is_calm(entry) else "due"
    return Told(" ".join(part for part in parts if part), due_briefly(entry, board.now), tone)
