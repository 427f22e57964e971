"""A desk's life against a list: appends, batches, new days, refusals, kills, reopenings, in any order."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dutytui.store.journal import Journal, NotSaved
from tests.store.faults import FailingDisk, Killed, os_error
from tests.store.mall import DAY, Mall
from tests.thorough import examples

TEXT = st.sampled_from(["a", "电梯夹包", "值" * 300, "x" * 30_000, "x" * 100_000])


class Life(RuleBasedStateMachine):
    """saved: what was acknowledged, and what a kill may have left of the append that it hit."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = FailingDisk()
        self.mall = Mall(Path("/mall"), self.disk)
        self.journals: list[Journal] = []
        self.saved: dict[str, list[str]] = {}
        self.day = DAY

    @initialize()
    def start(self) -> None:
        self.journals.append(self.mall.journal())

    def texts(self, journal: Journal) -> list[str]:
        return self.saved.setdefault(journal.writer, [])

    @rule(which=st.integers(0, 3), texts=st.lists(TEXT, min_size=1, max_size=5), back=st.integers(-100, 100))
    def append(self, which: int, texts: list[str], back: int) -> None:
        journal = self.journals[which % len(self.journals)]
        self.mall.now += timedelta(seconds=back)
        self.mall.record(journal, *texts, day=self.day)
        self.texts(journal).extend(texts)

    @rule(which=st.integers(0, 3), count=st.integers(100, 255))
    def append_many(self, which: int, count: int) -> None:
        self.append(which, ["s"] * count, 1)

    @rule(days=st.integers(-1, 2))
    def new_day(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule()
    def another_window(self) -> None:
        if len(self.journals) < 3:
            self.journals.append(self.mall.journal())

    @rule(which=st.integers(0, 3))
    def reopen(self, which: int) -> None:
        journal = self.journals.pop(which % len(self.journals))
        head = journal.head
        journal.close()
        again = self.mall.journal()
        assert (again.writer, again.head) == (journal.writer, head)
        self.journals.append(again)

    @rule(
        which=st.integers(0, 3),
        texts=st.lists(TEXT, min_size=1, max_size=5),
        at=st.integers(0, 12),
        times=st.integers(1, 4),
        number=st.sampled_from([errno.ENOSPC, errno.EIO]),
    )
    def append_on_a_failing_disk(self, which: int, texts: list[str], at: int, times: int, number: int) -> None:
        journal = self.journals[which % len(self.journals)]
        head = journal.head
        self.disk.arm(at, os_error(number), times)
        try:
            self.mall.record(journal, *texts, day=self.day)
            self.texts(journal).extend(texts)
        except NotSaved:
            assert journal.head == head
        finally:
            self.disk.arm(None)
        # What was not acknowledged must not be taken for saved later; the next append sees to it.
        self.append(which, ["after"], 1)

    @rule(which=st.integers(0, 3), texts=st.lists(TEXT, min_size=1, max_size=5), at=st.integers(0, 12))
    def killed_while_appending(self, which: int, texts: list[str], at: int) -> None:
        journal = self.journals.pop(which % len(self.journals))
        self.disk.arm(at)
        try:
            self.mall.record(journal, *texts, day=self.day)
            self.texts(journal).extend(texts)
        except Killed:
            pass
        finally:
            self.disk.arm(None)
        journal.close()
        again = self.mall.journal()
        assert again.writer == journal.writer
        known = len(self.texts(journal))
        left = self.recorded().get(journal.writer, [])[known:]
        assert left == texts[: len(left)]
        self.texts(journal).extend(left)
        self.journals.append(again)

    def recorded(self) -> dict[str, list[str]]:
        replica = self.mall.replica
        found: dict[str, list[tuple[int, Any]]] = {}
        for name in replica.segments():
            for event in replica.read_segment(name.path).events:
                if "text" in event.data:
                    found.setdefault(event.writer, []).append((event.seq, event.data["text"]))
        return {writer: [text for _, text in sorted(texts)] for writer, texts in found.items()}

    @invariant()
    def everything_acknowledged_is_there_and_nothing_else(self) -> None:
        assert self.recorded() == {writer: texts for writer, texts in self.saved.items() if texts}

    @invariant()
    def no_false_alarm(self) -> None:
        if self.mall.disk.exists(self.mall.logs):
            assert self.mall.replica.audit().notices == ()


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=examples(60), stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
