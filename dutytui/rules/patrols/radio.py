"""A guard's radio call, typed as it is heard: ``B1 done``, ``3F 仓库 完毕 1432``, ``后厨 正常 -5``.

Words up to the first done word name the point, each by its id, name, floor or an alias, or what `fits` takes for it
(pinyin initials); a time may stand anywhere; what follows the done word is a remark. What can mean two points is not
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from dutytui.rules import capture_times
from dutytui.rules.capture_words import fold, key
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.patrols.procedure import Patrols, Point
from dutytui.rules.procedure import Mall

Fits = Callable[[str, str], bool]
"""Whether what was typed (first) may stand for a word (second) in another way than by its letters."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a line was taken for.

    point: an id, "" while it is not known; at: None for now; problem: "", ``empty``, ``unknown`` (word: what nothing
    fits), ``ambiguous`` (candidates: ids of points), ``time_in_future`` (word: as typed).
    """

    point: str = ""
    at: datetime | None = None
    note: str = ""
    problem: str = ""
    word: str = ""
    candidates: tuple[str, ...] = ()


def read_call(line: str, points: Sequence[Point], patrols: Patrols, mall: Mall, now: datetime, fits: Fits) -> Call:
    """points: those of the round that runs, the ones that come next first."""
    named, rest, at, future = _split(line, points, patrols, mall, now)
    if future:
        return Call(problem="time_in_future", word=future)
    if not named:
        return Call(at=at, problem="empty")
    found = _points(named, points, mall, fits)
    note = " ".join(rest)
    if len(found) == 1:
        return Call(found[0], at, note)
    if found:
        return Call(at=at, note=note, problem="ambiguous", candidates=found)
    alone = (word for word in named if not _points([word], points, mall, fits))
    return Call(at=at, note=note, problem="unknown", word=next(alone, " ".join(named)))


def _split(
    line: str, points: Sequence[Point], patrols: Patrols, mall: Mall, now: datetime
) -> tuple[list[str], list[str], datetime | None, str]:
    """The words that name the point, those of the remark, the time, and a time that has not come yet, "" for none."""
    done = sorted({key(word) for word in patrols.done_words}, key=len, reverse=True)
    own = {key(word) for point in points for word in _words(point)}
    named: list[str] = []
    rest: list[str] = []
    at: datetime | None = None
    heard_done = False
    for word in line.replace("，", " ").replace(",", " ").split():
        folded = "".join(map(fold, word))
        time = None if key(word) in own or at is not None else _time(folded, now, mall)
        if time is not None:
            if time.at is None:
                return [], [], None, word
            at = time.at
        elif heard_done:
            rest.append(word)
        elif key(word) in done:
            heard_done = True
        else:
            ending = next((one for one in done if len(key(word)) > len(one) and key(word).endswith(one)), "")
            # 后厨好了: said in one breath. A point that is called so itself goes before.
            cut = bool(ending) and key(word) not in own and not ending.isascii()
            named.append(word[: -len(ending)] if cut else word)
            heard_done = cut
    return named, rest, at, ""


def _time(folded: str, now: datetime, mall: Mall) -> capture_times.Found | None:
    found = capture_times.happened(folded, 0, now, mall.day_starts, True)
    return found if found is not None and found.end == len(folded) else None


def _points(named: Iterable[str], points: Sequence[Point], mall: Mall, fits: Fits) -> tuple[str, ...]:
    """Ids of the points that every word fits; one that is called exactly so goes before all others."""
    typed = list(named)
    whole = key("".join(typed))
    exact = tuple(point.id for point in points if whole in {key(word) for word in _words(point)})
    held = exact or tuple(point.id for point in points if all(_holds(word, point, mall) for word in typed))
    return held or tuple(
        point.id for point in points if all(_holds(word, point, mall) or _fits(word, point, fits) for word in typed)
    )


def _holds(typed: str, point: Point, mall: Mall) -> bool:
    wanted = key(typed)
    return bool(wanted) and any(wanted in key(word) for word in (*_words(point), *_floor_words(point, mall)))


def _fits(typed: str, point: Point, fits: Fits) -> bool:
    return any(fits(typed, word) for word in (*point.name.values(), *point.aliases))


def _words(point: Point) -> tuple[str, ...]:
    return (point.id, *point.name.values(), *point.aliases)


def _floor_words(point: Point, mall: Mall) -> tuple[str, ...]:
    floor = next((one for one in mall.floors if one.id == point.place), None)
    return () if floor is None else (floor.id, *floor.name.values(), *floor.aliases)
