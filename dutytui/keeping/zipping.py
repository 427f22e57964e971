"""A zip file written through the store's disk, durable when it is done, proven before it gets its name."""

from __future__ import annotations

import contextlib
import hashlib
import io
import stat
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from dutytui.store.archived import OfFile
from dutytui.store.disk import Disk
from dutytui.store.packed import Packed, UnfitError, open_packed

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


class NewZip:
    """Made by `new_zip`. files: what was added so far, by name; size: bytes written, once it is finished."""

    def __init__(self, disk: Disk, path: Path, out: _Out) -> None:
        self.path = path
        self.files: dict[str, OfFile] = {}
        self.size = 0
        self._disk = disk
        self._out = out
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, content: bytes, changed: int = 0) -> None:
        """changed: nanoseconds since 1970, as a listing says it."""
        self._zip.writestr(_info(name, changed), content, zipfile.ZIP_DEFLATED)
        self.files[name] = OfFile(len(content), hashlib.sha256(content).hexdigest(), changed)

    def add_as_it_is(self, name: str, chunks: Iterable[bytes], changed: int = 0) -> None:
        """What is packed already, of any size: it can be read where it stands."""
        info = _info(name, changed)
        info.compress_type = zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.files[name] = OfFile(size, digest.hexdigest(), changed)

    def last(self, name: str, content: bytes, comment: bytes = b"") -> None:
        """What says what is in it; then it is closed and on disk."""
        self._zip.writestr(_info(name, 0), content, zipfile.ZIP_DEFLATED)
        self._zip.comment = comment
        self._zip.close()
        self.size = self._out.sync()

    def prove(self) -> Packed:
        """Read all of it back from the file. Raises OSError, and `UnfitError` where anything differs."""
        packed = open_packed(self._disk, self.path, self.size)
        if not self.files.keys() <= packed.members.keys():
            raise UnfitError("damaged")
        for name, of in self.files.items():
            prove_member(self._disk, self.path, packed, name, of)
        return packed

    def stand(self, path: Path) -> None:
        """Give it its name, durably."""
        self._disk.replace(self.path, path)
        self._disk.sync_folder(path.parent)


@contextlib.contextmanager
def new_zip(disk: Disk, path: Path, *, private: bool = False) -> Iterator[NewZip]:
    """A zip file beside `path`, which gets that name by `NewZip.stand`; otherwise nothing of it stays behind."""
    new = path.with_name(path.name + ".new")
    out = _Out(disk, disk.open(new, create=True, private=private))
    made = None
    try:
        made = NewZip(disk, new, out)
        yield made
    except BaseException:
        out.give_up()
        if made is not None:
            made._zip.fp = None  # or it would write its directory when it is cleared away
        with contextlib.suppress(OSError):
            disk.remove(new)
        raise
    finally:
        out.give_up()


def prove_member(disk: Disk, path: Path, packed: Packed, name: str, of: OfFile) -> None:
    """Raises OSError, and `UnfitError` where it is not what was written down of it."""
    digest = hashlib.sha256()
    for chunk in packed.chunks(disk, path, name):
        digest.update(chunk)
    if (digest.hexdigest(), packed.members[name].size) != (of.sha256, of.size):
        raise UnfitError("damaged", name)


def pieces(disk: Disk, path: Path, size: int) -> Iterator[bytes]:
    """A file of `size` bytes, piece by piece. Raises OSError, also where it is shorter by now."""
    for at in range(0, size, _CHUNK):
        yield disk.read_range(path, min(_CHUNK, size - at), at)


class _Out(io.RawIOBase):
    """What the standard library writes to. Several small writes go to the disk as one."""

    def __init__(self, disk: Disk, descriptor: int) -> None:
        self._disk = disk
        self._descriptor: int | None = descriptor
        self._at = 0
        self._end = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        return self._at

    def write(self, data: object, /) -> int:
        assert self._descriptor is not None
        content = bytes(data)  # type: ignore[call-overload]
        self._disk.write(self._descriptor, content, self._at)
        self._at += len(content)
        self._end = max(self._end, self._at)
        return len(content)

    def sync(self) -> int:
        """Its length, once it is on disk."""
        assert self._descriptor is not None
        self._disk.sync(self._descriptor)
        self.give_up()
        return self._end

    def give_up(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                self._disk.close(descriptor)


def _info(name: str, changed: int) -> zipfile.ZipInfo:
    moment = datetime.fromtimestamp(changed // 1_000_000_000, UTC).timetuple()[:6] if changed else _EPOCH
    info = zipfile.ZipInfo(name, max(moment, _EPOCH))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info
