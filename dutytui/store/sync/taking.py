"""What of the lines that came may be taken: only what continues the journal, line by line, up to a good signature.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from dutytui.rules.events import JOURNAL_OPENED
from dutytui.store.lines import Line, read, signature, signed_bytes
from dutytui.store.reading import Verify


class Wrong(Enum):
    """Why a line was not taken.

    GAP: something before it is not there (yet); INVALID: not what its writer wrote; BRANCH: whole, but it goes on from
    another line than ours, or takes the place of one; SIGNATURE: nobody who has the journal's key has signed it.
    """

    GAP = "gap"
    INVALID = "invalid"
    BRANCH = "branch"
    SIGNATURE = "signature"


class Standing(NamedTuple):
    """Where a journal stands here: number, id and stamp of its last line, all empty before the first."""

    seq: int
    id: str
    stamp: str


NOWHERE = Standing(0, "", "")


class Fault(NamedTuple):
    """The first line that could not be taken. at: its place among those that came, from 0; seq: its number, or the one
    that it should have; signed: whether it bears the writer's good signature, which makes a branch a proof."""

    wrong: Wrong
    at: int
    seq: int
    signed: bool = False


class Taken(NamedTuple):
    """lines: those that continue the journal, whole commands only; standing: where it stands with them."""

    lines: Sequence[Line]
    standing: Standing
    fault: Fault | None


def take(raws: Sequence[bytes], writer: str, standing: Standing, verify: Verify) -> Taken:
    """The longest beginning of `raws` that continues the journal and ends with a good signature.

    The signature of the last line covers those before it, by the chain. A command that is not there as a whole waits.
    """
    found: list[Line] = []
    whole = 0
    fault: Fault | None = None
    last = standing
    for raw in raws:
        try:
            line = read(raw, writer)
        except ValueError:
            fault = Fault(Wrong.INVALID, len(found), last.seq + 1)
            break
        if line.seq != last.seq + 1 or line.prev != last.id or line.stamp <= last.stamp:
            fault = _misfit(line, last, len(found), verify)
            break
        last = Standing(line.seq, line.id, line.stamp)
        found.append(line)
        if not line.more:
            whole = len(found)
    kept = found[:whole]
    while kept and not is_signed(kept[-1], verify):
        fault = Fault(Wrong.SIGNATURE, len(kept) - 1, kept[-1].seq)
        kept.pop()
        while kept and kept[-1].more:
            kept.pop()
    end = Standing(kept[-1].seq, kept[-1].id, kept[-1].stamp) if kept else standing
    return Taken(kept, end, fault)


def fault_at(raw: bytes, writer: str, at: int, seq: int, verify: Verify) -> Fault:
    """What is wrong with a line that stands in the place of another one of ours, which has number `seq`."""
    try:
        line = read(raw, writer)
    except ValueError:
        return Fault(Wrong.INVALID, at, seq)
    signed = is_signed(line, verify)
    return Fault(Wrong.BRANCH if signed else Wrong.SIGNATURE, at, line.seq, signed)


def key_named(raw: bytes, writer: str) -> str:
    """The public key that a journal's first line names, "" if it is not the first line of that writer's journal."""
    try:
        line = read(raw, writer)
    except ValueError:
        return ""
    if line.seq != 1 or line.kind != JOURNAL_OPENED or line.data.get("writer") != writer:
        return ""
    return str(line.data.get("key", ""))


def is_event(raw: bytes, writer: str, identity: str) -> bool:
    """Whether it says the event of that id, whoever has signed it."""
    try:
        return read(raw, writer).id == identity
    except ValueError:
        return False


def is_same(raw: bytes, writer: str, identity: str, verify: Verify) -> bool:
    """Whether it is the event of that id as its writer signed it."""
    return is_event(raw, writer, identity) and is_signed(read(raw, writer), verify)


def is_signed(line: Line, verify: Verify) -> bool:
    return verify(signature(line), signed_bytes(line.id))


def _misfit(line: Line, last: Standing, at: int, verify: Verify) -> Fault:
    if line.seq > last.seq + 1:
        return Fault(Wrong.GAP, at, last.seq + 1)
    signed = is_signed(line, verify)
    return Fault(Wrong.BRANCH if signed else Wrong.SIGNATURE, at, line.seq, signed)
