"""Five years of days: the index, search, a past day, a month's summary, and the same again with old years packed.

By this process's own processor time, but for ripgrep: years take minutes, and no machine is quiet for so long. ripgrep
runs on all processors, so both sides of that comparison are by the clock.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, cycle
from statistics import median

from benchmarks import malls
from benchmarks.goals import beyond, faster, least, most
from benchmarks.measure import Measure, Options, Row, interleave, ms, p95, timed
from dutytui.exports.as_html import html
from dutytui.keeping.archive import latest, pack, plan
from dutytui.reports.summary import summary
from dutytui.rules.figures.periods import Length, period
from dutytui.rules.search.wanted import Wanted
from dutytui.store.disk import Disk
from dutytui.store.index import Index
from dutytui.store.replica import Replica
from dutytui.verify.whole import verify

# Some of them stand in a tenth of the entries each and never together, also with the filters: that is the worst case,
# since all of each must be gone through to find nothing.
WORDS = ("电梯", "夹包", "收银机卡纸", "灯不亮 工程", "梯", "空调太冷，8", "12号柜", "没有这个")
_STATES = (None, True, False)
_LOOKED_FOR = "收银机卡纸"
_STILL_OPEN = 60
"""Days of which two entries each are open."""
_COUNTED = 10_000
"""As the page of the search counts."""


def rows(options: Options) -> Iterator[Row]:
    number = options.size(50_000, 2_000_000)
    with malls.place() as here:
        archive = malls.Archive(here)
        days = malls.days_before(malls.now().date(), malls.FIVE_YEARS)
        for place, day in enumerate(days):
            share = number * (place + 1) // len(days) - number * place // len(days)
            archive.fill(day, share, leave_open=2 if place >= len(days) - _STILL_OPEN else 0)
        yield from figures(options, here, number)


def figures(options: Options, here: malls.Place, number: int) -> Iterator[Row]:
    """Of a mall folder with `number` events that are five years old at most; its old years are packed afterwards."""
    index = Index(here.home / "years.sqlite")
    took = _spent(lambda: index.catch_up(Replica(here.logs)))
    yield Row(f"index build, {number:,} events", least(35_000, "events/s"), number / took, unit="events/s")
    yield from _searched(options, here, index, f"search among {number:,} events, newest 50")
    again = _spent(lambda: index.catch_up(Replica(here.logs)))
    yield Row(f"index of {number:,} events looked through, nothing new", most(2, "s"), again, unit="s")
    opened = median(interleave(options.rounds(9), _past_days(here, malls.now().date()))[0])
    yield Row(f"a past day among them opened ({number // malls.FIVE_YEARS:,} events)", most(50), ms(opened))
    yield _month(here)
    proven = _spent(lambda: verify(here.logs))
    yield Row("a million of them proven (verify)", most(30, "s"), proven / number * 1_000_000, unit="s")
    yield from _packed(options, here, index, opened)
    index.close()


def _searched(options: Options, here: malls.Place, index: Index, found: str) -> Iterator[Row]:
    asked = cycle(Wanted(words) for words in WORDS)
    both = [Wanted(words, kinds=("complaint",), places=("3F",), open=state) for words in WORDS for state in _STATES]
    filtered = cycle(both)
    for name, wanted in ((found, asked), (f"{found}, by kind, place and state", filtered)):
        (samples,) = interleave(options.rounds(400), _search(index, wanted))
        yield Row(f"{name}, median", most(5), ms(median(samples)))
        yield Row(f"{name}, p95", most(5), ms(p95(samples)))
    asked = cycle(Wanted(words) for words in WORDS)
    (samples,) = interleave(options.rounds(80), lambda: _spent(lambda: index.count(next(asked), _COUNTED)))
    yield Row(f"{found}: how many there are, {_COUNTED:,} at most, p95", most(50), ms(p95(samples)))
    name, program = f"{found}, against ripgrep (by the clock)", shutil.which("rg")
    if program is None:
        yield Row(name, faster(50), reason="ripgrep is not installed")
        return
    command = [program, "--fixed-strings", "--count", _LOOKED_FOR, str(here.logs)]
    theirs = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    reference, own = interleave(options.rounds(5), theirs, timed(lambda: index.search(Wanted(_LOOKED_FOR))))
    yield Row(name, faster(50), ms(median(own)), ms(median(reference)))


def _past_days(here: malls.Place, until: date, desk_days: int = 400) -> Measure:
    """Another day each time, read, verified and folded as the desk does."""
    numbers = count(2)

    def sample() -> float:
        with here.desk() as desk:
            day = until - timedelta(days=next(numbers) * 7 % desk_days + 2)
            took = _spent(lambda: (desk.session.phases(day), desk.session.logbook(day)))
            assert any(desk.session.state.subjects(day)), day
        return took

    return sample


def _month(here: malls.Place) -> Row:
    """The last whole month: figures worked out for the first time, added up, and written for paper."""
    with here.desk() as desk:
        desk.catch_up()
        month = period(Length.MONTH, desk.session.day.replace(day=1) - timedelta(days=1))

        def written() -> None:
            desk.figures.work(desk.figures.between(month.first, month.last).lacking)
            days = desk.figures.between(month.first, month.last).days
            assert len(days) >= 28
            ordered = {day: days[day] for day in sorted(days)}
            for _part in html(summary(month.first, month.last, "", desk.session.now(), ordered)):
                pass

        took = _spent(written)
    return Row("a month's summary, for the first time, as HTML", most(5, "s"), took, unit="s")


def _packed(options: Options, here: malls.Place, index: Index, loose: float) -> Iterator[Row]:
    disk, today = Disk(), malls.now().date()
    wanted = plan(disk, here.logs, latest(today), verify(here.logs))
    took = _spent(lambda: list(pack(disk, here.logs, wanted, malls.now().isoformat())))
    yield Row("a million events packed and proven", most(60, "s"), took / max(_events(wanted.size), 1) * 1e6, unit="s")
    began = _spent(lambda: index.catch_up(Replica(here.logs)))
    yield Row("index looked through, old years packed, nothing new", most(2, "s"), began, unit="s")
    last = date(today.year - 2, 12, 31)
    (samples,) = interleave(options.rounds(9), _past_days(here, last))
    yield Row("a packed day opened, beside one that is not", beyond(50), ms(median(samples)), ms(loose))


def _events(size: int) -> float:
    """About how many events so many bytes are."""
    return size / 580


def _spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _search(index: Index, asked: Iterator[Wanted]) -> Measure:
    return lambda: _spent(lambda: index.search(next(asked)))
