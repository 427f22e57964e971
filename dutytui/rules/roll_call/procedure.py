"""The roll call before opening and before closing, and the order to go. What the mall's YAML says of it."""

from __future__ import annotations

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Moment, Text


@dataclass(frozen=True, slots=True)
class RollCall:
    """One roll call of the day, of roll_calls.yaml. Phases and items name it under `after_calls`.

    title: what people call it; order: what the order is called (an order to open); starts inclusive; by: when the order
    is due, itself included; posts: those that are called, in this order; orders: posts that may give the order, hold it
    and release it; warn: minutes before `by` from which it is told that the order is still to be given.
    """

    id: str
    title: Text
    order: Text
    starts: Moment
    by: Moment
    posts: tuple[str, ...]
    orders: tuple[str, ...]
    warn: int = 0
