"""Procedures as bytes: what a checked folder came to, kept by the hash of its files."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from dutytui import __version__
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures

FORMAT = 4
"""Goes up when the dataclasses of `dutytui.rules.procedure` change in a way that old bytes don't fit."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A checked folder.

    program: the version of dutytui that checked it, another may check more; years: those that `procedures.holidays` was
    worked out for, from source, override and the national calendar in the state `calendar`.
    """

    format: int
    program: str
    years: tuple[int, ...]
    calendar: str
    source: str
    override: Mapping[date, str]
    procedures: Procedures


def compiled(procedures: Procedures, source: str, override: Mapping[date, str], years: tuple[int, ...]) -> Compiled:
    return Compiled(FORMAT, __version__, years, calendar_state(), source, override, procedures)


def encode(made: Compiled) -> bytes:
    return msgspec.msgpack.encode(made)


def decode(data: bytes, version: str) -> Compiled | None:
    """None for bytes that are damaged, of another format, or of other procedures than `version`."""
    try:
        if msgspec.msgpack.decode(data, type=_Header).format != FORMAT:
            return None
        made = msgspec.msgpack.decode(data, type=Compiled)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return made if made.procedures.version == version else None


def calendar_state() -> str:
    """Changes when another release of the national calendar is installed; found without importing it."""
    spec = importlib.util.find_spec("chinese_calendar")
    try:
        status = Path(spec.origin).with_name("constants.py").stat() if spec and spec.origin else None
    except OSError:
        status = None
    return f"{status.st_size}-{status.st_mtime_ns}" if status else ""


@dataclass(frozen=True, slots=True)
class _Header:
    format: int
