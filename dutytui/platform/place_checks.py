"""The doctor's look at where the mall lives: time zone, clock, disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from dutytui.platform.finding import Finding, Health
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words

_SMALL = 200 * 1024 * 1024
"""Bytes free below which it is time to make room; a day of a busy mall takes less than one hundredth."""
_SLACK = timedelta(minutes=1)


def time_zone(now: datetime, zone: str, system: timedelta | None) -> Finding:
    """now: in the mall's zone; system: what this machine takes its own zone to be, from UTC."""
    title = _("Time zone")
    offset = now.utcoffset()
    if system == offset:
        return Finding("time_zone", title, Health.OK, _("{zone}, as this machine", zone=zone))
    words = _(
        "the mall is in {zone} ({mall}), this machine in another ({here})",
        zone=zone,
        mall=_offset(offset),
        here=_offset(system),
    )
    mend = _("dutytui shows the mall's time. If that is wrong, mend time_zone in mall.yaml, else the machine's zone.")
    return Finding("time_zone", title, Health.NOTE, words, mend)


def _offset(offset: timedelta | None) -> str:
    """``UTC+08:00``; "?" for one that the machine does not know."""
    if offset is None:
        return "?"
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def no_time_zone(zone: str) -> Finding:
    mend = _("Install the time zones: python -m pip install tzdata")
    return Finding("time_zone", _("Time zone"), Health.PROBLEM, _("{zone} is not known here", zone=zone), mend)


def clock(now: datetime, newest: datetime | None, installed: datetime) -> Finding:
    """newest: the latest stamp in the journals; installed: when this program's files were written."""
    title = _("Clock")
    shown = f"{now:%Y-%m-%d %H:%M:%S}"
    mend = _("Set the clock of this machine, and let it follow a time server.")
    if newest is not None and newest - now > _SLACK:
        recorded = f"{newest.astimezone(now.tzinfo):%Y-%m-%d %H:%M:%S}"
        words = _("{now} is before the newest record ({recorded})", now=shown, recorded=recorded)
        return Finding("clock", title, Health.PROBLEM, words, mend)
    if installed - now > timedelta(days=1):
        return Finding("clock", title, Health.PROBLEM, _("{now} is before dutytui was installed", now=shown), mend)
    return Finding("clock", title, Health.OK, shown)


def disk(id: str, folder: Path, sync: Callable[[int], None]) -> Finding:
    """Room, and a file written, made durable and removed. id: of the finding; sync: returns when a file is on disk."""
    title = {"logs": _("Disk of the journals"), "local": _("Disk of this terminal's data")}[id]
    trial = folder / f".doctor-{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(trial, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        try:
            os.write(descriptor, b" " * 4096)
            sync(descriptor)
        finally:
            os.close(descriptor)
            trial.unlink(missing_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        words = _("{folder} can't be written: {reason}", folder=folder, reason=os_words(error))
        mend = _("Give this user the right to write there, make room, or choose another folder.")
        return Finding(id, title, Health.PROBLEM, words, mend)
    room = _("{size} MiB free in {folder}, writing works", size=free // (1024 * 1024), folder=folder)
    if free < _SMALL:
        return Finding(id, title, Health.PROBLEM, room, _("Make room: without it nothing can be recorded."))
    return Finding(id, title, Health.OK, room)
