"""Rows of the sales review for a `RowList`: counters in their sections, groups, what was brought in, things to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.sales.views import CounterView, GroupView, ImportView, Review
from dutytui.screens.sales.words import IMPORT_STATES, change, import_words, money, share, state
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import pad, width_of
from dutytui.widgets.rows import Line, ListedRows

_AMOUNT = 14
_CHANGE = 7
_STATE_TONES = {"counts": "good", "disputed": "bad"}


@dataclass(frozen=True, slots=True)
class Note:
    """A heading or a note that the cursor steps over."""

    words: str
    tone: str = "heading"


@dataclass(frozen=True, slots=True)
class ToDo:
    """A row that does something: id is the screen's action."""

    id: str
    words: str


Content = Note | ToDo | CounterView | GroupView | ImportView


class SalesRows(ListedRows):
    """A row's key is its section and what it shows, since a counter may stand in several sections."""

    def __init__(self, contents: Sequence[tuple[str, Content]], review: Review) -> None:
        headings = frozenset(at for at, (_section, row) in enumerate(contents) if isinstance(row, Note))
        super().__init__([_key(section, row, at) for at, (section, row) in enumerate(contents)], headings)
        self._contents = contents
        self._review = review
        states = (state(row)[0] for _section, row in contents if isinstance(row, CounterView))
        self._state = min(max(map(width_of, states), default=0), 30)
        names = (row.name for _section, row in contents if isinstance(row, CounterView))
        self._name = min(max(map(width_of, names), default=0), 30)

    def at(self, key: str) -> Content | None:
        """What the row of that key shows, None when there is none."""
        index = self.find(key) if key else None
        return None if index is None else self._contents[index][1]

    def beside(self, key: str, step: int) -> str:
        """The key of the first row of the next section (or, -1, the one before); `key` itself at the end."""
        sections = list(dict.fromkeys(section for section, row in self._contents if not isinstance(row, Note)))
        index = self.find(key)
        if index is None or not sections:
            return key
        at = max(0, min(sections.index(self._contents[index][0]) + step, len(sections) - 1))
        return next(
            self.key(number)
            for number, (section, row) in enumerate(self._contents)
            if section == sections[at] and not isinstance(row, Note)
        )

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index][1]
        match row:
            case Note():
                return ((pad(row.words, width), row.tone),)
            case ToDo():
                return ((pad(row.words, width), "mine"),)
            case CounterView():
                return self._counter(row, width)
            case GroupView():
                return self._group(row, width)
            case ImportView():
                return self._import(row, width)

    def _counter(self, row: CounterView, width: int) -> Line:
        words, tone = state(row)
        changed = change(row.amount, row.before)
        room = max(width - 5 - _AMOUNT - _CHANGE - self._state - 1, 4)
        department = pick(row.department)
        name = f"{pad(row.name, self._name)}  {department}" if department and room > 2 * self._name else row.name
        return (
            (pad(str(row.rank) if row.rank else "", 4, "right") + " ", "soft"),
            (pad(name, room), ""),
            (pad(money(row.amount), _AMOUNT, "right"), ""),
            (pad(changed, _CHANGE, "right") + " ", "bad" if changed.startswith("-") else "soft"),
            (pad(words, self._state, "right"), tone),
        )

    def _group(self, row: GroupView, width: int) -> Line:
        room = max(width - 5 - _AMOUNT - _CHANGE - 1, 4)
        return (
            ("     ", ""),
            (pad(pick(row.name) or _("(none)"), room), "" if row.name else "soft"),
            (pad(money(row.amount), _AMOUNT, "right"), ""),
            (pad(share(row.amount, self._review.total), _CHANGE, "right") + " ", "soft"),
        )

    def _import(self, row: ImportView, width: int) -> Line:
        words = _(IMPORT_STATES[row.state])
        room = max(width - 5 - _AMOUNT - 1 - width_of(words), 4)
        return (
            ("     ", ""),
            (pad(import_words(row, self._review.day), room), "" if row.state in _STATE_TONES else "soft"),
            (pad(money(row.total), _AMOUNT, "right") + " ", ""),
            (words, _STATE_TONES.get(row.state, "soft")),
        )


def contents(review: Review, words: str) -> list[tuple[str, Content]]:
    """(section, row) of the list, headings included; `words` leaves only the rows that fit them."""
    if not review.in_use:
        told = _("No sales review is planned here.\nchecklists/sales.yaml says who does it and how.")
        return [("", Note(line, "soft")) for line in told.split("\n")]
    rows: list[tuple[str, Content]] = []
    if not review.known:
        said = _("The sales of {day} have not been brought in yet.", day=day_name(review.sold))
        rows += [("", Note(said, "due")), *_to_do()]
    if review.disputed:
        said = _("Two terminals brought in different files. Undo one of them below (F6); until then nothing counts.")
        rows += [("", Note(said, "bad"))]
    for section, heading, found in _sections(review):
        fitting = _fitting(words, found)
        if fitting:
            rows += [(section, Note(f"{heading} {len(fitting)}")), *((section, row) for row in fitting)]
        elif section == "falling" and review.counters and not words:
            rows += [("", Note(_why_none_falls(review), "soft"))]
    if review.known and not words:
        brought_in = Note(f"{_('Brought in')} {len(review.imports)}")
        rows += [("imports", brought_in), *(("imports", row) for row in review.imports), *_to_do()]
    return rows


def _sections(review: Review) -> Iterable[tuple[str, str, Sequence[CounterView | GroupView]]]:
    yield "top", _("Top counters"), review.top
    yield "bottom", _("Bottom counters"), review.bottom
    falling = _("Falling counters")
    if review.compared is not None:
        falling = _("Falling counters (compared with {day})", day=day_name(review.compared))
    yield "falling", falling, review.falling
    yield "departments", _("By department"), review.departments
    yield "categories", _("By category"), review.categories
    yield "brands", _("By brand"), review.brands
    yield "all", _("All counters"), tuple(counter for counter in review.counters if counter.rank)


def _why_none_falls(review: Review) -> str:
    if review.compared is None:
        return _("Falling counters: earlier sales to compare with are not there.")
    return _("Falling counters: none, compared with {day}.", day=day_name(review.compared))


def _to_do() -> list[tuple[str, Content]]:
    return [
        ("to do", ToDo("bring_in", _("Bring in a file: CSV or XLSX (Ctrl+O)"))),
        ("to do", ToDo("type_sales", _("Type a counter's sales by hand (Ctrl+N)"))),
    ]


def _fitting(words: str, rows: Sequence[CounterView | GroupView]) -> Sequence[CounterView | GroupView]:
    if not words:
        return rows
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    return [row for row in rows if matches(words, _searched(row)) is not None]


def _searched(row: CounterView | GroupView) -> str:
    if isinstance(row, GroupView):
        return pick(row.name)
    return f"{row.name} {pick(row.department)} {row.brand}"


def _key(section: str, row: Content, at: int) -> str:
    match row:
        case Note():
            return f"#{at}"
        case ImportView():
            return f"{section}/{row.event}"
        case _:
            return f"{section}/{row.id}"
