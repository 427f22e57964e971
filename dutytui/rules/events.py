"""What happened: facts that `decide` returns, and events, which are facts that a journal has recorded.

Two types because they have two lives. A `Fact` has no place in a journal yet: the rules make it, tests write it.
An `Event` is a fact that was written, and knows its writer, its number, its stamp and its hash.

`Event` is a named tuple, not a frozen dataclass: a day of 20,000 events is built in 15 ms instead of 60.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, not yet recorded.

    kind: past tense, ``item_done``; on: the subject, ``item:opening/main_door`` or ``entry:desk.42``;
    day: the business day it is about, which may be earlier than today; at: when it happened (aware);
    by: the person's id; post: the post they acted under; behalf: person id or ``post:<id>`` it was done for, else "";
    data: what the kind asks for, JSON values only; procedure: hash of those in force; cause: the command's id.
    """

    kind: str
    on: str
    day: date
    at: datetime
    by: str = ""
    post: str = ""
    behalf: str = ""
    data: Data = field(default_factory=dict)
    procedure: str = ""
    cause: str = ""


class Event(NamedTuple):
    """A recorded fact. The first ten fields are those of `Fact`.

    writer: id of the journal it stands in; seq: 1, 2, 3 … within that journal, for ever;
    stamp: hybrid logical time of recording (see `dutytui.rules.stamps`), sorts as text; id: hash of its bytes.
    """

    kind: str
    on: str
    day: date
    at: datetime
    by: str
    post: str
    behalf: str
    data: Data
    procedure: str
    cause: str
    writer: str
    seq: int
    stamp: str
    id: str

    @property
    def order(self) -> tuple[str, str, int]:
        """Sort key that every terminal agrees on: stamp, then writer, then number."""
        return (self.stamp, self.writer, self.seq)


# Every kind this version writes. A journal may hold others (a newer version's): they are kept and shown as unknown.
JOURNAL_OPENED = "journal_opened"  # data: writer, key (public, hex), program, format
SIGNED_IN = "signed_in"  # on person:<id>; data: name
SIGNED_OUT = "signed_out"  # on person:<id>
ITEM_DONE = "item_done"  # on item:<key>; data: value?, note?, evidence?, signer? (the post a signature stands for)
ITEM_WAIVED = "item_waived"  # on item:<key>; data: reason
ITEM_FAILED = "item_failed"  # on item:<key>; data: reason, value?, entry (subject of the entry it raised)
ENTRY_LOGGED = "entry_logged"  # on entry:<id>; data: no, kind, text, place?, severity?, owner?, due?, item? (key)
ENTRY_REMARKED = "entry_remarked"  # on entry:<id>; data: text
ENTRY_CORRECTED = "entry_corrected"  # on entry:<id>; data: changes {field: {old, new}}, reason
ENTRY_HANDLED = "entry_handled"  # on entry:<id>; data: note
ENTRY_CLOSED = "entry_closed"  # on entry:<id>; data: note  (where a recheck is asked for: it was passed)
ENTRY_REOPENED = "entry_reopened"  # on entry:<id>; data: reason  (where a recheck is asked for: it was failed)
UNDONE = "undone"  # on the subject of the event it takes back; data: event (id)

KINDS = frozenset(
    {
        JOURNAL_OPENED,
        SIGNED_IN,
        SIGNED_OUT,
        ITEM_DONE,
        ITEM_WAIVED,
        ITEM_FAILED,
        ENTRY_LOGGED,
        ENTRY_REMARKED,
        ENTRY_CORRECTED,
        ENTRY_HANDLED,
        ENTRY_CLOSED,
        ENTRY_REOPENED,
        UNDONE,
    }
)
