"""``dutytui join SHARE DIR``: a new terminal. Interrupted, the rest comes when it or the desk runs again."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits, language
from dutytui.cli.output import complain, say
from dutytui.cli.sharing import carry, exchange_of
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.exchange import Exchange
    from dutytui.store.local import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("share", metavar=_("SHARE"), help=_("the shared folder of the mall"))
    parser.add_argument("folder", metavar=_("DIR"), help=_("the mall folder to make on this machine's own disk"))
    parser.add_argument(
        "--name", default="desk", metavar=_("NAME"), help=_("what this terminal's journals are called: till, office …")
    )


def run(arguments: argparse.Namespace) -> int:
    share, mall = Path(arguments.share).expanduser().absolute(), Path(arguments.folder).expanduser().absolute()
    language.speak(arguments.lang, None, os.environ)
    if mall == share or share in mall.parents:
        words = _("The mall folder must stand on this machine's own disk, not in the share: {folder}", folder=mall)
        raise Stop(exits.USAGE, words)
    try:
        exchange = _prepared(share, mall, arguments.name)
    except OSError as error:
        words = _("{folder} can't be made: {reason}", folder=mall, reason=os_words(error))
        raise Stop(exits.NOT_SAVED, words) from error
    return _take_over(exchange, mall)


def _prepared(share: Path, mall: Path, wanted: str) -> Exchange:
    """The mall folder with its procedures, settings and name, made as far as it is not yet."""
    from dutytui.exchange import SHARE, SHARE_ID, WRITER
    from dutytui.store.disk import Disk
    from dutytui.store.keys import own_key
    from dutytui.store.local import Local
    from dutytui.store.sync.connecting import CannotConnect, free_name, look_at
    from dutytui.store.transport.folder import Folder
    from dutytui.store.transport.share import CHECKLISTS, copy_procedures
    from dutytui.texts.sharing import cannot

    disk = Disk()
    try:
        about = look_at(share, disk)
    except CannotConnect as reason:
        raise Stop(exits.PROBLEMS, cannot(reason.code, reason.values)) from reason
    known = _settings_of(mall) if (mall / CHECKLISTS).is_dir() else None
    if known is not None and known.get(SHARE_ID) != about.share:
        raise Stop(exits.USAGE, _("{folder} is a mall folder already: take a new one", folder=mall))
    mall.mkdir(parents=True, exist_ok=True)
    exchange, settings = exchange_of(mall)
    if not settings.get(WRITER):
        name = free_name(Folder(share, disk=disk), wanted, own_key(disk, Local(mall).data).key.public)
        if name is None:
            raise Stop(exits.USAGE, _("--name: 2 to 24 small letters, digits and hyphens"))
        _set(settings, WRITER, name)
    _set(settings, SHARE_ID, about.share)
    _set(settings, SHARE, str(share))
    copy_procedures(disk, share / CHECKLISTS, mall / CHECKLISTS)
    (mall / "logs").mkdir(exist_ok=True)
    _hold(mall, about.mall)
    say(_("This terminal writes as {name}", name=settings.get(WRITER)))
    return exchange


def _take_over(exchange: Exchange, mall: Path) -> int:
    try:
        left = carry(exchange, _("Taking over"), lambda sharing: sharing.to_come)
    except KeyboardInterrupt:
        complain(_("Interrupted. The rest comes when the desk is opened, or with the same command again"))
        return exits.INTERRUPTED
    finally:
        exchange.close()
    if left:
        complain(
            n_(
                "{count} record is still to come: it comes when the desk is opened",
                "{count} records are still to come: they come when the desk is opened",
                left,
            )
        )
    say(_("Made the mall folder {folder}", folder=mall))
    say(_("Open it: dutytui --mall {folder}", folder=mall))
    _how_to_be_let_in(mall)
    return exits.OK


def _hold(mall: Path, founding: str) -> None:
    """The roster that the share names holds here before anything has come: another one that comes first does not."""
    from dutytui.store.local import Local
    from dutytui.store.roster_note import Noted, RosterNote

    note = RosterNote(Local(mall))
    if founding and not note.load().held:
        error = note.save(Noted(founding))
        if error is not None:
            raise error


def _how_to_be_let_in(mall: Path) -> None:
    """Where there is a roster somebody must compare this terminal's fingerprint."""
    from dutytui.rules.roster.fingerprints import fingerprint
    from dutytui.store.disk import Disk
    from dutytui.store.keys import own_key
    from dutytui.store.local import Local
    from dutytui.store.roster_note import RosterNote

    local = Local(mall)
    if not RosterNote(local).load().held:
        return
    say(
        _(
            "Fingerprint of this terminal: {fingerprint}",
            fingerprint=fingerprint(own_key(Disk(), local.data).key.public).upper(),
        )
    )
    say(_("Once it has been opened somebody who may lets it in at another terminal (F10, Terminals), comparing this"))


def _settings_of(mall: Path) -> Settings:
    from dutytui.store.local import Local, Settings

    return Settings(Local(mall))


def _set(settings: Settings, name: str, value: str) -> None:
    error = settings.set(name, value)
    if error is not None:
        raise error
