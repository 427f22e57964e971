"""A small ext4 file system of its own, in a file, whose power can be cut while something writes to it.

Needs root and loop devices. The cut is ext4's own shutdown without a flush of its log (what the kernel offers to those
who test file systems): nothing reaches the disk after it, and what only memory had is gone.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
from pathlib import Path

_SHUTDOWN = 0x8004587D  # FS_IOC_SHUTDOWN
_WITHOUT_LOG = 2  # FS_SHUTDOWN_FLAGS_NOLOGFLUSH
_MEGABYTES = 48


def missing() -> str:
    """Why it can't be had on this machine, "" when it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "cutting the power of a file system needs root"
    if not all(map(shutil.which, ("mkfs.ext4", "mount", "umount"))):
        return "mkfs.ext4 or mount is not installed"
    if not Path("/dev/loop-control").exists():
        return "there are no loop devices here"
    return ""


class LoopDisk:
    """`folder` is where it is mounted. Raises CalledProcessError where mounting is forbidden."""

    def __init__(self, place: Path) -> None:
        self.image = place / "disk.img"
        self.folder = place / "disk"
        self.folder.mkdir()
        with self.image.open("wb") as image:
            image.truncate(_MEGABYTES * 1024 * 1024)
        _run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(self.image))
        self.mount()

    def mount(self) -> None:
        _run("mount", "-o", "loop", str(self.image), str(self.folder))

    def unmount(self) -> None:
        _run("umount", str(self.folder))

    def cut(self) -> None:
        """The power is gone; whoever writes meets errors from now on."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _WITHOUT_LOG))
        finally:
            os.close(descriptor)

    def comes_back(self) -> None:
        """Mounted again, as after the power is on: ext4 plays its log."""
        self.unmount()
        self.mount()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
