"""What came of a command, in words: the same on every screen and in every dialog."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.refusal import Refusal
from dutytui.session import NotSaved, Outcome, Saved, Session
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time
from dutytui.texts.refusals import disk_error, refused


def worded(outcome: Outcome, now: datetime) -> tuple[str, str]:
    """(text, kind of message: saved, refused or error). *Saved* is said only of what the disk has."""
    if isinstance(outcome, Refusal):
        return refused(outcome), "refused"
    if isinstance(outcome, NotSaved):
        return disk_error(outcome.reason), "error"
    return _("Saved {time}", time=clock_time(now)), "saved"


def numbered(saved: Saved, session: Session) -> str:
    """``Saved as no. 12 at 08:22:05``, of a log entry; one that does not count has no number."""
    event, now = saved.events[0], session.now()
    entry = session.entry(event.day, event.on)
    if entry is None:
        return worded(saved, now)[0]
    return _("Saved as no. {number} at {time}", number=entry.number, time=clock_time(now))


def with_doubt(text: str, kind: str, shut_out: bool) -> tuple[str, str]:
    """What is told as saved at a terminal that was shut out: it is taken down as before, and nobody may take that for
    done."""
    if kind != "saved" or not shut_out:
        return text, kind
    return _("Void, this terminal was shut out. {words}", words=text), "refused"
