"""What an operating system says of a file, a folder or a port, in the person's language and not in its own."""

from __future__ import annotations

import errno
import os

from dutytui.texts.catalogue import N_, _

_SAID = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("no right to it"),
    errno.EPERM: N_("no right to it"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ENOTEMPTY: N_("it is not empty"),
    errno.EFBIG: N_("it is too large"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EROFS: N_("it can only be read"),
    errno.EIO: N_("the disk gives errors"),
    errno.EADDRINUSE: N_("another program uses it"),
    errno.EADDRNOTAVAIL: N_("it is not an address of this machine"),
}


def os_words(reason: OSError) -> str:
    """The system's own words for what is rare."""
    said = _SAID.get(reason.errno or 0)
    return _(said) if said else reason.strerror or str(reason)


def in_words(said: str) -> str:
    """The same of what the store, which knows no languages, hands on as the system's text."""
    return next((_(words) for code, words in _SAID.items() if os.strerror(code) == said), said)
