"""``dutytui share``: connect a folder that the terminals share, take it away again, or say how it stands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import chosen, spoken
from dutytui.cli.output import complain, emit, say
from dutytui.cli.parser import with_json
from dutytui.cli.sharing import away_words, carry, exchange_of
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_
from dutytui.texts.os_words import in_words, os_words

if TYPE_CHECKING:
    from dutytui.exchange import Exchange


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar=_("DIR"), nargs="?", help=_("the folder; made where it is not there"))
    parser.add_argument("--off", action="store_true", help=_("share with nobody from now on"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    if arguments.off and arguments.folder:
        raise Stop(exits.USAGE, _("--off takes no folder"))
    mall = chosen(arguments)
    try:
        exchange, settings = exchange_of(mall)
    except OSError as error:
        raise Stop(exits.NOT_SAVED, os_words(error)) from error
    spoken(arguments, settings)
    try:
        if arguments.off:
            return _off(exchange)
        return _connect(exchange, Path(arguments.folder)) if arguments.folder else _tell(exchange, arguments.json)
    finally:
        exchange.close()


def _off(exchange: Exchange) -> int:
    error = exchange.disconnect()
    if error is not None:
        raise Stop(exits.NOT_SAVED, os_words(error))
    say(_("This terminal shares with nobody now. What is recorded is saved here"))
    return exits.OK


def _connect(exchange: Exchange, folder: Path) -> int:
    from dutytui.texts.sharing import cannot

    reason = exchange.connect(folder)
    if reason is not None:
        raise Stop(exits.PROBLEMS, cannot(reason.code, reason.values))
    left = carry(exchange, _("Sharing"), lambda sharing: sharing.waiting + sharing.to_come)
    say(_("Shared folder: {folder}", folder=exchange.folder))
    if left:
        complain(n_("{count} record is still on its way", "{count} records are still on their way", left))
    say(_("A desk that is open takes it up at its next start"))
    say(_("The next terminal: dutytui join {folder} DIR --name NAME", folder=exchange.folder))
    return exits.OK


def _tell(exchange: Exchange, as_data: bool) -> int:
    from dutytui.rules.sharing import Reach, terminals
    from dutytui.screens.terminals.rows import state
    from dutytui.texts.sharing import state_word

    if exchange.folder is None:
        if as_data:
            emit({"share": None})
        else:
            say(_("No share is set. Connect one: dutytui share DIR"))
        return exits.OK
    exchange.beat()
    sharing, now = exchange.sharing, exchange.now().astimezone()
    rows = terminals(sharing)
    if as_data:
        known = [
            {
                "fingerprint": row.fingerprint,
                "name": row.name,
                "own": row.own,
                "last_heard": row.last_heard,
                "behind": row.behind,
                "skew_seconds": row.skew.total_seconds() if row.skew is not None else None,
            }
            for row in rows
        ]
        found = {"share": str(exchange.folder), "reach": sharing.reach.value, "refused": sharing.refused}
        emit({**found, "waiting": sharing.waiting, "to_come": sharing.to_come, "terminals": known})
    else:
        say(f"{exchange.folder}: {state_word(sharing, now)[0]}")
        for row in rows:
            say(f"  {row.fingerprint}  {row.name}  {state(row, now)}")
        if sharing.reach is Reach.AWAY:
            complain(away_words(exchange.folder))
        elif sharing.refused:
            complain(_("The share takes nothing: {reason}", reason=in_words(sharing.refused)))
    return exits.OK if sharing.reach is Reach.HERE and not sharing.refused else exits.PROBLEMS
