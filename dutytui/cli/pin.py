"""Whoever acts from a shell and has a PIN types it there, as at the desk."""

from __future__ import annotations

import getpass
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.labels import clock_time
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk
    from dutytui.session import Session


def prove(desk: Desk) -> None:
    """Ask whoever acts for their PIN, if they have one. Stops where it is wrong, or where there is nobody to ask."""
    from dutytui.identity.pins import NotHereError
    from dutytui.rules.credentials.pins import digits_of

    actor = desk.session.actor
    _may_sit_down(desk.session)
    if not desk.session.proving.locks(actor.person):
        return
    if not sys.stdin.isatty():
        words = _("{name} has a PIN. Without a terminal to type it at, nothing is recorded for them", name=actor.name)
        raise Stop(exits.PROBLEMS, words)
    try:
        typed = digits_of(getpass.getpass(_("{name}: PIN", name=actor.name) + " "))
        attempt = desk.pins.attempt(actor.person)
        if isinstance(attempt, datetime):
            raise Stop(exits.PROBLEMS, _("Next try at {time}.", time=clock_time(attempt)))
        key = attempt.opens(typed)
        if key is None:
            desk.pins.wrong(attempt)
            raise Stop(exits.PROBLEMS, _("Wrong PIN."))
        desk.pins.right(actor.person, key)
    except NotHereError as reason:
        from dutytui.texts.refusals import refused

        raise Stop(exits.PROBLEMS, refused(reason.refusal)) from None
    except OSError as reason:
        words = _("Nobody can try now: this terminal's folder says {reason}", reason=os_words(reason))
        raise Stop(exits.NOT_SAVED, words) from reason
    except (EOFError, KeyboardInterrupt):
        raise Stop(exits.PROBLEMS, _("Nothing was recorded")) from None


def _may_sit_down(session: Session) -> None:
    """Whoever could not sign in at the desk for want of a PIN can't act from a shell either."""
    from dutytui.rules.commands import SignIn

    actor = session.actor
    refusal = session.refuses(SignIn(actor.person, actor.name, actor.post))
    if refusal is not None and refusal.code in {"pin_to_set", "pin_listed_only"}:
        from dutytui.texts.refusals import refused

        raise Stop(exits.PROBLEMS, refused(refusal))
