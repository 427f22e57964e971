"""A row whose steps were all answered, into the records: command by command, as far as the rules and the disk go."""

from __future__ import annotations

from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.paper.commands import KeyIn
from dutytui.rules.paper.keying import POINT, asked_by, command, several
from dutytui.rules.patrols.commands import ReachPoint, StartRound
from dutytui.rules.patrols.rounds import ROUND_PREFIX
from dutytui.rules.refusal import Refusal
from dutytui.screens.paper.sheets import DaySheets
from dutytui.screens.paper.typist import Typist
from dutytui.session import NotSaved, Saved, Session


@dataclass(frozen=True, slots=True)
class Recorded:
    """events: on disk now; stopped: what was said in place of *saved*, None when all of the row is in; step: the one
    that would mend it."""

    events: tuple[Event, ...]
    stopped: Refusal | NotSaved | None = None
    step: str = ""


def record(session: Session, sheets: DaySheets, typist: Typist) -> Recorded:
    """All of the row that is not recorded yet. What is refused takes back nothing of what was saved before it."""
    row, day = typist.row, sheets.day
    assert row is not None and day is not None
    events: list[Event] = []
    while (wanted := command(typist.keying(sheets.reader), sheets.at)) is not None:
        outcome = session.submit(KeyIn(day, wanted, row.number))
        if not isinstance(outcome, Saved):
            return Recorded(tuple(events), outcome, _mending(wanted, outcome))
        events += outcome.events
        if isinstance(wanted, StartRound):
            typist.round = outcome.events[0].on.removeprefix(ROUND_PREFIX)
        if not several(row.kind):
            break
    return Recorded(tuple(events))


def _mending(wanted: object, outcome: Refusal | NotSaved) -> str:
    if isinstance(wanted, ReachPoint):
        return POINT + wanted.point
    return (asked_by(outcome.code) if isinstance(outcome, Refusal) else "") or "at"
