"""TinyDB's storage contract on a file laid out for appending: whole states as ever, single documents in one write.

Any state of any tables is a valid file. One table stands last, a document a line (see `segments`): to this one
documents can be appended. Inserting into another table writes the whole state and puts that one last. Stock TinyDB
reads the file at every moment, and what stock TinyDB wrote is read, too. JSON is the standard library's with its
defaults, so documents come back just as they do from TinyDB's own storage.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinydb import Storage

from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.segments import CLOSING, SegmentFile, member, set_aside

State = dict[str, dict[str, Any]]


class SegmentStorage(Storage):
    """path: the file, made if it is missing; create_dirs: and the folders above it; access_mode: ``r+`` or ``r``.

    The arguments are those of TinyDB's `JSONStorage`; disk: the seam for tests. A torn tail, a crash's doing, is set
    aside in a file beside it when the file is opened. One process at a time may write.
    """

    def __init__(
        self, path: str | Path, create_dirs: bool = False, access_mode: str = "r+", disk: Disk | None = None
    ) -> None:
        super().__init__()
        self._path = Path(path)
        self._disk = disk or Disk()
        self._writable = "+" in access_mode
        self._closed = False
        self._file: SegmentFile | None = None
        self._last_table = ""
        self._unsafe: int | None = None
        if self._writable:
            if create_dirs:
                make_folders(self._disk, self._path.parent)
            if not self._disk.exists(self._path):
                self._disk.close(self._disk.open(self._path, create=True))

    def read(self) -> State | None:
        """The whole state; None for an empty file. Raises ValueError for one that is neither JSON nor torn JSON."""
        self._ask_open()
        return self._load()[1]

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the whole state: at every moment, and after an OSError, either the old or the new one is on disk."""
        self._ask_open()
        if not self._writable:
            raise OSError(f"{self._path} was opened for reading only")
        if data:
            last = self._last_table if self._last_table in data else list(data)[-1]
            content = _render(data, last)
            self._let_go()
            spare = len(content) // 2
            self._file = SegmentFile.lay_out(self._disk, self._path, content, len(data[last]), spare=spare)
            self._last_table = last
        else:
            self._let_go()
            publish(self._disk, self._path, b"{}")
        self._unsafe = None

    def append(self, table: str, documents: Sequence[tuple[int, Mapping[str, Any]]]) -> bool:
        """Add documents with new ids to a table, durably, in one write. Raises OSError, then none of them is kept.

        False if this takes a whole `write` (another table stands last, the room is used up, another program wrote the
        file): then nothing was done, and the next `write` puts the table last.
        """
        self._ask_open()
        members = b"".join(member(number, _dump(document)) for number, document in documents)
        if self._file and not self._current():
            self._let_go()
            return False
        if self._file is None or table != self._last_table:
            self._last_table = table
            self._reopen(table, documents[0][0])
        file = self._file
        if file is None or not file.fits(members):
            return False
        try:
            file.append(members, len(documents))
        except OSError:
            self._unsafe = file.end
            self._let_go()
            raise
        return True

    def close(self) -> None:
        self._let_go()
        self._closed = True

    # -- inside -----------------------------------------------------------------------------------------------------

    def _ask_open(self) -> None:
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def _let_go(self) -> None:
        if self._file:
            self._file.drop()
            self._file = None

    def _current(self) -> bool:
        """Whether the file still ends where we left it, and is still the same file."""
        file = self._file
        return (
            file is not None
            and self._disk.is_open_as(file.descriptor, self._path)
            and self._disk.read_at(file.descriptor, len(CLOSING), file.end) == CLOSING
        )

    def _reopen(self, table: str, number: int) -> None:
        """Open for appending to `table`, if it stands last, its braces end the file, and ids from `number` are free."""
        self._let_go()
        content, state = self._load()
        text = content.rstrip()
        if (
            self._writable
            and state
            and list(state)[-1] == table
            and all(int(key) < number for key in state[table])
            and text.endswith(CLOSING)
        ):
            end = len(text) - len(CLOSING)
            descriptor = self._disk.open(self._path)
            size, count = len(content), len(state[table])
            self._file = SegmentFile(self._disk, self._path, descriptor, end, size, count, unsure=content[:end])

    def _load(self) -> tuple[bytes, State | None]:
        """Content and state, mended if the tail is torn or if nobody knows how much of a failed append is there."""
        content = self._disk.read(self._path)
        if self._unsafe is None:
            try:
                return content, json.loads(content) if content else None
            except ValueError:
                if not self._writable or not (end := _whole_until(content)):
                    raise
        else:
            end = self._unsafe
        if torn := content[end:].rstrip(b" ").removeprefix(CLOSING):
            set_aside(self._disk, self._path, torn)
        SegmentFile.lay_out(self._disk, self._path, content[:end], 0, spare=end // 2).drop()
        self._unsafe = None
        return self._load()


def _render(data: Mapping[str, Mapping[str, Any]], last: str) -> bytes:
    """A state without its closing braces, `last` behind the other tables; documents stand a line each."""
    others = "".join(f"{json.dumps(name)}: {json.dumps(table)}, " for name, table in data.items() if name != last)
    text = ["{", others, json.dumps(last), ": {\n"]
    text += [f",{json.dumps(str(key))}: {json.dumps(document)}\n" for key, document in data[last].items()]
    if data[last]:
        text[4] = text[4][1:]
    return "".join(text).encode()


def _dump(document: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(document)).encode()


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _whole_until(content: bytes) -> int:
    """Offset behind the last document line that leaves valid JSON when the file is closed there; 0 if there is none.

    If one line can be the last, so can each before it: a line end stands nowhere else.
    """
    ends = [0]
    while end := content.find(b"\n", ends[-1]) + 1:
        ends.append(end)
    first_torn = bisect.bisect_left(ends, True, lo=1, key=lambda end: not _is_json(content[:end] + CLOSING))
    return ends[first_torn - 1]
