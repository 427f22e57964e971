"""What came of a command, in words: the same on every screen and in every dialog."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.refusal import Refusal
from dutytui.session import NotSaved, Outcome
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
