"""Why a file could not be written, and what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path

from dutytui.exports.as_pdf import NoPdfError
from dutytui.texts.catalogue import N_, _
from dutytui.texts.os_words import os_words

_WHY = {
    errno.EISDIR: N_("{file} is a folder. Give the name of a file in it"),
    errno.ENOTDIR: N_("{folder} is no folder. Give another place"),
    errno.EACCES: N_("You may not write to {folder}. Give another place"),
    errno.EPERM: N_("You may not write to {folder}. Give another place"),
    errno.EROFS: N_("{folder} can only be read. Give another place"),
    errno.ENOSPC: N_("The disk of {folder} is full. Make room, or give another place"),
    errno.EDQUOT: N_("The disk of {folder} is full. Make room, or give another place"),
    errno.ENAMETOOLONG: N_("The name is too long. Give a shorter one"),
}

_NO_PDF = {
    "package": N_("A PDF needs an extra. Install it with {command}, or write .html and print that"),
    "font": N_(
        "No font here has Chinese characters for a PDF. Install one (Noto Sans CJK), or write .html and print that"
    ),
}
_EXTRA = 'pip install "dutytui[pdf]"'


def unwritable(path: Path, reason: OSError | ValueError) -> str:
    """reason: what writing to `path` raised."""
    if isinstance(reason, NoPdfError):
        return _(_NO_PDF[reason.code], command=_EXTRA)
    if isinstance(reason, OSError):
        if reason.errno == errno.ENOENT:
            return _("There is no folder {folder}. Make it first, or give another place", folder=path.parent)
        if reason.errno in _WHY:
            return _(_WHY[reason.errno], file=path, folder=path.parent)
    why = os_words(reason) if isinstance(reason, OSError) else str(reason)
    return _("{file} can't be written: {reason}", file=path, reason=why)
