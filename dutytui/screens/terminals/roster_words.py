"""Terminals in words: how each stands, and a fingerprint as it is read out."""

from __future__ import annotations

from datetime import date

from dutytui.rules.roster.fingerprints import halves
from dutytui.rules.roster.standing import Standing
from dutytui.rules.roster.views import TerminalView
from dutytui.screens.entry_text import name
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import short_time
from dutytui.widgets.cells import visible, wrap
from dutytui.widgets.rows import Line

STANDING = {
    Standing.WAITING: N_("waits to be let in"),
    Standing.ENROLLED: N_("in the roster"),
    Standing.REVOKED: N_("shut out"),
}
TONE = {Standing.WAITING: "due", Standing.ENROLLED: "good", Standing.REVOKED: "bad"}


def shown_fingerprint(one: TerminalView) -> str:
    """Of one that waits only half: the rest is read at that machine, not here."""
    whole = one.fingerprint.upper()
    if one.own or one.standing is not Standing.WAITING:
        return whole
    shown, typed = halves(whole)
    return f"{shown}-{'-'.join('_' * len(group) for group in typed.split('-'))}"


def standing(one: TerminalView) -> str:
    return _("disputed") if one.disputed else _(STANDING[one.standing])


def terminal_lines(one: TerminalView, day: date, width: int) -> list[Line]:
    """All that is known of one terminal, wrapped."""
    found: list[tuple[str, str]] = [(f"{visible(one.name) or _('without a name')}  {standing(one)}", "strong")]
    if one.since is not None:
        found.append((_("presented itself {when}", when=short_time(one.since, day)), "soft"))
    if one.at is not None:
        values = {"when": short_time(one.at, day), "by": name(one.by)}
        word = (
            _("there when the roster began, {when}, {by}", **values)
            if one.founded
            else _("shut out {when} by {by}", **values)
            if one.standing is Standing.REVOKED
            else _("let in {when} by {by}", **values)
        )
        found.append((word, ""))
    if one.reason:
        found.append((_("because: {reason}", reason=visible(one.reason)), ""))
    if one.disputed:
        found.append((_("One has let it in, another has shut it out. Until you settle it, it is shut out"), "bad"))
    elif one.standing is Standing.WAITING:
        found.append((_("What it records is kept and void. Once it is let in, all of it counts"), "due"))
    return [((line, tone),) for text, tone in found for line in wrap(text, width)]


def large(fingerprint: str) -> str:
    """For reading out: capitals, a space between them, three between groups."""
    return "   ".join(" ".join(group) for group in fingerprint.upper().split("-"))


def half_hidden(fingerprint: str) -> str:
    """The half that is shown, and a place for each letter that the person reads at the other machine."""
    shown, typed = halves(fingerprint)
    return f"{large(shown)}   {large('-'.join('_' * len(group) for group in typed.split('-')))}"
