"""Connecting a mall folder with a share: made if it is none yet, refused if its journals can't stand beside ours."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from dutytui.store.disk import Disk
from dutytui.store.slots import is_writer_id
from dutytui.store.sync import cards
from dutytui.store.sync.held import Held
from dutytui.store.sync.taking import key_named
from dutytui.store.transport import share
from dutytui.store.transport.folder import Folder


class CannotConnect(Exception):  # noqa: N818 - an answer, not an accident
    """code: ``name_taken`` (writer), ``no_share``, ``not_empty``, ``newer_share``, ``another_roster``,
    ``unreachable`` (reason)."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def connect(folder: Path, mall: Path, key: str, held: str, disk: Disk) -> share.About:
    """See that `folder` is a share that this terminal can use, making it one if it is empty or not there.

    key: this terminal's public one; held: id of the roster that holds here, "" for none. Raises `CannotConnect`;
    nothing was changed then, or a share was half made.
    """
    try:
        if not share.is_share(disk, folder):
            return _made(folder, mall, disk)
        about = share.about(disk, folder)
        if held and about.mall not in ("", held):
            raise CannotConnect("another_roster")
        here = Held(mall / "logs", disk)
        here.look(date.min)
        mine = [writer for writer in here.writers() if here.key(writer) == key]
        for writer, owner in owners(Folder(folder, disk=disk)).items():
            if writer in mine and owner != key:
                raise CannotConnect("name_taken", writer=writer)
    except OSError as error:
        raise _unreachable(error) from error
    return about


def look_at(folder: Path, disk: Disk) -> share.About:
    """The share that must be there already. Raises `CannotConnect`."""
    try:
        if not share.is_share(disk, folder):
            raise CannotConnect("no_share")
        return share.about(disk, folder)
    except OSError as error:
        raise _unreachable(error) from error


def owners(carrier: Folder) -> dict[str, str]:
    """Writer → public key that its journal's first line on the share names, "" if it can't be told. Raises OSError."""
    found: dict[str, str] = {}
    for writer in carrier.heads(date.min):
        first = next(iter(carrier.lines(writer, 0)), None)
        found[writer] = key_named(first.lines[0], writer) if first and first.lines else ""
    return found


def free_name(carrier: Folder, wanted: str, own: str) -> str | None:
    """`wanted` if no other terminal uses it or a name that its further windows would take; else the next like it.

    own: this terminal's public key, whose names are free to it. None if `wanted` can't be a writer's name.
    """
    if not is_writer_id(wanted):
        return None
    used = {writer for writer, key in owners(carrier).items() if key != own}
    for name, content in carrier.cards().items():
        card = cards.read(content, name)
        if card and card.key != own:
            used.add(card.name)
    candidates = [wanted, *(f"{wanted[:20]}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next((name for name in candidates if not _clashes(name, used)), None)


def _clashes(name: str, used: Collection[str]) -> bool:
    """A terminal's second window writes as ``desk-2``, so nobody else may begin with that, nor it with another's."""
    numbered = re.compile(r"-[0-9]{1,2}\Z")
    stems = {numbered.sub("", one) for one in used}
    return name in used or name in stems or numbered.sub("", name) in stems


def _made(folder: Path, mall: Path, disk: Disk) -> share.About:
    if not disk.exists(folder.parent):
        raise CannotConnect("unreachable", reason=str(folder.parent))
    try:
        return share.make(disk, folder, mall / "checklists")
    except OSError as error:
        if error.args[1:] == ("not empty",):
            raise CannotConnect("not_empty") from error
        raise


def _unreachable(error: OSError) -> CannotConnect:
    if error.args[1:2] == ("newer_share",):
        return CannotConnect("newer_share")
    return CannotConnect("unreachable", reason=error.strerror or str(error))
