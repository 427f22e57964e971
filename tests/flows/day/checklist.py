"""A phase's checklist, played row by row: whose items they are sits down, and does what stands under the cursor."""

from __future__ import annotations

from collections.abc import Iterable

from dutytui.rules.procedure import ItemKind
from dutytui.rules.views import ItemStatus, ItemView
from dutytui.widgets.glyphs import RICH
from tests.flows.day.person import FORM, Person, cursor_row

_CAN_BE_DONE = frozenset({ItemStatus.PENDING, ItemStatus.DUE, ItemStatus.LATE})
_NUMBERS = {"people_in": 126, "attendance": 14, "customers_inside": 230, "sales_total": 486300, "cash_bags": 9}
_NOTES = {"last_customer_left": "21:38，东门"}


class Checklist:
    """One phase. only: ids of items, where not the whole phase is played at once."""

    def __init__(self, person: Person, phase: str, only: Iterable[str] = (), seconds: float = 6) -> None:
        """seconds: how long somebody needs for each item."""
        self._person, self._phase, self._only, self._seconds = person, phase, frozenset(only), seconds

    def play(self) -> None:
        """Do everything required that can be done now."""
        self._person.goes_to_checklist(self._phase)
        while (item := self._next()) is not None:
            self._person.passes(self._seconds)
            self._do(item)

    def _ready(self) -> list[ItemView]:
        return [
            item
            for item in self._person.book.items(self._phase)
            if item.required
            and item.status in _CAN_BE_DONE
            and not item.waits_for
            and (not self._only or item.key.partition("/")[2].partition("@")[0] in self._only)
        ]

    def _next(self) -> ItemView | None:
        """The item under the cursor if it is for whoever sits there, else one that is; or somebody else sits down."""
        ready = self._ready()
        if not ready:
            return None
        if not any(item.mine for item in ready):
            self._lets_another(ready[0])
            ready = self._ready()
        own = [item for item in ready if item.mine]
        under = self._under_cursor()
        item = next((one for one in own if one.key == under), own[0])
        if item.key != under:
            self._moves(under, item.key)
        return item

    def _lets_another(self, item: ItemView) -> None:
        """Whose item it is sits down; on a floor its own supervisor."""
        person = self._person
        before = (person.who, person.post)
        for listed in person.book.people:
            for post in listed.posts:
                person.book.sits(listed.id, post)
                if any(one.key == item.key and one.mine for one in person.book.items(self._phase)):
                    person.book.sits(*before)
                    person.comes(listed.id, post)
                    return
        raise AssertionError(f"nobody does {item.key}")

    def _under_cursor(self) -> str:
        """The key of the item whose title stands on the cursor's row, once a whole row is drawn there."""
        items = self._person.book.items(self._phase)
        found: list[str] = []

        def known(screen: str) -> bool:
            row = cursor_row(screen)
            found[:] = [one.key for one in items if f"  {shown(one)}  " in f"{row}  "]
            return len(found) == 1

        self._person.desk.tmux.until(known, "no item stands under the cursor")
        return found[0]

    def _moves(self, here: str, there: str) -> None:
        keys = [one.key for one in self._person.book.items(self._phase)]
        steps = keys.index(there) - keys.index(here)
        self._person.press(*["Down" if steps > 0 else "Up"] * abs(steps))
        title = next(shown(one) for one in self._person.book.items(self._phase) if one.key == there)
        self._person.desk.tmux.until(lambda screen: f"  {title}" in cursor_row(screen), f"the cursor is not on {there}")

    def _do(self, item: ItemView) -> None:
        person, name = self._person, item.key.partition("/")[2].partition("@")[0]
        person.press("Enter")
        match item.kind:
            case ItemKind.SIGNATURE:
                person.sees(FORM)
                person.press("Enter")
            case ItemKind.NUMBER:
                person.sees(FORM)
                self._fills(item, str(_NUMBERS.get(name, 0)))
            case ItemKind.NOTE:
                person.sees(FORM)
                self._fills(item, _NOTES.get(name, "一切正常"))
            case ItemKind.CHOICE:
                person.sees(FORM)
                good = next(n for n, choice in enumerate(item.choices, 1) if not choice.fails)
                person.press(str(good))
        person.saved(shown(item))

    def _fills(self, item: ItemView, value: str) -> None:
        """The value, and the proof where one is asked for."""
        if item.evidence:
            self._person.types(value)
            self._person.goes_on("Tab")
            value = "各楼层主管电话核报"
        self._person.says(value)


def shown(item: ItemView) -> str:
    """The item's title with its place, as rows and messages show it."""
    words = item.title["zh-Hans"]
    return f"{words} {RICH.dot} {item.place.name['zh-Hans']}" if item.place else words
