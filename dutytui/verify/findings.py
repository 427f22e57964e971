"""What a verification can find: codes with their gravity. The words are the catalogue's (`dutytui.texts.findings`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass


class Level(StrEnum):
    WRONG = "wrong"  # no crash and no program of ours does this: somebody or something has changed the records
    ODD = "odd"  # what a crash, a copy under way, a clock or a newer version leaves behind; nothing recorded is changed
    UNREAD = "unread"  # it could not be read, so nothing is proven about it


LEVELS: Mapping[str, Level] = {
    # a line
    "line_changed": Level.WRONG,  # last (the last line of the run): not what its writer wrote
    "line_moved": Level.WRONG,  # seq, after: it stands behind one with a higher number
    "lines_missing": Level.WRONG,  # first, last (numbers)
    "chain_broken": Level.WRONG,  # seq: the one before it is not the one that it was written after
    "back_dated": Level.WRONG,  # seq, stamp, before (stamp of the one before it, which is later)
    "signature_wrong": Level.WRONG,  # seq
    "person_forged": Level.WRONG,  # seq, person: it bears a signature of theirs that was not made for it
    "cloned": Level.WRONG,  # seq, other (place of the second event of that number)
    # a file
    "file_changed": Level.WRONG,  # it does not begin or end as a journal does, and no crash leaves it so
    "archive_damaged": Level.WRONG,  # reason (a code of `store.packed`): none of the days in it can be read
    "segment_missing": Level.WRONG,  # first, last (numbers of files)
    "segment_misplaced": Level.WRONG,  # day: nothing in it was recorded near the day that it lies under
    "segment_twice": Level.WRONG,  # other: the same part stands under another day too
    # a journal
    "beginning_missing": Level.WRONG,  # seq of the first event that is there
    "beginning_wrong": Level.WRONG,  # its first event does not open it, or names no key
    "key_not_enrolled": Level.WRONG,  # key (fingerprint): it is not one of the roster's
    "written_after_revocation": Level.WRONG,  # seq: the first one behind the cut; count
    "cut_off": Level.WRONG,  # seq (the last that is there), known, source, place: more was there
    "journal_gone": Level.WRONG,  # known, source, place: nothing of it is here
    "rewritten": Level.WRONG,  # seq, source, place: another event was known under that number
    "witness_wrong": Level.WRONG,  # what it says and its root do not fit
    # what happens without anybody's doing
    "tail_unfinished": Level.ODD,  # kept (events)
    "command_unfinished": Level.ODD,  # seq, more
    "void_and_known": Level.ODD,  # seq, count, words: written after the revocation, and a person has acknowledged it
    "stranger_and_known": Level.ODD,  # key, count, words: of no terminal, and a person has acknowledged it
    "key_waits": Level.ODD,  # key: it has presented itself and is not enrolled yet
    "kind_unknown": Level.ODD,  # kind, count
    "format_newer": Level.ODD,  # format
    "time_ahead": Level.ODD,  # seq, at, stamp: it happened after it was recorded
    "clock_back": Level.ODD,  # seq, at, stamp: the clock had been set back
    "foreign_file": Level.ODD,
    "set_aside": Level.ODD,  # the rest of a torn line, kept
    "kept_apart": Level.ODD,  # what differed from a journal, kept as proof of it
    # what could not be read
    "unreadable": Level.UNREAD,  # reason
}


@dataclass(frozen=True, slots=True)
class Finding:
    """file: below the folder of the journals, with / ("" for none); line: as an editor counts, 0 for the whole file;
    since: stamp of the last event before it that is as it was written, "" for none: it was sound until then."""

    code: str
    writer: str = ""
    file: str = ""
    line: int = 0
    since: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return LEVELS[self.code]

    @property
    def place(self) -> str:
        """``2026-11-23/desk.0001.json:7``, or the writer where it is about no file."""
        if not self.file:
            return self.writer
        return f"{self.file}:{self.line}" if self.line else self.file
