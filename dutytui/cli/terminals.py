"""``dutytui terminals``: which terminals are the mall's, and which wait to be let in."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import looked_on
from dutytui.cli.output import emit, say
from dutytui.cli.parser import with_json
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.rules.roster.views import RosterView, TerminalView


def configure(parser: argparse.ArgumentParser) -> None:
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from dutytui.rules.roster.views import roster_view

    with looked_on(arguments) as looker:
        looker.catch_up()
        looker.session.load_open(looker.session.open_before())
        looker.session.judge()
        view = roster_view(looker.session.look(), looker.trust.own)
    if arguments.json:
        emit(_data(view))
    else:
        _tell(view)
    return exits.OK


def _tell(view: RosterView) -> None:
    from dutytui.screens.terminals.roster_words import standing
    from dutytui.widgets.cells import pad, visible, width_of

    if view.begun is None:
        say(_("There is no roster of terminals: the records of every terminal count"))
    word = max((width_of(standing(one)) for one in view.terminals), default=0)
    for one in view.terminals:
        mark = f"  ({_('this terminal')})" if one.own else ""
        say(f"{pad(standing(one), word)}  {one.fingerprint}  {visible(one.name)}{mark}")


def _data(view: RosterView) -> dict[str, Any]:
    return {
        "begun": _moment(view.begun),
        "by": view.by.id if view.by else None,
        "apart": [{"id": an_id, "begun": _moment(at), "by": by.id if by else None} for an_id, at, by in view.others],
        "terminals": [_terminal(one) for one in view.terminals],
    }


def _terminal(one: TerminalView) -> dict[str, Any]:
    return {
        "fingerprint": one.fingerprint,
        "key": one.key,
        "name": one.name,
        "standing": one.standing.value,
        "disputed": one.disputed,
        "this": one.own,
        "presented": _moment(one.since),
        "at": _moment(one.at),
        "by": one.by.id if one.by else None,
        "reason": one.reason or None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
