"""``dutytui archive``: days of past years are packed, a file a year, and stay where they can be read and proven."""

from __future__ import annotations

import argparse
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import chosen
from dutytui.cli.output import complain, emit, plain, say
from dutytui.cli.parser import with_json
from dutytui.cli.progress import Bar
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.keeping.archive import Made, Plan
    from dutytui.store.disk import Disk

_MEGABYTE = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--before",
        metavar=_("YEAR|DAY"),
        help=_("what was recorded before it; without it, before last year. Nothing of last year and this one"),
    )
    what.add_argument("--unpack", type=int, metavar=_("YEAR"), help=_("put the days of a year back as files"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be packed, and do nothing"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 where days were left because they are not proven."""
    from dutytui.store.disk import Disk
    from dutytui.store.local import Local
    from dutytui.store.packed import UnfitError
    from dutytui.texts.keeping import unfit

    mall, disk = chosen(arguments), Disk()
    if not (mall / "logs").is_dir():
        raise Stop(exits.USAGE, _("{folder} holds no journals: name a mall folder or its logs", folder=mall))
    lock = disk.lock(Local(mall).data / "archive.lock")
    if lock is None:
        raise Stop(exits.PROBLEMS, _("Another process is packing or unpacking this mall folder"))
    try:
        if arguments.unpack is not None:
            return _unpack(arguments, disk, mall / "logs")
        return _pack(arguments, disk, mall)
    except UnfitError as error:
        words = _("Nothing more was removed: {reason}", reason=plain(unfit(error.code, error.member)))
        raise Stop(exits.NOT_SAVED, words) from error
    except OSError as error:
        # What was packed and removed so far is whole; the same command goes on from there.
        words = _("The disk said: {reason}. No record is lost; run it again", reason=os_words(error))
        raise Stop(exits.NOT_SAVED, words) from error
    finally:
        lock.release()


def _pack(arguments: argparse.Namespace, disk: Disk, mall: Path) -> int:
    from dutytui.clock import SystemClock
    from dutytui.keeping import archive
    from dutytui.store.local import data_of
    from dutytui.store.remembered import FILE, read
    from dutytui.store.roster_note import held_at
    from dutytui.verify.whole import verify

    now = SystemClock(UTC).now()
    before = _before(arguments.before, archive.latest(now.date()))
    logs = mall / "logs"
    memory = read(data_of(mall) / FILE).heads
    bar = Bar(_("Proving"))
    report = verify(logs, memory=memory, founding=held_at(data_of(mall)), progress=bar.show, disk=disk)
    bar.end()
    wanted = archive.plan(disk, logs, before, report)
    made: list[Made] = []
    if not arguments.dry_run:
        bar = Bar(_("Packing"))
        made = list(archive.pack(disk, logs, wanted, now.isoformat(timespec="seconds"), bar.show))
        bar.end()
    if arguments.json:
        emit(_data(before, wanted, made, arguments.dry_run))
    else:
        _tell(before, wanted, made, arguments.dry_run)
    return exits.PROBLEMS if any(one.wrong for one in wanted.left) else exits.OK


def _unpack(arguments: argparse.Namespace, disk: Disk, logs: Path) -> int:
    from dutytui.keeping.archive import Unpacked, unpack
    from dutytui.store.archived import Archives, year_of

    year = arguments.unpack
    of_year = [one.path for one in Archives(disk).of(logs)[0] if year_of(one.path) == year]
    bar = Bar(_("Unpacking"))
    found = Unpacked(of_year, [], []) if arguments.dry_run else unpack(disk, logs, year, bar.show)
    bar.end()
    code = exits.PROBLEMS if found.aside else exits.OK
    if arguments.json:
        data = {"schema": 1, "year": year, "dry_run": arguments.dry_run}
        paths = {name: [str(path) for path in getattr(found, name)] for name in ("aside", "lacking")}
        emit({**data, "unpacked": [str(path) for path in found.gone], **paths})
        return code
    if not of_year and not found.aside:
        say(_("There is no archive of {year}", year=year))
    for path in found.gone:
        say(_("{path} unpacked", path=path))
    for path in (path for path in of_year if disk.exists(path) and not arguments.dry_run):
        say(_("{path} stays: days hold other files than it does", path=path))
    for path in found.aside:
        complain(
            _("An archive was damaged. What is whole of it stands as files again; it lies aside: {path}", path=path)
        )
    if found.aside:
        say(
            _(
                "What lacks comes from the share by itself when a desk with one is opened next. Without a share: put "
                "the archive of a back-up in its place. Then: dutytui verify"
            )
        )
    return code


def _before(typed: str | None, latest: date) -> date:
    if typed is None:
        return latest
    try:
        before = date(int(typed), 1, 1) if typed.isdecimal() else date.fromisoformat(typed)
    except ValueError:
        words = _("{typed} is no year and no day: write 2024, or 2024-07-01", typed=plain(typed))
        raise Stop(exits.USAGE, words) from None
    if before > latest:
        words = _(
            "This year and the last one stay as they are: nothing from {day} on can be packed", day=latest.isoformat()
        )
        raise Stop(exits.USAGE, words)
    return before


def _tell(before: date, wanted: Plan, made: list[Made], dry: bool) -> None:
    for one in wanted.left:
        if one.wrong:
            complain(_("{day} stays: it is not proven. See dutytui verify", day=one.day.isoformat()))
    going_on = sum(not one.wrong for one in wanted.left)
    if going_on:
        words = n_(
            "{count} file stays, since its journal may go on from it",
            "{count} files stay, since their journals may go on from them",
            going_on,
        )
        say(words)
    if not wanted.files:
        say(_("Nothing before {day} is to be packed", day=before.isoformat()))
    elif dry:
        days, files = len(wanted.days), len(wanted.files)
        size = f"{wanted.size / _MEGABYTE:,.1f}"
        say(_("Would pack {days} days, {files} files, {size} MB. Nothing was done", days=days, files=files, size=size))
    for archive in made:
        size, packed = f"{archive.size / _MEGABYTE:,.1f}", f"{archive.packed / _MEGABYTE:,.1f}"
        words = _("{path}: {days} days, {files} files, {size} MB as {packed} MB", path=archive.path, days=archive.days, files=archive.files, size=size, packed=packed)  # fmt: skip  # noqa: E501
        say(words)


def _data(before: date, wanted: Plan, made: list[Made], dry: bool) -> dict[str, Any]:
    return {
        "schema": 1,
        "before": before.isoformat(),
        "dry_run": dry,
        "days": [day.isoformat() for day in wanted.days],
        "files": len(wanted.files),
        "bytes": wanted.size,
        "left": [{"day": one.day.isoformat(), "file": one.file, "why": one.why} for one in wanted.left],
        "archives": [
            {"path": str(one.path), "days": one.days, "files": one.files, "bytes": one.size, "packed": one.packed}
            for one in made
        ],
    }
