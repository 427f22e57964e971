"""``dutytui backup DEST``: a whole copy of the mall folder as one file, made while desks are open, and proven."""

from __future__ import annotations

import argparse
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import chosen
from dutytui.cli.output import complain, emit, plain, say
from dutytui.cli.parser import with_json
from dutytui.cli.progress import Bar
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_

if TYPE_CHECKING:
    from dutytui.keeping.backup import Made

_MEGABYTE = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("DEST"), help=_("a folder that is there, or a file ending in .zip"))
    parser.add_argument(
        "--with-keys", action="store_true", help=_("this terminal's key as well: keep the file as you would the key")
    )
    parser.add_argument(
        "--keep", type=_count, metavar=_("COUNT"), help=_("remove older backups of this mall there, but for so many")
    )
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from dutytui.clock import SystemClock
    from dutytui.keeping.backup import backup, prune, target_in
    from dutytui.store.disk import Disk
    from dutytui.store.local import data_of
    from dutytui.store.packed import UnfitError
    from dutytui.texts.keeping import unfit
    from dutytui.texts.unwritable import unwritable

    mall, disk = chosen(arguments), Disk()
    typed = Path(arguments.target).expanduser()
    if not (mall / "checklists").is_dir():
        raise Stop(exits.USAGE, _("{folder} is no mall folder: it has no checklists", folder=mall))
    now = SystemClock(UTC).now()
    target = typed if typed.suffix == ".zip" else target_in(disk, typed, mall, now.astimezone())
    _ask_target(target, mall)
    if arguments.with_keys:
        complain(_("Whoever has this file can be this terminal. Keep it as you would keep a key"))
    bar = Bar(_("Backing up"))
    moment = now.isoformat(timespec="seconds")
    try:
        made = backup(disk, mall, data_of(mall), target, moment, with_keys=arguments.with_keys, progress=bar.show)
        bar.end()
        if arguments.keep:
            made.removed = prune(disk, target, mall, arguments.keep)
    except FileExistsError as error:
        words = _("{path} is there already: nothing is written over it", path=target)
        raise Stop(exits.PROBLEMS, words) from error
    except UnfitError as error:
        words = _("What was written to {folder} does not come back as it was: {reason}. The backup was removed", folder=target.parent, reason=plain(unfit(error.code, error.member)))  # fmt: skip  # noqa: E501
        raise Stop(exits.NOT_SAVED, words) from error
    except OSError as error:
        raise Stop(exits.NOT_SAVED, unwritable(target, error)) from error
    _tell(arguments, made)
    return exits.OK


def _ask_target(target: Path, mall: Path) -> None:
    """The folder must be there: a drive that is not plugged in must not be taken for an empty folder."""
    if not target.parent.is_dir():
        words = _("There is no folder {folder}: plug the drive in, or make the folder first", folder=target.parent)
        raise Stop(exits.USAGE, words)
    for inside in ("logs", "checklists"):
        if target.resolve().is_relative_to((mall / inside).resolve()):
            words = _("{folder} belongs to the mall folder itself. Give another place", folder=target.parent)
            raise Stop(exits.USAGE, words)


def _tell(arguments: argparse.Namespace, made: Made) -> None:
    if arguments.json:
        data = {"schema": 1, "path": str(made.path), "files": made.files, "bytes": made.size}
        left_out, removed = [str(path) for path in made.left_out], [str(path) for path in made.removed]
        emit({**data, "with_keys": arguments.with_keys, "left_out": left_out, "removed": removed})
        return
    for path in made.left_out:
        complain(plain(_("Left out, since its name can't be carried over: {path}", path=path)))
    for path in made.removed:
        say(_("Removed the older backup {path}", path=path))
    size = f"{made.size / _MEGABYTE:,.1f}"
    words = n_(
        "{path}: {count} file, {size} MB, read back and proven",
        "{path}: {count} files, {size} MB, read back and proven",
        made.files,
        path=made.path,
        size=size,
    )
    say(words)


def _count(typed: str) -> int:
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(_("{typed} is no number from 1 up", typed=plain(typed)))
    return int(typed)
