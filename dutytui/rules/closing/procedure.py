"""Late stays, the sweep team, and the closing of a day. What the mall's YAML says of it."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.self_check import SelfCheck


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The closing of the day (DS §2 lock_up, "day closed").

    closed_by and reopened_by: posts that may; must: phases whose required items nothing can stand in for; late_after:
    minutes after the end of the last phase of the day from which a day that is not closed is late.
    """

    closed_by: tuple[str, ...] = ()
    reopened_by: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    late_after: int = 30
    self_check: SelfCheck = field(default_factory=SelfCheck)


@dataclass(frozen=True, slots=True)
class Closing:
    """closing.yaml.

    sweep and lock_up: phases, "" for none; team: posts that go the sweep together, each by another person (DS §2
    clearance_sweep); people_step: item of the sweep at which people left behind are found; pace: a floor gone through
    quicker than this is marked; stay_warning: minutes before the end of a late stay from which it is told;
    day: None where the mall does not close its days.
    """

    sweep: str = ""
    lock_up: str = ""
    team: tuple[str, ...] = ()
    people_step: str = ""
    pace: SelfCheck = field(default_factory=SelfCheck)
    stay_warning: int = 0
    day: DayEnd | None = None
