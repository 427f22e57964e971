"""What recording costs: a journal's append and a whole command against the bare disk and against stock TinyDB."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from benchmarks import malls
from benchmarks.goals import beyond, faster, times
from benchmarks.measure import Measure, Options, Row, interleave, ms, timed
from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.events import ENTRY_LOGGED, Fact
from dutytui.session import Saved
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.segments import MOST_EVENTS, OPENING, SegmentFile, member

ROUNDS = 300
_LINE = 560
"""Bytes of the raw append: those of a log entry's line."""


def rows(options: Options) -> Iterator[Row]:
    yield from _append(options)
    yield from _command(options)
    yield from _against_stock(options)


def _append(options: Options) -> Iterator[Row]:
    """One event appended durably, to journals of rising length, in turns with the same bytes appended by hand."""
    lengths = [10, 1_000, 10_000, 100_000] if not options.quick else [10, 1_000]
    if options.full:
        lengths.append(1_000_000)
    with malls.place() as here:
        raw, close = _raw_append(here.home)
        journals = [_journal(here, length) for length in lengths]
        line = _append_line(here.home)
        samples = interleave(options.rounds(ROUNDS), raw, line, *(_append_one(one) for one in journals))
        for journal in journals:
            journal.close()
        close()
    bare, of_line, *own = (median(one) for one in samples)
    yield Row("append of a line that is ready (bytes and fdatasync)", times(1.10), ms(of_line), ms(bare))
    for length, took in zip(lengths, own, strict=True):
        yield Row(f"append, signed, to a journal of {length:,} events", times(1.10), ms(took), ms(bare))
    yield Row(f"append, slowest length ÷ quickest, to {lengths[-1]:,}", times(1.15), ms(max(own)), ms(min(own)))


def _command(options: Options) -> Iterator[Row]:
    """A log entry submitted: decided, signed, appended, folded, listeners told."""
    with malls.place() as here, here.desk() as desk:
        raw, close = _raw_append(here.home)
        session = desk.session
        session.listen(lambda: None)

        def submit() -> None:
            fields = EntryFields("complaint", "电梯夹包，已通知工程", "3F", "urgent")
            assert isinstance(session.submit(LogEntry(session.day, fields)), Saved)

        bare, own = (median(one) for one in interleave(options.rounds(ROUNDS), raw, timed(submit)))
        close()
    yield Row("whole command (decide, sign, append, fold, notify)", beyond(0.3), ms(own), ms(bare))


def _against_stock(options: Options) -> Iterator[Row]:
    """One event more, durable, in our journal and in a stock TinyDB file that holds as many."""
    wanted = {1_000: 25, 10_000: 300, 100_000: 1000}
    if options.quick:
        wanted = {1_000: 25}
    for length, goal in wanted.items():
        name = f"against stock TinyDB at {length:,} events"
        if length == 100_000 and not options.full:
            yield Row(name, faster(goal), reason="with --full: stock TinyDB takes a second for each event")
            continue
        with malls.place() as here:
            journal = _journal(here, length)
            stock, close = _stock_insert(here.home / "stock.json", length)
            rounds = options.rounds(50 if length == 1_000 else 15)
            theirs, own = (median(one) for one in interleave(rounds, stock, _append_one(journal)))
            close()
            journal.close()
        yield Row(name, faster(goal), ms(own), ms(theirs))


def _fact(at: datetime) -> Fact:
    data = {"no": 1, "kind": "complaint", "text": "电梯夹包，已通知工程", "place": "3F", "severity": "urgent"}
    return Fact(ENTRY_LOGGED, "entry:desk.1", at.date(), at, malls.PERSON, malls.POST, "", data, "3f" * 16, "desk.1")


def _journal(here: malls.Place, length: int) -> Journal:
    """An own journal that has `length` events: full segments written in one go, the last one by appending."""
    name = f"n{length}"
    archive = malls.Archive(here, name, home=here.home / "journals")
    per_day = MOST_EVENTS * 4
    whole = length // MOST_EVENTS * MOST_EVENTS
    days = malls.days_before(malls.now().date(), -(-whole // per_day))
    for number, day in enumerate(days):
        archive.fill(day, min(per_day, whole - number * per_day))
    journal = Journal.open(here.logs, here.home / "journals", name=name)
    now = malls.now()
    for _ in range(length - whole):
        journal.append([_fact(now)], now=now, day=now.date())
    assert journal.head.seq >= length, (journal.head, journal.notices)
    return journal


def _append_line(folder: Path) -> Measure:
    """The store's own way to the disk alone: a line laid over the closing braces, again and again in new segments."""
    members = member(1, b"x" * (_LINE - 8))
    disk = Disk()
    numbers = count(1)

    def fresh() -> SegmentFile:
        return SegmentFile.lay_out(disk, folder / f"line.{next(numbers)}", OPENING, 0)

    file = fresh()

    def sample() -> float:
        nonlocal file
        if not file.fits(members):
            file.drop()
            file = fresh()
        return timed(lambda: file.append(members, 1))()

    return sample


def _append_one(journal: Journal) -> Measure:
    now = malls.now()
    moments = (now + timedelta(milliseconds=number) for number in range(1_000_000))

    def append() -> None:
        moment = next(moments)
        journal.append([_fact(moment)], now=moment, day=now.date())

    return timed(append)


def _raw_append(folder: Path) -> tuple[Measure, Callable[[], None]]:
    """As many bytes appended to a file with room for them, and synced: what the disk itself takes."""
    path = folder / "raw"
    path.write_bytes(b" " * 4_000_000)
    disk, offset = Disk(), 0
    descriptor = os.open(path, os.O_RDWR)
    disk.sync(descriptor)

    def append() -> None:
        nonlocal offset
        disk.write(descriptor, b"x" * _LINE, offset)
        disk.sync_data(descriptor)
        offset += _LINE

    return timed(append), lambda: os.close(descriptor)


def _stock_insert(path: Path, length: int) -> tuple[Measure, Callable[[], None]]:
    stock = TinyDB(path, encoding="utf-8")
    table = stock.table("events")
    fact = _fact(malls.now())
    document = {
        "seq": 1, "prev": "0" * 64, "stamp": "2026-11-23T00:12:33.123Z-0003", "at": fact.at.isoformat(),
        "day": fact.day.isoformat(), "by": fact.by, "post": fact.post, "kind": fact.kind, "on": fact.on,
        "data": fact.data, "procedure": fact.procedure, "cause": fact.cause, "id": "0" * 64, "sig": "0" * 128,
    }  # fmt: skip
    table.insert_multiple([document] * length)
    return timed(lambda: table.insert(document)), stock.close
