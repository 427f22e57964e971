"""Rows of rounds for a `RowList`: what runs first, then what is due or late, what needs a word, what is to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundsView, RoundView
from dutytui.screens.item_rows import Heading
from dutytui.screens.patrol.words import TONE, name, remark, status_word, title_tone, when
from dutytui.texts.catalogue import N_, _, pick
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.glyphs import glyphs
from dutytui.widgets.rows import Line, ListedRows

_GROUPS = (
    ("running", N_("On the way"), frozenset({RoundStatus.RUNNING})),
    ("late", N_("Late"), frozenset({RoundStatus.LATE})),
    ("due", N_("Now"), frozenset({RoundStatus.DUE})),
    ("word", N_("Missed or unknown, not explained"), frozenset({RoundStatus.MISSED, RoundStatus.UNKNOWN})),
    ("ahead", N_("Coming next"), frozenset({RoundStatus.AHEAD})),
    (
        "over",
        N_("Over"),
        frozenset({RoundStatus.DONE, RoundStatus.DONE_LATE, RoundStatus.EXPLAINED, RoundStatus.BEFORE_USE}),
    ),
)

Content = Heading | RoundView


class RoundRows(ListedRows):
    """A row's key is the round's subject. now: for the countdowns; marked: subjects shown as marked, None without."""

    def __init__(
        self, contents: Sequence[Content], day: date, now: datetime, marked: frozenset[str] | None = None
    ) -> None:
        headings = frozenset(index for index, row in enumerate(contents) if isinstance(row, Heading))
        super().__init__([row.key if isinstance(row, Heading) else row.subject for row in contents], headings)
        self._contents = contents
        self._day = day
        self._now = now
        self._marked = marked
        self._status = max((width_of(status_word(one)) for one in self.rounds), default=0)
        self._time = max((width_of(when(one, day)) for one in self.rounds), default=5)

    @property
    def rounds(self) -> list[RoundView]:
        return [row for row in self._contents if isinstance(row, RoundView)]

    def at(self, key: str) -> RoundView | None:
        """The round of that key, None for a heading or nothing."""
        index = self.find(key) if key else None
        row = self._contents[index] if index is not None else None
        return row if isinstance(row, RoundView) else None

    def later(self, now: datetime) -> RoundRows:
        """The same rounds with their countdowns at another moment."""
        return RoundRows(self._contents, self._day, now, self._marked)

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if isinstance(row, Heading):
            return ((cut(row.words, width), row.tone),)
        tone = TONE[row.status]
        mark = glyphs().mine if row.mine else " "
        if self._marked is not None:
            mark = "x" if row.subject in self._marked else "-"
        left: Line = (
            (f"{mark} ", "mine"),
            (pad(status_word(row), self._status) + " ", tone),
            (pad(when(row, self._day), self._time, "right") + "  ", "soft"),
        )
        return (*left, *self._words(row, width - self._status - self._time - 5))

    def _words(self, row: RoundView, room: int) -> Line:
        """The title, and at the right what is to be said of it, which gives way first."""
        words = pick(row.title)
        most = max(room * 60 // 100, room - 2 - width_of(words))
        right = "" if self._marked is not None else remark(row, self._now, most)
        beside = min(width_of(right), most)
        tone = "bad" if row.found else (TONE[row.status] if row.status in _COUNTED else "soft")
        return ((pad(words, room - beside - 2) + "  ", title_tone(row)), (pad(right, beside, "right"), tone))


_COUNTED = frozenset({RoundStatus.RUNNING, RoundStatus.LATE, RoundStatus.DUE, RoundStatus.MISSED, RoundStatus.UNKNOWN})


def contents(view: RoundsView, fits: Callable[[str], bool] | None = None) -> list[Content]:
    """All rounds of the day under their headings; fits: leaves only what somebody looks for."""
    rows: list[Content] = []
    for key, heading, statuses in _GROUPS:
        found = [one for one in view.rounds if one.status in statuses and (fits is None or fits(searched(one)))]
        # Those whose time is not to be told stand last, or their place would tell it.
        found.sort(key=lambda one: one.hidden)
        if found:
            rows += [Heading(f"#{key}", f"{_(heading)} {len(found)}"), *found]
    return rows


def searched(view: RoundView) -> str:
    """What finding looks into."""
    points = " ".join(name(point.point) for point in view.points)
    return f"{pick(view.title)} {status_word(view)} {view.begins:%H%M} {points} {view.reason}"
