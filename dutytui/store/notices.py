"""What the store noticed and a person should know: a code with values. The words are the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """code: one of those below; values: what its wording names (paths and writer ids as text, numbers as int)."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


# One's own journal, when it is opened or mended.
TORN_TAIL = "torn_tail_set_aside"  # writer, file, aside, kept (events), torn (bytes)
JOURNAL_DAMAGED = "journal_damaged"  # writer, file: left as it is, the journal goes on in a new segment
WRITER_TAKEN = "writer_taken"  # writer: the journal of that name is signed by another key; the next name was taken
KEY_REPLACED = "key_replaced"  # aside: the file the unreadable key is kept in; a new key was made

# Any journal, when it is read.
FOLDER_MISSING = "folder_missing"  # folder
FOLDER_UNREADABLE = "folder_unreadable"  # folder, reason
SEGMENT_UNREADABLE = "segment_unreadable"  # file, reason
NOT_A_SEGMENT = "not_a_segment"  # file: named like one, but does not begin like one
TAIL_UNFINISHED = "tail_unfinished"  # file, kept (events): half-copied or torn; the whole lines before it count
TAIL_TORN = "tail_torn"  # file, kept (events): a power cut took parts of its last append, and nothing of that counts
LINE_INVALID = "line_invalid"  # file, line: not what its writer wrote, left out
CHAIN_BROKEN = "chain_broken"  # writer, file, seq, expected: a line or segment before it is missing or another
BRANCHED = "journal_branched"  # writer, seq: two different events under one number, both are kept
SIGNATURE_WRONG = "signature_wrong"  # file, seq
KEY_UNKNOWN = "key_unknown"  # writer: the journal's first segment, which names its key, is not here

# What the sync came upon. All begin with ``sharing_``: the list of them is replaced as a whole when it changes.
SHARE_ELSEWHERE = "sharing_elsewhere"  # folder, code: of `transport.verbs.ElsewhereError`
SHARE_REFUSED = "sharing_refused"  # reason: it can be read, but takes nothing
REPLICA_REFUSED = "sharing_not_kept"  # reason: what others recorded can't be kept here
SHARE_EDITED = "sharing_edited"  # writer, seq, file, aside: a line there is not what its writer wrote
SHARE_BRANCHED = "sharing_branched"  # writer, seq, file, aside: signed by its writer, and not what is held here
SHARE_SHRANK = "sharing_shrank"  # writer, seq, expected: it ends earlier there than it did
SHARE_MISSING = "sharing_missing"  # writer, file: it stood there before
SHARE_KEY_UNKNOWN = "sharing_key_unknown"  # writer: its first line there names no key
SHARE_OF_OTHERS = "sharing_of_others"  # it names another roster than the one that holds here
WRITER_FORKED = "sharing_forked"  # writer, seq: another machine went on with this terminal's journal
JOURNAL_BROKEN_OFF = "sharing_broken_off"  # writer, seq: what comes behind can't be read here, and was not shared yet
CLOCK_OFF = "sharing_clock_off"  # terminal, seconds: positive when that one is ahead

# Whom this terminal tells of alarms. Their codes begin with ``alerts_``.
ALERTS_FAILING = "alerts_failing"  # channel, since (moment): messages to it have not gone out
ALERTS_MISSING = "alerts_missing"  # channel: the package that sends is not installed

# What this terminal remembers, and what it misses of it (store/remembered.py, guard).
MEMORY_OF_BEFORE = "memory_of_before"  # aside: what the terminal had seen under an earlier key is kept there
HEAD_LOST = "head_lost"  # writer, seq (the last that is here), known (the last that was)
HEAD_CHANGED = "head_changed"  # writer, seq: another event stands under that number than before
JOURNAL_GONE = "journal_gone"  # writer, known (the last that was)
SEGMENT_GONE = "segment_gone"  # writer, number (of a file that was here)
RECORDED_ON = "shut_out_recorded"  # writer, seq, known, id: from the first to the last event of one that was shut out
STRANGER = "stranger_recorded"  # writer, seq, known, id: the same, of a key that no terminal here has
OUTSIDE_ABOUT = ("writer", "seq")
"""Whoever acknowledges it answers for all up to `known`; what comes behind that is another finding."""
