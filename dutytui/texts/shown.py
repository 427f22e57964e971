"""Values of messages as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from dutytui.rules.dispute import Dispute
from dutytui.rules.matters import Unsettled
from dutytui.rules.views import Named
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name, duration


def shown(value: Any) -> str:
    """A value as people read it: names in the current language, times without seconds, lists with the right comma."""
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return str(value)


def _unsettled(matter: Unsettled) -> str:
    from dutytui.texts.areas import unsettled  # which is made of this module

    return unsettled(matter)


def _dispute(dispute: Dispute) -> str:
    from dutytui.texts.disputes import title  # which is made of this module

    return title(dispute)


_WORDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (type(None), lambda _nothing: ""),
    (Unsettled, _unsettled),
    (Dispute, _dispute),
    (Named, lambda named: pick(named.name)),
    (Mapping, pick),
    (datetime, lambda moment: moment.strftime("%H:%M")),  # before date, which it is too
    (date, day_name),
    (timedelta, lambda span: duration(int(span.total_seconds()) // 60)),
    (float, lambda number: f"{number:g}"),
    ((list, tuple), lambda several: _(", ").join(map(shown, several))),
)
