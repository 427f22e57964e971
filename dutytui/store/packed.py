"""A zip file of ours, or of a stranger: looked through once, judged, and read a member at a time.

Whoever opens one may have been handed anything. So a name that leaves the folder, a link, two members of one name or
over one another, an unknown method and a size that no compression explains make the whole file unfit, before a byte of
a member is read; and of a member no more is unpacked than it says it has.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import READ_LIMIT, Reads

if TYPE_CHECKING:
    import zipfile

MOST_MEMBERS = 1_000_000
MOST_BYTES = 1 << 38
"""All members of one file unpacked: 256 GiB."""

_MOST_SHRUNK = 1_040
"""How much smaller deflate makes anything, at most (1,032, and a little for very short members)."""
_TAIL = 22 + 0xFFFF
"""Bytes at the end of a zip file in which its last record stands, with the comment."""
_END = b"PK\x05\x06"
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_LONGEST_NAME, _DEEPEST = 240, 12
# Names of devices, whatever follows the dot: on other systems they are names like any other.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_NO_ZIP = (
    *(NotImplementedError, ValueError, EOFError, struct.error),
    *(OverflowError, IndexError, KeyError, AttributeError, TypeError),
)
"""What the standard library raises for bytes that are no zip file, beside its own."""


class UnfitError(Exception):
    """A file that is no zip file, was damaged, or must not be unpacked.

    code: ``no_zip``, ``too_many``, ``too_large``, ``name`` (it leaves the folder, or is none everywhere),
    ``twice``, ``link``, ``method``, ``overlap``, ``damaged`` (its bytes are not what its directory says), and those of
    whoever looks closer; member: "" for the whole file.
    """

    def __init__(self, code: str, member: str = "") -> None:
        super().__init__(f"{code}: {member}" if member else code)
        self.code = code
        self.member = member


class Member(NamedTuple):
    """offset: of its header; packed and size: bytes in the file, and unpacked."""

    offset: int
    packed: int
    size: int
    crc: int
    deflated: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """What `open_packed` gives. Holds no file open."""

    members: Mapping[str, Member]
    comment: bytes

    def read(self, source: Reads, path: Path, name: str) -> bytes:
        """A member's bytes. Raises KeyError, OSError, `UnfitError`."""
        size = self.members[name].size
        if size > READ_LIMIT:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return b"".join(self.chunks(source, path, name))

    def chunks(self, source: Reads, path: Path, name: str) -> Iterator[bytes]:
        """A member of any size, piece by piece, proven by its checksum at the end. Raises as `read`."""
        member = self.members[name]
        crc = size = 0
        for chunk in _unpacked(source, path, name, member):
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
            if size > member.size:
                raise UnfitError("damaged", name)
            yield chunk
        if (crc, size) != (member.crc, member.size):
            raise UnfitError("damaged", name)

    def start(self, source: Reads, path: Path, name: str) -> int:
        """Offset of the member's own bytes in the file. Raises OSError, `UnfitError`."""
        return _start(source, path, name, self.members[name])


def tail_of(source: Reads, path: Path, size: int) -> bytes:
    """The bytes at the end of a file of `size` bytes that hold its comment: other ones when its contents differ."""
    return source.read_range(path, min(size, _TAIL), max(size - _TAIL, 0))


def comment_in(tail: bytes) -> bytes:
    """The comment, without the members being looked at; empty where there is none. Raises `UnfitError`."""
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise UnfitError("no_zip")
    length = int.from_bytes(tail[end + 20 : end + 22], "little")
    if len(tail) != end + 22 + length:
        raise UnfitError("no_zip")
    return tail[end + 22 :]


def open_packed(source: Reads, path: Path, size: int, *, most: int = MOST_BYTES) -> Packed:
    """Look through a zip file of `size` bytes. Raises OSError, `UnfitError`.

    most: bytes that all its members may have together.
    """
    import zipfile  # only where days were packed

    window = _Window(source, path, size)
    try:
        with zipfile.ZipFile(window) as opened:
            infos, comment, directory = opened.infolist(), opened.comment, opened.start_dir
    except (zipfile.BadZipFile, zipfile.LargeZipFile, *_NO_ZIP) as error:
        if window.refused is not None:
            raise window.refused from error
        raise UnfitError("no_zip") from error
    if len(infos) > MOST_MEMBERS:
        raise UnfitError("too_many")
    members: dict[str, Member] = {}
    for info in infos:
        _ask_name(info)
        if info.filename in members:
            raise UnfitError("twice", info.filename)
        members[info.filename] = _member(info)
    if sum(member.size for member in members.values()) > most:
        raise UnfitError("too_large")
    _ask_apart(members, directory)
    _ask_names_apart(members)
    return Packed(members, comment)


