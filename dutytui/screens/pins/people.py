"""People and PINs: one's own, and those of others for whoever manages people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dutytui.rules.commands import Command
from dutytui.rules.credentials.commands import EndCredential, UnlockSignIn
from dutytui.rules.credentials.procedure import PinUse
from dutytui.screens.finder import Finder, Found
from dutytui.screens.item_fields import plain
from dutytui.screens.outcomes import worded
from dutytui.screens.people import Choose
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.conditions import date_words
from dutytui.texts.labels import clock_time
from dutytui.texts.typed import read_date
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_OWN, _LOCK = "own", "lock"
_RESET, _LEAVES, _LET_IN = "reset", "leaves", "let_in"
_REASON, _SINCE = "reason", "since"


def show_people(app: DutyApp) -> None:
    """Oneself first, then everybody listed, each with how it stands."""
    actor, known = app.session.actor, app.session.proving.credentials
    lines = []
    if actor.person:
        own = known.of(actor.person)
        does = _("Change it") if own.key else _("Set one: it signs what only you may say")
        lines.append(Found(_OWN, _("My PIN"), does))
    if app.session.proving.signatory.person:
        lines.append(Found(_LOCK, _("Lock now"), _("Reading goes on; recording asks for the PIN")))
    lines += [Found(f":{one.id}", one.name, _stands(app, one.id)) for one in app.session.people()]
    gone = [one for one in known.people() if all(one != listed.id for listed in app.session.people())]
    lines += [Found(f":{one}", app.session.state.name_said(one) or one, _("no longer listed")) for one in gone]
    app.push_screen(Finder(_("People and PINs"), lines), lambda chosen: _chosen(app, chosen))


def _stands(app: DutyApp, person: str) -> str:
    known = app.session.proving.credentials.of(person)
    until = _waits(app, person)
    if known.left:
        return _("has left")
    if until is not None:
        return _("tried too often, waits until {time}", time=clock_time(until))
    if known.to_set:
        return _("reset: chooses a PIN at the next sign-in")
    return _("has a PIN") if known.key else _("no PIN")


def _waits(app: DutyApp, person: str) -> datetime | None:
    """Until when they may not try at this terminal."""
    try:
        return app.pins.waits_until(person)
    except OSError:
        return None


def _chosen(app: DutyApp, chosen: str | None) -> None:
    if chosen == _LOCK:
        app.guard.lock()
    elif chosen == _OWN:
        _own(app)
    elif chosen:
        _others(app, chosen.removeprefix(":"))


def _own(app: DutyApp) -> None:
    from dutytui.screens.pins.choose import ChangePin, ChoosePin

    actor = app.session.actor
    known = app.session.proving.credentials.of(actor.person)
    if all(one.id != actor.person for one in app.session.people()):
        app.tell(_("Only people listed in people.yaml have a PIN"), "refused")
    elif app.pins.policy.use is PinUse.OFF and not known.keys:
        app.tell(_("This mall uses no PINs. people.yaml turns them on, under pins"), "refused")
    else:
        app.push_screen((ChangePin if known.key else ChoosePin)(actor.person, actor.name))


def _others(app: DutyApp, person: str) -> None:
    no = app.session.refuses(UnlockSignIn(person))
    if no is not None:
        app.tell(*worded(no, app.session.now()))
        return
    name = next((one.name for one in app.session.people() if one.id == person), person)
    left = app.session.proving.credentials.of(person).left
    options = [
        Option(_RESET, _("Let in again, with a new PIN") if left else _("Reset the PIN: a new one is chosen")),
        Option(_LET_IN, _("Tried too often here: may try again at once")),
    ]
    if not left:
        options.append(Option(_LEAVES, _("Has left: signs in no more")))

    def chosen(act: str | None) -> None:
        if act == _LET_IN and not _waits(app, person):
            words = _("{name} need not wait here. Do it at the terminal where they tried too often", name=name)
            app.tell(words, "refused")
        elif act == _LET_IN:
            outcome = app.pins.let_in(person)
            told = _("{name} may try again", name=name), "saved"
            app.tell(*(told if isinstance(outcome, Saved) else worded(outcome, app.session.now())))
        elif act:
            app.push_screen(_end_form(app, person, name, leaves=act == _LEAVES))

    app.push_screen(Choose(name, options), chosen)


def _end_form(app: DutyApp, person: str, name: str, *, leaves: bool) -> StepsForm:
    """A reason, and from which day on what they signed is not trusted any more."""
    today = app.session.now().date()

    def steps(_answers: Answers) -> Sequence[Step]:
        since = _("What they signed from this day on does not count")
        return (
            Step(_REASON, _("Reason"), wanted=_("needed"), must=True),
            Step(_SINCE, since, wanted=_("all of it counts"), wrong=wrong, shown=shown),
        )

    def wrong(typed: str) -> str:
        return "" if not plain(typed) or _day(typed, today) else _("A date is needed, like 11-28, +3 or today")

    def shown(typed: str) -> str:
        found = _day(typed, today)
        return date_words(found.isoformat()) if found else typed

    def command(answers: dict[str, str]) -> Command:
        day = _day(answers.get(_SINCE, ""), today)
        since = datetime.combine(day, time(), app.session.now().tzinfo) if day else None
        return EndCredential(person, answers.get(_REASON, ""), leaves, since)

    def told(_saved: Saved) -> str:
        app.pins.forgive(person)
        if leaves:
            return _("{name} signs in no more", name=name)
        return _("{name} chooses a new PIN at the next sign-in", name=name)

    title = _("{name} has left", name=name) if leaves else _("{name}: reset the PIN", name=name)
    return StepsForm(title, f"end-{'left' if leaves else 'pin'}-{person}", steps, command, told=told)


def _day(typed: str, today: date) -> date | None:
    text = plain(typed)
    return read_date(text, today) if text else None
