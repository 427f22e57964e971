"""A reader's file into the records: what ``dutytui patrol-import`` and the screen have in common. No Textual here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dutytui.imports.readings import BadReading, ReadLine, readings_file
from dutytui.rules.capture_words import key
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.patrols.commands import ImportReadings, Reading
from dutytui.rules.patrols.procedure import Patrols
from dutytui.rules.patrols.readings import matched, new_readings
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.session import NotSaved, Saved, Session
from dutytui.texts.catalogue import N_, _, n_
from dutytui.texts.labels import day_name
from dutytui.texts.refusals import disk_error, refused

_NOTHING_NEW = frozenset({"readings_nothing_new", "readings_fit_no_round"})
"""Refusals that only say that a day of the file adds nothing."""

BAD = {
    "point_missing": N_("no point"),
    "point_unknown": N_("{cell} is no point of patrols.yaml"),
    "time_missing": N_("no time"),
    "not_a_time": N_("{cell} is no time"),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    recorded: readings that are on disk now; rounds: keys of the rounds they went to; known: readings that were
    recorded before; unmatched: those that fall into no round; bad: lines that are no readings; failures: why a day of
    the file could not be recorded, worded; not_saved: the disk said no.
    """

    recorded: int = 0
    rounds: tuple[str, ...] = ()
    known: int = 0
    unmatched: tuple[ReadLine, ...] = ()
    bad: tuple[BadReading, ...] = ()
    failures: tuple[str, ...] = ()
    not_saved: bool = False


def import_readings(session: Session, data: bytes, source: str, day: date) -> Imported:
    """Record the readings of a file, day by day. day: of lines without a date.

    Raises `UnreadableTableError` for what is no such file. The same file twice adds nothing.
    """
    file = readings_file(data, day, session.now().tzinfo)
    ids = _ids(session.procedures.patrols)
    bad = [*file.bad]
    by_day: dict[date, list[ReadLine]] = {}
    for line in file.good:
        point = ids.get(key(line.point))
        if point is None:
            bad.append(BadReading(line.number, "point_unknown", line.point))
        else:
            on = business_day(line.at, session.procedures.mall.day_starts)
            by_day.setdefault(on, []).append(replace(line, point=point))
    result = Imported(bad=tuple(sorted(bad, key=lambda one: one.number)))
    for on in sorted(by_day):
        result = _import_day(session, result, on, by_day[on], source)
    return result


def _import_day(session: Session, so_far: Imported, day: date, lines: list[ReadLine], source: str) -> Imported:
    readings = tuple(Reading(line.point, line.at, line.reader, line.person) for line in lines)
    looking = session.look(day)
    new = new_readings(looking.state, looking.plan, looking.procedures, readings)
    fitting = matched(looking.state, looking.plan, looking.procedures, new)
    taken = {(one.point, one.at) for several in fitting.values() for one in several}
    fresh = {(one.point, one.at) for one in new}
    result = replace(
        so_far,
        known=so_far.known + len(lines) - len(new),
        unmatched=(*so_far.unmatched, *(line for line in lines if (line.point, line.at) in fresh - taken)),
    )
    outcome = session.submit(ImportReadings(day, readings, source))
    if isinstance(outcome, Saved):
        return replace(result, recorded=result.recorded + len(taken), rounds=(*result.rounds, *fitting))
    if isinstance(outcome, NotSaved):
        return replace(result, failures=(*result.failures, disk_error(outcome.reason)), not_saved=True)
    assert isinstance(outcome, Refusal)
    if outcome.code in _NOTHING_NEW:
        return result
    return replace(result, failures=(*result.failures, f"{day_name(day)}: {refused(outcome)}"))


def _ids(patrols: Patrols) -> Mapping[str, str]:
    """Ids of points by what a file may call them; an id goes before a name, a name before an alias."""
    found: dict[str, str] = {}
    for words in (
        [(point.id, point.id) for point in patrols.points],
        [(name, point.id) for point in patrols.points for name in point.name.values()],
        [(alias, point.id) for point in patrols.points for alias in point.aliases],
    ):
        for word, point in words:
            found.setdefault(key(word), point)
    return found


def summary(result: Imported) -> str:
    """One line."""
    parts = [
        n_(
            "{count} reading recorded (rounds: {rounds})",
            "{count} readings recorded (rounds: {rounds})",
            result.recorded,
            rounds=len(result.rounds),
        )
    ]
    if result.known:
        parts.append(n_("{count} known already", "{count} known already", result.known))
    if result.unmatched:
        parts.append(n_("{count} in no round", "{count} in no round", len(result.unmatched)))
    if result.bad:
        parts.append(n_("{count} bad line", "{count} bad lines", len(result.bad)))
    return _(", ").join(parts)


def report(result: Imported) -> Iterable[str]:
    """A line each for what was not recorded, and why."""
    yield from result.failures
    for bad in result.bad:
        yield _("Line {number}: {problem}", number=bad.number, problem=_(BAD[bad.code], cell=bad.cell))
    for line in result.unmatched:
        words = _("falls into no round: {point} {time}", point=line.point, time=f"{line.at:%m-%d %H:%M:%S}")
        yield _("Line {number}: {problem}", number=line.number, problem=words)
