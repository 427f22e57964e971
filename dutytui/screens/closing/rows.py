"""The left side of the closing board: a row for the team, each floor, each signature, and each late stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from dutytui.rules.closing.sweep_view import FloorStatus, FloorView, StayView, SweepView
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.views import ItemView
from dutytui.screens.closing.words import FLOOR_TONE, mark, marks, open_now, progress
from dutytui.screens.entry_text import name
from dutytui.screens.item_rows import Heading
from dutytui.screens.item_text import ITEM_TONE
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import clock_time
from dutytui.texts.records import FLOOR_STATUS
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ShowingRows

TEAM = "team"
FLOOR_PREFIX = "floor:"


@dataclass(frozen=True, slots=True)
class TeamRow:
    """key is always `TEAM`; here of all posts are there."""

    here: int
    posts: int


Content = Heading | TeamRow | ItemView | FloorView | StayView


class BoardRows(ShowingRows[Content]):
    """The rows in the order given; `at` says what stands on the row of a key."""

    def __init__(self, contents: Sequence[Content]) -> None:
        headings = frozenset(index for index, row in enumerate(contents) if isinstance(row, Heading))
        super().__init__(contents, [_key(row) for row in contents], headings)
        floors = [row for row in contents if isinstance(row, FloorView)]
        self._name = max((width_of(name(floor.place)) for floor in floors), default=0)
        self._marks = max((len(floor.steps) for floor in floors), default=0)
        self._status = max(map(width_of, (_(word) for word in FLOOR_STATUS.values())))

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        match row:
            case Heading():
                return ((cut(row.words, width), row.tone),)
            case TeamRow():
                whole = row.here == row.posts
                words = _("Team {here}/{posts}", here=row.here, posts=row.posts)
                return ((cut(words, width), "good" if whole else "due"),)
            case StayView():
                return self._stay(row, width)
            case FloorView():
                return self._floor(row)
            case _:
                tone = ITEM_TONE[row.status] if not open_now(row) else "strong"
                return ((f"{mark(row)} ", tone), (cut(pick(row.title), width - 2), tone))

    def _floor(self, floor: FloorView) -> Line:
        tone = FLOOR_TONE[floor.status]
        time = clock_time(floor.finished_at, seconds=False) if floor.finished_at else ""
        quick = _("quick") if floor.quick else ""
        stays = _("stays") if floor.stays and floor.status is not FloorStatus.CLEAR else ""
        return (
            (pad(name(floor.place), self._name) + " ", "strong" if floor.status is FloorStatus.CURRENT else tone),
            (pad(marks(floor), self._marks) + " ", tone),
            (pad(_(FLOOR_STATUS[floor.status]), self._status) + " ", tone),
            (f"{time} " if time else "", "soft"),
            (" ".join(word for word in (quick, stays) if word), "due"),
        )

    def _stay(self, stay: StayView, width: int) -> Line:
        end: datetime | None = stay.ended or stay.until
        time = clock_time(end, seconds=False) if end else "?"
        right = _("left {time}", time=time) if stay.ended else _("till {time}", time=time)
        tone = "soft" if stay.ended else ("late" if stay.over else "")
        left = f"{stay.name} {name(stay.place)}"
        return ((pad(left, max(width - width_of(right) - 1, 4)) + " ", tone), (right, tone or "soft"))


def contents(sweep: SweepView, lock_up: SweepView | None, stays: Sequence[StayView]) -> list[Content]:
    """The sweep until it is finished, then the lock-up; who stays late at the end."""
    rows: list[Content] = []
    part = lock_up if lock_up is not None and sweep.gives_way(lock_up) else sweep
    if part is sweep:
        rows += _team(sweep)
    else:
        rows.append(Heading("#swept", f"{pick(sweep.title)} {progress(sweep)}", "good" if sweep.finished else "soft"))
    rows += [*part.before, *part.floors, *part.after]
    inside = sum(stay.ended is None for stay in stays)
    rows.append(Heading("#stays", _("Late stays {count}", count=inside)))
    return [*rows, *stays]


def _team(part: SweepView) -> Iterator[TeamRow]:
    if part.team:
        yield TeamRow(len(part.team) - len(part.missing), len(part.team))


def _key(row: Content) -> str:
    match row:
        case TeamRow():
            return TEAM
        case FloorView():
            return floor_key(row)
        case StayView():
            return row.subject
        case _:
            return row.key


def floor_key(floor: FloorView) -> str:
    return FLOOR_PREFIX + floor.place.id


def current_key(part: SweepView) -> str:
    """The row that Enter is for: the team, something before the floors, the floor being done, something after."""
    if part.missing:
        return TEAM
    if part.current is not None:
        return floor_key(part.current)
    return part.step.key if part.step is not None else ""
