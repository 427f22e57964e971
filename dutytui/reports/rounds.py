"""The patrol record: each round as it was walked or not, with what its times tell, and point by point."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Section, Table, Tone, Words
from dutytui.reports.seen import Seen, coded, names, table
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundsView, RoundView, rounds
from dutytui.texts.catalogue import _, pick
from dutytui.texts.records import EVIDENCE, ROUND_STATUS, finding
from dutytui.texts.shown import shown

_TONE = {
    RoundStatus.DONE: Tone.GOOD,
    RoundStatus.DONE_LATE: Tone.DUE,
    RoundStatus.MISSED: Tone.BAD,
    RoundStatus.UNKNOWN: Tone.BAD,
    RoundStatus.EXPLAINED: Tone.DUE,
    RoundStatus.LATE: Tone.BAD,
}


def patrols(seen: Seen) -> Section:
    """The rounds alone, for the log of the day."""
    found = rounds(seen.then)
    return Section("patrols", _("Patrols"), (_rounds(found), *_told(found)))


def record(seen: Seen) -> tuple[Section, ...]:
    """The rounds, and every point of them."""
    found = rounds(seen.then)
    columns = "route:4 point:4 place:2 at:2 evidence:2 times:1"
    points = table("points", "", columns, _points(found), grouped=True)
    draws = tuple(
        Words(
            _(
                "{route}: times drawn at {time} by {person}, seed {seed}",
                route=pick(one.title),
                time=f"{one.at:%H:%M}",
                person=shown(one.by),
                seed=one.seed,
            )
        )
        for one in found.draws
    )
    return patrols(seen), Section("points", _("Points reached"), (points, *draws))


def _rounds(found: RoundsView) -> Table:
    columns = "starts:2 route:4 status:2 walker:2 began:2 ended:2 reached:1 points:1 found:4 reason:4"
    return table("rounds", "", columns, map(_round, found.rounds))


def _told(found: RoundsView) -> Iterator[Words]:
    missed = sum(_fate(one) is RoundStatus.MISSED for one in found.rounds)
    unknown = sum(_fate(one) is RoundStatus.UNKNOWN for one in found.rounds)
    values = {"count": len(found.rounds), "missed": missed, "unknown": unknown}
    if found.rounds:
        tone = Tone.BAD if missed or unknown else Tone.PLAIN
        yield Words(_("Patrol rounds: {count}, missed: {missed}, unknown: {unknown}", **values), tone)


def _fate(one: RoundView) -> RoundStatus:
    return one.was or one.status


def _round(one: RoundView) -> tuple[Cell, ...]:
    words = ROUND_STATUS[one.status]
    status = coded(one.status, words, _TONE.get(one.status, Tone.PLAIN))
    return (
        None if one.hidden else one.begins,
        pick(one.title),
        status,
        shown(one.walker) or names(one.posts),
        one.began,
        one.ended,
        one.reached,
        len(one.points),
        "\n".join(map(finding, one.found)),
        one.reason,
    )


def _points(found: RoundsView) -> Iterator[tuple[Cell, ...]]:
    for one in found.rounds:
        if one.began is not None:
            for point in one.points:
                proof = coded(point.evidence, EVIDENCE[point.evidence]) if point.evidence in EVIDENCE else None
                where = "" if point.place == point.point.id else point.place
                yield (
                    f"{one.begins:%H:%M} {pick(one.title)}",
                    shown(point.point),
                    where,
                    point.reached,
                    proof,
                    point.times,
                )
