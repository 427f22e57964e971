"""What a person, or the program by itself, wants of the procedures' versions.

version and base: as `Procedures.version`; files: the text of files by name (``day/opening.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from dutytui.rules.approvals.conditions import Given
from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SubmitDraft(Command):
    """Submit the files as they are now for countersign, as a request by the flow that changes go through.

    base: the version in force that they were compared with; files: those that are new or differ from it; removed: names
    of those that it has and they have not; fields: what the flow asks at its start, but for `version`; request: one's
    own that was sent back and is submitted once more with other files, day then being its day.
    """

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    version: str
    base: str
    files: Mapping[str, str]
    removed: tuple[str, ...] = ()
    fields: Mapping[str, Given] = field(default_factory=dict)
    request: str = ""


@dataclass(frozen=True, slots=True)
class AdoptBaseline(Command):
    """The files of a mall that has just turned change control on are its first version. The program does this itself.

    files: all of them, so that every terminal can come to this version from the journals alone.
    """

    AFTER_CLOSING: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    version: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SettleVersions(Command):
    """Of several versions that were adopted for `day` at terminals apart, let one stand.

    keeps: id of an adoption of it. All of them stay, and were countersigned; only which is in force is chosen.
    """

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    keeps: str
    reason: str


@dataclass(frozen=True, slots=True)
class AdoptVersion(Command):
    """Put the version of an approved request in force. The program does this itself, where no last signature could:
    signatures of terminals that were apart came together. submitted: the request's day."""

    AFTER_CLOSING: ClassVar[bool] = True
    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    request: str
    submitted: date
