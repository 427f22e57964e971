"""The meals of a day as rows: under each batch its people, and a row to add somebody who is not listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.meals.views import BatchView, EaterStatus, EaterView, MealView
from dutytui.screens.item_rows import Heading
from dutytui.screens.meals.words import TONE, batch_head, clash_words, full_name, remark
from dutytui.texts.catalogue import _
from dutytui.texts.records import EATER_STATUS
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows


@dataclass(frozen=True, slots=True)
class Adding:
    """The row that adds somebody to a batch."""

    key: str
    meal: str
    batch: int


Content = Heading | EaterView | Adding


class MealRows(ListedRows):
    """A row's key is the person's key of that batch."""

    def __init__(self, meals: Sequence[MealView], words: str, day: date, now: datetime) -> None:
        """words: leaves only whom they find."""
        self._contents = [row for meal in meals for row in _of_meal(meal, words, day)]
        headings = frozenset(index for index, row in enumerate(self._contents) if isinstance(row, Heading))
        super().__init__([row.key for row in self._contents], headings)
        self._now = now
        self._day = day
        self._status = max(width_of(_(word)) for word in EATER_STATUS.values())

    def at(self, key: str) -> EaterView | Adding | None:
        index = self.find(key) if key else None
        row = None if index is None else self._contents[index]
        return None if isinstance(row, Heading) else row

    @property
    def eaters(self) -> list[EaterView]:
        return [row for row in self._contents if isinstance(row, EaterView)]

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if isinstance(row, Heading):
            return ((cut(row.words, width), row.tone),)
        if isinstance(row, Adding):
            return ((cut("  " + _("+ somebody else: type counter and name"), width), "soft"),)
        tone = TONE[row.status]
        words = remark(row, self._now, self._day)
        beside = min(width_of(words), (width - self._status - 4) * 2 // 3)
        urgent = tone if row.status in {EaterStatus.OUT, EaterStatus.LATE} else "soft"
        return (
            ("  " + pad(_(EATER_STATUS[row.status]), self._status) + "  ", tone),
            (pad(full_name(row), max(width - self._status - beside - 5, 0)) + " ", ""),
            (pad(words, beside, "right"), "late" if row.clashes else urgent),
        )


def _of_meal(meal: MealView, words: str, day: date) -> list[Content]:
    rows: list[Content] = []
    if not words:
        rows += [Heading(f"#{meal.meal}/{pair}", clash_words(pair), "late") for pair in meal.clashes]
    for batch in meal.batches:
        found = [eater for eater in batch.eaters if not words or _found(words, eater)]
        if found or not words:
            rows.append(Heading(f"#{meal.meal}/{batch.number}", batch_head(meal, batch, day)))
            rows += found
        if not words:
            rows.append(adding(meal, batch))
    return rows


def adding(meal: MealView, batch: BatchView) -> Adding:
    return Adding(f"+{meal.meal}/{batch.number}", meal.meal, batch.number)


def _found(words: str, eater: EaterView) -> bool:
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    return matches(words, full_name(eater)) is not None


def next_to_do(meals: Sequence[MealView], now: datetime, after: str = "") -> str:
    """The key to go to: who is out, else who goes next, behind the row `after`; "" when nothing is to be done.

    Of the meal that runs or comes next.
    """
    meal = next((meal for meal in meals if meal.out or now < meal.batches[-1].ends), None)
    if meal is None:
        return ""
    here = next((batch for batch in meal.batches if batch.out or now < batch.ends), meal.batches[-1])
    eaters = list(here.eaters)
    keys = [eater.key for eater in eaters]
    start = keys.index(after) + 1 if after in keys else 0
    last = next((eater for eater in eaters if eater.key == after), None)
    ordered = [*eaters[start:], *eaters[:start]]
    # Whoever lets people go lets the next one go; whoever takes them back takes the next one back.
    wanted = EaterStatus.OUT if last is not None and last.back_at else EaterStatus.EXPECTED
    late = [eater for eater in ordered if eater.status is EaterStatus.LATE]
    fitting = [eater for eater in ordered if eater.status is wanted]
    rest = [eater for eater in ordered if eater.status in {EaterStatus.OUT, EaterStatus.EXPECTED}]
    found = next(iter([*late, *fitting, *rest]), None)
    return found.key if found else after
