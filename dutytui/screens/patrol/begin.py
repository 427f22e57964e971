"""The form in which a round is begun in full: when it really was, and who walks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.patrols.commands import StartRound
from dutytui.rules.patrols.views import RoundView
from dutytui.screens.item_fields import found_who, who_options
from dutytui.screens.patrol.words import names, titled
from dutytui.screens.roll_call.forms import Asked, CallForm, Form, Kind, Typed
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _


def begin_form(session: Session, day: date, chosen: RoundView, begun: Callable[[Saved], None]) -> CallForm:
    """chosen: a planned round that nobody has begun. begun: called when it is on disk."""
    options = who_options(session.procedures_of(day), None)

    def command(typed: Typed) -> Command:
        at, who = typed["at"], str(typed["who"] or "")
        found = found_who(who, options)
        behalf = found[0].value if found else who
        return StartRound(day, chosen.route, chosen.key, at if isinstance(at, datetime) else None, behalf)

    said = [_("Walked by: {posts}", posts=names(chosen.posts))]
    asked = (
        Asked("at", _("Time"), Kind.TIME, hint=_("now; or when it began, like 21:30")),
        Asked("who", _("Walked by"), Kind.WORDS),
    )
    title = _("Begin: {round}", round=titled(chosen, day))
    return CallForm(day, Form(f"begin-{chosen.key}".replace("@", "-"), title, said, asked, command), begun)
