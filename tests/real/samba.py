"""A Samba server on the loopback device, and a disk on which the part under `ROOT` lies at it.

The client is a library, not the kernel: nothing has to be mounted. It means what it says: another client that holds a
file open keeps it from being replaced, a server that is gone answers nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from dutytui.clock import rest
from dutytui.store import disk
from dutytui.store.disk import Disk, Entry
from tests.real.desks import until
from tests.real.syncthing import free_port

T = TypeVar("T")

ROOT = Path("/smb")
"""Where a `SambaDisk` has what the server offers. No such folder is on the real disk."""
SHARE = ROOT / "duty"
_USER, _PASSWORD = "root", "loopback-only"
_CONFIG = """[global]
server role = standalone server
security = user
map to guest = never
interfaces = 127.0.0.1
bind interfaces only = yes
smb ports = {port}
server min protocol = SMB3
disable netbios = yes
disable spoolss = yes
load printers = no
passdb backend = tdbsam:{place}/passdb.tdb
private dir = {place}/private
lock directory = {place}/lock
state directory = {place}/state
cache directory = {place}/cache
pid directory = {place}/pid
ncalrpc dir = {place}/ncalrpc
log file = {place}/log
[share]
path = {place}/share
read only = no
"""


def missing() -> str:
    """Why it can't be had on this machine, "" when it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "an SMB server of one's own needs root"
    if not _smbd() or not shutil.which("smbpasswd"):
        return "samba is not installed"
    if find_spec("smbclient") is None:
        return "smbprotocol is not installed"
    return ""


def _smbd() -> str | None:
    return shutil.which("smbd") or shutil.which("smbd", path="/usr/sbin")


class Server:
    """`folder` is what the share's folder holds, as the server's own disk has it."""

    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.folder = place / "share" / "duty"
        for name in ("share", "private", "lock", "state", "cache", "pid", "ncalrpc"):
            (place / name).mkdir(parents=True)
        self._config = place / "smb.conf"
        self._config.write_text(_CONFIG.format(port=self.port, place=place), encoding="utf-8")
        self._log = place / "output"
        self._process: subprocess.Popen[bytes] | None = None
        words = ["smbpasswd", "-c", str(self._config), "-L", "-s", "-a", _USER]
        subprocess.run(words, input=f"{_PASSWORD}\n{_PASSWORD}\n".encode(), check=True, capture_output=True)

    def starts(self) -> None:
        words = [str(_smbd()), "--foreground", "--no-process-group", f"--configfile={self._config}"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        client = SambaDisk(self.port)
        until(lambda: client.exists(ROOT), lambda: self._log.read_text("utf-8")[-2000:])

    def stops(self) -> None:
        """At once, with those of its processes that serve a client."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


class SambaDisk(Disk):
    """The real disk, but for what lies under `ROOT`."""

    def __init__(self, port: int) -> None:
        import smbclient

        self._client: Any = smbclient
        # Not the library's own cache of connections: each of these is a client of its own.
        self._how = {
            "username": _USER,
            "password": _PASSWORD,
            "port": port,
            "connection_timeout": 5,
            "connection_cache": {},
        }
        self._open: dict[int, Any] = {}

    def read(self, path: Path) -> bytes:
        if not _there(path):
            return super().read(path)
        return self._asks(lambda: self._read(path))

    def names(self, folder: Path) -> list[str]:
        if not _there(folder):
            return super().names(folder)
        return self._asks(lambda: list(self._client.listdir(_at(folder), **self._how)))

    def entries(self, folder: Path) -> dict[str, Entry]:
        if not _there(folder):
            return super().entries(folder)
        return self._asks(lambda: self._listed(folder))

    def exists(self, path: Path) -> bool:
        if not _there(path):
            return super().exists(path)
        try:
            self._asks(lambda: self._client.stat(_at(path), **self._how))
        except OSError:
            return False
        return True

    def make_folder(self, folder: Path) -> None:
        if not _there(folder):
            return super().make_folder(folder)
        with contextlib.suppress(FileExistsError):
            self._asks(lambda: self._client.mkdir(_at(folder), **self._how))
        return None

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:
        if not _there(path):
            return super().open(path, create=create, private=private)
        mode = "wb" if create else "r+b"
        opened = self._asks(lambda: self._client.open_file(_at(path), mode, buffering=0, share_access="r", **self._how))
        number = -2 - len(self._open)
        self._open[number] = opened
        return number

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        if descriptor >= 0:
            return super().write(descriptor, data, offset)
        return self._asks(lambda: self._write(self._open[descriptor], data, offset))

    def sync(self, descriptor: int) -> None:
        if descriptor >= 0:
            return super().sync(descriptor)
        return self._asks(lambda: self._open[descriptor].fd.flush())

    def sync_folder(self, folder: Path) -> None:
        """A server is asked for no such thing."""
        if not _there(folder):
            super().sync_folder(folder)

    def close(self, descriptor: int) -> None:
        if descriptor >= 0:
            return super().close(descriptor)
        opened = self._open[descriptor]
        self._open[descriptor] = None
        return self._asks(opened.close)

    def replace(self, source: Path, target: Path) -> None:
        """As Windows: refused while another client has it open, and tried again for as long as there."""
        if not _there(target):
            return super().replace(source, target)
        for pause in disk._REPLACE_PAUSES:
            try:
                return self._rename(source, target)
            except PermissionError:
                rest(pause)
        return self._rename(source, target)

    @contextlib.contextmanager
    def holding(self, path: Path) -> Iterator[None]:
        """As a scanner that lets others read, and neither rename nor remove."""
        with self._client.open_file(_at(path), "rb", share_access="r", **self._how):
            yield

    # -- inside ---------------------------------------------------------------------------------------------------

    def _read(self, path: Path) -> bytes:
        with self._client.open_file(_at(path), "rb", share_access="rwd", **self._how) as file:
            return bytes(file.read())

    def _listed(self, folder: Path) -> dict[str, Entry]:
        found = {}
        for one in self._client.scandir(_at(folder), **self._how):
            if one.is_file():
                told = one.smb_info
                found[one.name] = Entry(told.end_of_file, round(told.last_write_time.timestamp() * 1_000_000))
        return found

    def _write(self, opened: Any, data: bytes, offset: int) -> None:
        opened.seek(offset)
        done = 0
        while done < len(data):
            done += opened.write(data[done:])

    def _rename(self, source: Path, target: Path) -> None:
        self._asks(lambda: self._client.replace(_at(source), _at(target), **self._how))

    def _asks(self, ask: Callable[[], T]) -> T:
        """What the library raises in words of its own, in those of a disk."""
        from smbprotocol.exceptions import SMBException, SMBOSError
        from smbprotocol.header import NtStatus

        denied = (NtStatus.STATUS_SHARING_VIOLATION, NtStatus.STATUS_ACCESS_DENIED)
        try:
            return ask()
        except SMBOSError as error:
            if error.ntstatus in denied:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error
            raise OSError(error.errno or errno.EIO, error.strerror) from error
        except (SMBException, ValueError) as error:
            # The connection is gone; the next call makes another one.
            self._how["connection_cache"] = {}
            raise OSError(errno.EHOSTDOWN, os.strerror(errno.EHOSTDOWN)) from error


def _there(path: Path) -> bool:
    return path.is_relative_to(ROOT)


def _at(path: Path) -> str:
    return "\\".join(("\\\\127.0.0.1\\share", *path.relative_to(ROOT).parts))
