"""``dutytui restore FILE [DIR]``: a backup is proven, and put into an empty folder; with ``--verify`` only proven."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.output import complain, emit, plain, say
from dutytui.cli.parser import with_json
from dutytui.cli.progress import Bar
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.keeping.restore import Backup
    from dutytui.store.disk import Disk
    from dutytui.verify.whole import Report

_MEGABYTE = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("what dutytui backup has made"))
    parser.add_argument("folder", nargs="?", metavar=_("DIR"), help=_("an empty folder, or one that is not there yet"))
    parser.add_argument("--verify", action="store_true", help=_("only prove that it is whole; nothing is written"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 where something is wrong with the records in it: they are restored as they were."""
    from dutytui.store.disk import Disk
    from dutytui.store.packed import UnfitError
    from dutytui.texts.keeping import unfit

    if bool(arguments.folder) == arguments.verify:
        raise Stop(exits.USAGE, _("Name the folder to restore into, or --verify to look only"))
    disk, path = Disk(), Path(arguments.file).expanduser()
    try:
        backup, report = _proven(disk, path)
        if arguments.folder:
            _restore(disk, backup, Path(arguments.folder).expanduser())
    except UnfitError as error:
        reason = plain(unfit(error.code, error.member))
        raise Stop(exits.PROBLEMS, _("{path} can't be restored: {reason}", path=path, reason=reason)) from error
    except FileNotFoundError as error:
        raise Stop(exits.USAGE, _("There is no file {path}", path=error.filename or path)) from error
    except OSError as error:
        raise Stop(exits.NOT_SAVED, _("The disk said: {reason}", reason=os_words(error))) from error
    _tell(arguments, backup, report)
    return exits.PROBLEMS if report.wrong else exits.OK


def _proven(disk: Disk, path: Path) -> tuple[Backup, Report]:
    from dutytui.keeping.restore import open_backup, prove

    backup = open_backup(disk, path)
    bar = Bar(_("Proving"))
    report = prove(disk, backup, bar.show)
    bar.end()
    return backup, report


def _restore(disk: Disk, backup: Backup, folder: Path) -> None:
    from dutytui.keeping.restore import restore
    from dutytui.store.local import Local, data_of

    if not folder.parent.is_dir():
        words = _("There is no folder {folder}. Make it first, or give another place", folder=folder.parent)
        raise Stop(exits.USAGE, words)
    if (folder.exists() and not folder.is_dir()) or (folder.is_dir() and any(folder.iterdir())):
        raise Stop(exits.PROBLEMS, _("{folder} is not empty: nothing was restored. Give an empty one", folder=folder))
    free = shutil.disk_usage(folder.parent).free
    if free < backup.size:
        wanted, there = f"{backup.size / _MEGABYTE:,.0f}", f"{free / _MEGABYTE:,.0f}"
        words = _("{folder} has room for {there} MB, and {wanted} MB are needed", folder=folder, there=there, wanted=wanted)  # fmt: skip  # noqa: E501
        raise Stop(exits.NOT_SAVED, words)
    known = data_of(folder)
    local = None if known.exists() and any(known.iterdir()) else Local(folder).data
    bar = Bar(_("Restoring"))
    restore(disk, backup, folder, local, bar.show)
    bar.end()
    if local is None:
        complain(_("This terminal's own data of {folder} were there already, and stay", folder=folder))


def _tell(arguments: argparse.Namespace, backup: Backup, report: Report) -> None:
    events = sum(chain.events for chain in report.journals)
    if arguments.json:
        data = {"schema": 1, "path": str(backup.path), "made": backup.contents.made, "mall": backup.contents.mall}
        counts = {"files": len(backup.contents.files), "events": events, "days": report.days, "root": report.root}
        findings = [{"code": one.code, "place": one.place, "level": one.level.value} for one in report.findings]
        folder = str(arguments.folder) if arguments.folder else None
        emit({**data, "keys": backup.contents.keys, **counts, "findings": findings, "restored": folder})
        return
    from dutytui.texts.findings import LEVELS, what

    for finding in report.findings:
        complain(plain(f"{finding.place}: {_(LEVELS[finding.level])}: {what(finding)}"))
    say(
        _(
            "{files} files of {mall}, made {made}: each is as it was put in. {events} events of {days} days",
            files=len(backup.contents.files),
            mall=plain(backup.contents.mall),
            made=plain(backup.contents.made),
            events=events,
            days=report.days,
        )
    )
    say(_("Root {short}", short=report.root[:16]))
    if report.wrong:
        say(n_("{count} thing is WRONG", "{count} things are WRONG", report.wrong))
    if not arguments.folder:
        return
    say(_("Made the mall folder {folder}", folder=arguments.folder))
    if backup.contents.keys:
        say(_("The terminal's key is in it: this is that terminal from now on. Let no other go on with it"))
    else:
        say(_("It makes a key of its own at its first start, and goes on under the next free writer name"))
    say(_("Open it: dutytui --mall {folder}", folder=arguments.folder))