def is_safe(name: str) -> bool:
    """Whether a name with / stands below the folder it is unpacked in, whatever system reads it."""
    parts = name.split("/")
    return (
        0 < len(name) <= _LONGEST_NAME
        and len(parts) <= _DEEPEST
        and not _ODD.search(name)
        and all(part not in ("", ".", "..") and part[-1] not in ". " for part in parts)
        and not (sys.platform == "win32" and any(_RESERVED.fullmatch(part) for part in parts))
        and name.isprintable()
    )


# -- looking through --------------------------------------------------------------------------------------------------


class _Window(io.RawIOBase):
    """A file that is read through a `Reads`, for the standard library. refused: the disk's last error."""

    def __init__(self, source: Reads, path: Path, size: int) -> None:
        self.refused: OSError | None = None
        self._source, self._path, self._size = source, path, size
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise ValueError("before the beginning")
        self._at = at
        return at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        wanted = min(size if size >= 0 else self._size, max(self._size - self._at, 0))
        try:
            found = self._source.read_range(self._path, wanted, self._at)
        except OSError as error:
            self.refused = error
            raise
        self._at += len(found)
        return found


def _ask_name(info: zipfile.ZipInfo) -> None:
    if not is_safe(info.filename) or info.filename != info.orig_filename:
        raise UnfitError("name", info.orig_filename)
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise UnfitError("link", info.filename)


def _member(info: zipfile.ZipInfo) -> Member:
    import zipfile  # which is there by now

    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    if info.flag_bits & _ENCRYPTED or not (deflated or info.compress_type == zipfile.ZIP_STORED):
        raise UnfitError("method", info.filename)
    possible = info.compress_size * _MOST_SHRUNK + 64 if deflated else info.compress_size
    if info.file_size > possible or (not deflated and info.file_size != info.compress_size):
        raise UnfitError("too_large", info.filename)
    return Member(info.header_offset, info.compress_size, info.file_size, info.CRC, deflated)


def _ask_apart(members: Mapping[str, Member], directory: int) -> None:
    """Members over one another would be unpacked many times from the same bytes."""
    end, last = 0, ""
    for name, member in sorted(members.items(), key=lambda one: one[1].offset):
        if member.offset < end:
            raise UnfitError("overlap", name)
        end, last = member.offset + _LOCAL.size + len(name.encode()) + member.packed, name
    if end > directory:
        raise UnfitError("overlap", last)


def _ask_names_apart(names: Iterable[str]) -> None:
    """What differs by capitals alone is one file on some systems; and a file can't be a folder as well."""
    files: dict[str, str] = {}
    for name in names:
        if files.setdefault(name.casefold(), name) != name:
            raise UnfitError("twice", name)
    for name in names:
        parts = name.casefold().split("/")
        if any("/".join(parts[:depth]) in files for depth in range(1, len(parts))):
            raise UnfitError("twice", name)


# -- a member ---------------------------------------------------------------------------------------------------------


def _start(source: Reads, path: Path, name: str, member: Member) -> int:
    header = source.read_range(path, _LOCAL.size, member.offset)
    if len(header) != _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise UnfitError("damaged", name)
    *_fields, name_length, extra_length = _LOCAL.unpack(header)
    return member.offset + _LOCAL.size + int(name_length) + int(extra_length)


def _unpacked(source: Reads, path: Path, name: str, member: Member) -> Iterator[bytes]:
    start = _start(source, path, name, member)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for done in range(0, member.packed, _CHUNK):
        chunk = source.read_range(path, min(_CHUNK, member.packed - done), start + done)
        if not member.deflated:
            yield chunk
            continue
        while chunk:
            try:
                yield inflate.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise UnfitError("damaged", name) from error
            chunk = inflate.unconsumed_tail
    if member.deflated:
        yield inflate.flush()
