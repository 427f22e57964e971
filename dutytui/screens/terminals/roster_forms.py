"""Founding the roster, letting a terminal in, shutting one out: each asks what only a person can know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual.types import CSSPathType
from textual.widgets import Static

from dutytui.rules.commands import Command
from dutytui.rules.roster.commands import BeginRoster, Enrolling, EnrolTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.said import is_read
from dutytui.rules.roster.views import TerminalView
from dutytui.screens.service.steps import Answers, Step, StepsForm
from dutytui.screens.terminals.roster_words import half_hidden, large
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible
from dutytui.widgets.picker import Option

_NAME, _READ, _REASON = "name", "read", "reason"
_IN, _OUT = "in", "out"


class _WithWords(StepsForm):
    """A form with some words between its title and what it asks."""

    CSS_PATH: ClassVar[CSSPathType] = "../service/service.tcss"
    above: Sequence[str] = ()

    def compose_above(self) -> Iterable[Static]:
        for words in self.above:
            yield Static(visible(words), markup=False)


def enrol_form(one: TerminalView, own: str, session: Session) -> StepsForm:
    """The second half of the fingerprint is not on this screen: it must be read at the other machine."""

    def wrong(read: str) -> str:
        return "" if is_read(read, one.key) else _("Not what this key has: read the last two groups once more")

    def steps(_answers: Answers) -> Sequence[Step]:
        return (
            Step(_READ, _("The last two groups there"), wanted="", must=True, wrong=wrong),
            Step(_NAME, _("What this terminal is called here"), wanted=_("like: service desk 1F"), must=True),
        )

    def command(answers: dict[str, str]) -> Command:
        return EnrolTerminal(session.day, own, one.key, answers.get(_NAME, ""), answers.get(_READ, ""))

    def told(saved: Saved) -> str:
        given = str(saved.events[0].data.get("name", one.name))
        return _("{name} is in the roster: all that it recorded counts", name=visible(given))

    form = _WithWords(
        _("Let a terminal in: {name}", name=visible(one.name)),
        f"enrol-{one.fingerprint}",
        steps,
        command,
        {_NAME: one.name},
        told,
    )
    form.above = (
        _("At the other machine: F10, Terminals. Its fingerprint must begin like this; type how it goes on."),
        "",
        half_hidden(one.fingerprint),
        "",
    )
    return form


def revoke_form(one: TerminalView, own: str, session: Session, cut: Mapping[str, tuple[int, str]]) -> StepsForm:
    """cut: what is known here of its journals, which is what still counts."""

    def steps(_answers: Answers) -> Sequence[Step]:
        return (Step(_REASON, _("Why it is shut out"), wanted=_("lost, sold, nobody knows it"), must=True),)

    def command(answers: dict[str, str]) -> Command:
        return RevokeTerminal(session.day, own, one.key, answers.get(_REASON, ""), cut)

    def told(_saved: Saved) -> str:
        return _("{name} is shut out: what it records from now on is void", name=visible(one.name))

    form = _WithWords(
        _("Shut a terminal out: {name}", name=visible(one.name)),
        f"revoke-{one.fingerprint}",
        steps,
        command,
        None,
        told,
    )
    counted = [
        _("{writer} up to event {count}", writer=writer, count=seq) for writer, (seq, _id) in sorted(cut.items())
    ]
    form.above = (
        one.fingerprint.upper(),
        _(
            "What is known here of it still counts: {journals}. Everything later is void, at all terminals.",
            journals=_(", ").join(counted) or _("nothing"),
        ),
        "",
    )
    return form


def found_form(
    own: Enrolling, others: Mapping[str, Sequence[str]], session: Session, hold: Callable[[str], None]
) -> StepsForm:
    """others: the writers of each other key whose journals are here; hold: told the id of the founding."""
    options = (Option(_IN, _("is ours, its records count")), Option(_OUT, _("not ours, its records are void")))

    def steps(_answers: Answers) -> Sequence[Step]:
        asked = [Step(_NAME, _("What this terminal is called"), wanted=_("like: duty office"), must=True)]
        for key, writers in sorted(others.items()):
            label = f"{_(', ').join(writers)}  {fingerprint(key).upper()}"
            asked.append(Step(key, label, options, wanted=_("whose is it?"), must=True))
        return asked

    def command(answers: dict[str, str]) -> Command:
        ours = [Enrolling(key, "", others[key][0]) for key in sorted(others) if answers.get(key) == _IN]
        this = Enrolling(own.key, own.box, answers.get(_NAME, "").strip())
        return BeginRoster(session.day, own.key, (this, *ours))

    def told(saved: Saved) -> str:
        hold(saved.events[0].id)
        return _("The roster is founded: only the records of its terminals count from now on")

    form = _WithWords(_("Found the roster of terminals"), "roster", steps, command, {_NAME: own.name}, told)
    form.above = (
        large(fingerprint(own.key)),
        _("From now on only terminals of the roster count. A new one is let in after its fingerprint was compared."),
        "",
    )
    return form
