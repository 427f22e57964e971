"""What belongs to this terminal and one mall: drafts, settings, and where key, locks and caches stand.

None of it is a record of the mall, none of it goes over the share. Losing a file of it costs somebody a few words; so
nothing here ever stops the desk: reading answers with what is there, writing answers with the error it met.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from dutytui.store.disk import Disk, make_folders, publish, put_lightly
from dutytui.store.notices import Notice

DRAFT_DAMAGED = "draft_damaged"  # file, aside: where what was in it is kept ("" if that failed)
SETTINGS_DAMAGED = "settings_damaged"  # file, aside

_PROGRAM = "dutytui"
_ODD = re.compile(r"[^\w-]+")


class Local:
    """This terminal's folders for the mall in `mall`: `data` is to be kept, `cache` may be deleted at any time.

    Both exist afterwards, readable by their owner only where the system knows of that. DUTYTUI_HOME, if set, holds
    them instead of the system's own places. Raises OSError if `data` can't be made.
    """

    def __init__(self, mall: Path) -> None:
        self.data = data_of(mall)
        self.cache = cache_of(mall)
        _make_private(self.data)
        with contextlib.suppress(OSError):
            _make_private(self.cache)

    @property
    def alerts(self) -> Path:
        """Whom this terminal tells (`AlertFile`); there from the moment it was first set up."""
        return self.data / "alerts.json"


class Drafts:
    """What is being typed, a small JSON file each, so that a crash takes none of it.

    writer: the writer id of this process's journal: two windows of one terminal each have their own drafts, and a
    window that is opened again finds its own. `notices` tells of files that could not be read.
    """

    def __init__(self, local: Local, writer: str = "desk") -> None:
        self.notices: list[Notice] = []
        self._all = local.data / "drafts"
        self._folder = self._all / _safe(writer)

    def move_on(self, writer: str) -> None:
        """This process records under another name from now on, and so does the window that is opened next."""
        before, self._folder = self._folder, self._all / _safe(writer)
        with contextlib.suppress(OSError):  # a draft that stays behind is looked for by nobody, but it is there
            self._folder.mkdir(parents=True, exist_ok=True)
            for file in before.glob("*.json"):
                if not (self._folder / file.name).exists():
                    file.replace(self._folder / file.name)

    def save(self, name: str, value: dict[str, Any]) -> OSError | None:
        """Keep `value` (JSON values) under `name`, durably and all at once. The error if it could not be done."""
        return _write(self._path(name), value)

    def load(self, name: str) -> dict[str, Any] | None:
        """What was kept; None if there is nothing. A damaged file is set aside, not deleted."""
        return _read(self._path(name), DRAFT_DAMAGED, self.notices)

    def drop(self, name: str) -> None:
        """Forget a draft; there may be none. One that can't be removed comes up again, which is harmless."""
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{_safe(name)}.json"


class Settings:
    """This terminal's choices: ``language``, ``theme``, ``safe_width``, ``person`` … Keys of newer versions are kept.

    Read once; a choice holds in this process even when it could not be written. `notices` tells of a damaged file,
    which is set aside: all settings are then the defaults.
    """

    def __init__(self, local: Local) -> None:
        self.notices: list[Notice] = []
        self._path = local.data / "settings.json"
        self._values = _read(self._path, SETTINGS_DAMAGED, self.notices) or {}

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> OSError | None:
        """Choose `value` (a JSON value). The error if it could not be written."""
        self._values[name] = value
        # Another window may have chosen something else meanwhile: only this one key is ours to change.
        return _write(self._path, {**(_read(self._path, SETTINGS_DAMAGED, self.notices) or {}), name: value})


class Alive:
    """The note of one writer that it stands open, with the last moment at which it did: what a crash leaves behind.

    Not durable: a power cut may take the last minutes of it. What can't be written is not missed.
    """

    def __init__(self, local: Local, writer: str) -> None:
        self._folder = local.data / "alive"
        self.writer = writer

    @property
    def _path(self) -> Path:
        return self._folder / _safe(self.writer)

    def move_on(self, writer: str) -> None:
        """This process records under another name from now on."""
        self.drop()
        self.writer = writer

    def load(self) -> datetime | None:
        """The moment in the note; None when it was closed in order, or can't be read."""
        try:
            moment = datetime.fromisoformat(self._path.read_text("ascii"))
        except (OSError, ValueError):
            return None
        return moment if moment.utcoffset() is not None else None

    def touch(self, now: datetime) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
        put_lightly(self._path, now.isoformat().encode("ascii"))

    def drop(self) -> None:
        """Closed in order."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


class AdoptedNote:
    """The versions of the procedures that are known to have been adopted: a start knows which one is in force before it
    has read any journal. Lost or damaged it comes back from the journals."""

    def __init__(self, local: Local) -> None:
        self._path = local.data / "adopted.json"

    def load(self) -> list[dict[str, Any]]:
        """As it was saved; nothing where it can't be read."""
        try:
            found = json.loads(self._path.read_bytes()).get("adopted", [])
        except (OSError, ValueError, RecursionError, AttributeError):
            return []
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def save(self, adopted: list[dict[str, Any]]) -> OSError | None:
        """Keep JSON values. The error if that could not be done: the next start then asks the journals."""
        return _write(self._path, {"adopted": adopted})


def data_of(mall: Path) -> Path:
    """Where this terminal's own data for a mall folder stand, or would stand: nothing is made."""
    return _homes()[0] / "malls" / _named(mall)


def cache_of(mall: Path) -> Path:
    """The same of what may be deleted."""
    return _homes()[1] / "malls" / _named(mall)


def user_mall() -> Path:
    """The mall folder of a person who has named none; it need not exist."""
    return _homes()[0] / "mall"


def _homes() -> tuple[Path, Path]:
    """Where data and caches go."""
    home = os.environ.get("DUTYTUI_HOME")
    if home:
        return Path(home).absolute(), Path(home).absolute() / "cache"
    import platformdirs  # late: not needed where the folders are named

    return (
        platformdirs.user_data_path(_PROGRAM, appauthor=False),
        platformdirs.user_cache_path(_PROGRAM, appauthor=False),
    )


def _named(mall: Path) -> str:
    """A folder name that a person recognises, and that no other mall folder has."""
    path = os.path.normcase(mall.resolve())
    return f"{_ODD.sub('-', mall.resolve().name)[:40] or 'mall'}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:10]}"


def _safe(name: str) -> str:
    """`name` as a file name anywhere: as it is if it is plain, else with a mark that keeps different names apart."""
    plain = _ODD.sub("-", name)[:60]
    if plain == name and name.isascii() and name.islower():
        return name
    return f"{plain}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write(path: Path, value: dict[str, Any]) -> OSError | None:
    # ASCII, because what is typed through a broken terminal may hold half characters that UTF-8 can't.
    content = json.dumps(value, indent=1).encode("ascii")
    disk = Disk()
    try:
        make_folders(disk, path.parent)
        publish(disk, path, content, private=True)
    except OSError as error:
        return error
    return None


def _read(path: Path, damaged: str, notices: list[Notice]) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    notices.append(Notice(damaged, {"file": str(path), "aside": _set_aside(path)}))
    return None


def _set_aside(path: Path) -> str:
    """Move a file out of the way, under a name that is free; "" if it can't be moved."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        path.replace(aside)
    except OSError:
        return ""
    return str(aside)
